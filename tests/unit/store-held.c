/* A held table (store/held.h) answers every question as an ordinary one: the same rows in both, the same questions of
 * both, with values of every type and of none, before and after rows came. */
#include "test.h"

#include "assess/ask.h"
#include "inventory/rows.h"
#include "store/held.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEVICES = 300, COMMANDS = 2000, FACTS = 1500, POINTS = 400 };

static uint64_t state;

static unsigned dice(unsigned sides)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(state >> 33) % sides;
}

static void some_int(struct rows *r, unsigned most)
{
	if (dice(6) == 0)
		rows_null(r);
	else
		rows_int(r, (int64_t)dice(most) - 2);
}

static void some_text(struct rows *r, const char *const *words, unsigned count, bool may_be_null)
{
	unsigned at = dice(count + (may_be_null ? 1 : 0));

	if (at == count)
		rows_null(r);
	else
		rows_copy(r, words[at]);
}

static const char *const names[] = {"modbus", "s7comm", "SLMP", "slmp", "",
				    "5",      "5.0",    "日本", "a b",  "unknown"};
static const char *const classes[] = {"read", "write", "control", "program"};

static void fill_devices(struct store *s)
{
	struct rows r;

	assert_int_equal(rows_begin(&r, s, "device", 25), 0);
	for (int i = 1; i <= DEVICES; i++) {
		rows_int(&r, i);
		some_text(&r, names, 10, true);
		rows_null(&r);
		rows_word(&r, i % 3 ? "plc" : "pc");
		rows_word(&r, "device");
		for (int c = 5; c < 9; c++)
			rows_null(&r);
		for (int c = 9; c < 15; c++)
			rows_int(&r, dice(50));
		rows_null(&r);
		some_text(&r, names, 10, true);
		rows_int(&r, dice(2));
		rows_int(&r, dice(2));
		some_int(&r, DEVICES);
		for (int c = 20; c < 25; c++)
			rows_int(&r, c == 21 ? 0 : dice(4));
		rows_next(&r);
	}
	assert_int_equal(rows_end(&r), 0);
}

static void fill_commands(struct store *s, int count)
{
	struct rows r;

	assert_int_equal(rows_begin(&r, s, "command", 17), 0);
	for (int i = 0; i < count; i++) {
		rows_copy(&r, names[dice(10)]);
		rows_int(&r, dice(20));
		some_int(&r, 8);
		rows_copy(&r, names[dice(10)]);
		rows_word(&r, classes[dice(4)]);
		some_int(&r, DEVICES + 5);
		some_int(&r, 12);
		some_text(&r, names, 10, true);
		some_text(&r, names, 10, true);
		for (int c = 9; c < 14; c++)
			rows_int(&r, dice(9));
		some_int(&r, 5);
		some_int(&r, 5);
		some_text(&r, classes, 4, true);
		rows_next(&r);
	}
	assert_int_equal(rows_end(&r), 0);
}

static void fill_facts(struct store *s)
{
	struct rows r;

	assert_int_equal(rows_begin(&r, s, "fact", 7), 0);
	for (int i = 0; i < FACTS; i++) {
		char long_text[40];

		snprintf(long_text, sizeof long_text, "value %u", dice(FACTS));
		rows_int(&r, dice(DEVICES) + 1);
		rows_copy(&r, names[dice(10)]);
		rows_copy(&r, long_text);
		rows_copy(&r, classes[dice(4)]);
		for (int c = 4; c < 7; c++)
			rows_int(&r, dice(100));
		rows_next(&r);
	}
	assert_int_equal(rows_end(&r), 0);
}

static void some_real(struct rows *r)
{
	if (dice(5))
		rows_real(r, dice(40) / 4.0 - 3);
	else
		rows_null(r);
}

static void fill_points(struct store *s)
{
	struct rows r;

	assert_int_equal(rows_begin(&r, s, "point", 13), 0);
	for (int i = 0; i < POINTS; i++) {
		rows_int(&r, dice(DEVICES) + 1);
		rows_copy(&r, names[dice(10)]);
		rows_copy(&r, names[dice(10)]);
		rows_int(&r, dice(9));
		for (int c = 4; c < 7; c++)
			some_real(&r);
		for (int c = 7; c < 10; c++)
			rows_int(&r, dice(1000));
		rows_word(&r, "unknown");
		rows_int(&r, 0);
		some_int(&r, 9);
		rows_next(&r);
	}
	assert_int_equal(rows_end(&r), 0);
}

