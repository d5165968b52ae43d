/* The quick one says what snprintf() says, cut or not; what it does not know is left to the C library. */
#include "test.h"

#include "base/quick.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#define SAME(...)                                                                                            \
	do {                                                                                                 \
		for (size_t cap = 0; cap < sizeof ours; cap++) {                                             \
			memset(ours, '#', sizeof ours);                                                      \
			memset(theirs, '#', sizeof theirs);                                                  \
			assert_int_equal(quick_fmt(ours, cap, __VA_ARGS__),                                  \
					 snprintf(theirs, cap, __VA_ARGS__));                                \
			if (cap)                                                                             \
				assert_string_equal(ours, theirs);                                           \
			assert_int_equal(ours[cap], '#');                                                    \
		}                                                                                            \
	} while (0)

static char ours[64], theirs[64];

#pragma GCC diagnostic ignored "-Wformat-truncation"
static void it_says_the_same(void **state)
{
	(void)state;
	SAME("%s", "");
	SAME("D%u", 100u);
	SAME("%s%u.%02u", "CIO", 7u, 5u);
	SAME("%04X%x %X", 0xabu, UINT_MAX, 0u);
	SAME("%.*s[%d] %c%%", 3, "abcdef", -7, 'x');
	SAME("%.*s", 9, "abc");
	SAME("%d %05d %5d %d", INT_MIN, -42, -42, 0);
	SAME("%llu %lld", ULLONG_MAX, LLONG_MIN);
	SAME("%.6g of %s", 1.25, "x"); /* left to the C library */
	SAME("%-5s|%5s|%ld", "a", "b", 5L);
	SAME("100%%");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(it_says_the_same)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
