/* PTP: who gives the time. */
#include "rows.h"

extern const struct decoder decoder_ptp;

#define HEAD(type, length)                                                                                   \
	type "02" length "00000000 0000000000000000 00000000 0211220000000003 0001 0001 00 00"
#define ANNOUNCE(grandmaster)                                                                                \
	HEAD("0b", "0040") "00000000000000000000 0025 00 80 f8feffff 80 " grandmaster " 0001 a0"

static const struct row rows[] = {
	{"sync", &decoder_ptp, 319, FROM_CLIENT, HEAD("00", "002c") "00000000000000000000",
	 "command ptp 0 -1 other Sync\n", 17},
	{"grandmaster", &decoder_ptp, 320, FROM_CLIENT, ANNOUNCE("0211220000000003"),
	 "command ptp 11 -1 other Announce\nrole client ptp-grandmaster\nproperty client ptp-domain=0\n"
	 "property client ptp-clock-class=248\nproperty client ptp-grandmaster=0211220000000003\n",
	 17},
	{"boundary clock below IP", &decoder_ptp, 0x88f7, FROM_CLIENT, ANNOUNCE("0000000000000009"),
	 "command ptp 11 -1 other Announce\nrole client ptp-master\nproperty client ptp-domain=0\n"
	 "property client ptp-clock-class=248\nproperty client ptp-grandmaster=0000000000000009\n",
	 0},
	{"a clock is set", &decoder_ptp, 320, FROM_CLIENT,
	 HEAD("0d", "0036") "ffffffffffffffff ffff 01 01 01 00 0001 0002 200f",
	 "command ptp 13 1 control Management SET\ndeed clock\n", 17},
};

static void test_rows(void **state)
{
	(void)state;
	ROWS_RUN(rows);
}

static struct play p;

static unsigned nose(uint16_t port, const char *hex)
{
	static uint8_t b[128];

	p = play_of(&decoder_ptp, port);
	p.t.transport = 17;
	return play_smell(&p, FROM_CLIENT, b, bytes_of(hex, b, sizeof b)).certainty;
}

static void test_smell(void **state)
{
	(void)state;
	assert_int_equal(nose(319, HEAD("00", "002c") "00000000000000000000"), SURE);
	assert_int_equal(nose(5000, HEAD("00", "002c") "00000000000000000000"), NOT_MINE);
	assert_int_equal(nose(319, HEAD("00", "0010") "00000000000000000000"), NOT_MINE);
	assert_int_equal(nose(319, HEAD("07", "002c") "00000000000000000000"), NOT_MINE);
}

/* A length that lies; an announcement that ends before it names its grandmaster. */
static void test_lies(void **state)
{
	static uint8_t b[128];

	(void)state;
	p = play_of(&decoder_ptp, 320);
	p.t.transport = 17;
	assert_int_equal(play_bytes(&p, FROM_CLIENT, b, bytes_of(HEAD("0b", "05dc") "0000", b, sizeof b)),
			 MORE);
	assert_int_equal(play_bytes(&p, FROM_CLIENT, b, bytes_of(HEAD("0b", "ffff") "0000", b, sizeof b)),
			 BROKEN);
	assert_int_equal(play_bytes(&p, FROM_CLIENT, b, bytes_of(HEAD("0b", "0024") "0000", b, sizeof b)),
			 HEARD);
	assert_string_equal(p.e.log, "command ptp 11 -1 other Announce\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_smell),
					   cmocka_unit_test(test_lies)};

	return cmocka_run_group_tests_name("proto-ptp", tests, NULL, NULL);
}
