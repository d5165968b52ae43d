/* Sentences: every check with every value missing, names of devices, lists, sums, dates, hostile and long
 * values. */
#include "test.h"

#include "model.h"

#include "assess/assess.h"
#include "base/lang.h"

/* The check's question as rows that lack every value: the columns are kept, their values are NULL; the
 * subject stays. */
static char *hollow(struct store *s, const struct check *c)
{
	char *sql = calloc(1, 4096);
	sqlite3_stmt *st;
	const char *between = "";

	strcat(sql, "SELECT ");
	if (sqlite3_prepare_v2(store_db(s), c->question, -1, &st, NULL) != SQLITE_OK)
		fail_msg("%s: %s", c->name, store_error(s));
	for (int i = 0; i < sqlite3_column_count(st); i++) {
		const char *name = sqlite3_column_name(st, i);
		bool subject = strcmp(name, "device") == 0;

		sprintf(sql + strlen(sql), "%s%s AS %s", between, subject ? "1" : "NULL", name);
		between = ", ";
	}
	sqlite3_finalize(st);
	if (!strstr(sql, "AS device") && strstr(c->title.ja, "{device}"))
		strcat(sql, ", 1 AS device");
	return sql;
}

static void every_check_with_every_value_missing(void **state)
{
	(void)state;
	for (size_t i = 0; i < check_count; i++) {
		struct store *s = model_new();
		struct check c = checks[i];
		char *sql = hollow(s, &c), *text;

		model_exec(s, "INSERT INTO x_device(id, kind) VALUES (1, 'unknown')");
		c.question = sql;
		assert_int_equal(store_index(s), 0);
		assert_int_equal(assess_run_with(s, &c, 1, 0), 0);
		assert_int_equal(model_number(s, "SELECT COUNT(*) FROM finding"), 1);
		text = model_text(s, "SELECT title_ja || '|' || title_en || '|' || why_ja || '|' || why_en "
				     "|| '|' || do_ja || '|' || do_en"
				     " FROM finding");
		if (strpbrk(text, "{}") || strstr(text, "（）") || strstr(text, "()") || strstr(text, "  ") ||
		    strstr(text, "||"))
			fail_msg("%s: %s", c.name, text);
		free(text);
		free(sql);
		store_free(s);
	}
}

static const char *const none[] = {NULL};

static struct check check_of(const char *question, const char *ja, const char *en)
{
	struct sentence title = {ja, en, "ない", "none"}, plain = {"理由", "why", NULL, NULL};

	return (struct check){"test", 1, SEVERITY_HIGH, none, title, plain, plain, question,
			      0,      0, none,          NULL, NULL,  NULL,  false};
}

static void says(const char *model, const char *question, const char *ja, const char *want_ja, const char *en,
		 const char *want_en)
{
	struct store *s = model_new();
	struct check c = check_of(question, ja, en);
	char *text;

	model_exec(s, model);
	assert_int_equal(store_index(s), 0);
	assert_int_equal(assess_run_with(s, &c, 1, 0), 0);
	text = model_text(s, "SELECT title_ja FROM finding");
	assert_string_equal(text, want_ja);
	free(text);
	text = model_text(s, "SELECT title_en FROM finding");
	assert_string_equal(text, want_en);
	free(text);
	store_free(s);
}

static void devices_are_called_by_their_best_name(void **state)
{
	const char *q = "SELECT id AS device, NULL AS packet FROM device WHERE id = 1";

	(void)state;
	says("INSERT INTO x_device(id, kind, ip, name) VALUES (1, 'sensor', '192.168.1.31', 'TH-01')", q,
	     "{device} は見えます", "センサー TH-01（192.168.1.31）は見えます", "{device} is seen",
	     "Sensor TH-01 (192.168.1.31) is seen");
	says("INSERT INTO x_device(id, kind, ip, maker) VALUES (1, 'camera', '192.168.1.20', 'Acme')", q,
	     "{device} は見えます", "カメラ（Acme、192.168.1.20）は見えます", "Here is {device}",
	     "Here is the camera (Acme, 192.168.1.20)");
	says("INSERT INTO x_device(id, kind, mac) VALUES (1, 'unknown', '00:00:5e:00:53:01')", q,
	     "{device} は見えます", "機器（00:00:5e:00:53:01）は見えます", "{device} is seen",
	     "Device (00:00:5e:00:53:01) is seen");
	says("INSERT INTO x_device(id, kind, ip, name, ledger) VALUES (1, 'plc', '192.168.1.10', "
	     "'wire-name', 7);"
	     "INSERT INTO x_ledger(id, number, name) VALUES (7, 'P-101', 'プレス機')",
	     q, "{device} は見えます", "P-101 プレス機（192.168.1.10）は見えます", "{device} is seen",
	     "P-101 プレス機 (192.168.1.10) is seen");
}

