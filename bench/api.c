/* How fast the API answers: api [DEVICES]. On a site file with a ledger, services, flows and findings: a page
 * of 100 devices filtered and sorted in several ways, other lists, the overview, the map; through
 * api_serve(), as core does, without a network. The first call after a change of the store, then p50 and p99
 * of many, in milliseconds of CPU: core has one thread and waits for nothing. */
#include "serve/api.h"
#include "assess/assess.h"
#include "respond/parts.h"
#include "store/site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { CALLS = 200 };

static double cpu_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void run(struct store *s, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(store_db(s), sql, NULL, NULL, &why) != SQLITE_OK) {
		fprintf(stderr, "%s\n%s\n", sql, why);
		exit(1);
	}
}

/* n devices of all kinds in /24 networks; 4 of 5 in the ledger; three services, four flows and a fifth of a
 * finding each. */
static const char *const plant[] = {
	"CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
	"%ld) SELECT i, "
	"CASE i %% 9 WHEN 0 THEN 'plc' WHEN 1 THEN 'hmi' WHEN 2 THEN 'pc' WHEN 3 THEN 'camera' WHEN 4 THEN "
	"'server' WHEN 5 THEN "
	"'switch' ELSE 'sensor' END AS kind, printf('10.%%d.%%d.%%d', i / 65536, i / 256 %% 256, i %% 256) "
	"AS ip, "
	"printf('00:80:f4:%%02x:%%02x:%%02x', i / 65536, i / 256 %% 256, i %% 256) AS mac FROM n",
	"INSERT INTO source VALUES (0, 'bench.pcapng', 'pcapng', 65535, 1000000, 100000000, "
	"1795228915000000, 1795315315000000, 0)",
	"INSERT INTO ledger(id, line_no, number, name, mac, ip, line, place, owner, device) SELECT i, i, "
	"printf('EQ-%%05d', i), "
	"printf('%%s %%d号機', CASE kind WHEN 'plc' THEN 'シーケンサー' WHEN 'sensor' THEN '温度センサー' "
	"ELSE '設備' END, i), mac, ip, "
	"printf('第%%dライン', i %% 12), printf('柱%%d', i %% 40), 'bench', i FROM n WHERE i %% 5",
	"INSERT INTO device(id, name, maker, kind, layer, model, firmware, confidence, first, last, "
	"first_packet, packets, bytes, mac, ip, "
	"random_mac, router, hidden, ledger, known, payload, unnamed_payload) SELECT i, CASE WHEN i %% 3 "
	"THEN printf('host-%%d', i) END, "
	"CASE i %% 4 WHEN 0 THEN 'Mitsubishi Electric' WHEN 1 THEN 'Omron' WHEN 2 THEN 'Keyence' END, kind, "
	"CASE kind WHEN 'switch' THEN "
	"'lan' WHEN 'pc' THEN 'server' WHEN 'server' THEN 'server' ELSE 'device' END, 'M-' || i %% 50, '1.' "
	"|| i %% 7, 90, 1795228915000000 "
	"+ i * 1000, 1795315315000000 - i * 7919 %% 86400000000, 1, i %% 5000 + 1, i * 100, mac, ip, 0, 0, "
	"0, CASE WHEN i %% 5 THEN i "
	"END, i %% 5 > 0, 1, 0 FROM n",
	"INSERT INTO address SELECT i, 'mac', mac, 1795228915000000, 1795315315000000, 1, 'ethernet', 90 "
	"FROM n",
	"INSERT INTO address SELECT i, 'ip', ip, 1795228915000000, 1795315315000000, 1, 'arp', 95 FROM n",
	"INSERT INTO service SELECT i, 'tcp', p.column1, p.column2, 1, 0, 2, 0, 0, 1, 2 FROM n, (VALUES "
	"(502, 'modbus'), (80, 'http'), (161, "
	"'snmp')) p",
	"INSERT INTO outside VALUES (1, 'example.com', '203.0.113.0/24', 'JP', 1000, 100000, "
	"1795228915000000, 1795315315000000, 1)",
	"INSERT INTO outside_address VALUES (1, '203.0.113.7')",
	"INSERT INTO flow(client, server, server_outside, client_ip, server_ip, transport, port, protocol, "
	"packets, bytes, payload, "
	"encrypted, first, last, first_packet, last_packet, answered, refused, connections, scan, to_group) "
	"SELECT n.i, CASE WHEN p.column1 "
	"= 443 THEN NULL ELSE max(1, n.i - p.column1 %% 7 - 1) END, CASE WHEN p.column1 = 443 THEN 1 END, "
	"n.ip, '10.0.0.1', 'tcp', "
	"p.column1, p.column2, n.i %% 1000 + 1, n.i * 60, 10, p.column1 = 443, 1795228915000000, "
	"1795315315000000, 1, 2, 1, 0, 3, 0, 0 FROM "
	"n, (VALUES (502, 'modbus'), (80, 'http'), (123, 'ntp'), (443, 'tls')) p",
	"INSERT INTO finding(id, check_name, severity, device, evidence_total, title_ja, title_en, why_ja, "
	"why_en, do_ja, do_en) SELECT i / "
	"5, 'telnet-in-use', i / 5 %% 5, i, 3, '機器 ' || i || ' に指摘があります', 'device ' || i || ' (' "
	"|| ip || ') of 10.0.0.1 has "
	"a finding', 'なぜ', 'why', 'する', "
	"'do' FROM n WHERE i %% 5 = 0",
	"INSERT INTO finding_about(finding, device) SELECT id, device FROM finding",
	"INSERT INTO finding_item SELECT id, '32-3' FROM finding",
	"INSERT INTO finding_packet SELECT id, id FROM finding",
	"INSERT INTO finding_life(id, check_name, subject, key, first_seen, last_seen) SELECT id, "
	"check_name, 'd' || device, '', "
	"1795228915000000, 1795315315000000 FROM finding",
	"INSERT INTO system(id, name, level, status, seq) VALUES (1, 'line 1', 'core', 'live', 1)",
	"INSERT INTO system_device SELECT 1, i, 1 FROM n WHERE i %% 10 = 0",
};

