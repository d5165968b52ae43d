/* What the writers make of a small plant: the contract's values, the same bytes twice, hostile text harmless
 * everywhere, stand-ins instead of names, folders treated as promised. */
#include "test.h"

#include "report-fixture.h"

#include <sys/stat.h>
#include <unistd.h>

typedef int writer(const struct report_input *, struct out *);

static writer *const writers[] = {report_json,      report_summary,        report_devices_csv,
				  report_flows_csv, report_operations_csv, report_points_csv,
				  report_map,       report_html,           report_findings_csv};

enum { WRITERS = sizeof writers / sizeof *writers };

static char *written_by(writer *w, const struct report_input *in)
{
	struct out o;
	char *text;
	size_t n;

	assert_int_equal(out_init(&o, -1), 0);
	assert_int_equal(w(in, &o), 0);
	text = strdup(out_bytes(&o, &n));
	assert_int_equal(strlen(text), n); /* no NUL inside */
	out_clear(&o);
	return text;
}

/* One value of a JSON document, by SQLite's own reader. */
static const char *at(struct store *s, const char *json, const char *path)
{
	static char value[4096];
	sqlite3_stmt *q;

	assert_int_equal(sqlite3_prepare_v2(store_db(s), "SELECT json_extract(?1, ?2)", -1, &q, NULL),
			 SQLITE_OK);
	sqlite3_bind_text(q, 1, json, -1, SQLITE_STATIC);
	sqlite3_bind_text(q, 2, path, -1, SQLITE_STATIC);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	snprintf(value, sizeof value, "%s",
		 sqlite3_column_type(q, 0) == SQLITE_NULL ? "null" : (const char *)sqlite3_column_text(q, 0));
	sqlite3_finalize(q);
	return value;
}

static int setup(void **state)
{
	*state = fixture_store();
	return *state ? 0 : -1;
}

static int teardown(void **state)
{
	store_free(*state);
	return 0;
}

static void the_contract(void **state)
{
	static const char *const wanted[][2] = {
		{"$.schema", "mimamori-inspect/1"},
		{"$.capture.packets", "2313479"},
		{"$.capture.malformed", "12"},
		{"$.capture.first", "2026-11-20T00:00:00.000000Z"},
		{"$.devices[0].id", "d1"},
		{"$.devices[0].macs[0]", "24:0a:c4:11:22:33"},
		{"$.devices[0].serial", "null"},
		{"$.devices[4].ips[1]", "192.168.3.250"},
		{"$.devices[4].services[0].protocol", "modbus"},
		{"$.devices[4].facts[0].packet.n", "9"},
		{"$.outside[0].id", "o1"},
		{"$.outside[0].country", "null"},
		{"$.outside[1].country", "US"},
		{"$.flows[0].client.id", "d4"},
		{"$.flows[0].encrypted", "no"},
		{"$.flows[4].server.id", "o1"},
		{"$.flows[4].encrypted", "yes"},
		{"$.flows[5].encrypted", "unknown"},
		{"$.flows[8].server.id", "null"},
		{"$.flows[8].server.ip", "224.0.0.251"},
		{"$.commands[2].protocol", "umas"},
		{"$.commands[2].code", "90"},
		{"$.commands[2].sub", "65"},
		{"$.commands[2].class", "control"},
		{"$.commands[0].sub", "null"},
		{"$.findings[0].severity", "critical"},
		{"$.findings[0].about[0]", "d6"},
		{"$.findings[1].items[1]", "01-1"},
		{"$.findings[2].evidence[1].n", "1300"},
		{"$.findings[2].evidence_total", "2"},
		{"$.answers[0].item", "01-1"},
		{"$.answers[0].findings[0]", "f2"},
		{"$.answers[1].coverage", "null"},
	};
	struct report_input in = fixture_input(*state, LANG_JA);
	char *json = written_by(report_json, &in);

	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		assert_string_equal(at(*state, json, wanted[i][0]), wanted[i][1]);
	free(json);
}

static void the_same_bytes_twice(void **state)
{
	struct report_input in = fixture_input(*state, LANG_EN);

	for (int i = 0; i < WRITERS; i++) {
		char *a = written_by(writers[i], &in), *b = written_by(writers[i], &in);

		assert_string_equal(a, b);
		free(a);
		free(b);
	}
}