static struct store *filled(bool held)
{
	struct store *s = NULL;

	assert_int_equal(store_memory(&s), 0);
	assert_int_equal(held ? store_hold(s, true) : 0, 0);
	assert_int_equal(store_held(s, "command") != NULL, held);
	state = 7;
	fill_devices(s);
	fill_commands(s, COMMANDS);
	fill_facts(s);
	fill_points(s);
	return s;
}

/* %d and %s become a number and a word by chance. Each says its order, or is one row. */
static const char *const questions[] = {
	"SELECT * FROM command ORDER BY rowid",
	"SELECT rowid, code FROM command WHERE server = %d ORDER BY rowid",
	"SELECT rowid FROM command WHERE server = '%d' ORDER BY rowid",
	"SELECT rowid FROM command WHERE server = %d.0 ORDER BY rowid",
	"SELECT rowid FROM command WHERE server = %d.5 ORDER BY rowid",
	"SELECT rowid FROM command WHERE server = '%s' ORDER BY rowid",
	"SELECT rowid FROM command WHERE server = NULL OR client_ip = NULL ORDER BY rowid",
	"SELECT rowid FROM command WHERE name = '%s' ORDER BY rowid",
	"SELECT rowid FROM command WHERE name = 5 ORDER BY rowid",
	"SELECT rowid FROM command WHERE name = '%s' COLLATE NOCASE ORDER BY rowid",
	"SELECT rowid FROM command WHERE name <> '%s' AND deed IS NULL ORDER BY rowid",
	"SELECT rowid FROM command WHERE deed <> 'write' ORDER BY rowid",
	"SELECT rowid FROM command WHERE deed IS NOT 'write' ORDER BY rowid",
	"SELECT rowid FROM command WHERE server IS %d ORDER BY rowid",
	"SELECT rowid FROM command WHERE count > %d AND count <= 6 AND server <> %d ORDER BY rowid",
	"SELECT rowid FROM command WHERE count >= '3' AND refused < 4.5 ORDER BY rowid",
	"SELECT rowid FROM command WHERE count > 'x' ORDER BY rowid",
	"SELECT rowid FROM command WHERE client_ip > '%s' ORDER BY rowid",
	"SELECT rowid FROM command WHERE class IN ('write', 'control', '%s') AND server IN (%d, %d, NULL) "
	"ORDER BY rowid",
	"SELECT rowid FROM command WHERE server NOT IN (%d, 4) AND deed NOT IN ('write') ORDER BY rowid",
	"SELECT rowid FROM command WHERE client IN (SELECT d.id FROM device d WHERE d.kind = 'pc') AND "
	"answered = 2 ORDER BY rowid",
	"SELECT rowid FROM command WHERE deed IN ('write', 'read') OR deed IS NULL AND class = 'program' "
	"ORDER BY rowid",
	"SELECT rowid FROM command WHERE server = %d OR client = %d OR name = '%s' ORDER BY rowid",
	"SELECT server, COUNT(*), COUNT(DISTINCT client_ip), MIN(client_ip), MAX(first) FROM command WHERE "
	"server IS NOT NULL GROUP BY server"
	" HAVING MIN(client_ip) <> MAX(client_ip) ORDER BY server",
	"SELECT MIN(id), MAX(id), COUNT(*) FROM device",
	"SELECT id, name FROM device WHERE id = %d",
	"SELECT id FROM device WHERE id > %d AND router = 1 ORDER BY id DESC",
	"SELECT c.rowid, d.id, d.ip FROM command c JOIN device d ON d.id = c.client WHERE d.router = 0 AND "
	"c.class = 'write' ORDER BY c.rowid",
	"SELECT c.rowid, d.id FROM command c LEFT JOIN device d ON d.id = c.client AND d.kind = 'plc' WHERE "
	"c.code = %d ORDER BY c.rowid",
	"SELECT d.id FROM device d WHERE NOT EXISTS (SELECT 1 FROM fact f WHERE f.device = d.id AND f.field "
	"= '%s') ORDER BY d.id",
	"SELECT d.id, (SELECT MIN(f.value) FROM fact f WHERE f.device = d.id AND f.source = 'write') FROM "
	"device d ORDER BY d.id",
	"SELECT a.rowid, b.rowid FROM fact a JOIN fact b ON b.device = a.device AND b.value = a.value ORDER "
	"BY a.rowid, b.rowid",
	"SELECT f.device, o.n FROM fact f JOIN (SELECT device, COUNT(*) AS n FROM fact GROUP BY device) o ON "
	"o.device = f.device"
	" WHERE LOWER(f.value) LIKE 'value 1%%' ORDER BY f.rowid",
	"SELECT id AS x FROM device WHERE kind = 'pc' UNION ALL SELECT server FROM command WHERE server IS "
	"NOT NULL AND code = %d ORDER BY x",
	"SELECT value, name FROM (SELECT f.value, d.name FROM fact f JOIN device d ON d.id = f.device AND "
	"d.ip = f.field) ORDER BY value, name",
	"SELECT rowid, least, most, last_value, period_us FROM point WHERE least = 0.25 OR least > 2 OR most "
	"IS NULL ORDER BY rowid",
	"SELECT rowid FROM point WHERE last_value = %d ORDER BY rowid",
	"SELECT id, name, kind, layer FROM device_shown WHERE id < %d ORDER BY id",
	"SELECT rowid, value FROM fact NOT INDEXED ORDER BY rowid",
	"SELECT d.id, f.rowid FROM device d JOIN fact f ON f.device = d.id AND f.field <> TRIM(d.name || ' "
	"') AND f.source = LOWER('WRI' || 'te')"
	" ORDER BY d.id, f.rowid",
	"SELECT a.rowid, c.rowid FROM fact a JOIN command c ON c.server = a.device AND c.name = a.field || "
	"'' AND c.client_ip = SUBSTR(a.field, 1, 20)"
	" ORDER BY a.rowid, c.rowid",
	"SELECT device, SUM(last_value), AVG(least) FROM point GROUP BY device ORDER BY device",
};

