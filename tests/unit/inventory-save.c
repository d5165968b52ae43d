/* A run joins a site: who is who, what is added, what a later capture contradicts. Runs are models written by
 * hand. */
#include "test.h"

#include "inventory/save_parts.h"
#include "model.h"
#include "respond/parts.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct store *site;
static int64_t clock_us;
static char path[64];

static int open_site(void **state)
{
	struct err e = {0};

	(void)state;
	clock_us = 1000000;
	snprintf(path, sizeof path, "/tmp/mimamori-save-%d.db", (int)getpid());
	unlink(path);
	assert_int_equal(site_open(path, SITE_CREATE, site_parts(), clock_us, &site, &e), 0);
	return 0;
}

static int close_site(void **state)
{
	(void)state;
	store_free(site);
	unlink(path);
	return 0;
}

/* A run that holds one source from `first` seconds on, and the rows given (INSERTs into x_device ...). */
static struct saved save(int64_t first, const char *rows)
{
	static const char *const tables[] = {"source", "device", "address", "fact",       "service",
					     "flow",   "login",  "point",   "certificate"};
	struct save_file file = {.size = 1};
	struct saved saved;
	struct store *run;
	char sql[256];

	assert_int_equal(store_shared(&run), 0);
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		model_easy(run, tables[i]);
	snprintf(sql, sizeof sql,
		 "INSERT INTO x_source(id, name, first, last, packets) VALUES (0, 'run', %lld, %lld, 9)",
		 (long long)first * 1000000, (long long)(first + 60) * 1000000);
	model_exec(run, sql);
	model_exec(run, rows);
	snprintf(file.digest, sizeof file.digest, "%lld", (long long)first);
	assert_int_equal(store_join(site), 0);
	assert_int_equal(site_begin(site), 0);
	if (save_run(site, &file, 1, clock_us += 1000000, "local", &saved) != 0) {
		print_error("%s\n", store_error(site));
		fail();
	}
	assert_int_equal(site_commit(site), 0);
	assert_true(save_has(site, file.digest));
	model_exec(site, "DETACH run");
	store_free(run);
	return saved;
}

static int64_t number(const char *sql) { return model_number(site, sql); }

static void says(const char *sql, const char *wanted)
{
	char *got = model_text(site, sql);

	assert_string_equal(got, wanted);
	free(got);
}

#define DEVICE                                                                                               \
	"INSERT INTO x_device(id, kind, layer, mac, ip, name, serial, random_mac, first, last, packets, "    \
	"first_packet) VALUES "
#define ADDRESS "INSERT INTO x_address(device, kind, value, first, last, packet) VALUES "

static const char sensor[] =
	DEVICE "(1, 'sensor', 'device', '00:1b:1b:00:00:01', '192.168.1.31', 'th-01', NULL, 0, 10000000, "
	       "20000000, 5, 3);" ADDRESS "(1, 'mac', '00:1b:1b:00:00:01', 10000000, 20000000, 3), (1, 'ip', "
	       "'192.168.1.31', 10000000, 20000000, 3)";

static void a_device_keeps_its_number_when_dhcp_gives_another_address(void **state)
{
	struct saved s;

	(void)state;
	save(10, sensor);
	s = save(100, DEVICE "(1, 'sensor', 'device', '00:1b:1b:00:00:01', '192.168.1.77', NULL, NULL, 0, "
			     "110000000, 120000000, 7, 2);" ADDRESS
			     "(1, 'mac', '00:1b:1b:00:00:01', 110000000, 120000000, 2), (1, 'ip', "
			     "'192.168.1.77', 110000000, 120000000, 2)");
	assert_int_equal(s.fresh, 0);
	assert_int_equal(s.known, 1);
	assert_int_equal(s.changed, 1);
	assert_int_equal(number("SELECT count(*) FROM device"), 1);
	assert_int_equal(number("SELECT packets FROM device"), 12);
	assert_int_equal(number("SELECT first FROM device"), 10000000);
	assert_int_equal(number("SELECT last FROM device"), 120000000);
	says("SELECT ip FROM device", "192.168.1.77");
	says("SELECT name FROM device", "th-01");
	assert_int_equal(number("SELECT count(*) FROM address WHERE kind = 'ip'"), 2);
	assert_int_equal(number("SELECT packet FROM address WHERE value = '192.168.1.77'"),
			 store_packet(1, 2));
	says("SELECT json_extract(body, '$.changes[0].old') FROM event WHERE kind = 'device-changed'",
	     "192.168.1.31");
}

static void an_address_that_another_mac_took_is_another_device(void **state)
{
	struct saved s;

	(void)state;
	save(10, sensor);
	s = save(100,
		 DEVICE "(1, 'pc', 'server', '00:1b:1b:00:00:99', '192.168.1.31', NULL, NULL, 0, 110000000, "
			"120000000, 7, 2);" ADDRESS "(1, 'mac', '00:1b:1b:00:00:99', 110000000, 120000000, "
			"2), (1, 'ip', '192.168.1.31', 110000000, 120000000, 2)");
	assert_int_equal(s.fresh, 1);
	assert_int_equal(number("SELECT count(*) FROM device"), 2);
	says("SELECT mac FROM device WHERE id = 2", "00:1b:1b:00:00:99");
	says("SELECT kind FROM device WHERE id = 1", "sensor");
}

