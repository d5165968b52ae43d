/* TLS and DTLS: hellos, JA4, certificates, alerts, records that cross; X.509 by itself. */
#include "recorder.h"

#include "decode/ciphers.h"
#include "decode/remotenames.h"
#include "decode/x509.h"
#include "tls-bytes.h"

extern const struct decoder decoder_tls, decoder_dtls;
static struct play p;
static uint8_t buf[4096];

static int fresh(void **state)
{
	(void)state;
	p = play_of(&decoder_tls, 4443);
	return 0;
}

static void hex(enum side side, const char *text, bool slow)
{
	size_t n = bytes_of(text, buf, sizeof buf);

	if (slow)
		play_slowly(&p, side, buf, n);
	else
		play_bytes(&p, side, buf, n);
}

static void test_smells(void **state)
{
	size_t n = bytes_of(tls12_client0, buf, sizeof buf);

	(void)state;
	assert_int_equal(play_smell(&p, FROM_CLIENT, buf, n).certainty, SURE);
	assert_int_equal(play_smell(&p, FROM_CLIENT, buf, 9).role, ROLE_CLIENT);
	n = bytes_of(tls12_server1, buf, sizeof buf);
	assert_int_equal(play_smell(&p, FROM_SERVER, buf, n).role, ROLE_SERVER);
	assert_int_equal(play_smell(&p, FROM_SERVER, "\x17\x03\x03\x01\x00x", 6).certainty, LIKELY);
	assert_int_equal(play_smell(&p, FROM_SERVER, "\x16\x03", 2).certainty, NOT_MINE);
	assert_int_equal(play_smell(&p, FROM_SERVER, "\x16\x05\x01\x00\x10\x01", 6).certainty, NOT_MINE);
	n = bytes_of("802e 01 0002 0015 0000 0010 010080 020080 030080 040080 050080 060040 0700c0", buf,
		     sizeof buf);
	assert_int_equal(play_smell(&p, FROM_CLIENT, buf, n).certainty, SURE);
}

static void test_version_12(void **state)
{
	(void)state;
	for (int slow = 0; slow < 2; slow++) {
		fresh(NULL);
		hex(FROM_CLIENT, tls12_client0, slow);
		hex(FROM_SERVER, tls12_server1, slow);
		assert_true(play_said(&p, "ja4 client t12d0308h2_78ff622567f0_3c5a66c06c35"));
		assert_true(play_said(&p, "name-of server plc7.example.jp"));
		assert_true(play_said(&p, "tls client server TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 | "
					  "plc7.example.jp | 771 0 0 0"));
		assert_int_equal(play_count(&p, "certificate server"), 1);
		assert_int_equal(play_count(&p, "C=JP, O=Test Works, CN=plc7.example.jp | C=JP, O=Test "
						"Works, CN=plc7.example.jp |"),
				 1);
		assert_true(play_said(&p, "crypto server certificate-sha1"));
		assert_true(play_said(&p, "property server alpn=h2"));
		hex(FROM_CLIENT, tls12_client2, slow);
		assert_int_equal(p.last, ENOUGH);
	}
}

static void test_version_10(void **state)
{
	(void)state;
	hex(FROM_CLIENT, tls10_client0, false);
	hex(FROM_SERVER, tls10_server1, false);
	assert_true(play_said(
		&p, "tls client server TLS_RSA_WITH_AES_128_CBC_SHA | plc7.example.jp | 769 1 0 0"));
	assert_true(play_said(&p, "ja4 client t10d0205mt_a5878986a7c9_23f7d3b00788"));
}

static void test_version_13(void **state)
{
	(void)state;
	hex(FROM_CLIENT, tls13_client0, true);
	hex(FROM_SERVER, tls13_server1, true);
	assert_int_equal(p.last, ENOUGH);
	assert_true(play_said(&p, "tls client server TLS_AES_256_GCM_SHA384 | plc7.example.jp | 772 0 0 0"));
	assert_true(play_said(&p, "ja4 client t13d0411xx_16476d049b0b_78f1d400d464"));
}

