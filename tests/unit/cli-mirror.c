/* What a port shows tells what it is. */
#include "test.h"

#include "cli/mirror.h"

static struct mirror m;

static void take(unsigned from, unsigned to, unsigned times)
{
	uint8_t bytes[14] = {0, 1, 1, 1, 1, (uint8_t)to, 0, 1, 1, 1, 1, (uint8_t)from, 8, 0};
	struct frame f = {.link = LINK_ETHERNET, .captured = sizeof bytes, .wire = 60, .bytes = bytes};

	if (to == 255)
		memset(bytes, 0xff, 6);
	while (times--)
		mirror_take(&m, &f);
}

static int fresh(void **state)
{
	(void)state;
	m = (struct mirror){.own = {{0, 1, 1, 1, 1, 99}}};
	return 0;
}

static void nothing(void **state)
{
	(void)state;
	assert_int_equal(mirror_verdict(&m), MIRROR_NONE);
}

static void an_ordinary_port(void **state)
{
	(void)state;
	take(1, 255, 5000);
	take(99, 2, 100);
	take(2, 99, 100);
	take(3, 4, 3); /* flooded while the switch learns */
	assert_int_equal(m.own_frames, 200);
	assert_int_equal(m.group, 5000);
	assert_int_equal(m.others, 3);
	assert_int_equal(mirror_verdict(&m), MIRROR_ORDINARY);
}

static void one_direction(void **state)
{
	(void)state;
	for (unsigned i = 0; i < 30; i++)
		take(i, i + 100, 10);
	assert_int_equal(m.pair_count, 30);
	assert_int_equal(mirror_verdict(&m), MIRROR_ONE_WAY);
	for (unsigned i = 0; i < 2; i++)
		take(i + 100, i, 1);
	assert_int_equal(m.two_way, 2);
	assert_int_equal(mirror_verdict(&m), MIRROR_GOOD);
}

static void one_conversation_is_too_little_to_miss_a_direction(void **state)
{
	(void)state;
	take(1, 2, 100);
	assert_int_equal(mirror_verdict(&m), MIRROR_GOOD);
}

static void not_ethernet(void **state)
{
	struct frame f = {.link = LINK_RAW, .wire = 60};

	(void)state;
	mirror_take(&m, &f);
	assert_int_equal(mirror_verdict(&m), MIRROR_UNKNOWN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(nothing, fresh),
		cmocka_unit_test_setup(an_ordinary_port, fresh),
		cmocka_unit_test_setup(one_direction, fresh),
		cmocka_unit_test_setup(one_conversation_is_too_little_to_miss_a_direction, fresh),
		cmocka_unit_test_setup(not_ethernet, fresh),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
