/* What people say of devices: merging and its way back, splitting, locked values; and that later captures
 * follow. */
#include "inventory/keep.h"

#include "inventory/standing.h"
#include "save-scene.h"

#include <errno.h>
#include <stdlib.h>

enum { GONE = 1, INTO = 2, OTHER = 3 };

static struct err e;

/* --- a site in which two devices and a third stand in every table */

/* Columns that hold a device's number, by their names; tests of the schema below. */
static const char device_columns[] =
	"SELECT m.name AS t, c.name AS c FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = "
	"'table' "
	"AND m.name NOT LIKE 'sqlite%' AND (c.name IN ('device', 'client', 'server', 'peer', 'behind', 'ap', "
	"'station', 'gone', 'subject', 'host', 'gateway', 'sender', 'receiver', 'neighbour') OR c.name LIKE "
	"'%device%' OR (c.name = 'router' AND m.name <> 'device')) AND NOT (m.name = 'certificate' AND "
	"c.name = "
	"'subject') AND m.name <> 'courier' AND NOT (m.name = 'message_link' AND "
	"c.name = 'receiver') AND NOT (m.name = 'message' "
	"AND c.name = 'subject') AND NOT (m.name = 'packet_file' AND "
	"c.name = 'gone')";

static void every_device_column_is_in_the_list(void **state)
{
	sqlite3_stmt *st = NULL;
	size_t count;
	const struct keep_column *list = keep_columns(&count);
	int seen = 0;

	(void)state;
	assert_int_equal(sqlite3_prepare_v2(store_db(site), device_columns, -1, &st, NULL), SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW) {
		const char *t = (const char *)sqlite3_column_text(st, 0);
		const char *c = (const char *)sqlite3_column_text(st, 1);
		size_t i = 0;

		while (i < count && (strcmp(list[i].table, t) != 0 || strcmp(list[i].column, c) != 0))
			i++;
		if (i == count)
			fail_msg("%s.%s: does it hold a device's number? Say so in inventory/keep_columns.c",
				 t, c);
		seen++;
	}
	sqlite3_finalize(st);
	assert_true(seen >= 40);
}

/* A row of a table: `column` is the device, its other devices the third; n makes the row like none before. */
static void add_row(const char *table, const char *column, const char *device, int n)
{
	char sql[4096], names[1024] = "", values[2048] = "";
	sqlite3_stmt *st = NULL;
	size_t count;
	const struct keep_column *list = keep_columns(&count);

	snprintf(sql, sizeof sql, "SELECT name, type, pk FROM pragma_table_info('%s')", table);
	assert_int_equal(sqlite3_prepare_v2(store_db(site), sql, -1, &st, NULL), SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(st, 0);
		char type = (char)sqlite3_column_text(st, 1)[0], value[64];
		bool is_device = false;

		for (size_t i = 0; i < count; i++)
			is_device = is_device ||
				    (strcmp(list[i].table, table) == 0 && strcmp(list[i].column, name) == 0);
		if (strcmp(name, column) == 0)
			snprintf(value, sizeof value, "%s", device);
		else if (strcmp(name, "id") == 0)
			snprintf(value, sizeof value, "NULL");
		else if (is_device && type == 'I')
			snprintf(value, sizeof value, "%d", OTHER);
		else if (type == 'R')
			snprintf(value, sizeof value, "%d.1", n);
		else if (type == 'I')
			snprintf(value, sizeof value, "%d", n);
		else
			snprintf(value, sizeof value, "'v%d'", n);
		snprintf(names + strlen(names), sizeof names - strlen(names), "%s%s", *names ? ", " : "",
			 name);
		snprintf(values + strlen(values), sizeof values - strlen(values), "%s%s", *values ? ", " : "",
			 value);
	}
	sqlite3_finalize(st);
	snprintf(sql, sizeof sql, "INSERT INTO %s(%s) VALUES (%s)", table, names, values);
	run_sql(sql);
}