/* The same handshake cut into records of 7 bytes: every message crosses records. */
static void test_small_records(void **state)
{
	uint8_t small[4096];
	size_t n = bytes_of(tls12_server1, buf, sizeof buf), out = 0, at = 0;

	(void)state;
	while (at + 5 <= n && buf[at] == 22) {
		size_t length = (size_t)buf[at + 3] << 8 | buf[at + 4];

		for (size_t i = 0; i < length; i += 7) {
			size_t part = length - i < 7 ? length - i : 7;

			memcpy(small + out, (const uint8_t[]){22, 3, 3, 0, (uint8_t)part}, 5);
			memcpy(small + out + 5, buf + at + 5 + i, part);
			out += part + 5;
		}
		at += length + 5;
	}
	hex(FROM_CLIENT, tls12_client0, false);
	for (int slow = 0; slow < 2; slow++) {
		if (slow)
			play_slowly(&p, FROM_SERVER, small, out);
		else
			play_bytes(&p, FROM_SERVER, small, out);
		assert_int_equal(p.last, HEARD);
		assert_int_equal(play_count(&p, "tls client"), 1);
		assert_int_equal(play_count(&p, "certificate server"), 1);
		fresh(NULL);
	}
}

static size_t put16(size_t n, unsigned v)
{
	buf[n] = (uint8_t)(v >> 8);
	buf[n + 1] = (uint8_t)v;
	return n + 2;
}

/* The worked example of FoxIO's JA4 description, in shuffled order and with GREASE values added. */
static void test_ja4_published(void **state)
{
	static const uint16_t ciphers[] = {0x1a1a, 0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030,
					   0xcca9, 0xcca8, 0xc013, 0xc014, 0x009c, 0x009d, 0x002f, 0x0035};
	static const uint16_t extensions[] = {0x2a2a, 0x001b, 0x0000, 0x0033, 0x0010, 0x4469,
					      0x0017, 0x002d, 0x000d, 0x0005, 0x0023, 0x0012,
					      0x002b, 0xff01, 0x000b, 0x000a, 0x0015};
	size_t n = 9, list;

	(void)state;
	n = put16(n, 0x0303);
	memset(buf + n, 7, 32);
	n += 32;
	buf[n++] = 0;
	n = put16(n, sizeof ciphers);
	for (size_t i = 0; i < sizeof ciphers / 2; i++)
		n = put16(n, ciphers[i]);
	buf[n++] = 1;
	buf[n++] = 0;
	list = n;
	n += 2;
	for (size_t i = 0; i < sizeof extensions / 2; i++) {
		const char *body = extensions[i] == 0      ? "0006 00 0003 612e62"
				   : extensions[i] == 0x10 ? "000c 02 6832 08 687474702f312e31"
				   : extensions[i] == 0x0d ? "0010 0403 0804 0401 0503 0805 0501 0806 0601"
				   : extensions[i] == 0x2b ? "06 1a1a 0304 0303"
							   : "";
		uint8_t *length;

		n = put16(n, extensions[i]);
		length = buf + n;
		n += 2;
		n += bytes_of(body, buf + n, 64);
		put16((size_t)(length - buf), (unsigned)(buf + n - length - 2));
	}
	put16(list, (unsigned)(n - list - 2));
	memcpy(buf, "\x16\x03\x01\0\0\x01\0\0\0", 9);
	put16(3, (unsigned)n - 5);
	put16(7, (unsigned)n - 9);
	play_bytes(&p, FROM_CLIENT, buf, n);
	assert_true(play_said(&p, "ja4 client t13d1516h2_8daaf6152771_e5627efa2ab1"));
	assert_true(play_said(&p, "name-of server a.b"));
}

static void test_alert_and_heartbeat(void **state)
{
	(void)state;
	play_bytes(&p, FROM_CLIENT, "\x15\x03\x01\0\2\2\x30", 7);
	play_bytes(&p, FROM_CLIENT, "\x18\x03\x01\0\3\1\x40\0", 8);
	assert_string_equal(p.e.log, "property client tls-alert=unknown-ca\nattack client heartbleed\n");
	assert_int_equal(play_z(&p, FROM_SERVER, "HTTP/1.1 400"), BROKEN);
}

static void test_names(void **state)
{
	char name[CIPHER_TEXT];

	(void)state;
	assert_string_equal(cipher_name(0x0005, name), "TLS_RSA_WITH_RC4_128_SHA");
	assert_true(cipher_is_weak(5) && cipher_is_weak(0x000a) && cipher_is_weak(0x0018) &&
		    cipher_is_weak(0));
	assert_false(cipher_is_weak(0x002f) || cipher_is_weak(0x1301) || cipher_is_weak(0xfafa));
	assert_string_equal(cipher_name(0xfafa, name), "0xfafa");
	assert_string_equal(remote_tool_of(text_z("relay-1.net.anydesk.com")), "anydesk");
	assert_null(remote_tool_of(text_z("www.anydesk.com")));
	assert_null(remote_tool_of(text_z("notanydesk.com")));
}

