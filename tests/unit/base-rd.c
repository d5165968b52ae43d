/* base/rd: nothing outside the view is ever read, and bad stays bad. */
#include "test.h"

#include "base/rd.h"

static void reads_in_both_orders(void **state)
{
	static const uint8_t bytes[] = {1, 2, 3, 4, 5, 6, 7, 8};
	struct rd r = rd_of(bytes, sizeof bytes), again = r;

	(void)state;
	assert_int_equal(rd_be16(&r), 0x0102);
	assert_int_equal(rd_le16(&r), 0x0403);
	assert_int_equal(rd_be32(&r), 0x05060708);
	assert_true(rd_ok(&r) && rd_empty(&r));
	assert_true(rd_le64(&again) == 0x0807060504030201u);
}

static void a_short_read_gives_zero_and_moves_nothing(void **state)
{
	static const uint8_t bytes[] = {9, 9, 9};
	struct rd r = rd_of(bytes, sizeof bytes), rest;

	(void)state;
	assert_int_equal(rd_be32(&r), 0);
	assert_false(rd_ok(&r));
	/* what is shorter would fit, and means something else */
	assert_int_equal(rd_left(&r), 0);
	assert_int_equal(rd_u8(&r), 0);
	assert_int_equal(rd_be16(&r), 0);
	assert_int_equal(rd_peek(&r, 0), -1);
	rest = rd_rest(&r);
	assert_false(rd_ok(&rest) || rd_left(&rest));
	rest = rd_at(&r, 0);
	assert_false(rd_ok(&rest));
}

static void a_child_cannot_see_past_its_length(void **state)
{
	static const uint8_t bytes[] = {2, 10, 11, 12};
	struct rd r = rd_of(bytes, sizeof bytes), child = rd_sub(&r, rd_u8(&r));

	(void)state;
	assert_int_equal(rd_be16(&child), 0x0a0b);
	assert_int_equal(rd_u8(&child), 0);
	assert_false(rd_ok(&child));
	assert_true(rd_ok(&r));
	assert_int_equal(rd_u8(&r), 12);
	child = rd_sub(&r, 1);
	assert_false(rd_ok(&child));
	assert_false(rd_ok(&r));
}

static void at_stays_inside_the_view(void **state)
{
	static const uint8_t bytes[] = {1, 2, 3};
	struct rd r = rd_of(bytes, sizeof bytes), there = rd_at(&r, 2), beyond = rd_at(&r, 4);

	(void)state;
	assert_int_equal(rd_u8(&there), 3);
	assert_false(rd_ok(&beyond));
	assert_int_equal(rd_u8(&beyond), 0);
}

static void lines_end_at_lf(void **state)
{
	struct rd r = rd_of("a\r\nbc\nrest", 10), line;

	(void)state;
	assert_true(rd_line(&r, &line));
	assert_int_equal(rd_left(&line), 1);
	assert_true(rd_line(&r, &line));
	assert_int_equal(rd_left(&line), 2);
	assert_false(rd_line(&r, &line));
	assert_int_equal(rd_left(&r), 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_in_both_orders),
		cmocka_unit_test(a_short_read_gives_zero_and_moves_nothing),
		cmocka_unit_test(a_child_cannot_see_past_its_length),
		cmocka_unit_test(at_stays_inside_the_view),
		cmocka_unit_test(lines_end_at_lf),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
