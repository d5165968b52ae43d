/* WireGuard, OpenVPN, IPsec and QUIC. */
#include "recorder.h"

#include "decode/initialkeys.h"

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

/* FIPS 197 appendix B, RFC 9001 appendix A.1. */
static void test_initial_keys(void **state)
{
	static const uint8_t key[] = {0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6,
				      0xab, 0xf7, 0x15, 0x88, 0x09, 0xcf, 0x4f, 0x3c};
	static const uint8_t plain[] = {0x32, 0x43, 0xf6, 0xa8, 0x88, 0x5a, 0x30, 0x8d,
					0x31, 0x31, 0x98, 0xa2, 0xe0, 0x37, 0x07, 0x34};
	static const uint8_t cipher[] = {0x39, 0x25, 0x84, 0x1d, 0x02, 0xdc, 0x09, 0xfb,
					 0xdc, 0x11, 0x85, 0x97, 0x19, 0x6a, 0x0b, 0x32};
	struct initial_keys k;
	struct aes a;
	uint8_t out[AES_BLOCK];

	(void)state;
	aes_init(&a, key);
	aes_encrypt(&a, plain, out);
	assert_memory_equal(out, cipher, sizeof out);
	bytes_of("8394c8f03e515708", buf, 8);
	assert_true(initial_keys_of(&k, 1, rd_of(buf, 8)));
	bytes_of("1f369613dd76d5467730efcbe3b1a22d 9f50449e04a0e810283a1e9933adedd2 fa044b2f42a3fd3b46fb255c",
		 buf, 44);
	assert_memory_equal(k.payload.key[0], buf, 16);
	assert_memory_equal(k.header.key[0], buf + 16, 16);
	assert_memory_equal(k.iv, buf + 32, 12);
	assert_false(initial_keys_of(&k, 0xabcd, rd_of(buf, 8)));
}

/* An Initial packet of that connection, made with OpenSSL: PING, the hello in two pieces in the wrong order,
 * padding. */
static void test_quic_hello(void **state)
{
	static const char packet[] = "c900000001088394c8f03e515708000040f8c4dfd6b7c954964e9d46ee1339ba54752db"
				     "2f503f37c8ce4a5ae92509dadca47"
				     "12754f5650b2e35a00f0b8d71f220ad7c71855b25face8157bf949119db752b2a64f5cd"
				     "1062d7892ca994b629ea6438fd5cf"
				     "8146fc0cff13d9aceaa87c650e2b7acb05876c2feefcb2df671330c83711b3a043dc02a"
				     "8ea627f956cf9580bfa26361a98a6"
				     "40c1cefdc300b9b4bf0b088bccbca2be5b977ef09da0123e4681ebcc052f9d21b6f0b01"
				     "3ded5c10e4ecc26f79f0ec8ed33d0"
				     "d420a0da1af37ec23c196c119df594cb31b77c75c513b1ea25fd548a6e0961c3e77eb64"
				     "e2686601ac9b36c3fda5ade61a7b5"
				     "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee";
	size_t n = bytes_of(packet, buf, sizeof buf);

	(void)state;
	p = play_of(&decoder_quic, 443);
	assert_int_equal(play_bytes(&p, FROM_CLIENT, buf, n), ENOUGH);
	assert_true(play_said(&p, "name-of server plc7.example.jp"));
	assert_int_equal(play_count(&p, "ja4 client q13d010200_"), 1);
	for (size_t i = 0; i < n; i++) { /* any byte may lie; any length may be cut */
		p = play_of(&decoder_quic, 443);
		buf[i] ^= 0x55;
		play_bytes(&p, FROM_CLIENT, buf, n);
		buf[i] ^= 0x55;
		play_bytes(&p, FROM_CLIENT, buf, i);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wireguard),    cmocka_unit_test(test_openvpn),
		cmocka_unit_test(test_ike),          cmocka_unit_test(test_quic),
		cmocka_unit_test(test_initial_keys), cmocka_unit_test(test_quic_hello)};

	return cmocka_run_group_tests_name("proto-vpn", tests, NULL, NULL);
}
