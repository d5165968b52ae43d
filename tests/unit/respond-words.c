/* Every detector's sentences, with all values and with each one missing: no hole is left, in either language.
 */
#include "alarm-scene.h"

#include "respond/alarm_fill.h"

#include <stdlib.h>

static const struct alarm_words *words;

static void no_hole(const char *text, const char *what)
{
	if (!text || !*text || strchr(text, '{') || strchr(text, '}'))
		fail_msg("%s: %s: %s", words->name, what, text ? text : "nothing");
}

static void all_of(const struct alarm_fill *f)
{
	struct alarm_text t;

	assert_int_equal(alarm_words_filled(f, words, &t), 0);
	for (int l = 0; l < LANG_COUNT; l++) {
		no_hole(t.title[l], "title");
		no_hole(t.expected[l], "expected");
		no_hole(t.came[l], "came");
		no_hole(t.first[l][0], "first");
		no_hole(t.dont[l][0], "not");
		for (int i = 0; i < ALARM_STEPS; i++) {
			if (t.first[l][i])
				no_hole(t.first[l][i], "first");
			if (t.dont[l][i])
				no_hole(t.dont[l][i], "not");
		}
		assert_true(strlen(t.title[l]) < 250);
	}
	alarm_text_clear(&t);
}

/* without: the value that is missing; NULL: none. */
static void with_all_but(const char *without, bool many)
{
	static const char *const always[] = {"by", "on", "key", NULL};
	struct alarm_fill f;

	assert_int_equal(alarm_fill_begin(&f, site, "{}"), 0);
	f.many = many;
	for (int list = 0; list < 2; list++)
		for (const char *const *v = list ? words->values : always; *v; v++)
			if (!without || strcmp(*v, without) != 0)
				alarm_fill_add(&f, *v, "値", "value");
	alarm_fill_number(&f, "count", 9);
	alarm_fill_number(&f, "devices", 3);
	all_of(&f);
}

static void every_value_may_be_missing(void **state)
{
	unsigned seen = 0;

	(void)state;
	for (words = alarm_words; words->name; words++) {
		seen++;
		with_all_but(NULL, false);
		with_all_but("by", false);
		with_all_but("on", false);
		with_all_but("key", false);
		if (words->many_count)
			with_all_but("on", true);
		for (const char *const *v = words->values; *v; v++)
			with_all_but(*v, false);
	}
	assert_int_equal(seen, alarm_words_count);
	assert_true(seen >= 10);
}

static void values_of_the_wire_are_clean(void **state)
{
	struct alarm_fill f;
	char buf[FILL_SENTENCE];
	const struct sentence s = {"{key}", "{key}", NULL, NULL};

	(void)state;
	assert_int_equal(alarm_fill_begin(&f, site, "{\"key\":\"a\\u202eb\\u0007{on}\"}"), 0);
	alarm_fill_sentence(&f, LANG_EN, &s, buf);
	assert_string_equal(buf, "a<202E>b<07>{on}"); /* a hole in a value is not filled again */
	assert_true(alarm_fill_begin(&f, site, "no object") < 0);
}

static void sorted_and_found(void **state)
{
	(void)state;
	for (size_t i = 0; i + 1 < alarm_words_count; i++)
		assert_true(strcmp(alarm_words[i].name, alarm_words[i + 1].name) < 0);
	for (size_t i = 0; i < alarm_words_count; i++)
		assert_ptr_equal(alarm_words_of(alarm_words[i].name), &alarm_words[i]);
	assert_null(alarm_words_of("nothing"));
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, alarm_scene_open, alarm_scene_close)
	const struct CMUnitTest tests[] = {TEST(every_value_may_be_missing),
					   TEST(values_of_the_wire_are_clean), TEST(sorted_and_found)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
