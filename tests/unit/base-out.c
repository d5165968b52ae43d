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

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(a_long_text_is_formatted_whole)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
