/* What attack assumptions add to a judging: attacks [DEVICES]. A plant with sensors that publish in clear
 * text, controllers that are read and written, access points, cameras with default passwords; the assumptions
 * of all of it proposed, then the same with a thousand places that people judged and 500 measures. CPU and
 * clock in milliseconds, beside what the whole judging takes. */
#include "assess/attack.h"
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

	printf("%-38s %7ld devices %9.1f ms CPU %9.1f ms clock", what, devices, took,
	       clock_of(CLOCK_MONOTONIC) - wall);
	if (goal > 0)
		printf("   goal %.0f ms: %s", goal, took <= goal ? "met" : "MISSED");
	putchar('\n');
}

static void run(struct store *s, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(store_db(s), sql, NULL, NULL, &why) != SQLITE_OK) {
		fprintf(stderr, "%s\n%.200s\n", why, sql);
		exit(1);
	}
}

/* Of ten devices seven are sensors, one a PLC, one a camera, one a server, PC or access point. */
static const char plant[] =
	"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %ld) INSERT INTO "
	"device(id, "
	"kind, layer, confidence, first, last, first_packet, packets, bytes, ip, random_mac, router, hidden, "
	"known, payload, unnamed_payload) SELECT i, CASE WHEN i %% 10 < 7 THEN 'sensor' WHEN i %% 10 = 7 "
	"THEN "
	"'plc' WHEN i %% 10 = 8 THEN 'camera' WHEN i %% 30 = 9 THEN 'server' WHEN i %% 30 = 19 THEN 'pc' "
	"ELSE "
	"'wifi-ap' END, 'device', 90, 0, 9000000000, i, 900, 90000, '10.' || i / 65536 || '.' || i / 256 %% "
	"256 || '.' || i %% 256, 0, 0, 0, i %% 50 <> 0, 400, 4 FROM n;"
	"INSERT INTO flow(id, client, server, client_ip, server_ip, transport, port, protocol, packets, "
	"bytes, "
	"payload, encrypted, first, last, first_packet, last_packet, answered, refused, connections, scan, "
	"to_group) SELECT d.id * 4 + k.j, d.id, (d.id + k.j * 13) / 30 * 30 + 9, d.ip, '10.0.0.1', 'tcp', "
	"1883, "
	"CASE k.j WHEN 0 THEN 'mqtt' WHEN 1 THEN 'http' ELSE 'tls' END, 9, 900, 8, k.j > 1, 1, 2, d.id, "
	"d.id, "
	"1, 0, 1, 0, 0 FROM device d, (SELECT 0 AS j UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT "
	"3) k;"
	"INSERT INTO service SELECT server, transport, port, protocol, 1, 0, 30, 0, 0, first_packet, "
	"last_packet "
	"FROM flow GROUP BY server, transport, port, protocol;"
	"INSERT INTO service SELECT id, 'tcp', 502, 'modbus', 1, 0, 3, 0, 0, 1, 1 FROM device WHERE kind = "
	"'plc';"
	"INSERT INTO command(protocol, code, name, class, client, server, count, answered, refused, "
	"first_packet, "
	"first) SELECT 'modbus', 3 + k.j, 'Write', CASE k.j WHEN 0 THEN 'read' ELSE 'write' END, d.id - 7, "
	"d.id, "
	"9, 9, 0, 1, 1 FROM device d, (SELECT 0 AS j UNION ALL SELECT 1) k WHERE d.kind = 'plc';"
	"INSERT INTO login(client, server, protocol, port, method, clear, ok, failed, unknown, default_pair, "
	"first_packet, packet, first, default_ok) SELECT d.id - 8, d.id, 'http', 80, 'basic', 1, 1, 0, 0, 1, "
	"1, 1, "
	"1, 1 FROM device d WHERE d.kind = 'camera';"
	"INSERT INTO hop SELECT id, id / 30 * 30 + 29, 'wifi', 'syslog', 1 FROM device WHERE kind = 'sensor' "
	"AND "
	"id %% 10 < 4;"
	"INSERT INTO ledger(id, line_no, name, place, device) SELECT id, id, 'x', CASE WHEN id %% 3 THEN "
	"'制御盤' "
	"ELSE '屋外' END, id FROM device WHERE known = 1; UPDATE device SET ledger = id WHERE known = 1;"
	"INSERT INTO setting(key, value) VALUES ('ledger', 1), ('now', 9000000000)";

static const char people[] =
	"INSERT INTO assumption_said(seq, system, attack, place, said, added, actor, at) SELECT id, 'site', "
	"attack, key, CASE WHEN id % 3 THEN 'accepted' ELSE 'rejected' END, 0, 'local', 1 FROM assumption "
	"ORDER "
	"BY id LIMIT 1000;"
	"INSERT INTO record(id, kind, system, says, said, made_on, fields, version, hash, signed, removed, "
	"seq) "
	"SELECT id, 'measure', 'site', 'yes', 'yes', '2026-11-01', json_object('attack', attack || '@' || "
	"key, "
	"'layer', 'physical', 'what', 'a', 'how', 'b', 'it_owner', 'c1', 'ot_owner', 'c2', 'done_by', "
	"'2027-03-31', 'state', 'planned'), 1, '', 0, 0, id FROM assumption ORDER BY id LIMIT 500";

static long number(struct store *s, const char *sql)
{
	sqlite3_stmt *st = NULL;
	long n = 0;

	if (sqlite3_prepare_v2(store_db(s), sql, -1, &st, NULL) == SQLITE_OK &&
	    sqlite3_step(st) == SQLITE_ROW)
		n = (long)sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return n;
}

static void propose(struct store *s, const char *what, long devices)
{
	start();
	run(s, "BEGIN");
	if (attacks_propose(s) < 0)
		exit(1);
	run(s, "COMMIT");
	tell(what, devices, devices <= 10000 ? 200 : 1000);
}

int main(int argc, char **argv)
{
	long devices = argc > 1 ? strtol(argv[1], NULL, 10) : 10000;
	struct store *s;
	char sql[6000];

	if (store_memory(&s) < 0)
		return 1;
	snprintf(sql, sizeof sql, plant, devices);
	run(s, "BEGIN");
	run(s, sql);
	run(s, "COMMIT");
	if (store_index(s) < 0)
		return 1;
	start();
	if (assess_run(s) < 0)
		return 1;
	tell("all checks, attacks, answers", devices, 0);
	propose(s, "attack assumptions alone", devices);
	printf("%ld assumptions with %ld reasons of %ld findings; %ld reasons found no room, %ld questions "
	       "were "
	       "stopped\n",
	       number(s, "SELECT count(*) FROM assumption"), number(s, "SELECT count(*) FROM assumption_why"),
	       number(s, "SELECT count(*) FROM finding"),
	       number(s, "SELECT coalesce(sum(dropped), 0) FROM limit_ WHERE table_name LIKE 'attack %'"),
	       number(s, "SELECT count(*) FROM limit_ WHERE table_name LIKE 'attack %stopped%'"));
	run(s, "BEGIN");
	run(s, people);
	run(s, "COMMIT");
	propose(s, "with 1,000 judged, 500 measures", devices);
	start();
	if (attacks_refresh(s) < 0)
		return 1;
	tell("after one act", devices, 100);
	store_free(s);
	return 0;
}