#define SERIAL(n)                                                                                            \
	"INSERT INTO x_fact(device, field, value, source, packet, confidence, count) VALUES (1, 'serial', "  \
	"'SN4711-08', 's7comm', " #n ", 90, 1);"

static void a_serial_number_outlives_its_network_card(void **state)
{
	struct saved s;

	(void)state;
	save(10, DEVICE "(1, 'plc', 'device', '00:1b:1b:00:00:01', NULL, NULL, 'SN4711-08', 0, 10000000, "
			"20000000, 5, 3);" SERIAL(3) ADDRESS
	     "(1, 'mac', '00:1b:1b:00:00:01', 10000000, 20000000, 3)");
	s = save(100, DEVICE "(1, 'plc', 'device', '00:1b:1b:00:00:02', NULL, NULL, 'SN4711-08', 0, "
			     "110000000, 120000000, 5, 4);" SERIAL(4) ADDRESS
		 "(1, 'mac', '00:1b:1b:00:00:02', 110000000, 120000000, 4)");
	assert_int_equal(s.fresh, 0);
	says("SELECT mac FROM device", "00:1b:1b:00:00:02");
	says("SELECT value FROM fact WHERE field = 'merged'", "serial: 00:1b:1b:00:00:02");
	assert_int_equal(number("SELECT count FROM fact WHERE field = 'serial'"), 2);
}

static void a_randomised_address_alone_names_nobody(void **state)
{
	static const char phone[] =
		DEVICE "(1, 'phone', 'device', '%s', NULL, 'taro', NULL, 1, %d, %d, 5, 3);" ADDRESS
		       "(1, 'mac', '%s', %d, %d, 3);"
		       "INSERT INTO x_fact(device, field, value, source, packet, confidence, count) VALUES "
		       "(1, 'dhcp-client-id', '%s', 'dhcp', 3, 90, 1)";
	char sql[1024];

	(void)state;
	snprintf(sql, sizeof sql, phone, "02:aa:00:00:00:01", 10000000, 20000000, "02:aa:00:00:00:01",
		 10000000, 20000000, "aabb");
	save(10, sql);
	snprintf(sql, sizeof sql, phone, "06:bb:00:00:00:02", 110000000, 120000000, "06:bb:00:00:00:02",
		 110000000, 120000000, "aabb");
	assert_int_equal(save(100, sql).fresh, 0); /* its name and its DHCP client id */
	snprintf(sql, sizeof sql, phone, "0a:cc:00:00:00:03", 210000000, 220000000, "0a:cc:00:00:00:03",
		 210000000, 220000000, "ccdd");
	assert_int_equal(save(200, sql).fresh, 1); /* the name alone is anybody's */
	assert_int_equal(number("SELECT count(*) FROM device"), 2);
}

static void behind_a_router_the_address_is_all_there_is(void **state)
{
	(void)state;
	save(10, sensor);
	assert_int_equal(save(100, DEVICE "(1, 'unknown', 'device', NULL, '192.168.1.31', NULL, NULL, 0, "
					  "110000000, 120000000, 1, 2);" ADDRESS
					  "(1, 'ip', '192.168.1.31', 110000000, 120000000, 2)")
				 .fresh,
			 0);
	says("SELECT mac FROM device", "00:1b:1b:00:00:01");
	says("SELECT kind FROM device", "sensor");
}

#define TELNET                                                                                               \
	DEVICE                                                                                               \
	"(1, 'camera', 'device', '00:1b:1b:00:00:05', '192.168.1.20', NULL, NULL, 0, %d, %d, 5, 3),"         \
	"(2, 'pc', 'server', '00:1b:1b:00:00:06', '192.168.1.9', NULL, NULL, 0, %d, %d, 5, 3);" ADDRESS      \
	"(1, 'mac', '00:1b:1b:00:00:05', %d, %d, 3), (2, 'mac', '00:1b:1b:00:00:06', %d, %d, 3);"            \
	"INSERT INTO x_flow(id, client, server, client_ip, server_ip, transport, port, protocol, packets, "  \
	"first, last, first_packet, last_packet, answered, refused) VALUES "                                 \
	"(1, 2, 1, '192.168.1.9', '192.168.1.20', 'tcp', 23, '%s', 10, %d, %d, 3, 8, %d, %d);"

static void telnet(int64_t at, bool answers)
{
	char sql[4096];
	int a = (int)at * 1000000, b = a + 10000000;

	snprintf(sql, sizeof sql, TELNET "%s", a, b, a, b, a, b, a, b, answers ? "telnet" : "unknown", a, b,
		 answers, !answers,
		 answers ? "INSERT INTO x_service(device, transport, port, protocol, answered, first_packet, "
			   "last_packet) VALUES (1, 'tcp', 23, 'telnet', 1, 3, 8)"
			 : "");
	save(at, sql);
}

