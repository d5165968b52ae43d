/* Hours of a week: what people write is read exactly or refused, and covers what it says. */
#include "test.h"

#include "assess/hours.h"

#include <stdio.h>
#include <string.h>

static struct hours parsed(const char *text)
{
	struct hours h;
	struct err e = {0};

	if (hours_parse("hours", text, &h, &e) < 0)
		fail_msg("%s: %s (%s)", text, e.key, e.detail);
	return h;
}

static void written_as(const char *text, const char *want)
{
	struct hours h = parsed(text);
	char to[HOURS_TEXT];

	assert_true(hours_write(&h, to, sizeof to));
	if (strcmp(to, want) != 0)
		fail_msg("%s: %s, not %s", text, to, want);
	h = parsed(to); /* what is stored is read back as it is */
	assert_true(hours_write(&h, to, sizeof to));
	assert_string_equal(to, want);
}

static void refused(const char *text, const char *key, const char *detail)
{
	struct hours h;
	struct err e = {0};

	if (hours_parse("hours", text, &h, &e) == 0)
		fail_msg("%s: taken", text);
	assert_string_equal(e.subject, "hours");
	if (strcmp(e.key, key) != 0 || strcmp(e.detail, detail) != 0)
		fail_msg("%s: %s (%s), not %s (%s)", text, e.key, e.detail, key, detail);
}

static void both_languages_are_read(void **state)
{
	(void)state;
	written_as("mon-fri 08:00-20:00", "mon-fri 08:00-20:00");
	written_as("平日 8:00から20:00", "mon-fri 08:00-20:00");
	written_as("Weekdays, 8:00 to 20:00", "mon-fri 08:00-20:00");
	written_as("８：００～１７：００", "daily 08:00-17:00");
	written_as("平日　８時～１７時半", "mon-fri 08:00-17:30");
	written_as("月曜日から金曜日 8時30分から17時まで", "mon-fri 08:30-17:00");
	written_as("土・日 終日", "sat,sun 00:00-24:00");
	written_as("土日", "sat,sun 00:00-24:00");
	written_as("毎日 22:00～翌6:00", "daily 22:00-06:00");
	written_as("22:00-06:00", "daily 22:00-06:00");
	written_as("午後10時～午前6時", "daily 22:00-06:00");
	written_as("8am-5pm on weekdays", "mon-fri 08:00-17:00");
	written_as("8:00 to 17:00 mon, wed and fri", "mon,wed,fri 08:00-17:00");
	written_as("mon-fri 08:00-12:00, 13:00-17:00; sat 9:00-12:00",
		   "mon-fri 08:00-12:00; mon-fri 13:00-17:00; sat 09:00-12:00");
	written_as("fri-mon 20:00-24:00", "mon,fri-sun 20:00-24:00");
	written_as("24時間365日", "daily 00:00-24:00");
	written_as("always", "daily 00:00-24:00");
	written_as("0:00-0:00", "daily 00:00-24:00");
	written_as("月、水、金 8:00〜17:00", "mon,wed,fri 08:00-17:00");
	written_as("MON–FRI 08:00–20:00", "mon-fri 08:00-20:00");
}

static void what_is_not_hours_is_refused(void **state)
{
	char long_text[900];

	(void)state;
	refused("", "hours-empty", "");
	refused("  、 ", "hours-empty", "");
	refused("日勤", "bad-hours", "勤");
	refused("平日 8:00～", "bad-hours", "");
	refused("平日 8:00", "bad-hours", "");
	refused("平日 8:00～25:70", "bad-hours", "25:70");
	refused("mon-fri 8:00-17:00 except lunch", "bad-hours", "except");
	refused("土日祝 終日", "hours-holiday", "祝");
	refused("holidays 8:00-17:00", "hours-holiday", "holidays");
	refused("48:00-49:00", "bad-hours", "48:00-49:00");
	refused("8月1日", "bad-hours", "月");
	refused("monday-", "bad-hours", "");
	refused("平日-土 8:00-9:00", "bad-hours", "土");
	memset(long_text, '1', sizeof long_text - 1);
	long_text[sizeof long_text - 1] = '\0';
	refused(long_text, "hours-many", "14");
	*long_text = '\0';
	for (int i = 0; i < 15; i++)
		snprintf(long_text + strlen(long_text), 40, "mon %d:00-%d:30;", i, i);
	refused(long_text, "hours-many", "14");
}

