/* Pieces of work on controllers, and the records that say so: a pause of half an hour ends one; a work window counts within its
 * hours, a visit on its day, either only for the devices it hangs on; what everyday machines do is no work. */
#include "site-scene.h"

#include "assess/engineering.h"

#include <stdlib.h>

#define DAY    INT64_C(86400000000)
#define MINUTE INT64_C(60000000)
#define JST    (9 * 60 * MINUTE)

/* 2026-12-05 00:00 where the site stands (setting zone-minutes: Japan's). */
static int64_t midnight(void) { return INT64_C(20792) * DAY - JST; }

static void sql(const char *text)
{
	char *why = NULL;

	if (sqlite3_exec(store_db(site), text, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", text, why);
	scene_touched = true;
}

static void operation(int64_t client, int64_t server, int64_t at, const char *class, const char *deed,
		      int refused)
{
	char text[600];

	snprintf(text, sizeof text,
		 "INSERT INTO operation(protocol, code, name, class, deed, detail, client, server, "
		 "client_ip, server_ip, at, packet, "
		 "count, answered, refused) VALUES ('slmp', 1, 'x', '%s', '%s', '', %lld, %lld, "
		 "'10.0.0.%lld', '10.0.0.%lld', %lld, 7, 1, "
		 "0, %d)",
		 class, deed, (long long)client, (long long)server, (long long)client, (long long)server,
		 (long long)at, refused);
	sql(text);
}

static void record(int id, const char *kind, const char *device, const char *fields)
{
	char text[900];

	snprintf(text, sizeof text,
		 "INSERT INTO record(id, kind, system, device, says, said, made_on, fields, version, hash, "
		 "signed, removed, seq) VALUES "
		 "(%d, '%s', 'site', %s, 'yes', 'yes', '2026-12-01', '%s', 1, '', 0, 0, 1)",
		 id, kind, device, fields);
	sql(text);
}

static int64_t number(const char *text)
{
	sqlite3_stmt *st;
	int64_t n = -1;

	assert_int_equal(sqlite3_prepare_v2(store_db(site), text, -1, &st, NULL), SQLITE_OK);
	if (sqlite3_step(st) == SQLITE_ROW)
		n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return n;
}

static void a_pause_ends_a_piece_of_work(void **state)
{
	(void)state;
	operation(2, 1, midnight() + 600 * MINUTE, "program", "program-download", 0);
	operation(2, 1, midnight() + 625 * MINUTE, "control", "stop", 0);
	operation(2, 1, midnight() + 660 * MINUTE, "control", "run", 0);
	operation(3, 1, midnight() + 626 * MINUTE, "control", "password", 0);
	assert_int_equal(engineering_refresh(site), 0);
	assert_int_equal(number("SELECT count(*) FROM engineering"), 3);
	assert_int_equal(number("SELECT operations FROM engineering WHERE what = 'program' AND client = 2"),
			 2);
	assert_int_equal(number("SELECT count(*) FROM engineering WHERE what = 'account' AND client = 3"), 1);
	assert_int_equal(number("SELECT count(*) FROM engineering WHERE record IS NULL"), 3);
	assert_int_equal(engineering_refresh(site), 0); /* again: the same */
	assert_int_equal(number("SELECT count(*) FROM engineering"), 3);
}

static void what_machines_do_is_no_work(void **state)
{
	(void)state;
	operation(2, 1, midnight(), "control", "clock", 0);
	operation(2, 1, midnight(), "control", "session", 0);
	operation(2, 1, midnight(), "control", "stop", 1); /* refused */
	assert_int_equal(engineering_refresh(site), 0);
	assert_int_equal(number("SELECT count(*) FROM engineering"), 0);
}

static void a_window_counts_within_its_hours(void **state)
{
	(void)state;
	record(4, "work-window", "1",
	       "{\"starts_on\":\"2026-12-05\",\"until\":\"2026-12-06\",\"hours\":\"daily 08:00-12:00\"}");
	operation(2, 1, midnight() + 9 * 60 * MINUTE, "control", "stop", 0);
	operation(2, 1, midnight() + 13 * 60 * MINUTE, "control", "stop", 0);
	operation(2, 1, midnight() + 2 * DAY + 9 * 60 * MINUTE, "control", "stop", 0);
	operation(2, 5, midnight() + 9 * 60 * MINUTE, "control", "stop", 0); /* another controller */
	assert_int_equal(engineering_refresh(site), 0);
	assert_int_equal(number("SELECT count(*) FROM engineering"), 4);
	assert_int_equal(number("SELECT count(*) FROM engineering WHERE record = 4 AND kind = 'work-window'"),
			 1);
	assert_int_equal(number("SELECT began FROM engineering WHERE record = 4"),
			 midnight() + 9 * 60 * MINUTE);
}

static void a_visit_counts_on_its_day_and_a_window_first(void **state)
{
	(void)state;
	record(4, "maintenance-visit", "NULL", "{\"visit_on\":\"2026-12-05\",\"hours\":\"13:00 to 15:30\"}");
	record(5, "work-window", "NULL",
	       "{\"starts_on\":\"2026-12-05\",\"until\":\"2026-12-05\",\"hours\":\"daily 08:00-12:00\"}");
	operation(2, 1, midnight() + 9 * 60 * MINUTE, "program", "online-change", 0);
	operation(2, 1, midnight() + 23 * 60 * MINUTE, "program", "firmware", 0);
	operation(2, 1, midnight() - 1, "program", "config", 0);
	assert_int_equal(engineering_refresh(site), 0);
	assert_int_equal(number("SELECT count(*) FROM engineering WHERE record = 5"), 1);
	assert_int_equal(
		number("SELECT count(*) FROM engineering WHERE record = 4 AND kind = 'maintenance-visit'"),
		1);
	assert_int_equal(number("SELECT count(*) FROM engineering WHERE record IS NULL"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_pause_ends_a_piece_of_work, scene_open, scene_close),
		cmocka_unit_test_setup_teardown(what_machines_do_is_no_work, scene_open, scene_close),
		cmocka_unit_test_setup_teardown(a_window_counts_within_its_hours, scene_open, scene_close),
		cmocka_unit_test_setup_teardown(a_visit_counts_on_its_day_and_a_window_first, scene_open,
						scene_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
