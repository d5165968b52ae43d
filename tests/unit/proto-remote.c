/* RDP, VNC and remote support programs. */
#include "recorder.h"

extern const struct decoder decoder_rdp, decoder_vnc, decoder_remote_support;
static struct play p;
static uint8_t buf[256];

static size_t hex(const char *text) { return bytes_of(text, buf, sizeof buf); }
static enum heard from(enum side side, const char *text) { return play_bytes(&p, side, buf, hex(text)); }

static void test_rdp(void **state)
{
	(void)state;
	p = play_of(&decoder_rdp, 33890);
	/* Cookie: mstshash=bob */
	hex("0300 0029 24 e0 0000 0000 00 436f6f6b69653a206d737473686173683d626f620d0a 01 00 0800 03000000");
	assert_int_equal(play_smell(&p, FROM_CLIENT, buf, 41).certainty, SURE);
	assert_int_equal(play_bytes(&p, FROM_CLIENT, buf, 41), ENOUGH);
	assert_int_equal(from(FROM_SERVER, "0300 0013 0e d0 0000 1234 00 02 1f 0800 02000000"), ENOUGH);
	assert_string_equal(p.e.log, "remote-tool server rdp\nsecrecy rdp encrypted\n");
	hex("0300 0016 11 e0 0000 0001 00 c0010a c1020100 c2020102"); /* S7 over the same transport */
	assert_int_equal(play_smell(&p, FROM_CLIENT, buf, 22).certainty, NOT_MINE);
	p = play_of(&decoder_rdp, 3389);
	assert_int_equal(from(FROM_SERVER, "0300 000b 06 d0 0000 1234 00"), ENOUGH);
	assert_true(play_said(&p, "crypto server rdp-standard-security"));
}

static void vnc_38(const char *result)
{
	p = play_of(&decoder_vnc, 5907);
	play_slowly(&p, FROM_SERVER, "RFB 003.008\n", 12);
	play_z(&p, FROM_CLIENT, "RFB 003.008\n");
	from(FROM_SERVER, "02 0210");
	from(FROM_CLIENT, "02");
	play_z(&p, FROM_SERVER, "0123456789abcdef");
	play_slowly(&p, FROM_CLIENT, "fedcba9876543210", 16);
	from(FROM_SERVER, result);
}

static void test_vnc(void **state)
{
	(void)state;
	vnc_38("00000000");
	from(FROM_SERVER, "0400 0300 20180001 00ff00ff 00ff1008 00000000 00000004 484d4931");
	assert_string_equal(p.e.log,
			    "banner server RFB 003.008\nremote-tool server vnc\nlogin vnc clear ok /\n"
			    "description server HMI1\n");
	vnc_38("00000001");
	assert_true(play_said(&p, "login vnc clear failed /"));
	p = play_of(&decoder_vnc, 5900);
	play_z(&p, FROM_SERVER, "RFB 003.003\n");
	play_z(&p, FROM_CLIENT, "RFB 003.003\n");
	from(FROM_SERVER, "00000001");
	assert_true(play_said(&p, "login none clear ok /"));
	p = play_of(&decoder_vnc, 5900);
	play_z(&p, FROM_SERVER, "RFB 003.008\n");
	play_z(&p, FROM_CLIENT, "RFB 003.008\n");
	from(FROM_SERVER, "01 13");
	assert_int_equal(from(FROM_CLIENT, "13"), ENOUGH);
	assert_true(play_said(&p, "secrecy vnc encrypted"));
	assert_int_equal(play_smell(&p, FROM_SERVER, "RFB 003.008", 11).certainty, NOT_MINE);
}

static void test_support(void **state)
{
	(void)state;
	p = play_of(&decoder_remote_support, 5938);
	from(FROM_CLIENT, "1724 0a20 0000");
	assert_string_equal(p.e.log, "remote-tool client teamviewer\n");
	p.t.server_port = 80;
	assert_int_equal(play_smell(&p, FROM_CLIENT, "\x17\x24\x0a\x20", 4).certainty, NOT_MINE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rdp), cmocka_unit_test(test_vnc),
					   cmocka_unit_test(test_support)};

	return cmocka_run_group_tests_name("proto-remote", tests, NULL, NULL);
}
