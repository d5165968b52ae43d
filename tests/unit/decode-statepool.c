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
	memset(b, 0xff, 990);
	state_give(&p, b, 990);
	b = state_take(&p, 990, 16, LIMIT); /* that writes what it reads */
	for (int i = 0; i < 16; i++)
		assert_int_equal(b[i], 0);
	assert_int_equal(b[16], 0xff);
	state_give(&p, b, 990);
	state_pool_clear(&p);
}

/* The first states fill the room; those behind them are ordinary memory. */
static void fill_room(struct state_pool *p)
{
	for (size_t n = 0; n < STATE_ROOM; n += DECODER_STATE_MAX)
		assert_non_null(state_take(p, DECODER_STATE_MAX, 0, 4 * STATE_ROOM));
	assert_int_equal(p->room_used, STATE_ROOM);
}

static void empty_room(struct state_pool *p)
{
	for (size_t n = 0; n < STATE_ROOM; n += DECODER_STATE_MAX)
		state_give(p, p->room + n, DECODER_STATE_MAX);
	assert_int_equal(p->used, 0);
	state_pool_clear(p);
	assert_null(p->room);
	assert_int_equal(p->unused, 0);
}

static void idle_memory_counts(void **unused)
{
	struct state_pool p = {0};
	void *small[100], *large;

	(void)unused;
	fill_room(&p);
	for (int i = 0; i < 100; i++)
		small[i] = state_take(&p, 64, 64, STATE_ROOM + LIMIT);
	for (int i = 0; i < 100; i++)
		state_give(&p, small[i], 64);
	assert_int_equal(p.used, STATE_ROOM);
	assert_int_equal(p.unused, 6400);
	large = state_take(&p, DECODER_STATE_MAX, DECODER_STATE_MAX,
			   STATE_ROOM + LIMIT); /* both would be more than the limit */
	assert_non_null(large);
	assert_int_equal(p.unused, 0);
	state_give(&p, large, DECODER_STATE_MAX);
	assert_int_equal(p.unused, DECODER_STATE_MAX);
	state_give(&p, NULL, 64);
	assert_int_equal(p.unused, DECODER_STATE_MAX);
	empty_room(&p);
}

static void the_room_is_used_again(void **unused)
{
	struct state_pool p = {0};
	uint8_t *a = state_take(&p, 640, 640, LIMIT), *b = state_take(&p, 640, 640, LIMIT);

	(void)unused;
	assert_ptr_equal(a, p.room);
	assert_ptr_equal(b, p.room + 640); /* no two in one place */
	state_give(&p, a, 640);
	state_pool_clear(&p); /* b is in use: the room stays, and what is idle in it */
	assert_ptr_equal(state_take(&p, 640, 640, LIMIT), a);
	state_give(&p, a, 640);
	state_give(&p, b, 640);
	state_pool_clear(&p);
	assert_null(p.room);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_state_is_zeroed_whatever_lay_there),
		cmocka_unit_test(idle_memory_counts),
		cmocka_unit_test(the_room_is_used_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
