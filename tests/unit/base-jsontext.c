/* base/jsontext: what SQLite's JSON functions may be given. */
#include "test.h"

#include "base/jsontext.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool strict(const char *s) { return jsontext_is_strict(text_z(s)); }

static void json_is_json(void **state)
{
	static const char *const good[] = {
		"{}", "[]",    " [1, -0.5e+3, 0, \"a\\u00e9\\n\", true, false, null] ",
		"5",  "\"x\"", "{\"a\":{\"b\":[{}]},\"c\":[]}"};

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_true(strict(good[i]));
}

static void nothing_else_is(void **state)
{
	static const char *const bad[] = {"",
					  " ",
					  "{",
					  "}",
					  "[1,]",
					  "[,1]",
					  "{\"a\"}",
					  "{\"a\":}",
					  "{\"a\":1,}",
					  "{a:1}",
					  "[01]",
					  "[1.]",
					  "[.5]",
					  "[+1]",
					  "[1e]",
					  "\"\\x\"",
					  "\"\\u12g4\"",
					  "\"a\nb\"",
					  "[1]]",
					  "[1}",
					  "{\"a\":1]",
					  "1 2",
					  "nul",
					  "[1 2]",
					  "\"a",
					  "{1:2}",
					  "{null:1}",
					  "{[\"a\"]:1}",
					  "[{\"a\":\"b\",[\"c\"]:\"d\"}]",
					  "{{}:1}"};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (strict(bad[i]))
			fail_msg("taken for JSON: %s", bad[i]);
}

static void depth_has_a_bound(void **state)
{
	char deep[2 * JSONTEXT_DEPTH + 3];

	(void)state;
	memset(deep, '[', JSONTEXT_DEPTH);
	memset(deep + JSONTEXT_DEPTH, ']', JSONTEXT_DEPTH);
	deep[2 * JSONTEXT_DEPTH] = 0;
	assert_true(strict(deep));
	memset(deep, '[', JSONTEXT_DEPTH + 1);
	memset(deep + JSONTEXT_DEPTH + 1, ']', JSONTEXT_DEPTH + 1);
	deep[2 * JSONTEXT_DEPTH + 2] = 0;
	assert_false(strict(deep));
}

/* Every beginning of a text that is JSON only as a whole. */
static void what_is_cut_is_not(void **state)
{
	static const char whole[] = "{\"a\":[1.5e2,{\"b\":\"\\u1234\"},null]}";

	(void)state;
	for (size_t n = 0; n < sizeof whole - 1; n++) {
		char *cut = malloc(n + 1); /* so that a read beyond is seen */

		assert_non_null(cut);
		memcpy(cut, whole, n);
		assert_false(jsontext_is_strict(text_of(cut, n)));
		free(cut);
	}
	assert_true(strict(whole));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_is_json),
		cmocka_unit_test(nothing_else_is),
		cmocka_unit_test(depth_has_a_bound),
		cmocka_unit_test(what_is_cut_is_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