/* Every row and column with its type, in one text. */
static char *answer(struct store *s, const char *sql)
{
	sqlite3_stmt *st = NULL;
	sqlite3_str *all = sqlite3_str_new(NULL);
	int r;

	if (sqlite3_prepare_v2(store_db(s), sql, -1, &st, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, store_error(s));
	while ((r = sqlite3_step(st)) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(st); i++)
			sqlite3_str_appendf(
				all, "%d:%s|", sqlite3_column_type(st, i),
				sqlite3_column_text(st, i) ? (const char *)sqlite3_column_text(st, i) : "");
		sqlite3_str_append(all, "\n", 1);
	}
	assert_int_equal(r, SQLITE_DONE);
	sqlite3_finalize(st);
	sqlite3_str_append(all, "", 1); /* never NULL */
	return sqlite3_str_finish(all);
}

static void fill_in(const char *question, char *sql, size_t room)
{
	size_t n = 0;

	for (const char *p = question; *p && n + 40 < room; p++) {
		if (*p != '%') {
			sql[n++] = *p;
			continue;
		}
		p++;
		if (*p == 'd')
			n += (size_t)snprintf(sql + n, room - n, "%d", (int)dice(14) - 1);
		else if (*p == 's')
			n += (size_t)snprintf(sql + n, room - n, "%s", names[dice(10)]);
		else
			sql[n++] = '%';
	}
	sql[n] = '\0';
}

static size_t ask_all(struct store *a, struct store *b)
{
	size_t rows = 0;

	for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
		for (int times = 0; times < 6; times++) {
			char sql[1024], *x, *y;

			fill_in(questions[i], sql, sizeof sql);
			x = answer(a, sql);
			y = answer(b, sql);
			if (strcmp(x, y) != 0)
				fail_msg("%s\n%.300s\n-- held:\n%.300s", sql, x, y);
			for (const char *p = x; *p; p++)
				rows += *p == '\n';
			sqlite3_free(x);
			sqlite3_free(y);
		}
	return rows;
}

static void answers_are_those_of_an_ordinary_table(void **unused)
{
	struct store *a = filled(false), *b = filled(true);

	(void)unused;
	assert_true(ask_all(a, b) > 20000);
	store_free(a);
	store_free(b);
}

