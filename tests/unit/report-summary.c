/* The terminal summary: what the first minute shows, in both languages, in columns, without colour unless
 * asked. */
#include "test.h"

#include "report-fixture.h"

#include "base/text.h"

static char *summary_of(struct store *s, enum language l, bool colour)
{
	struct report_input in = fixture_input(s, l);
	struct out o;
	char *text;

	in.colour = colour;
	assert_int_equal(out_init(&o, -1), 0);
	assert_int_equal(report_summary(&in, &o), 0);
	text = strdup(out_bytes(&o, NULL));
	out_clear(&o);
	return text;
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

static void holds(const char *text, const char *const *wanted)
{
	for (; *wanted; wanted++)
		if (!strstr(text, *wanted))
			fail_msg("not in the summary: %s\n%s", *wanted, text);
}

static void japanese(void **state)
{
	static const char *const wanted[] = {
		"通信の記録  2026-11-20 09:00～09:40（日本時間 UTC+9）   2,313,479 パケット（うち 12 "
		"パケットは",
		"機器 8台   ",
		"種類不明 1台",
		"社外への通信   2台から2か所",
		"指摘   緊急 1／高 2",
		"  緊急  カメラ DCS-935L",
		"25-①   パケット 18,233",
		"34-①   パケット 90,412",
		"できている 0／一部 0／できていない 3／未確認 1",
		"ソフトウェアが最新か（8台。うち版が見えたのは 3台）",
		"有線か無線か（7台）",
		NULL,
	};
	char *text = summary_of(*state, LANG_JA, false);

	holds(text, wanted);
	assert_null(strchr(text, '\033'));
	assert_null(strstr(text, "国は未判定")); /* one destination has a country: a table was given */
	free(text);
}

static void english(void **state)
{
	static const char *const wanted[] = {
		"Capture  2026-11-20 09:00 to 09:40 (Japan time, UTC+9)   2,313,479 packets (12 of them "
		"damaged",
		"Devices 8   ",
		"devices 2, destinations 2",
		"Findings   critical 1, high 2",
		"25-1   packet 18,233",
		"met 0, partly 0, not met 3, unknown 1",
		NULL,
	};
	char *text = summary_of(*state, LANG_EN, false);

	holds(text, wanted);
	free(text);
}

/* Marks of findings whose titles fit begin in the same column. */
static void columns(void **state)
{
	char *text = summary_of(*state, LANG_JA, false), *line = text;
	int at[2], n = 0;

	for (char *next; (next = strchr(line, '\n')) && n < 2; line = next + 1) {
		char *mark = strstr(line, "   25-"), *other = strstr(line, "   32-");

		mark = mark && mark < next ? mark : other && other < next ? other : NULL;
		if (!mark)
			continue;
		*mark = '\0';
		at[n++] = text_columns(line);
	}
	assert_int_equal(n, 2);
	assert_int_equal(at[0], at[1]);
	free(text);
}

static void colour_only_when_asked(void **state)
{
	char *text = summary_of(*state, LANG_EN, true);

	assert_non_null(strstr(text, "\033[1;31mcritical\033[0m"));
	free(text);
}

static void nothing_seen_is_said_as_unknown(void **state)
{
	static const char *const wanted[] = {
		"パケットが1つもありません", "見えていません（ないとは言えません）",
		"問題がないという意味ではありません", "この記録から答えた小項目はありません", NULL};
	struct store *s = NULL;
	char *text;

	(void)state;
	assert_int_equal(store_memory(&s), 0);
	text = summary_of(s, LANG_JA, false);
	holds(text, wanted);
	free(text);
	store_free(s);
}

static void what_was_not_read_is_said(void **state)
{
	struct stack_counts counts = fixture_counts;
	struct report_input in = fixture_input(*state, LANG_EN);
	struct out o;

	counts.payload_cut = 1234;
	counts.duplicates = 5;
	counts.unsupported_count = 1;
	counts.unsupported[0].link = 147;
	counts.unsupported[0].packets = 77;
	in.counts = &counts;
	assert_int_equal(
		sqlite3_exec(store_db(*state),
			     "INSERT OR REPLACE INTO setting(key, value) VALUES ('mirror_incomplete', 1);"
			     "INSERT INTO limit_(table_name, kept, dropped) VALUES ('device', 200000, 3);"
			     "UPDATE source SET truncated = 1",
			     NULL, NULL, NULL),
		SQLITE_OK);
	assert_int_equal(out_init(&o, -1), 0);
	assert_int_equal(report_summary(&in, &o), 0);
	holds(out_bytes(&o, NULL),
	      (const char *const[]){"plant.pcapng is cut off", "77 packets are of a link type",
				    "1,234 packets were recorded only in part", "5 second copies",
				    "one direction or broadcasts", "(devices): 200,000 kept, 3 only counted",
				    NULL});
	out_clear(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(japanese, setup, teardown),
		cmocka_unit_test_setup_teardown(english, setup, teardown),
		cmocka_unit_test_setup_teardown(columns, setup, teardown),
		cmocka_unit_test_setup_teardown(colour_only_when_asked, setup, teardown),
		cmocka_unit_test(nothing_seen_is_said_as_unknown),
		cmocka_unit_test_setup_teardown(what_was_not_read_is_said, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
