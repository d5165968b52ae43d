/* LLDP, CDP and spanning tree. */
#include "rows.h"

extern const struct decoder decoder_lldp, decoder_cdp, decoder_stp;

static const struct row rows[] = {
	{"LLDP with all we read", &decoder_lldp, 0x88cc, FROM_CLIENT,
	 "02070402000000000104070567652d302f3106020078080675706c696e6b0a0473772d330c0a53776974636820312e32"
	 "0e0400140004100c05010a000003020000000100fe060080c2010064fe0a0080c203000a03706c63fe060012bb054232"
	 "fe070012bb07392e31fe070012bb08534e31fe080012bb0941434d45fe060012bb0a5831fe0f00005e0168747470733a"
	 "2f2f612f6dfe18000ecf05000000000000000000000000000000000000000000000000000000000000",
	 "property client chassis=02:00:00:00:00:01\n"
	 "property client port-description=uplink\n"
	 "name client sw-3\n"
	 "description client Switch 1.2\n"
	 "capability client bridge\n"
	 "address 10.0.0.3/02:00:00:00:00:01 ::  |  | 1 0 0 0\n"
	 "vlan client 100\n"
	 "vlan client 10\n"
	 "property client vlan-name=plc\n"
	 "hardware client B2\n"
	 "firmware client 9.1\n"
	 "serial client SN1\n"
	 "maker client ACME\n"
	 "model client X1\n"
	 "mud-url client https://a/m\n"
	 "capability client profinet\n"
	 "port client ge-0/1\n"
	 "neighbour server client ge-0/1 |  | 0 0 0 0\n",
	 0},
	{"LLDP whose chassis and port are addresses", &decoder_lldp, 0x88cc, FROM_CLIENT,
	 "020605010a000005040703020000000005060200780000",
	 "address 10.0.0.5/02:00:00:00:00:01 ::  |  | 1 0 0 0\n"
	 "port client 02:00:00:00:00:05\n"
	 "neighbour server client 02:00:00:00:00:05 |  | 0 0 0 0\n",
	 0},
	{"CDP", &decoder_cdp, 0xaaaa, FROM_CLIENT,
	 "00000c200002b40000000100157377372e706c616e7428464f433132332900020011000000010101cc00040a00000700"
	 "0300094769302f3100040008000000280005000a494f5320313500060012636973636f2057532d4332393630000a0006"
	 "000500140007737737",
	 "serial client FOC123\n"
	 "name client sw7\n"
	 "address 10.0.0.7/02:00:00:00:00:01 ::  |  | 1 0 0 0\n"
	 "port client Gi0/1\n"
	 "capability client switch\n"
	 "capability client igmp\n"
	 "description client IOS 15\n"
	 "maker client Cisco\n"
	 "model client WS-C2960\n"
	 "vlan client 5\n"
	 "name client sw7\n",
	 0},
	{"rapid spanning tree of the root", &decoder_stp, 0x4242, FROM_CLIENT,
	 "000002023c800002000000009900000000800002000000009980010000140002000f0000",
	 "role ::/02:00:00:00:00:99 bridge\n"
	 "role client switch-control\n"
	 "role ::/02:00:00:00:00:99 root-bridge\n",
	 0},
	{"a topology change", &decoder_stp, 0x4242, FROM_CLIENT, "00000080", "role client switch-control\n",
	 0},
	{"Cisco PVST+", &decoder_stp, 0xaaaa, FROM_CLIENT,
	 "00000c010b000002023c800002000000000100000000800002000000009980010000140002000f0000",
	 "role ::/02:00:00:00:00:99 bridge\n"
	 "role client switch-control\n",
	 0},
};

static void test_rows(void **state)
{
	(void)state;
	ROWS_RUN(rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows)};

	return cmocka_run_group_tests_name("proto-neighbours", tests, NULL, NULL);
}
