/* DHCPv6. */
#include "rows.h"

extern const struct decoder decoder_dhcpv6;

static const struct row rows[] = {
	{"a client", &decoder_dhcpv6, 547, FROM_CLIENT,
	 "011122330001000a0003000102000000000100060004001700180010000b00000137000561636d65370027000d000468"
	 "6d693205706c616e74000070000b68747470733a2f2f612f6d",
	 "dhcp-client-id client 00030001020000000001\n"
	 "property client dhcpv6-fingerprint=23,24\n"
	 "dhcp-vendor-class client acme7\n"
	 "name client hmi2\n"
	 "mud-url client https://a/m\n",
	 0},
	{"a reply", &decoder_dhcpv6, 547, FROM_SERVER,
	 "071122330001000a00030001020000000001000300280000000100000e10000015180005001820010db8000000000000"
	 "00000000000500000e10000015180017001020010db8000000000000000000000053",
	 "role server dhcp-server\n"
	 "address 2001:db8::5/02:00:00:00:00:01 ::  |  | 1 0 0 0\n"
	 "role 2001:db8::53 dns-server\n",
	 0},
	{"behind a relay", &decoder_dhcpv6, 547, FROM_CLIENT,
	 "0c0020010db8000000000000000000000001fe800000000000000000000000000077001200036765310009000e011122"
	 "33002700060003706c6300",
	 "name fe80::77 plc\n", 0},
};

static void test_rows(void **state)
{
	(void)state;
	ROWS_RUN(rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows)};

	return cmocka_run_group_tests_name("proto-dhcpv6", tests, NULL, NULL);
}