static void fill(void)
{
	size_t count;
	const struct keep_column *list = keep_columns(&count);
	int n = 10;
	static const char device[] = "INSERT INTO device(id, name, kind, layer, confidence, first, last, "
				     "first_packet, packets, bytes, mac, "
				     "ip, random_mac, router, behind, hidden, known, payload, "
				     "unnamed_payload) VALUES (%d, %s, '%s', "
				     "'device', 50, %d, %d, %d, %d, 100, %s, %s, 0, 0, %s, 0, 0, 5, 1)";
	char sql[1024];

	snprintf(sql, sizeof sql, device, GONE, "'one'", "plc", 100, 900, 7, 11, "'00:1b:1b:00:00:01'",
		 "NULL", "NULL");
	run_sql(sql);
	snprintf(sql, sizeof sql, device, INTO, "NULL", "unknown", 200, 800, 9, 22, "'00:1b:1b:00:00:02'",
		 "'192.0.2.2'", "NULL");
	run_sql(sql);
	snprintf(sql, sizeof sql, device, OTHER, "'three'", "pc", 50, 60, 1, 33, "'00:1b:1b:00:00:03'",
		 "NULL", "1");
	run_sql(sql);
	for (size_t i = 0; i < count; i++) {
		bool text = strcmp(list[i].column, "subject") == 0 || strcmp(list[i].column, "key") == 0;

		if (list[i].how == KEEP_OWN || strcmp(list[i].table, "device") == 0)
			continue;
		if (strcmp(list[i].table, "profile_entry") == 0 && text) {
			run_sql("INSERT INTO profile_entry VALUES (3, 'peer', 'd1'); INSERT INTO profile "
				"VALUES (3, 1, 1, NULL, NULL, 1)");
			continue;
		}
		add_row(list[i].table, list[i].column, text ? "'d1'" : "1", n++); /* its own */
		add_row(list[i].table, list[i].column, text ? "'d2'" : "2", n++);
		if (list[i].how == KEEP_JOINED) { /* and one that both have */
			add_row(list[i].table, list[i].column, "1", n);
			add_row(list[i].table, list[i].column, "2", n++);
		}
	}
	/* between the two, both ways: they become one row */
	run_sql("INSERT INTO neighbour VALUES (1, 2, 'p', 'lldp', 5), (2, 1, 'p', 'lldp', 6)");
}