static void rows_that_come_after_a_question_are_found(void **unused)
{
	struct store *a = filled(false), *b = filled(true);

	(void)unused;
	ask_all(a, b);
	state = 8;
	fill_commands(a, 500);
	state = 8;
	fill_commands(b, 500);
	assert_int_equal(held_rows(store_held(b, "command")), COMMANDS + 500);
	ask_all(a, b);
	assert_int_equal(sqlite3_exec(store_db(a), "DELETE FROM command", NULL, NULL, NULL), SQLITE_OK);
	held_empty(store_held(b, "command"));
	ask_all(a, b);
	store_free(a);
	store_free(b);
}

static int no_row(void *ctx, sqlite3_stmt *row)
{
	(void)ctx, (void)row;
	return 0;
}

/* Every fact beside every other, though SQLite makes few steps of it. */
static void rows_that_are_passed_by_are_paid_for(void **unused)
{
	static const char sql[] = "SELECT 1 FROM fact a CROSS JOIN fact b WHERE b.count > a.count + 1000";
	struct store *s = filled(true);
	uint64_t before = held_looked();

	(void)unused;
	assert_int_equal(ask(store_db(s), sql, 10000000, no_row, NULL), ASKED_DONE);
	assert_int_equal(held_looked() - before, FACTS * FACTS);
	assert_int_equal(ask(store_db(s), sql, 100000, no_row, NULL), ASKED_STOPPED);
	store_free(s);
}

static void sql_cannot_change_it(void **unused)
{
	struct store *s = filled(true);

	(void)unused;
	assert_int_not_equal(sqlite3_exec(store_db(s), "DELETE FROM command", NULL, NULL, NULL), SQLITE_OK);
	assert_int_not_equal(sqlite3_exec(store_db(s), "UPDATE device SET kind = 'x'", NULL, NULL, NULL),
			     SQLITE_OK);
	assert_int_equal(held_rows(store_held(s, "command")), COMMANDS);
	store_free(s);
}

static void a_row_that_does_not_fit_is_an_error(void **unused)
{
	struct store *s = NULL;
	struct rows r;

	(void)unused;
	assert_int_equal(store_memory(&s), 0);
	assert_int_equal(store_hold(s, true), 0);
	assert_int_not_equal(rows_begin(&r, s, "fact", 6), 0);
	assert_int_equal(rows_begin(&r, s, "fact", 7), 0);
	rows_word(&r, "no number"); /* where one stands */
	rows_next(&r);
	assert_int_not_equal(rows_end(&r), 0);
	assert_int_equal(held_rows(store_held(s, "fact")), 0);
	assert_int_equal(rows_begin(&r, s, "outside_address", 2), 0);
	rows_int(&r, 1);
	rows_next(&r);
	assert_int_not_equal(rows_end(&r), 0);
	store_free(s);
}

static void many_rows_and_long_texts(void **unused)
{
	struct store *s = NULL;
	struct rows r;
	char *a;

	(void)unused;
	assert_int_equal(store_memory(&s), 0);
	assert_int_equal(store_hold(s, true), 0);
	assert_int_equal(rows_begin(&r, s, "outside_address", 2), 0);
	for (int i = 0; i < 200000; i++) {
		char text[200];

		snprintf(text, sizeof text, "%0*d", i % 150 + 8, i);
		rows_int(&r, i % 1000);
		rows_copy(&r, text);
		rows_next(&r);
	}
	assert_int_equal(rows_end(&r), 0);
	a = answer(s, "SELECT COUNT(*), COUNT(DISTINCT ip), SUM(CAST(ip AS INTEGER)) FROM outside_address");
	assert_string_equal(a, "1:200000|1:200000|1:19999900000|\n");
	sqlite3_free(a);
	a = answer(s, "SELECT COUNT(*), CAST(MIN(ip) AS INTEGER), LENGTH(MIN(ip)) FROM outside_address WHERE "
		      "outside = 999");
	assert_string_equal(a, "1:200|1:2999|1:157|\n");
	sqlite3_free(a);
	store_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_are_those_of_an_ordinary_table),
		cmocka_unit_test(rows_that_come_after_a_question_are_found),
		cmocka_unit_test(rows_that_are_passed_by_are_paid_for),
		cmocka_unit_test(sql_cannot_change_it),
		cmocka_unit_test(a_row_that_does_not_fit_is_an_error),
		cmocka_unit_test(many_rows_and_long_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