static void an_empty_model(void **state)
{
	struct store *s = NULL;
	struct report_input in;

	(void)state;
	assert_int_equal(store_memory(&s), 0);
	in = fixture_input(s, LANG_JA);
	for (int i = 0; i < WRITERS; i++)
		free(written_by(writers[i], &in));
	store_free(s);
}

/* --- hostile text
 * -------------------------------------------------------------------------------------------------- */

/* What a controller was told, what it tells, a radio network: texts that come straight off the wire. */
static void add_orders(struct store *s)
{
	static const char sql[] =
		"INSERT INTO operation VALUES ('slmp',4098,0,'Remote "
		"STOP','control','stop','OTEHON.PRG',8,5,NULL,NULL,"
		"'192.168.1.77','192.168.1.10'," T0 ",90412,1,1,0);"
		"INSERT INTO point VALUES (5,'LineSpeedSecret','slmp',9,1,3,2," T0 "," T0
		",9,'int16',1,1000);"
		"INSERT INTO access_point VALUES "
		"(2,'84:af:ec:00:00:02','ap','LINE3',1,6,0,'open',NULL,NULL,NULL,'none',"
		"0,0,0,9,9,'clear'," T0 "," T0 ",5);"
		"INSERT INTO wifi_client VALUES "
		"(2,'84:af:ec:00:00:02',1,'24:0a:c4:11:22:33',9,'clear',1,0,0,0,0,0,0," T0 "," T0 ",5);"
		"INSERT INTO wifi_leave VALUES "
		"(8,2,'84:af:ec:00:00:02','02:11:22:33:44:55','24:0a:c4:11:22:33',0,7,0,9,9," T0 "," T0
		",5);";

	assert_int_equal(sqlite3_exec(store_db(s), sql, NULL, NULL, NULL), SQLITE_OK);
}

/* As a name that reached the model uncleaned would be: the writers are the last door. */
static void poison(struct store *s)
{
	static const char bad[] =
		"\033[2J\xe2\x80\xae</script><img src=x onerror=alert(1)>=cmd|'/c calc'!A0\"\x01\xff";
	char *long_name = malloc(65537);
	sqlite3_stmt *q;
	static const char *const sql[] = {
		"UPDATE device SET name = ?1, model = ?1, maker = ?1, serial = ?1 WHERE id IN (1, 5)",
		"UPDATE fact SET value = ?1 WHERE device = 1",
		"UPDATE outside SET name = ?1 WHERE id = 1",
		"UPDATE outside_name SET name = ?1",
		"UPDATE source SET name = ?1",
		"UPDATE ledger SET name = ?1, owner = ?1, line = ?1 WHERE id = 1",
		"UPDATE command SET name = ?1",
		"UPDATE hop SET source = ?1",
		"UPDATE operation SET detail = ?1, name = ?1",
		"UPDATE point SET name = ?1",
		"UPDATE access_point SET ssid = ?1",
	};

	for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
		assert_int_equal(sqlite3_prepare_v2(store_db(s), sql[i], -1, &q, NULL), SQLITE_OK);
		sqlite3_bind_text(q, 1, bad, -1, SQLITE_STATIC);
		assert_int_equal(sqlite3_step(q), SQLITE_DONE);
		sqlite3_finalize(q);
	}
	memset(long_name, '=', 65536);
	long_name[65536] = '\0';
	assert_int_equal(
		sqlite3_prepare_v2(store_db(s), "UPDATE device SET name = ?1 WHERE id = 3", -1, &q, NULL),
		SQLITE_OK);
	sqlite3_bind_text(q, 1, long_name, -1, SQLITE_STATIC);
	assert_int_equal(sqlite3_step(q), SQLITE_DONE);
	sqlite3_finalize(q);
	free(long_name);
}

/* By hand: under the sanitizers each strstr() measures the whole rest of a text of some megabytes first. */
static int count(const char *text, const char *what)
{
	size_t length = strlen(what);
	int n = 0;

	for (const char *p = text; *p; p++)
		if (*p == *what && strncmp(p, what, length) == 0) {
			n++;
			p += length - 1;
		}
	return n;
}