static void a_service_that_refuses_later_is_closed_and_opens_again(void **state)
{
	static const char open[] = "SELECT answered FROM service WHERE port = 23";

	(void)state;
	telnet(200, true);
	assert_int_equal(number(open), 1);
	telnet(100, false); /* a capture from before, saved later: it answered after that */
	assert_int_equal(number(open), 1);
	save(300, sensor); /* silence is no proof */
	assert_int_equal(number(open), 1);
	telnet(400, false);
	assert_int_equal(number(open), 0);
	assert_int_equal(number("SELECT since FROM service_closed"), 400000000);
	says("SELECT json_extract(body, '$.changes[0].old') FROM event WHERE kind = 'device-changed'",
	     "tcp/23/telnet");
	telnet(350, true); /* again one from before */
	assert_int_equal(number(open), 0);
	telnet(500, true);
	assert_int_equal(number(open), 1);
	assert_int_equal(number("SELECT count(*) FROM service_closed"), 0);
	assert_int_equal(number("SELECT sum(packets) FROM flow"), 60 - 10);
}

static void one_firmware_after_another(void **state)
{
	static const char form[] = DEVICE
		"(1, 'camera', 'device', '00:1b:1b:00:00:05', NULL, NULL, NULL, 0, %d, %d, 5, 3);" ADDRESS
		"(1, 'mac', '00:1b:1b:00:00:05', %d, %d, 3);"
		"UPDATE device SET firmware = '%s'; INSERT INTO x_fact(device, field, value, source, packet, "
		"confidence, count) VALUES"
		" (1, 'firmware', '%s', 'http', 3, 80, 1)";
	char sql[2048];

	(void)state;
	snprintf(sql, sizeof sql, form, 10000000, 20000000, 10000000, 20000000, "1.0", "1.0");
	save(10, sql);
	snprintf(sql, sizeof sql, form, 110000000, 120000000, 110000000, 120000000, "1.1", "1.1");
	save(100, sql);
	says("SELECT firmware FROM device", "1.1");
	assert_int_equal(number("SELECT count(*) FROM fact WHERE field = 'firmware'"), 1);
	says("SELECT json_extract(body, '$.changes[0].old') FROM event WHERE kind = 'device-changed'", "1.0");
}

/* How the site's row of a run's is found: a table that may be long is never read whole. */
static void rows_are_found_by_an_index(void **state)
{
	(void)state;
	for (const struct save_table *t = save_tables; t->table; t++) {
		char sql[2000], plan[200] = "";
		sqlite3_stmt *st = NULL;
		int step = SQLITE_ROW;

		if (t->max < 1000000 && strcmp(t->table, "access_point") != 0)
			continue;
		snprintf(sql, sizeof sql, "CREATE TEMP TABLE incoming AS SELECT * FROM main.%s", t->table);
		model_exec(site, sql);
		snprintf(sql, sizeof sql,
			 "EXPLAIN QUERY PLAN SELECT i.rowid, t.rowid FROM incoming i CROSS JOIN main.%s t "
			 "WHERE 1",
			 t->table);
		for (const struct save_column *c = t->columns; c->how; c++)
			if (c->how == KEY || (save_is_device(c->how) && c->how != OF) || c->how == OUTSIDE)
				snprintf(sql + strlen(sql), sizeof sql - strlen(sql), " AND t.%s IS i.%s",
					 c->name, c->name);
		assert_int_equal(sqlite3_prepare_v2(store_db(site), sql, -1, &st, NULL), SQLITE_OK);
		while (step == SQLITE_ROW && (step = sqlite3_step(st)) == SQLITE_ROW)
			snprintf(plan, sizeof plan, "%s", (const char *)sqlite3_column_text(st, 3));
		sqlite3_finalize(st);
		model_exec(site, "DROP TABLE incoming");
		if (strncmp(plan, "SEARCH", 6) != 0 || strstr(plan, "AUTOMATIC"))
			fail_msg("%s: %s", t->table, plan);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_device_keeps_its_number_when_dhcp_gives_another_address,
						open_site, close_site),
		cmocka_unit_test_setup_teardown(an_address_that_another_mac_took_is_another_device, open_site,
						close_site),
		cmocka_unit_test_setup_teardown(a_serial_number_outlives_its_network_card, open_site,
						close_site),
		cmocka_unit_test_setup_teardown(a_randomised_address_alone_names_nobody, open_site,
						close_site),
		cmocka_unit_test_setup_teardown(behind_a_router_the_address_is_all_there_is, open_site,
						close_site),
		cmocka_unit_test_setup_teardown(a_service_that_refuses_later_is_closed_and_opens_again,
						open_site, close_site),
		cmocka_unit_test_setup_teardown(one_firmware_after_another, open_site, close_site),
		cmocka_unit_test_setup_teardown(rows_are_found_by_an_index, open_site, close_site),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
