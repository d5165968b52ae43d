#include "recorder.h"

extern const struct decoder decoder_dhcp;

static uint8_t bytes[1024];
static size_t n;
static struct play p;

static void add(const char *hex) { n += bytes_of(hex, bytes + n, sizeof bytes - n); }

/* The fixed part up to the options: op, client and "your" address. */
static void begin(const char *op, const char *ciaddr, const char *yiaddr)
{
	n = 0;
	add(op);
	add("01 06 00 11223344 0000 0000");
	add(ciaddr);
	add(yiaddr);
	add("00000000 00000000 020000000001 00000000000000000000");
	memset(bytes + n, 0, 192);
	n += 192;
	add("63825363");
	p = play_of(&decoder_dhcp, 67);
}

static void test_client(void **state)
{
	(void)state;
	begin("01", "00000000", "00000000");
	add("35 01 03  0c 08 706c63312e666f6f  37 04 01 03 06 0f  3c 08 4d53465420352e30"
	    "3d 07 01 020000000001  51 08 04 0000 04706c6331  a1 03 682f6d ff");
	assert_int_equal(play_bytes(&p, FROM_CLIENT, bytes, n), HEARD);
	assert_true(play_said(&p, "name ::/02:00:00:00:00:01 plc1"));
	assert_int_equal(play_count(&p, "name ::/02:00:00:00:00:01 plc1\n"), 2);
	assert_true(play_said(&p, "dhcp-fingerprint ::/02:00:00:00:00:01 1,3,6,15"));
	assert_true(play_said(&p, "dhcp-vendor-class ::/02:00:00:00:00:01 MSFT 5.0"));
	assert_true(play_said(&p, "dhcp-client-id ::/02:00:00:00:00:01 01020000000001"));
	assert_true(play_said(&p, "mud-url ::/02:00:00:00:00:01 h/m"));
	assert_int_equal(play_count(&p, "dhcp-server"), 0);
}

static void test_server(void **state)
{
	(void)state;
	begin("02", "00000000", "0a000001");
	add("35 01 05  36 04 0a000002  03 04 0a0000fe  06 08 0a000003 0a000004  2a 04 0a000005 ff");
	assert_int_equal(play_bytes(&p, FROM_SERVER, bytes, n), HEARD);
	assert_true(play_said(&p, "address client ::  |  | 1 0 0 0"));
	assert_true(play_said(&p, "router 10.0.0.254 "));
	assert_true(play_said(&p, "role 10.0.0.3 dns-server"));
	assert_true(play_said(&p, "role 10.0.0.4 dns-server"));
	assert_true(play_said(&p, "role 10.0.0.5 ntp-server"));
	assert_true(play_said(&p, "role server dhcp-server"));
}

static void test_relay_and_overload(void **state)
{
	(void)state;
	begin("01", "00000000", "00000000");
	add("35 01 01  34 01 02  52 09 01 04 67653033 02 01 41 ff");
	bytes[44] = 12; /* option 12 in the server name field */
	bytes[45] = 2;
	memcpy(bytes + 46, "ab\xff", 3);
	assert_int_equal(play_bytes(&p, FROM_CLIENT, bytes, n), HEARD);
	assert_true(play_said(&p, "name ::/02:00:00:00:00:01 ab"));
	assert_true(play_said(&p, "property ::/02:00:00:00:00:01 relay-circuit=ge03"));
}

static void test_broken(void **state)
{
	(void)state;
	begin("01", "00000000", "00000000");
	add("35 01 01 0c 20 41");
	assert_int_equal(play_bytes(&p, FROM_CLIENT, bytes, n), BROKEN);
	for (size_t i = 1; i < n; i++)
		play_bytes(&p, FROM_CLIENT, bytes, i);
	assert_int_equal(play_smell(&p, FROM_CLIENT, bytes, n).certainty, SURE);
	bytes[236] = 0;
	p.t.server_port = p.t.client_port = 9999;
	assert_int_equal(play_smell(&p, FROM_CLIENT, bytes, n).certainty, NOT_MINE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_client), cmocka_unit_test(test_server),
					   cmocka_unit_test(test_relay_and_overload),
					   cmocka_unit_test(test_broken)};

	return cmocka_run_group_tests_name("proto-dhcp", tests, NULL, NULL);
}