static void no_raw_bytes(const char *text)
{
	for (const unsigned char *p = (const unsigned char *)text; *p; p++)
		assert_true(*p >= 0x20 || *p == '\n' || *p == '\r' || *p == '\t');
	assert_null(strstr(text, "\xe2\x80\xae"));
	assert_null(strstr(text, "\xff"));
}

static void hostile_text_is_harmless(void **state)
{
	struct report_input in = fixture_input(*state, LANG_EN);
	char run[400];

	add_orders(*state);
	poison(*state);
	memset(run, '=', 300);
	run[300] = '\0';
	for (int i = 0; i < WRITERS; i++) {
		char *text = written_by(writers[i], &in);

		no_raw_bytes(text);
		assert_null(strstr(text, run)); /* 64 kB names are cut */
		if (writers[i] == report_html || writers[i] == report_map || writers[i] == report_json)
			assert_null(strstr(text, "<img"));
		if (writers[i] == report_html) {
			assert_int_equal(count(text, "</script>"), 2);
			assert_int_equal(count(text, "<script"), 2);
		}
		if (writers[i] != report_html && writers[i] != report_map && writers[i] != report_json &&
		    writers[i] != report_summary) {
			assert_null(strstr(text, ",="));
			assert_null(strstr(text, ",\"="));
			assert_null(strstr(text, "\n="));
		}
		free(text);
	}
}

/* --- stand-ins
 * ------------------------------------------------------------------------------------------------------ */

static void stand_ins_for_every_name(void **state)
{
	static const char *const secrets[] = {
		"thermo-01",       "操作PC",      "kanri-sv",        "192.168.1.31", "192.168.3.250",
		"11:22:33",        "203.0.113.9", "api.example.com", "K-031",        "盤A",
		"保全課",          "plant/line3", "LINE3",           "plant.pcapng", "OTEHON",
		"LineSpeedSecret", "33:44:55"};
	struct report_input in = fixture_input(*state, LANG_JA);

	add_orders(*state);
	in.pseudonymise = true;
	for (int i = 0; i < WRITERS; i++) {
		char *text = written_by(writers[i], &in);

		for (size_t k = 0; k < sizeof secrets / sizeof *secrets; k++)
			if (strstr(text, secrets[k]))
				fail_msg("writer %d shows %s", i, secrets[k]);
		if (writers[i] == report_json) {
			assert_non_null(strstr(text, "24:0a:c4:00:00:")); /* the maker's half stays */
			assert_non_null(strstr(text, "192.168."));
			assert_non_null(strstr(text, "ESP32-WROOM"));
		}
		free(text);
	}
}

/* --- folders
 * -------------------------------------------------------------------------------------------------------- */

static const char *const names[] = {"inspect.json",   "report.html", "devices.csv",  "flows.csv",
				    "operations.csv", "points.csv",  "findings.csv", "map.svg"};

static int files_in(const char *folder)
{
	char command[300];
	int n = 0;
	FILE *f;

	snprintf(command, sizeof command, "find '%s' -type f 2>/dev/null | wc -l", folder);
	f = popen(command, "r");
	assert_non_null(f);
	assert_int_equal(fscanf(f, "%d", &n), 1);
	pclose(f);
	return n;
}

static void a_folder_is_written_whole(void **state)
{
	struct report_input in = fixture_input(*state, LANG_JA);
	char base[] = "/tmp/mimamori-report-XXXXXX", folder[64], path[128], remove_it[64];
	struct err e = {0};
	FILE *f;

	assert_non_null(mkdtemp(base));
	snprintf(folder, sizeof folder, "%s/r", base);
	assert_int_equal(report_write(&in, folder, &e), 0);
	assert_int_equal(files_in(folder), 8);
	for (size_t i = 0; i < 5; i++) {
		snprintf(path, sizeof path, "%s/%s", folder, names[i]);
		assert_int_equal(access(path, R_OK), 0);
	}
	assert_int_equal(report_write(&in, folder, &e), 0); /* an earlier report is replaced */
	assert_int_equal(files_in(folder), 8);

	snprintf(path, sizeof path, "%s/other", base); /* somebody's folder is not */
	assert_int_equal(mkdir(path, 0700), 0);
	snprintf(path, sizeof path, "%s/other/mine.txt", base);
	f = fopen(path, "w");
	assert_non_null(f);
	fclose(f);
	snprintf(folder, sizeof folder, "%s/other", base);
	assert_true(report_write(&in, folder, &e) < 0);
	assert_string_equal(e.key, "folder-in-use");
	assert_int_equal(files_in(folder), 1);

	assert_true(report_write(&in, path, &e) < 0); /* a file is no folder */
	assert_string_equal(e.subject, path);
	assert_int_equal(access(path, F_OK), 0);
	snprintf(folder, sizeof folder, "%s/no/such/place", base);
	assert_true(report_write(&in, folder, &e) < 0);
	snprintf(remove_it, sizeof remove_it, "rm -rf '%s'", base);
	assert_int_equal(system(remove_it), 0);
}

