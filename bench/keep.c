/* What it costs that people say something of devices: keep [DEVICES]. On a site with eight peers, eight
 * services and ten conversations a device: states after a judging, what is otherwise than approved when all
 * are approved, an approval of all, one device's standing, a merge and its way back. CPU and clock in
 * milliseconds. */
#include "inventory/keep.h"
#include "assess/life_states.h"
#include "assess/profile.h"
#include "inventory/standing.h"
#include "respond/parts.h"
#include "store/site.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static double cpu, wall;

static double clock_of(clockid_t which)
{
	struct timespec t;

	clock_gettime(which, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void start(void)
{
	cpu = clock_of(CLOCK_PROCESS_CPUTIME_ID);
	wall = clock_of(CLOCK_MONOTONIC);
}

static void tell(const char *what, long devices, double goal)
{
	double took = clock_of(CLOCK_PROCESS_CPUTIME_ID) - cpu;

	printf("%-44s %7ld devices %9.1f ms CPU %9.1f ms clock   goal %.0f ms: %s\n", what, devices, took,
	       clock_of(CLOCK_MONOTONIC) - wall, goal, took <= goal ? "met" : "MISSED");
}

static void done(struct store *s, int r)
{
	if (r < 0) {
		fprintf(stderr, "%d %s\n", r, store_error(s));
		exit(1);
	}
}

static void run(struct store *s, const char *sql)
{
	done(s, sqlite3_exec(store_db(s), sql, NULL, NULL, NULL) ? -1 : 0);
}

static void plant(struct store *s, long n)
{
	char sql[2048];

	snprintf(sql, sizeof sql,
		 "INSERT INTO device(id, kind, layer, confidence, first, last, first_packet, packets, bytes, "
		 "mac, ip, "
		 "random_mac, router, hidden, known, payload, unnamed_payload) WITH RECURSIVE n(i) AS "
		 "(SELECT 1 UNION "
		 "ALL SELECT i + 1 FROM n WHERE i < %ld) SELECT i, CASE WHEN i %% 3 THEN 'plc' ELSE 'pc' "
		 "END, 'device', "
		 "30, 0, 9000000000, i, 900, 90000, printf('00:1b:1b:%%02x:%%02x:%%02x', i / 65536, i / 256 "
		 "%% 256, i "
		 "%% 256), '10.0.0.' || i, 0, 0, 0, 0, 400, 4 FROM n",
		 n);
	run(s, sql);
	run(s, "CREATE TEMP TABLE k AS WITH RECURSIVE k(j) AS (SELECT 0 UNION ALL SELECT j + 1 FROM k WHERE "
	       "j < 9) "
	       "SELECT j FROM k");
	snprintf(
		sql, sizeof sql,
		"INSERT INTO flow(id, client, server, server_outside, client_ip, server_ip, transport, port, "
		"protocol, packets, bytes, payload, encrypted, first, last, first_packet, last_packet, "
		"answered, "
		"refused, connections, client_port, scan, to_group) SELECT (d.id - 1) * 10 + j + 1, d.id, "
		"CASE WHEN j "
		"< 8 THEN (d.id * 7 + j) %% %ld + 1 END, CASE WHEN j > 7 THEN d.id %% 100 + 1 END, d.ip, "
		"'10.0.0.1', "
		"'tcp', 500 + j, CASE WHEN j %% 2 THEN 'modbus' ELSE 'unknown' END, 10, 1000 + j, 8, 0, 1, "
		"2, d.id, "
		"d.id, 1, 0, 1, 5000, 0, 0 FROM device d, k",
		n);
	run(s, sql);
	run(s, "INSERT INTO service SELECT server, transport, port, protocol, 1, 0, 1, 0, port % 2, "
	       "first_packet, "
	       "last_packet FROM flow WHERE server IS NOT NULL GROUP BY server, transport, port;"
	       "INSERT INTO address SELECT id, 'ip', ip, 0, 9, id, 'arp', 90 FROM device;"
	       "INSERT INTO address SELECT id, 'mac', mac, 0, 9, id, 'arp', 90 FROM device;"
	       "INSERT INTO outside SELECT id, NULL, '203.0.' || id || '.0/24', NULL, 1, 1, 0, 9, 1 FROM "
	       "device WHERE "
	       "id <= 101;"
	       "INSERT INTO command(protocol, code, name, class, client, server, client_ip, count, answered, "
	       "refused, "
	       "first_packet, first) SELECT protocol, 6, 'Write', 'write', client, server, client_ip, 3, 1, "
	       "0, 1, 1 "
	       "FROM flow WHERE server IS NOT NULL AND id % 10 = 1;"
	       "INSERT INTO source(id, name, format, packets, bytes, first, last, truncated) WITH RECURSIVE "
	       "n(i) AS "
	       "(SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT i, 'a', 'pcap', 1, 1, i * "
	       "9000000, i * "
	       "9000000 + 8000000, 0 FROM n");
}

static void states(struct store *s, long n)
{
	double goal = n <= 10000 ? 100 : 1000;

	start();
	done(s, life_states_run(s, 2000, NULL));
	tell("states: all are new", n, goal);
	start();
	done(s, life_states_run(s, 3000, NULL));
	tell("states: nothing moves", n, goal);
}

static void profiles(struct store *s, long n)
{
	double goal = n <= 10000 ? 1000 : 10000;
	struct writing w = {.at = 4000, .actor = "c1", .today = "2026-11-29"};
	struct err e = {0};
	int64_t devices;

	start();
	done(s, standing_refresh(s, 4000));
	tell("differences: nothing is approved", n, goal / 2);
	start();
	done(s, profile_approve(s, &(struct profile_group){.state = "introduced"}, NULL, &w, &devices, &e));
	tell("approval of all", n, goal * 2);
	start();
	done(s, standing_refresh(s, 5000));
	tell("differences: all are approved", n, goal);
	run(s, "INSERT INTO service SELECT id, 'tcp', 9999, 'http', 1, 0, 1, 0, 0, 1, 1 FROM device WHERE id "
	       "% 10 = 0");
	start();
	done(s, standing_refresh(s, 6000));
	tell("differences: a tenth has a new service", n, goal);
	start();
	done(s, life_states_run(s, 7000, NULL));
	tell("states: all move", n, n <= 10000 ? 100 : 1000);
}

static void merges(struct store *s, long n)
{
	struct standing now;
	struct err e = {0};
	int64_t m;

	start();
	done(s, standing_of(s, n / 2, &now));
	tell("one device's standing", n, 5);
	start();
	done(s, keep_merge(s, n, n / 2, NULL, 8000, "c1", &m, &e));
	tell("merge", n, n <= 10000 ? 200 : 2000);
	start();
	done(s, keep_undo(s, m, 9000, "c1", &e));
	tell("and back", n, n <= 10000 ? 200 : 2000);
}

static int measure(long n)
{
	char path[] = "/tmp/mimamori-bench-keep-XXXXXX";
	struct store *s = NULL;
	struct err e = {0};
	int fd = mkstemp(path);

	if (fd < 0 || close(fd) < 0 || unlink(path) < 0)
		return 1;
	if (site_open(path, SITE_CREATE, site_parts(), 1000, &s, &e) < 0)
		return 1;
	done(s, site_begin(s));
	plant(s, n);
	done(s, site_indexes(s));
	states(s, n);
	profiles(s, n);
	merges(s, n);
	start();
	done(s, site_commit(s));
	tell("commit, with seals of the whole model", n, n <= 10000 ? 1000 : 10000);
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
