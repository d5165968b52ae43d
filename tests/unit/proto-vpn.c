/* WireGuard, OpenVPN, IPsec and QUIC. */
#include "recorder.h"

extern const struct decoder decoder_wireguard, decoder_openvpn, decoder_ipsec, decoder_quic;
static struct play p;
static uint8_t buf[2048];

static struct smell smells(enum side side, size_t n) { return play_smell(&p, side, buf, n); }

static void test_wireguard(void **state)
{
	(void)state;
	p = play_of(&decoder_wireguard, 40000);
	memset(buf, 0x5a, sizeof buf);
	bytes_of("01000000", buf, 4);
	assert_int_equal(smells(FROM_CLIENT, 148).certainty, SURE);
	assert_int_equal(smells(FROM_CLIENT, 147).certainty, NOT_MINE);
	bytes_of("04000000", buf, 4);
	assert_int_equal(smells(FROM_CLIENT, 96).certainty, LIKELY);
	assert_int_equal(smells(FROM_CLIENT, 97).certainty, NOT_MINE);
	assert_int_equal(play_bytes(&p, FROM_CLIENT, buf, 96), ENOUGH);
}

static void test_openvpn(void **state)
{
	size_t n = bytes_of("38 0102030405060708 00 00000000", buf, sizeof buf);

	(void)state;
	p = play_of(&decoder_openvpn, 4000);
	p.t.transport = 17;
	assert_int_equal(smells(FROM_CLIENT, n).certainty, SURE);
	assert_int_equal(smells(FROM_CLIENT, n - 1).certainty, NOT_MINE);
	p.t.transport = 6;
	n = bytes_of("000e 38 0102030405060708 00 00000000", buf, sizeof buf);
	assert_int_equal(smells(FROM_CLIENT, n).certainty, SURE);
}

static void test_ike(void **state)
{
	/* version 1, aggressive, a vendor id of strongSwan */
	static const char ike[] = "0102030405060708 0000000000000000 0d 10 04 00 00000000 00000030"
				  "00 00 0014 882fe56d6fd20dbc2251613b2ebe5beb";
	size_t n = bytes_of(ike, buf, sizeof buf);

	(void)state;
	p = play_of(&decoder_ipsec, 500);
	p.t.transport = 17;
	assert_int_equal(smells(FROM_CLIENT, n).certainty, SURE);
	assert_int_equal(smells(FROM_CLIENT, n).role, ROLE_CLIENT);
	assert_int_equal(smells(FROM_CLIENT, n - 1).certainty, LIKELY);
	p.t.server_port = 5000;
	assert_int_equal(smells(FROM_CLIENT, n - 1).certainty, NOT_MINE);
	play_bytes(&p, FROM_CLIENT, buf, n);
	assert_string_equal(p.e.log, "property client ike-version=1\ncrypto client ike-aggressive\n"
				     "property client ike-vendor=strongSwan\n");
	p.t.transport = 50;
	assert_int_equal(smells(FROM_CLIENT, 10).certainty, SURE);
}

static void test_quic(void **state)
{
	(void)state;
	p = play_of(&decoder_quic, 8443);
	memset(buf, 0, sizeof buf);
	bytes_of("c0 00000001 08 0102030405060708 00 00", buf, sizeof buf);
	assert_int_equal(smells(FROM_CLIENT, 1200).certainty, SURE);
	assert_int_equal(smells(FROM_CLIENT, 1200).role, ROLE_CLIENT);
	assert_int_equal(smells(FROM_CLIENT, 9).certainty, NOT_MINE);
	buf[4] = 9;
	assert_int_equal(smells(FROM_CLIENT, 1200).certainty, NOT_MINE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_wireguard), cmocka_unit_test(test_openvpn),
					   cmocka_unit_test(test_ike), cmocka_unit_test(test_quic)};

	return cmocka_run_group_tests_name("proto-vpn", tests, NULL, NULL);
}
