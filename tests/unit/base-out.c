/* What is formatted is never cut: half of a record would be none. */
#include "test.h"

#include "base/out.h"

#include <string.h>

static void a_long_text_is_formatted_whole(void **state)
{
	static char text[5000];

	(void)state;
	for (size_t length = 1000; length < sizeof text; length += 13) {
		struct out o;
		size_t n;
		const char *bytes;

		memset(text, 'x', length);
		text[length] = '\0';
		assert_int_equal(out_init(&o, -1), 0);
		out_fmt(&o, "<%s>%d", text, 7);
		bytes = out_bytes(&o, &n);
		assert_int_equal(n, length + 3);
		assert_string_equal(bytes + length, "x>7");
		out_clear(&o);
	}
}

/* Excel in Japanese computes what begins with a full-width sign, too; one alone says "none" in many a list. */
static void a_cell_is_no_formula(void **state)
{
	static const char *const cells[][2] = {{"=1+1", "\"'=1+1\""},
					       {"@SUM(A1)", "\"'@SUM(A1)\""},
					       {"\xef\xbc\x9d"
						"1+1",
						"\"'\xef\xbc\x9d"
						"1+1\""},
					       {"\xef\xbc\xa0x", "\"'\xef\xbc\xa0x\""},
					       {"\xef\xbc\x8d", "\xef\xbc\x8d"},
					       {"\xef\xbc\xa1"
						"1",
						"\xef\xbc\xa1"
						"1"},
					       {"a=b", "a=b"}};

	(void)state;
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		struct out o;
		size_t n;

		assert_int_equal(out_init(&o, -1), 0);
		out_csv(&o, cells[i][0]);
		assert_string_equal(out_bytes(&o, &n), cells[i][1]);
		out_clear(&o);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(a_long_text_is_formatted_whole),
					   cmocka_unit_test(a_cell_is_no_formula)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