static void values_are_listed_summed_and_dated(void **state)
{
	const char *model = "INSERT INTO x_device(id, kind, ip) VALUES (1, 'plc', '192.168.1.10');"
			    "INSERT INTO x_point(device, name, count, first) VALUES (1, 'a', 700, "
			    "1600000000000000), (1, 'b', 800, 0),"
			    " (1, 'a', 1, 0), (1, 'c', 1, 0), (1, 'd', 1, 0), (1, 'e', 1, 0)";
	const char *q = "SELECT device, name, count AS n, first AS since_on, 5 AS packet, 'modbus' AS "
			"protocol FROM point ORDER BY rowid";

	(void)state;
	says(model, q, "{name}、{name*}、{n+}、{since_on}、{protocol}",
	     "a、a、b、c ほか2件、1,504、2020-09-13、Modbus/TCP",
	     "{name}; {name*}; {n+}; {since_on}; {protocol}",
	     "a; a, b, c and 2 more; 1,504; 2020-09-13; Modbus/TCP");
}

static void what_is_no_device_has_a_name_too(void **state)
{
	(void)state;
	says("INSERT INTO x_outside(id, name, network) VALUES (3, 'example.com', '203.0.113.0/24')",
	     "SELECT 3 AS outside, 1 AS packet", "{device} です", "社外の example.com です", "{device}",
	     "example.com (outside)");
	says("INSERT INTO x_outside(id, network) VALUES (3, '203.0.113.0/24')",
	     "SELECT 3 AS outside, 1 AS packet", "{device} です", "社外の 203.0.113.0/24 です", "{device}",
	     "203.0.113.0/24 (outside)");
	says("INSERT INTO x_flow(id, client_ip, server_ip) VALUES (9, '192.168.1.5', '192.168.1.6')",
	     "SELECT 9 AS flow, 1 AS packet", "{device}", "192.168.1.5 → 192.168.1.6", "{device}",
	     "192.168.1.5 → 192.168.1.6");
}

/* A value is text, never a template; a long list says that there is more. */
static void a_value_is_not_a_template(void **state)
{
	(void)state;
	says("INSERT INTO x_device(id, kind, name) VALUES (1, 'pc', '{name}')",
	     "SELECT id AS device, 1 AS packet, 'x' AS name FROM device", "{device}と{name}", "PC {name}とx",
	     "{device} and {name}", "PC {name} and x");
	says("INSERT INTO x_device(id, kind) VALUES (1, 'pc');"
	     "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO "
	     "x_point(device, name)"
	     " SELECT 1, 'p' || i FROM n",
	     "SELECT device, 1 AS packet, name FROM point ORDER BY packet, name", "{name*}",
	     "p1、p10、p100 ほか61件以上", "{name*}", "p1, p10, p100 and at least 61 more");
}

static void long_values_are_cut(void **state)
{
	struct store *s = model_new();
	struct check c = check_of("SELECT 1 AS device, 1 AS packet, name FROM point", "{name}", "{name}");
	char *text;

	(void)state;
	model_exec(s, "INSERT INTO x_point(device, name) SELECT 1, replace(hex(zeroblob(5000)), '0', '機')");
	assert_int_equal(assess_run_with(s, &c, 1, 0), 0);
	text = model_text(s, "SELECT title_ja FROM finding");
	assert_int_equal(strlen(text), 61 * 3);
	free(text);
	store_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_check_with_every_value_missing),
		cmocka_unit_test(devices_are_called_by_their_best_name),
		cmocka_unit_test(values_are_listed_summed_and_dated),
		cmocka_unit_test(what_is_no_device_has_a_name_too),
		cmocka_unit_test(a_value_is_not_a_template),
		cmocka_unit_test(long_values_are_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
