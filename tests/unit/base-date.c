#include "test.h"

#include "base/date.h"

static void as_people_type_them(void **state)
{
	static const char *const same[] = {"2026-04-01",         "2026/4/1",   "2026.4.1", "2026年4月1日",
					   "２０２６年４月１日", " 2026-4-1 ", NULL};
	static const char *const none[] = {"",           "2026",       "2026-13-01",  "2026-02-29",
					   "1899-01-01", "26-1-1",     "2026-01-01x", "2026-1",
					   "20260401",   "2026-00-10", NULL};
	char d[DATE_ROOM];

	(void)state;
	for (int i = 0; same[i]; i++) {
		assert_true(date_parse(same[i], d));
		assert_string_equal(d, "2026-04-01");
	}
	for (int i = 0; none[i]; i++)
		assert_false(date_parse(none[i], d));
	assert_true(date_parse("2028-02-29", d));
}

static void days_go_there_and_back(void **state)
{
	char d[DATE_ROOM], e[DATE_ROOM];

	(void)state;
	assert_int_equal(date_days("1970-01-01"), 0);
	assert_int_equal(date_days("2000-03-01"), 11017);
	for (int32_t n = -25567; n < 60000; n += 13) {
		date_text(n, d);
		assert_true(date_parse(d, e));
		assert_int_equal(date_days(e), n);
	}
}

static void the_day_it_is_there(void **state)
{
	char d[DATE_ROOM];

	(void)state;
	date_at(1795910400000000LL - 1, 0, d); /* a moment before 2026-11-29T00:00Z */
	assert_string_equal(d, "2026-11-28");
	date_at(1795910400000000LL - 1, 540, d);
	assert_string_equal(d, "2026-11-29");
	date_at(-1, 0, d);
	assert_string_equal(d, "1970-01-01");
	date_at(-1000000, 0, d);
	assert_string_equal(d, "1969-12-31");
}

static void months_later(void **state)
{
	char d[DATE_ROOM];

	(void)state;
	date_months_later("2027-04-01", 1, d);
	assert_string_equal(d, "2027-05-01");
	date_months_later("2027-01-31", 1, d);
	assert_string_equal(d, "2027-02-28");
	date_months_later("2026-11-30", 15, d);
	assert_string_equal(d, "2028-02-29");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_people_type_them),
		cmocka_unit_test(days_go_there_and_back),
		cmocka_unit_test(the_day_it_is_there),
		cmocka_unit_test(months_later),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
