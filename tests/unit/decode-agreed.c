/* What conversations agree on: found by each key, ended, pushed out; a number that is agreed on anew is the newer one's. */
#include "decode/agreed.h"
#include "fact/fact.h"

#include "test.h"

static struct agreements *a;
static uint64_t dropped;

static struct agreed_key key(uint32_t id, unsigned what)
{
	struct agreed_key k = {.id = id, .protocol = PROTO_cip, .what = (uint16_t)what};

	return k;
}

static uint32_t *make(uint32_t name, uint32_t number)
{
	struct agreed_key keys[AGREED_KEYS] = {key(number, 0), {{0}, {0}, 0, 0, 0}, key(name, 2)};
	uint32_t *room = agreed_make(&a, keys, &dropped);

	assert_non_null(room);
	*room = name;
	return room;
}

static uint32_t found(uint32_t id, unsigned what)
{
	struct agreed_key k = key(id, what);
	unsigned which;
	const uint32_t *room = agreed_find(a, &k, &which);

	return room ? *room : 0;
}

static void test_found(void **state)
{
	uint32_t *one;

	(void)state;
	a = NULL;
	assert_int_equal(found(7, 0), 0);
	one = make(1, 7);
	make(2, 8);
	assert_int_equal(found(7, 0), 1);
	assert_int_equal(found(1, 2), 1);
	assert_int_equal(found(8, 0), 2);
	agreed_end(a, one);
	assert_int_equal(found(7, 0), 0);
	assert_int_equal(found(1, 2), 0);
	agreed_free(a);
}

/* Whoever is agreed on under a number that another had: the other one does not come back with the newer one's end. */
static void test_taken_over(void **state)
{
	uint32_t *newer;

	(void)state;
	a = NULL;
	make(1, 7);
	newer = make(2, 7);
	assert_int_equal(found(7, 0), 2);
	assert_int_equal(found(1, 2), 1);
	agreed_end(a, newer);
	assert_int_equal(found(7, 0), 0);
	agreed_free(a);
}

/* A flood of agreements under one number: each costs the same, and what is in use stays. */
static void test_flood(void **state)
{
	(void)state;
	a = NULL;
	dropped = 0;
	make(1, 1);
	for (uint32_t i = 2; i < 400000; i++) {
		make(i, 7);
		if (i % 1000 == 0)
			assert_int_equal(found(1, 0), 1);
	}
	assert_int_equal(found(7, 0), 399999);
	assert_int_equal(dropped, 399999 - AGREED_MAX);
	agreed_free(a);
}

/* What is agreed on anew, answer after question, takes no more room than it has. */
static void test_again(void **state)
{
	(void)state;
	a = NULL;
	dropped = 0;
	for (uint32_t i = 1; i <= AGREED_MAX + 10; i++) {
		agreed_end(a, make(i, 2 * i));
		make(i, 2 * i + 1);
	}
	assert_int_equal(dropped, 10);
	agreed_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_found), cmocka_unit_test(test_taken_over),
					   cmocka_unit_test(test_flood), cmocka_unit_test(test_again)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
