/* Whose question an answer to everybody answers. */
#include "decode/shout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct who who(uint8_t last)
{
	const uint8_t mac[] = {2, 0, 0, 0, 0, last}, ip[] = {192, 168, 3, last};

	return (struct who){mac_of(mac), ip_of4(ip)};
}

static const struct who *call(struct shouts *s, uint8_t last, uint16_t from, uint16_t to, int64_t second)
{
	struct who w = who(last);

	return shout_heard(s, &w, from, to, second * 1000000);
}

static void test_answer(void **state)
{
	struct shouts s = {0};
	struct who pc = who(101);

	(void)state;
	assert_null(call(&s, 101, 65533, 5560, 100));
	assert_memory_equal(call(&s, 250, 5560, 65533, 100), &pc, sizeof pc);
	assert_memory_equal(call(&s, 251, 5560, 65533, 101), &pc, sizeof pc); /* several may answer */
	assert_null(call(&s, 250, 5560, 65534, 101));                         /* to nobody's question */
	assert_null(call(&s, 101, 5560, 65533, 102));                         /* nobody answers himself */
}

static void test_old(void **state)
{
	struct shouts s = {0};

	(void)state;
	assert_null(call(&s, 101, 65533, 5560, 100));
	assert_null(call(&s, 250, 5560, 65533, 111));
	assert_null(call(&s, 250, 5560, 65533, 99)); /* before the question */
}

/* Between equal ports, or from somebody without an address, nothing is a question that an answer could be known by. */
static void test_nobody(void **state)
{
	struct shouts s = {0};
	struct who none = who(9);
	const uint8_t zero[4] = {0};

	(void)state;
	assert_null(call(&s, 101, 137, 137, 100));
	assert_null(call(&s, 250, 137, 137, 100));
	none.ip = ip_of4(zero);
	assert_null(shout_heard(&s, &none, 68, 67, 100000000));
	assert_null(call(&s, 250, 67, 68, 100));
}

/* Of many questions the latest are kept. */
static void test_many(void **state)
{
	struct shouts s = {0};
	struct who last = who(7);

	(void)state;
	for (uint16_t i = 0; i < 1000; i++)
		assert_null(call(&s, 7, (uint16_t)(20000 + i), 5560, 100));
	assert_memory_equal(call(&s, 250, 5560, 20999, 100), &last, sizeof last);
	assert_null(call(&s, 250, 5560, 20000, 100));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_answer), cmocka_unit_test(test_old),
					   cmocka_unit_test(test_nobody), cmocka_unit_test(test_many)};

	return cmocka_run_group_tests_name("decode-shout", tests, NULL, NULL);
}