static void they_cover_what_they_say(void **state)
{
	struct hours h = parsed("mon-fri 08:00-20:00; sun 22:00-06:00");
	enum { MON = 0, SUN = 6 * HOURS_DAY };

	(void)state;
	assert_false(hours_cover(&h, MON + 7 * 60 + 59));
	assert_true(hours_cover(&h, MON + 8 * 60));
	assert_true(hours_cover(&h, MON + 20 * 60 - 1));
	assert_false(hours_cover(&h, MON + 20 * 60));
	assert_true(hours_cover(&h, SUN + 23 * 60));
	assert_true(hours_cover(&h, MON)); /* Sunday's night */
	assert_true(hours_cover(&h, MON + 6 * 60 - 1));
	assert_false(hours_cover(&h, MON + 6 * 60));
	assert_false(hours_cover(&h, SUN + 12 * 60));
	assert_int_equal(hours_until_change(&h, MON + 8 * 60), 12 * 60);
	assert_int_equal(hours_until_change(&h, SUN + 22 * 60), 8 * 60);
	assert_int_equal(hours_until_change(&h, MON + 20 * 60), 12 * 60);
	h = parsed("always");
	assert_true(hours_cover(&h, HOURS_WEEK - 1));
	assert_int_equal(hours_until_change(&h, 5), 0);
}

struct gaps {
	unsigned n, from[20], to[20];
};

static void gap(void *ctx, unsigned from, unsigned to)
{
	struct gaps *g = ctx;

	g->from[g->n] = from;
	g->to[g->n++] = to;
}

static void gaps_of(struct gaps *ret, const char *a, const char *b)
{
	struct hours_week w = {{0}};
	struct hours h;

	*ret = (struct gaps){0};
	if (a) {
		h = parsed(a);
		hours_add(&w, &h);
	}
	if (b) {
		h = parsed(b);
		hours_add(&w, &h);
	}
	hours_gaps(&w, gap, ret);
}

static void gaps_are_named(void **state)
{
	struct gaps g;
	char text[64];

	(void)state;
	gaps_of(&g, NULL, NULL);
	assert_int_equal(g.n, 1);
	assert_int_equal(g.to[0] - g.from[0], HOURS_WEEK);
	gaps_of(&g, "mon-fri 06:00-22:00; sat,sun always", "mon-fri 22:00-06:00");
	assert_int_equal(g.n,
			 1); /* Monday from midnight: Sunday's shift ends then, Friday's began on Friday */
	assert_int_equal(g.from[0], 0);
	assert_int_equal(g.to[0], 6 * 60);
	gaps_of(&g, "daily 06:00-22:00", "daily 22:00-06:00");
	assert_int_equal(g.n, 0);
	gaps_of(&g, "mon-fri 08:00-20:00", NULL);
	assert_int_equal(g.n, 5);
	assert_string_equal(hours_stretch(g.from[0], g.to[0], LANG_JA, text, sizeof text),
			    "月 20:00～火 8:00");
	assert_string_equal(hours_stretch(g.from[4], g.to[4], LANG_EN, text, sizeof text),
			    "Fri 20:00 to Mon 8:00");
}

static void they_are_shown_in_both_languages(void **state)
{
	struct hours h = parsed("平日 8:00-12:00, 13:00-17:00; 土日 22:00-6:00");
	char text[HOURS_TEXT];

	(void)state;
	assert_string_equal(hours_show(&h, LANG_JA, text, sizeof text),
			    "平日 8:00～12:00、13:00～17:00、土・日 22:00～翌6:00");
	assert_string_equal(hours_show(&h, LANG_EN, text, sizeof text),
			    "Mon-Fri 8:00-12:00 and 13:00-17:00; Sat, Sun 22:00-next day 6:00");
	h = parsed("always");
	assert_string_equal(hours_show(&h, LANG_JA, text, sizeof text), "毎日 終日");
	assert_false(hours_write(&h, text, 8));
	/* the longest there is has room */
	h.count = HOURS_SPANS;
	for (unsigned i = 0; i < HOURS_SPANS; i++)
		h.span[i] = (struct hours_span){0x55, (uint16_t)(1300 + i), (uint16_t)(1500 + i)};
	assert_true(hours_write(&h, text, sizeof text));
	assert_int_equal(hours_parse("hours", text, &h, NULL), 0);
	for (int l = 0; l < LANG_COUNT; l++)
		assert_true(strlen(hours_show(&h, (enum language)l, text, sizeof text)) < sizeof text - 60);
}

static void the_minute_is_that_of_the_place(void **state)
{
	(void)state;
	/* 2026-11-29T20:00:00Z is a Sunday; in Japan it is Monday 5:00 */
	assert_int_equal(hours_minute(INT64_C(1795982400) * 1000000, 0), 6 * HOURS_DAY + 20 * 60);
	assert_int_equal(hours_minute(INT64_C(1795982400) * 1000000, 540), 5 * 60);
	assert_int_equal(hours_minute(-1, 0), 3 * HOURS_DAY - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_languages_are_read),
		cmocka_unit_test(what_is_not_hours_is_refused),
		cmocka_unit_test(they_cover_what_they_say),
		cmocka_unit_test(gaps_are_named),
		cmocka_unit_test(they_are_shown_in_both_languages),
		cmocka_unit_test(the_minute_is_that_of_the_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