#define EC_CERTIFICATE                                                                                       \
	"3082017330820119a00302010202142371ecefe4adea998b3c1f5e9839312e25a89880300a06082a8648ce3d040302300f" \
	"310d300b"                                                                                           \
	"06035504030c0465646765301e170d3236313132313032343634345a170d3237303330313032343634345a300f310d300b" \
	"06035504030c"                                                                                       \
	"04656467653059301306072a8648ce3d020106082a8648ce3d030107034200043b13961f928c8d74db22b0093f789a2099" \
	"cbe61bb7d104"                                                                                       \
	"4b0242e57571b84d782cc9aadfd5b48748f3f6023f98959aad816e73e4ddc630bad4bb9b3977e09baca3533051301d0603" \
	"551d0e041604"                                                                                       \
	"14066c957d260a100ebff8eee96267c97861b1dc91301f0603551d23041830168014066c957d260a100ebff8eee96267c9" \
	"7861b1dc9130"                                                                                       \
	"0f0603551d130101ff040530030101ff300a06082a8648ce3d040302034800304502205bcb4c937c102b687a4e47406cc1" \
	"604212a56c"                                                                                         \
	"8727a594706d34467c282d7010022100aaf1668d22a550e7e673a20dbc405e61d52a34d9dd983941c2ef07b535b46b62"

static void test_x509(void **state)
{
	size_t n = bytes_of(EC_CERTIFICATE, buf, sizeof buf);
	struct x509 c;

	(void)state;
	assert_true(x509_read(rd_of(buf, n), &c));
	assert_string_equal(c.subject, "CN=edge");
	assert_true(c.self_signed);
	assert_int_equal(c.key_bits, 256);
	assert_string_equal(c.key, "ec");
	assert_null(c.weak);
	assert_int_equal(c.not_before / 1000000, 1795229204); /* 2026-11-21 02:46:44 UTC */
	assert_int_equal((c.not_after - c.not_before) / 1000000, 100 * 86400);
	for (size_t cut = 0; cut < n; cut++) { /* the exact copy shows reads past the end */
		uint8_t *copy = malloc(cut ? cut : 1);

		memcpy(copy, buf, cut);
		assert_false(x509_read(rd_of(copy, cut), &c));
		free(copy);
	}
	for (size_t i = 0; i < n; i++) { /* any byte may lie */
		buf[i] ^= 0xff;
		x509_read(rd_of(buf, n), &c);
		buf[i] ^= 0xff;
	}
}

static void test_dtls(void **state)
{
	static const char hello[] =
		"16 feff 0000 000000000000 0044"
		"01 000038 0000 000000 000038"
		"fefd 0000000000000000000000000000000000000000000000000000000000000000 00 00 0002 c0a8 01 00"
		"000c 0000 0008 0006 00 0003 612e62";
	size_t n;

	(void)state;
	p = play_of(&decoder_dtls, 5684);
	n = bytes_of(hello, buf, sizeof buf);
	assert_int_equal(play_smell(&p, FROM_CLIENT, buf, n).certainty, SURE);
	assert_int_equal(play_bytes(&p, FROM_CLIENT, buf, n), HEARD);
	assert_true(play_said(&p, "name-of server a.b"));
	assert_int_equal(play_count(&p, "ja4 client dd2d010100_"), 1);
	n = bytes_of("16 fefd 0000 000000000001 0032 02 000026 0001 000000 000026"
		     "fefd 0000000000000000000000000000000000000000000000000000000000000000 00 c0a8 00",
		     buf, sizeof buf);
	play_bytes(&p, FROM_SERVER, buf, n);
	assert_true(play_said(&p, "tls client server TLS_PSK_WITH_AES_128_CCM_8 | a.b | 65277 0 0 0"));
	assert_int_equal(play_bytes(&p, FROM_SERVER, buf, 20), BROKEN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_smells, fresh),
		cmocka_unit_test_setup(test_version_12, fresh),
		cmocka_unit_test_setup(test_version_10, fresh),
		cmocka_unit_test_setup(test_version_13, fresh),
		cmocka_unit_test_setup(test_small_records, fresh),
		cmocka_unit_test_setup(test_ja4_published, fresh),
		cmocka_unit_test_setup(test_alert_and_heartbeat, fresh),
		cmocka_unit_test_setup(test_names, fresh),
		cmocka_unit_test_setup(test_x509, fresh),
		cmocka_unit_test_setup(test_dtls, fresh),
	};

	return cmocka_run_group_tests_name("proto-tls", tests, NULL, NULL);
}
