#include "recorder.h"

extern const struct decoder decoder_arp;

static uint8_t frame[64];

static struct play arp(const char *hex)
{
	struct play p = play_of(&decoder_arp, 0);
	size_t n = bytes_of(hex, frame, sizeof frame);

	p.t.ethertype = 0x0806;
	play_bytes(&p, FROM_CLIENT, frame, n);
	return p;
}

static void test_who_owns_what(void **state)
{
	struct play p;

	(void)state;
	p = arp("0001 0800 06 04 0002 021122334455 c0a80105 020000000001 0a000001 000000000000");
	assert_int_equal(p.last, HEARD);
	assert_true(play_said(&p, "address 192.168.1.5/02:11:22:33:44:55 ::  |  | 1 0 0 0"));
	p = arp("0001 0800 06 04 0001 021122334455 c0a80105 000000000000 c0a80105");
	assert_true(play_said(&p, "address 192.168.1.5/02:11:22:33:44:55 ::  |  | 0 0 0 0"));
}

static void test_claims_nothing(void **state)
{
	struct play p;

	(void)state;
	p = arp("0001 0800 06 04 0001 021122334455 00000000 000000000000 c0a80105"); /* probe */
	assert_int_equal(p.e.n, 0);
	p = arp("0001 0800 06 04 0002 ffffffffffff c0a80105 000000000000 c0a80105");
	assert_int_equal(p.e.n, 0);
	p = arp("0001 86dd 06 10 0002 ffffffffffff");
	assert_int_equal(p.last, MORE);
	p = arp("0000 0800 06 04 0002 021122334455 c0a80105 000000000000 c0a80105");
	assert_int_equal(p.last, BROKEN);
}

static void test_cut(void **state)
{
	struct play p = play_of(&decoder_arp, 0);
	size_t n = bytes_of("0001 0800 06 04 0002 021122334455 c0a80105 020000000001 0a000001", frame, 64);

	(void)state;
	for (size_t i = 1; i < n; i++)
		assert_int_equal(play_bytes(&p, FROM_CLIENT, frame, i), MORE);
	assert_int_equal(p.e.n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_who_owns_what),
					   cmocka_unit_test(test_claims_nothing), cmocka_unit_test(test_cut)};

	return cmocka_run_group_tests_name("proto-arp", tests, NULL, NULL);
}