static const struct question {
	const char *path, *query;
	double goal[2]; /* p50 at 10,000 and 100,000 devices, ms; 0: none was set */
	bool vendor;    /* who sees system 1 alone, and no address of others in any sentence */
} questions[] = {
	{"/devices", "", {2, 5}, false},
	{"/devices", "sort=-last,name", {2, 5}, false},
	{"/devices", "kind=plc,hmi&layer=device&sort=line,number", {2, 5}, false},
	{"/devices", "severity=critical,high&sort=severity,-last", {2, 5}, false},
	{"/devices", "q=%E3%82%BB%E3%83%B3%E3%82%B5&sort=name", {2, 5}, false},
	{"/devices", "q=host-77&known=false", {2, 5}, false},
	{"/devices", "system=s1&sort=ip", {2, 5}, false},
	{"/devices", "sort=bytes&cursor=o5000", {2, 5}, false},
	{"/devices/d77", "", {0, 0}, false},
	{"/findings", "severity=high", {0, 0}, false},
	{"/flows", "protocol=modbus&sort=-bytes", {0, 0}, false},
	{"/search", "q=host-77", {0, 0}, false},
	{"/search", "q=%E6%B8%A9%E5%BA%A6", {0, 0}, false},
	{"/journal", "", {0, 0}, false},
	{"/sheets/jssec-2.1/site", "", {0, 0}, false},
	{"/summary", "", {0, 0}, false},
	{"/map", "", {0, 0}, false},
	{"/devices", "sort=-last,name", {0, 0}, true},
	{"/findings", "", {0, 0}, true},
	{"/findings", "q=telnet", {0, 0}, true},
	{"/operations", "", {0, 0}, true},
	{"/outside", "", {0, 0}, true},
	{"/search", "q=host-77", {0, 0}, true},
	{"/map", "", {0, 0}, true},
};

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double call(struct api *api, const struct question *q, size_t *ret_bytes)
{
	char path[100];
	struct request r = {.via = VIA_CONTROL};
	struct viewer v = {.site_roles = ROLES_ALL};
	struct api_answer a;
	double began = cpu_ms(), took;

	if (q->vendor)
		v = (struct viewer){.actor = "c1", .systems = 1, .system = {{1, ROLE_VENDOR}}};
	snprintf(path, sizeof path, "/api/v1%s", q->path);
	r.path = said_of(path);
	r.query = said_of(q->query);
	if (api_serve(api, &r, 1795315315000000, &v, &a) != API_DONE || a.head.status != 200) {
		fprintf(stderr, "%s?%s: %u %.*s\n", q->path, q->query, a.head.status, (int)a.body.used,
			a.body.buf);
		exit(1);
	}
	took = cpu_ms() - began;
	*ret_bytes = a.body.used;
	api_answer_clear(&a);
	return took;
}

static void measure(struct api *api, const struct question *q, long devices)
{
	double first, took[CALLS], goal = devices == 10000 ? q->goal[0] : devices == 100000 ? q->goal[1] : 0;
	int calls = 0;
	size_t bytes;

	run(api->store, "UPDATE setting SET value = value + 1 WHERE key = 'now'");
	first = call(api, q, &bytes);
	for (double began = cpu_ms(); calls < CALLS && (calls < 5 || cpu_ms() - began < 3000); calls++)
		took[calls] = call(api, q, &bytes);
	qsort(took, (size_t)calls, sizeof *took, by_value);
	printf("%-6s %-24s %-46s %8.2f first %8.2f p50 %8.2f p99 %8zu bytes%s\n", q->vendor ? "vendor" : "",
	       q->path, q->query, first, took[calls / 2], took[calls * 99 / 100], bytes,
	       !goal                     ? ""
	       : took[calls / 2] <= goal ? "  met"
					 : "  MISSED");
}

int main(int argc, char **argv)
{
	long devices = argc > 1 ? strtol(argv[1], NULL, 10) : 10000;
	char path[] = "/tmp/mimamori-bench-api-XXXXXX", file[64], sql[4096];
	struct api api = {.version = "bench", .inline_slow = true};
	struct err e = {0};

	if (!mkdtemp(path))
		return 1;
	snprintf(file, sizeof file, "%s/s.db", path);
	if (site_open(file, SITE_CREATE, site_parts(), 1, &api.store, &e) < 0 || api_open(&api) < 0)
		return 1;
	run(api.store, "BEGIN; INSERT OR REPLACE INTO setting(key, value) VALUES ('now', 1795315315000000)");
	for (size_t i = 0; i < sizeof plant / sizeof *plant; i++) {
		snprintf(sql, sizeof sql, plant[i], devices);
		run(api.store, sql);
	}
	run(api.store, "COMMIT");
	if (site_indexes(api.store) < 0)
		return 1;
	printf("%ld devices, CPU in ms; first: after a change of the store\n", devices);
	for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
		measure(&api, &questions[i], devices);
	api_close();
	store_free(api.store);
	snprintf(sql, sizeof sql, "rm -rf %s", path);
	return system(sql) != 0;
}