/* --- what a file does not hold stands in its limits, and nothing stands there where it holds all */

static const char *limit_of(struct store *s, const char *json, const char *table, const char *what)
{
	static char value[8][64];
	static unsigned turn;
	char *to = value[turn++ % 8];
	sqlite3_stmt *q;
	int r;

	assert_int_equal(sqlite3_prepare_v2(store_db(s),
					    "SELECT json_extract(value, '$.' || ?3) FROM json_each(?1, "
					    "'$.capture.limits') WHERE json_extract(value, '$.table') = ?2",
					    -1, &q, NULL),
			 SQLITE_OK);
	sqlite3_bind_text(q, 1, json, -1, SQLITE_STATIC);
	sqlite3_bind_text(q, 2, table, -1, SQLITE_STATIC);
	sqlite3_bind_text(q, 3, what, -1, SQLITE_STATIC);
	r = sqlite3_step(q);
	snprintf(to, sizeof value[0], "%s",
		 r == SQLITE_ROW ? (const char *)sqlite3_column_text(q, 0) : "no row");
	sqlite3_finalize(q);
	return to;
}

static void what_a_file_leaves_out_is_counted(void **state)
{
	static const char more[] = "INSERT INTO limit_ VALUES ('point', 100000, 7), ('access_point', 4096, "
				   "2), ('access_point_name', "
				   "8192, 11);"
				   "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100003) "
				   "INSERT INTO point SELECT 5, "
				   "'D' || i, 'slmp', 1, 1, 1, 1, " T0 ", " T0 ", 9, 'int16', 0, NULL FROM n";
	struct report_input in = fixture_input(*state, LANG_EN);
	char *json = written_by(report_json, &in), *csv;

	assert_string_equal(limit_of(*state, json, "points-written", "dropped"), "no row");
	assert_string_equal(limit_of(*state, json, "access_point_name", "dropped"), "no row");
	free(json);
	assert_int_equal(sqlite3_exec(store_db(*state), "DELETE FROM point", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(store_db(*state), more, NULL, NULL, NULL), SQLITE_OK);
	json = written_by(report_json, &in);
	assert_string_equal(limit_of(*state, json, "points-written", "kept"), "100000");
	assert_string_equal(limit_of(*state, json, "points-written", "dropped"), "3");
	assert_string_equal(limit_of(*state, json, "point", "dropped"), "7");
	assert_string_equal(limit_of(*state, json, "access_point", "dropped"), "2");
	assert_string_equal(limit_of(*state, json, "access_point_name", "kept"), "8192");
	assert_string_equal(limit_of(*state, json, "access_point_name", "dropped"), "11");
	assert_string_not_equal(at(*state, json, "$.points[99999].name"), "null");
	assert_string_equal(at(*state, json, "$.points[100000].name"), "null"); /* as it says */
	free(json);
	csv = written_by(report_points_csv, &in); /* tables hold all of them */
	assert_int_equal(count(csv, "\r\n"), 100004);
	free(csv);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_contract, setup, teardown),
		cmocka_unit_test_setup_teardown(the_same_bytes_twice, setup, teardown),
		cmocka_unit_test(an_empty_model),
		cmocka_unit_test_setup_teardown(hostile_text_is_harmless, setup, teardown),
		cmocka_unit_test_setup_teardown(stand_ins_for_every_name, setup, teardown),
		cmocka_unit_test_setup_teardown(what_a_file_leaves_out_is_counted, setup, teardown),
		cmocka_unit_test_setup_teardown(a_folder_is_written_whole, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