/* All rows of a table as one text, in an order of their own. */
static char *rows_of(const char *table)
{
	char sql[512], columns[1024] = "";
	sqlite3_stmt *st = NULL;

	snprintf(sql, sizeof sql, "SELECT name FROM pragma_table_info('%s')", table);
	assert_int_equal(sqlite3_prepare_v2(store_db(site), sql, -1, &st, NULL), SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW)
		snprintf(columns + strlen(columns), sizeof columns - strlen(columns), "%squote(%s)",
			 *columns ? " || '|' || " : "", (const char *)sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	{
		char all[2048];

		snprintf(all, sizeof all,
			 "SELECT group_concat(x, char(10)) FROM (SELECT %s AS x FROM %s ORDER BY 1)", columns,
			 table);
		return model_text(site, all);
	}
}

static int64_t merge_now(int64_t gone, int64_t into)
{
	int64_t m = 0;

	assert_int_equal(site_begin(site), 0);
	if (keep_merge(site, gone, into, NULL, 5000, "local", &m, &e) != 0)
		fail_msg("%s %s %s", e.key, e.detail, store_error(site));
	assert_int_equal(site_commit(site), 0);
	return m;
}

static void undo_now(int64_t m)
{
	assert_int_equal(site_begin(site), 0);
	if (keep_undo(site, m, 6000, "local", &e) != 0)
		fail_msg("%s %s %s", e.key, e.detail, store_error(site));
	assert_int_equal(site_commit(site), 0);
}

static void no_row_of_a_merged_device_is_forgotten(void **state)
{
	size_t count;
	const struct keep_column *list = keep_columns(&count);
	char sql[256];

	(void)state;
	fill();
	merge_now(GONE, INTO);
	for (size_t i = 0; i < count; i++) {
		if (strcmp(list[i].table, "device_merge") == 0)
			continue;
		snprintf(sql, sizeof sql, "SELECT count(*) FROM %s WHERE %s IN (1, 'd1')", list[i].table,
			 list[i].column);
		if (model_number(site, sql) != 0)
			fail_msg("%s.%s still names the device that is gone", list[i].table, list[i].column);
	}
	assert_int_equal(keep_device(site, GONE), INTO);
	assert_int_equal(keep_device(site, INTO), INTO);
	assert_int_equal(keep_device(site, 99), 0);
	assert_string_equal(ask("SELECT name || kind || packets || first || last || first_packet FROM device "
				"WHERE id = 2"),
			    "oneplc331009007");
	assert_string_equal(ask("SELECT behind FROM device WHERE id = 3"), "2");
	assert_string_equal(ask("SELECT count(*) FROM address WHERE device = 2"),
			    "3"); /* two, and one of both */
}

static void undoing_gives_back_what_each_had(void **state)
{
	static const char *const tables[] = {
		"device",         "address",       "fact",      "service", "flow",        "command",
		"login",          "secret",        "tls",       "point",   "certificate", "time_sync",
		"port_map",       "hop",           "neighbour", "scan",    "record",      "finding_life",
		"service_closed", "profile_entry", "operation", NULL};
	char *before[32], *after;

	(void)state;
	fill();
	for (int i = 0; tables[i]; i++)
		before[i] = rows_of(tables[i]);
	undo_now(merge_now(GONE, INTO));
	for (int i = 0; tables[i]; i++) {
		after = rows_of(tables[i]);
		if (strcmp(before[i], after) != 0)
			fail_msg("%s was\n%s\nis\n%s", tables[i], before[i], after);
		free(before[i]);
		free(after);
	}
	assert_int_equal(keep_device(site, GONE), GONE);
	assert_string_equal(ask("SELECT count(*) FROM device_merge_row"), "0");
}

/* --- captures after it */

#define TWO                                                                                                  \
	DEVICE "(1, 'plc', 'device', '00:1b:1b:00:00:01', '192.0.2.1', 10000000, 20000000, 5, 3), (2, "      \
	       "'hmi', "                                                                                     \
	       "'device', '00:1b:1b:00:00:02', '192.0.2.2', 10000000, 20000000, 6, 4);" ADDRESS              \
	       "(1, 'mac', '00:1b:1b:00:00:01', 10000000, 20000000, 3), (1, 'ip', '192.0.2.1', 10000000, "   \
	       "20000000, 3), (2, 'mac', '00:1b:1b:00:00:02', 10000000, 20000000, 4), (2, 'ip', "            \
	       "'192.0.2.2', "                                                                               \
	       "10000000, 20000000, 4);" FLOW                                                                \
	       "(1, 2, 1, '192.0.2.2', '192.0.2.1', 'tcp', 502, 'modbus', 10, 1, 10000000, 20000000);"

static void a_later_capture_adds_to_the_device_that_stayed(void **state)
{
	int64_t m;

	(void)state;
	save(10, TWO);
	m = merge_now(1, 2);
	assert_int_equal(save(100, TWO), 0);
	assert_string_equal(ask("SELECT group_concat(id) FROM device"), "2");
	assert_string_equal(ask("SELECT packets FROM device"), "22");
	assert_string_equal(ask("SELECT client || server || packets FROM flow"), "2220");
	/* the next new one does not get the number that is gone */
	save(200, DEVICE
	     "(1, 'pc', 'server', '00:1b:1b:00:00:09', '192.0.2.1', 210000000, 220000000, 1, 1);" ADDRESS
	     "(1, 'mac', '00:1b:1b:00:00:09', 210000000, 220000000, 1)");
	assert_string_equal(ask("SELECT max(id) FROM device"), "3");
	undo_now(m);
	/* the conversation was the first one's alone: it goes back with all that came since */
	assert_string_equal(ask("SELECT client || server || packets FROM flow"), "2120");
	assert_string_equal(ask("SELECT packets FROM device WHERE id = 1"), "5");  /* what it had */
	assert_string_equal(ask("SELECT packets FROM device WHERE id = 2"), "17"); /* all the rest */
	assert_string_equal(ask("SELECT last FROM address WHERE value = '00:1b:1b:00:00:01' AND device = 1"),
			    "20000000");
	assert_int_equal(save(300, TWO), 0);
	assert_string_equal(ask("SELECT packets FROM device WHERE id = 1"), "10");
}

/* DHCP gave the merged one another address; and its old one to somebody else. */
static void a_merged_device_is_followed_when_its_address_moves(void **state)
{
	(void)state;
	save(10, TWO);
	merge_now(1, 2);
	assert_int_equal(
		save(100, DEVICE
		     "(1, 'plc', 'device', '00:1b:1b:00:00:01', '192.0.2.99', 110000000, 120000000, 5, 3), "
		     "(2, 'pc', 'server', '00:1b:1b:00:00:77', '192.0.2.1', 110000000, 120000000, 2, "
		     "4);" ADDRESS
		     "(1, 'mac', '00:1b:1b:00:00:01', 110000000, 120000000, 3), (1, 'ip', '192.0.2.99', "
		     "110000000, 120000000, 3), (2, 'mac', '00:1b:1b:00:00:77', 110000000, 120000000, 4), "
		     "(2, "
		     "'ip', '192.0.2.1', 110000000, 120000000, 4)"),
		1);
	assert_string_equal(ask("SELECT group_concat(id || ' ' || mac) FROM device"),
			    "2 00:1b:1b:00:00:01,3 00:1b:1b:00:00:77" /* the one it showed last */);
	assert_string_equal(ask("SELECT group_concat(device) FROM address WHERE value = '192.0.2.99'"), "2");
	/* the third takes the IP address with it, not the merge */
	assert_int_equal(save(200, TWO), 0);
	assert_string_equal(ask("SELECT group_concat(id) FROM device"), "2,3");
}

/* Neither shows a MAC address: the address is all there is, and both are one. */
static void devices_behind_a_router_that_were_merged_stay_merged(void **state)
{
	static const char two[] = DEVICE "(1, 'plc', 'device', NULL, '192.0.2.1', 10000000, 20000000, 5, 3), "
					 "(2, 'hmi', 'device', NULL, "
					 "'192.0.2.2', 10000000, 20000000, 6, 4);" ADDRESS
					 "(1, 'ip', '192.0.2.1', 10000000, 20000000, 3), (2, 'ip', "
					 "'192.0.2.2', 10000000, 20000000, 4)";

	(void)state;
	save(10, two);
	merge_now(2, 1);
	assert_int_equal(save(100, two), 0);
	assert_string_equal(ask("SELECT group_concat(id) || packets FROM device"), "122");
}

static int64_t split_now(int64_t device, const char *kind, const char *value)
{
	int64_t fresh = 0;

	assert_int_equal(site_begin(site), 0);
	if (keep_split(site, device, &(struct keep_address){kind, value}, 1, 5000, "local", &fresh, &e) != 0)
		fail_msg("%s %s %s", e.key, e.detail, store_error(site));
	assert_int_equal(site_commit(site), 0);
	return fresh;
}

/* A gateway answers for a controller behind it: one MAC address, two IP addresses. */
#define GATEWAY                                                                                              \
	DEVICE "(1, 'iot-gateway', 'device', '00:1b:1b:00:00:01', '192.0.2.1', 10000000, 20000000, 5, 3), "  \
	       "(2, "                                                                                        \
	       "'pc', 'server', '00:1b:1b:00:00:09', '192.0.2.9', 10000000, 20000000, 6, 4);" ADDRESS        \
	       "(1, 'mac', '00:1b:1b:00:00:01', 10000000, 20000000, 3), (1, 'ip', '192.0.2.1', 10000000, "   \
	       "20000000, 3), (1, 'ip', '192.0.2.50', 10000000, 20000000, 5), (2, 'mac', "                   \
	       "'00:1b:1b:00:00:09', "                                                                       \
	       "10000000, 20000000, 4);" FLOW "(1, 2, 1, '192.0.2.9', '192.0.2.50', 'tcp', 502, 'modbus', "  \
	       "10, 1, 10000000, 20000000), (2, 2, 1, "                                                      \
	       "'192.0.2.9', '192.0.2.1', 'tcp', 80, 'http', 7, 1, 10000000, 20000000), (3, 2, 1, "          \
	       "'192.0.2.9', "                                                                               \
	       "'192.0.2.50', 'tcp', 80, 'http', 8, 1, 10000000, 20000000);"                                 \
	       "INSERT INTO x_service(device, transport, port, protocol, answered) VALUES (1, 'tcp', 502, "  \
	       "'modbus', 1), (1, 'tcp', 80, 'http', 1);"

static void an_address_of_its_own_is_a_device_now_and_in_later_captures(void **state)
{
	int64_t fresh;

	(void)state;
	save(10, GATEWAY);
	fresh = split_now(1, "ip", "192.0.2.50");
	assert_int_equal(fresh, 3);
	assert_string_equal(ask("SELECT group_concat(server) FROM (SELECT server FROM flow ORDER BY id)"),
			    "3,1,3");
	assert_string_equal(
		ask("SELECT group_concat(device || '/' || port) FROM (SELECT * FROM service ORDER BY 1, 3)"),
		"1/80,3/80,3/502");
	assert_string_equal(ask("SELECT ip FROM device WHERE id = 3"), "192.0.2.50");
	assert_int_equal(save(100, GATEWAY), 0);
	assert_string_equal(ask("SELECT group_concat(id) FROM device"), "1,2,3");
	assert_string_equal(ask("SELECT packets FROM flow WHERE server = 3 AND port = 502"), "20");
	assert_string_equal(ask("SELECT count(*) FROM address WHERE value = '192.0.2.50' AND device = 3"),
			    "1");
	assert_string_equal(ask("SELECT count(*) FROM address WHERE value = '192.0.2.50'"), "1");
	merge_now(fresh, 1); /* taken back */
	assert_int_equal(save(200, GATEWAY), 0);
	assert_string_equal(ask("SELECT group_concat(id) FROM device"), "1,2");
	assert_string_equal(ask("SELECT packets FROM flow WHERE server = 1 AND port = 502"), "30");
}

static void merges_into_one_device_are_taken_back_in_turn(void **state)
{
	int64_t first, second;

	(void)state;
	fill();
	first = merge_now(GONE, INTO);
	second = merge_now(INTO, OTHER);
	assert_int_equal(keep_device(site, GONE), OTHER);
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(keep_undo(site, first, 1, "local", &e), -EINVAL);
	assert_string_equal(e.key, "undo-later-first");
	assert_int_equal(keep_undo(site, 77, 1, "local", &e), -ENOENT);
	assert_int_equal(keep_merge(site, GONE, OTHER, NULL, 1, "local", NULL, &e), -EEXIST);
	assert_string_equal(e.key, "gone-already");
	assert_string_equal(e.detail, "d3");
	assert_int_equal(keep_merge(site, OTHER, OTHER, NULL, 1, "local", NULL, &e), -EINVAL);
	site_rollback(site);
	undo_now(second);
	undo_now(first);
	assert_string_equal(ask("SELECT group_concat(id) FROM device"), "1,2,3");
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(keep_undo(site, first, 1, "local", &e), -EEXIST);
	site_rollback(site);
}

/* --- locks */

static int lock(const char *field, const char *value)
{
	int r;

	assert_int_equal(site_begin(site), 0);
	r = keep_lock(site, 1, field, value, NULL, 7000, "c4", &e);
	if (r < 0)
		site_rollback(site);
	else
		assert_int_equal(site_commit(site), 0);
	return r;
}

static void a_locked_value_stands_beside_the_observed_one(void **state)
{
	(void)state;
	save(10, TWO);
	assert_int_equal(lock("kind", "hmi"), 0);
	assert_int_equal(lock("name", "第3ラインの表示器"), 0);
	assert_string_equal(ask("SELECT kind || contact FROM device_lock, device WHERE field = 'kind'"),
			    "plc4");
	assert_string_equal(ask("SELECT kind || name FROM device_shown WHERE id = 1"),
			    "hmi第3ラインの表示器");
	assert_string_equal(ask("SELECT kind FROM device WHERE id = 1"), "plc");
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(standing_refresh(site, 8000), 0);
	assert_int_equal(site_commit(site), 0);
	assert_string_equal(
		ask("SELECT group_concat(what || ':' || approved || ':' || observed || ':' || since) FROM "
		    "difference"),
		"kind:hmi:plc:8000");
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(standing_refresh(site, 9000), 0); /* told first then: it keeps that time */
	assert_int_equal(keep_unlock(site, 1, "kind", 9000, "local", &e), 0);
	assert_int_equal(keep_unlock(site, 1, "kind", 9000, "local", &e), -ENOENT);
	assert_string_equal(ask("SELECT since FROM difference"), "8000");
	assert_int_equal(standing_refresh(site, 9500), 0);
	assert_int_equal(site_commit(site), 0);
	assert_string_equal(ask("SELECT count(*) FROM difference"), "0");
	assert_string_equal(ask("SELECT kind FROM device_shown WHERE id = 1"), "plc");
}

static void what_cannot_be_locked_is_refused(void **state)
{
	char longer[KEEP_VALUE_MAX + 2];

	(void)state;
	save(10, TWO);
	memset(longer, 'x', sizeof longer - 1);
	longer[sizeof longer - 1] = '\0';
	assert_int_equal(lock("mac", "00:00:00:00:00:01"), -EINVAL);
	assert_string_equal(e.key, "bad-field");
	assert_int_equal(lock("kind", "toaster"), -EINVAL);
	assert_int_equal(lock("kind", "../x"), -EINVAL);
	assert_int_equal(lock("name", ""), -EINVAL);
	assert_int_equal(lock("name", "   "), -EINVAL);
	assert_int_equal(lock("name", longer), -EINVAL);
	assert_int_equal(lock("name", "a\xe2\x80\xae"
				      "b"),
			 -EINVAL); /* turns the line around */
	assert_int_equal(lock("name", "a\nb"), -EINVAL);
	assert_int_equal(lock("name", "\xff"), -EINVAL);
	assert_int_equal(lock("name", "<script>alert(1)</script>'\";--"), 0); /* is text like any other */
	assert_string_equal(ask("SELECT value FROM device_lock"), "<script>alert(1)</script>'\";--");
}

static void bounds_are_told_before_anything_is_written(void **state)
{
	static struct keep_address many[KEEP_ADDRESSES_MAX + 1];
	int64_t fresh;

	(void)state;
	save(10, TWO);
	run_sql("INSERT INTO fact WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i <= "
		"400000) SELECT "
		"1, 'x', i, 's', 1, 1, 1 FROM n");
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(keep_merge(site, 1, 2, NULL, 1, "local", NULL, &e), -ENOSPC);
	assert_string_equal(e.key, "too-many-rows");
	for (size_t i = 0; i < sizeof many / sizeof *many; i++)
		many[i] = (struct keep_address){"ip", "192.0.2.1"};
	assert_int_equal(keep_split(site, 1, many, sizeof many / sizeof *many, 1, "local", &fresh, &e),
			 -EINVAL);
	assert_string_equal(e.key, "no-addresses");
	assert_int_equal(keep_split(site, 1, many, 0, 1, "local", &fresh, &e), -EINVAL);
	assert_int_equal(keep_split(site, 1, &(struct keep_address){"ip", "'; DROP TABLE device; --"}, 1, 1,
				    "local", &fresh, &e),
			 -ENOENT);
	assert_int_equal(keep_merge(site, 2, 1, "a\x01", 1, "local", NULL, &e), -EINVAL);
	site_rollback(site);
	assert_string_equal(ask("SELECT count(*) FROM device"), "2");
	assert_string_equal(ask("SELECT count(*) FROM event WHERE kind LIKE 'device-merge%'"), "0");
}

/* --- merges that watching makes */

/* A period of watching in which one device shows both MAC addresses. */
static struct saved period(int64_t at)
{
	struct save_period p = {.from = at * 1000000, .to = (at + 5) * 1000000};
	static const char both[] =
		DEVICE "(1, 'plc', 'device', '00:1b:1b:00:00:01', '192.0.2.1', %lld, %lld, 5, 3);" ADDRESS
		       "(1, 'mac', '00:1b:1b:00:00:01', %lld, %lld, 3), (1, 'mac', '00:1b:1b:00:00:02', "
		       "%lld, %lld, 4);";
	long long a = p.from, b = p.to;
	struct saved saved;
	struct store *run;
	char sql[1024];

	assert_int_equal(store_shared(&run), 0);
	model_easy(run, "device");
	model_easy(run, "address");
	snprintf(sql, sizeof sql, both, a, b, a, b, a, b);
	model_exec(run, sql);
	assert_int_equal(store_join(site), 0);
	assert_int_equal(site_begin(site), 0);
	if (save_period(site, &p, at, "mimamori", &saved) != 0)
		fail_msg("%s", store_error(site));
	assert_int_equal(site_commit(site), 0);
	model_exec(site, "DETACH run");
	store_free(run);
	return saved;
}

static void what_people_took_apart_watching_does_not_join_again(void **state)
{
	struct saved s;

	(void)state;
	save(10, TWO);
	s = period(100);
	assert_int_equal(s.twins, 1);
	undo_now(merge_now(s.twin[0].gone, s.twin[0].into)); /* somebody knows better */
	assert_int_equal(period(200).twins, 0);
	assert_string_equal(ask("SELECT group_concat(id) FROM device"), "1,2");
	assert_string_equal(ask("SELECT last FROM address WHERE device = 2 AND value = '00:1b:1b:00:00:02'"),
			    "205000000");
}

/* --- whatever people do, in any order */

static uint32_t dice_state;
static unsigned dice(unsigned n)
{
	dice_state = dice_state * 1664525 + 1013904223;
	return (dice_state >> 8) % n;
}

/* Twelve devices with two addresses each, who talk to one another. */
static char *crowd(int64_t at)
{
	size_t room = 64 << 10, n = 0;
	char *sql = malloc(room);
	long long a = (long long)at * 1000000, b = a + 10000000;

	for (int i = 1; i <= 12; i++)
		n += (size_t)snprintf(sql + n, room - n,
				      DEVICE "(%d, 'plc', 'device', '00:1b:1b:00:00:%02x', '192.0.2.%d', "
					     "%lld, %lld, %d, %d);" ADDRESS
					     "(%d, 'mac', '00:1b:1b:00:00:%02x', %lld, %lld, %d), (%d, 'ip', "
					     "'192.0.2.%d', %lld, %lld, %d);"
					     "INSERT INTO x_fact(device, field, value, source, packet, "
					     "confidence, count) VALUES (%d, 'f', 'v%d', "
					     "'s', %d, 50, 1);",
				      i, i, i, a, b, i, i, i, i, a, b, i, i, i, a, b, i, i, i % 3, i);
	for (int i = 0; i < 60; i++) {
		unsigned x = 1 + dice(12), y = 1 + dice(12);

		n += (size_t)snprintf(
			sql + n, room - n,
			FLOW
			"(%d, %u, %u, '192.0.2.%u', '192.0.2.%u', 'tcp', %u, 'modbus', %u, 1, %lld, %lld);",
			i + 1, x, y, x, y, 500 + dice(3), 1 + dice(9), a, b);
	}
	return sql;
}

static int64_t some_device(void)
{
	char sql[128];

	snprintf(sql, sizeof sql, "SELECT id FROM device ORDER BY id LIMIT 1 OFFSET %u",
		 dice((unsigned)model_number(site, "SELECT count(*) FROM device")));
	return model_number(site, sql);
}

static int one_act(void)
{
	struct keep_address address = {"ip", NULL};
	char sql[128], *text = NULL;
	int64_t device = some_device(), other = some_device(), fresh = 0, merges;
	int r;

	switch (dice(4)) {
	case 0:
		return keep_merge(site, device, other, NULL, 1, "local", NULL, &e);
	case 1:
		merges = model_number(site, "SELECT coalesce(max(id), 0) FROM device_merge");
		return merges ? keep_undo(site, 1 + dice((unsigned)merges), 1, "local", &e) : 0;
	case 2:
		snprintf(sql, sizeof sql,
			 "SELECT value FROM address WHERE kind = 'ip' AND device = %lld LIMIT 1",
			 (long long)device);
		address.value = text = model_text(site, sql);
		r = keep_split(site, device, &address, 1, 1, "local", &fresh, &e);
		free(text);
		return r;
	default:
		return keep_lock(site, device, "name", "x", NULL, 1, "local", &e);
	}
}

/* Every number of a device in every table is a device's. */
static void nobody_is_left_over(void)
{
	size_t count;
	const struct keep_column *list = keep_columns(&count);
	char sql[400];

	for (size_t i = 0; i < count; i++) {
		if (list[i].how == KEEP_OWN || strcmp(list[i].column, "subject") == 0 ||
		    strcmp(list[i].column, "key") == 0)
			continue;
		snprintf(sql, sizeof sql,
			 "SELECT count(*) FROM %s WHERE %s IS NOT NULL AND %s NOT IN (SELECT id FROM device)",
			 list[i].table, list[i].column, list[i].column);
		if (model_number(site, sql) != 0)
			fail_msg("%s.%s names nobody", list[i].table, list[i].column);
	}
}

static void whatever_is_done_nothing_is_lost(void **state)
{
	int done = 0;

	(void)state;
	for (unsigned seed = 1; seed <= 6; seed++) {
		int64_t packets = 0;

		dice_state = seed * 7919;
		for (int i = 0; i < 50; i++) {
			if (i % 10 == 0) {
				char *sql = crowd((int64_t)seed * 100000 + i * 100);

				save((int64_t)seed * 100000 + i * 100, sql);
				free(sql);
				packets = model_number(site, "SELECT sum(packets) FROM flow");
			}
			assert_int_equal(site_begin(site), 0);
			if (one_act() == 0) {
				assert_int_equal(site_commit(site), 0);
				done++;
			} else {
				assert_true(*e.key);
				site_rollback(site);
			}
			e = (struct err){0};
			if (model_number(site, "SELECT sum(packets) FROM flow") != packets)
				fail_msg("seed %u act %d: %lld packets of %lld", seed, i,
					 (long long)model_number(site, "SELECT sum(packets) FROM flow"),
					 (long long)packets);
			nobody_is_left_over();
		}
	}
	assert_true(done > 150);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, scene_open, scene_close)
	const struct CMUnitTest tests[] = {
		T(every_device_column_is_in_the_list),
		T(no_row_of_a_merged_device_is_forgotten),
		T(undoing_gives_back_what_each_had),
		T(a_later_capture_adds_to_the_device_that_stayed),
		T(a_merged_device_is_followed_when_its_address_moves),
		T(devices_behind_a_router_that_were_merged_stay_merged),
		T(an_address_of_its_own_is_a_device_now_and_in_later_captures),
		T(merges_into_one_device_are_taken_back_in_turn),
		T(a_locked_value_stands_beside_the_observed_one),
		T(what_cannot_be_locked_is_refused),
		T(bounds_are_told_before_anything_is_written),
		T(what_people_took_apart_watching_does_not_join_again),
		T(whatever_is_done_nothing_is_lost),
	};

	(void)person;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
