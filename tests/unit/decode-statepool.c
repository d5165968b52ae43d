/* States of decoders: zeroed whatever lay there, handed out again, and idle memory goes before the limit is passed. */
#include "test.h"

#include "decode/statepool.h"

#include <stdlib.h>
#include <string.h>

enum { LIMIT = 10000 };

static void a_state_is_zeroed_whatever_lay_there(void **unused)
{
	struct state_pool p = {0};
	unsigned char *a = state_take(&p, 1000, 1000, LIMIT), *b;

	(void)unused;
	assert_non_null(a);
	memset(a, 0xff, 1000);
	state_give(&p, a, 1000);
	b = state_take(&p, 990, 990, LIMIT); /* of the same class */
	assert_ptr_equal(a, b);
	for (int i = 0; i < 990; i++)
		assert_int_equal(b[i], 0);
	assert_int_equal(p.used, 990);
	assert_int_equal(p.unused, 0);
	memset(b, 0xff, 990);
	state_give(&p, b, 990);
	b = state_take(&p, 990, 16, LIMIT); /* that writes what it reads */
	for (int i = 0; i < 16; i++)
		assert_int_equal(b[i], 0);
	assert_int_equal(b[16], 0xff);
	state_give(&p, b, 990);
	state_pool_clear(&p);
}

static void idle_memory_counts(void **unused)
{
	struct state_pool p = {0};
	void *small[100], *large;

	(void)unused;
	for (int i = 0; i < 100; i++)
		small[i] = state_take(&p, 64, 64, LIMIT);
	for (int i = 0; i < 100; i++)
		state_give(&p, small[i], 64);
	assert_int_equal(p.used, 0);
	assert_int_equal(p.unused, 6400);
	large = state_take(&p, DECODER_STATE_MAX, DECODER_STATE_MAX,
			   LIMIT); /* both would be more than the limit */
	assert_non_null(large);
	assert_int_equal(p.unused, 0);
	state_give(&p, large, DECODER_STATE_MAX);
	assert_int_equal(p.unused, DECODER_STATE_MAX);
	state_give(&p, NULL, 64);
	assert_int_equal(p.unused, DECODER_STATE_MAX);
	state_pool_clear(&p);
	assert_int_equal(p.unused, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_state_is_zeroed_whatever_lay_there),
		cmocka_unit_test(idle_memory_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
