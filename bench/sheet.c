/* How fast a sheet is judged: sheet [DEVICES]. On a site file with five systems of a fifth of the devices
 * each: all checks asked and 143 sub-items of six scopes answered; the answers alone, as after a record,
 * decision or a change of a system; the rows of one sheet as they are shown. CPU and clock in milliseconds.
 */
#include "assess/assess.h"
#include "assess/judged.h"
#include "assess/rows.h"
#include "assess/system.h"
#include "respond/parts.h"
#include "store/site.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static double clock_of(clockid_t which)
{
	struct timespec t;

	clock_gettime(which, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double cpu, wall;

static void start(void)
{
	cpu = clock_of(CLOCK_PROCESS_CPUTIME_ID);
	wall = clock_of(CLOCK_MONOTONIC);
}

static void tell(const char *what, long devices, double goal)
{
	double took = clock_of(CLOCK_PROCESS_CPUTIME_ID) - cpu;

	printf("%-38s %7ld devices %9.1f ms CPU %9.1f ms clock   goal %.0f ms: %s\n", what, devices, took,
	       clock_of(CLOCK_MONOTONIC) - wall, goal, took <= goal ? "met" : "MISSED");
}

static void run(struct store *s, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(store_db(s), sql, NULL, NULL, &why) != SQLITE_OK) {
		fprintf(stderr, "%s\n", why);
		exit(1);
	}
}

static void plant(struct store *s, long n)
{
	char sql[2048];

	run(s, "CREATE TEMP TABLE k AS WITH RECURSIVE k(j) AS (SELECT 0 UNION ALL SELECT j + 1 FROM k WHERE "
	       "j < 9)"
	       " SELECT j FROM k");
	snprintf(sql, sizeof sql,
		 "INSERT INTO device(id, kind, layer, confidence, first, last, first_packet, packets, bytes, "
		 "mac, ip,"
		 " random_mac, router, hidden, known, payload, unnamed_payload) WITH RECURSIVE n(i) AS "
		 "(SELECT 1 UNION ALL"
		 " SELECT i + 1 FROM n WHERE i < %ld) SELECT i, CASE WHEN i %% 3 THEN 'plc' ELSE 'pc' END, "
		 "'device', 30, 0,"
		 " 9000000000, i, 900, 90000, '00:00:5e:00:53:01', '10.0.0.' || i, 0, 0, 0, 0, 400, 4 FROM n",
		 n);
	run(s, sql);
	snprintf(sql, sizeof sql,
		 "INSERT INTO flow(id, client, server, server_outside, client_ip, server_ip, transport, "
		 "port, protocol,"
		 " packets, bytes, payload, encrypted, first, last, first_packet, last_packet, answered, "
		 "refused, connections,"
		 " client_port, scan, to_group) SELECT (d.id - 1) * 10 + j + 1, d.id, CASE WHEN j < 8 THEN "
		 "(d.id * 7 + j) %% %ld +"
		 " 1 END, CASE WHEN j > 7 THEN d.id %% 100 + 1 END, d.ip, '10.0.0.1', 'tcp', 500 + j, CASE "
		 "WHEN j %% 2 THEN"
		 " 'modbus' ELSE 'unknown' END, 10, 1000 + j, 8, 0, 1, 2, d.id, d.id, 1, 0, 1, 5000, 0, 0 "
		 "FROM device d, k",
		 n);
	run(s, sql);
	run(s, "INSERT INTO service SELECT server, transport, port, protocol, 1, 0, 1, 0, port % 2, "
	       "first_packet, last_packet"
	       " FROM flow WHERE server IS NOT NULL GROUP BY server, transport, port;"
	       "INSERT INTO address SELECT id, 'ip', '10.0.0.' || (id / 2), 0, 9, id, 'arp', 90 FROM device;"
	       "INSERT INTO outside SELECT id, NULL, '203.0.113.0/24', NULL, 1, 1, 0, 9, 1 FROM device WHERE "
	       "id <= 101;"
	       "INSERT INTO fact SELECT id, 'crypto', 'ssh-1.99', 'ssh', id, 90, 1 FROM device;"
	       "INSERT INTO command(protocol, code, name, class, client, server, client_ip, count, answered, "
	       "refused,"
	       " first_packet, first) SELECT protocol, 6, 'Write', 'write', client, server, client_ip, 3, 1, "
	       "0, 1, 1 FROM flow"
	       " WHERE server IS NOT NULL AND id % 10 = 1;"
	       "INSERT INTO source(id, name, format, packets, bytes, first, last, truncated) VALUES (0, 'a', "
	       "'pcap', 1, 1, 0,"
	       " 9000000000, 0); INSERT INTO setting(key, value) VALUES ('now', 1795910400000000)");
}

static void systems(struct store *s)
{
	run(s, "INSERT INTO system WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
	       "5) SELECT i, 'S'"
	       " || i, 'core', NULL, NULL, 'live', NULL, 1 FROM n;"
	       "INSERT INTO system_device SELECT id % 5 + 1, id, 1 FROM device;"
	       "INSERT INTO record(id, kind, system, device, says, said, made_on, expires_on, fields, "
	       "version, hash, signed,"
	       " removed, seq) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
	       "2000) SELECT i,"
	       " 'responsible', 'site', i, 'yes', 'yes', '2026-11-01', '2027-03-31', '{}', 1, 'h' || i, 0, "
	       "0, 1 FROM n");
}

static int row(void *ctx, const struct sheet_row *r)
{
	*(long *)ctx += r->finding_count != 0;
	return 0;
}

static int measure(long n)
{
	char path[] = "/tmp/mimamori-bench-sheet-XXXXXX";
	double goal = n <= 10000 ? 1000 : 8000;
	struct store *s = NULL;
	struct err e = {0};
	long rows = 0;
	int fd = mkstemp(path);

	if (fd < 0 || close(fd) < 0 || unlink(path) < 0)
		return 1;
	if (site_open(path, SITE_CREATE, site_parts(), 1000, &s, &e) < 0)
		return 1;
	site_begin(s);
	plant(s, n);
	systems(s);
	start();
	if (assess_run(s) < 0)
		return fprintf(stderr, "%s\n", store_error(s)), 1;
	tell("all checks, 143 answers of 6 scopes", n, goal);
	if (site_commit(s) < 0)
		return 1;
	site_begin(s);
	start();
	if (answers_write(s, 1795910400000000) < 0)
		return 1;
	tell("answers alone, 6 scopes", n, n <= 10000 ? 50 : 500);
	start();
	if (answers_refresh(s, 1795910400000000, 1) < 0)
		return 1;
	tell("a system got other devices", n, n <= 10000 ? 50 : 500);
	site_rollback(s);
	start();
	if (sheet_rows(s, 1795910400000000, "s1", "jssec-2.1", row, &rows) < 0)
		return 1;
	tell("rows of one sheet", n, n <= 10000 ? 50 : 500);
	store_free(s);
	for (const char *const *end = (const char *const[]){"", "-wal", "-shm", ".key", NULL}; *end; end++) {
		char side[80];

		snprintf(side, sizeof side, "%s%s", path, *end);
		unlink(side);
	}
	return 0;
}

int main(int argc, char **argv)
{
	if (argc > 1)
		return measure(strtol(argv[1], NULL, 10));
	return measure(10000) || measure(100000);
}
