/* ICMP, ICMPv6, IGMP, VRRP and HSRP: who owns addresses and who forwards. */
#include "rows.h"

extern const struct decoder decoder_icmp, decoder_icmpv6, decoder_igmp, decoder_vrrp, decoder_hsrp;

static const struct row rows[] = {
	{"an echo", &decoder_icmp, 1, FROM_CLIENT, "08000000000100016162", "", 0},
	{"a redirect", &decoder_icmp, 1, FROM_CLIENT, "050100000a0000fe45000000",
	 "router client \n"
	 "router 10.0.0.254 \n",
	 0},
	{"router discovery", &decoder_icmp, 1, FROM_CLIENT, "09000000010207080a00000100000000",
	 "router client \n", 0},
	{"a neighbour solicitation", &decoder_icmpv6, 58, FROM_CLIENT,
	 "8700000000000000fe8000000000000000000000000000020101020000000001",
	 "address client ::  |  | 0 0 0 0\n", 0},
	{"a neighbour advertisement", &decoder_icmpv6, 58, FROM_CLIENT,
	 "8800000060000000fe8000000000000000000000000000090201020000000009",
	 "address fe80::9/02:00:00:00:00:09 ::  |  | 1 0 0 0\n", 0},
	{"a router advertisement", &decoder_icmpv6, 58, FROM_CLIENT,
	 "860000004000070800000000000000000101020000000001030440c000015180000151800000000020010db800000000"
	 "00000000000000001903000000000e1020010db8000000000000000000000053",
	 "router client \n"
	 "address client ::  |  | 1 0 0 0\n"
	 "property client prefix=2001:db8::/64\n"
	 "role 2001:db8::53 dns-server\n",
	 0},
	{"a router that retires", &decoder_icmpv6, 58, FROM_CLIENT, "86000000400000000000000000000000", "",
	 0},
	{"a redirect", &decoder_icmpv6, 58, FROM_CLIENT,
	 "89000000000000000000000000000000000000000000000000000000000000000000000000000000",
	 "router client \n", 0},
	{"an option of no length", &decoder_icmpv6, 58, FROM_CLIENT,
	 "8700000000000000fe8000000000000000000000000000020100", "", 0},
	{"an IGMP query", &decoder_igmp, 2, FROM_CLIENT, "1164000000000000", "role client igmp-querier\n", 0},
	{"an IGMP report", &decoder_igmp, 2, FROM_CLIENT, "16000000ef010203", "", 0},
	{"VRRP 2", &decoder_vrrp, 112, FROM_CLIENT, "21076401000100000a0000fe0000000000000000",
	 "router 10.0.0.1 \n"
	 "virtual-mac 10.0.0.254/00:00:5e:00:01:07 10.0.0.1  |  | 0 0 0 0\n",
	 0},
	{"HSRP 1", &decoder_hsrp, 1985, FROM_CLIENT, "000010030a640100636973636f0000000a0000fe",
	 "router 10.0.0.1 \n"
	 "virtual-mac 10.0.0.254/00:00:0c:07:ac:01 10.0.0.1  |  | 0 0 0 0\n",
	 0},
	{"HSRP 2", &decoder_hsrp, 1985, FROM_CLIENT,
	 "01280200060401230200000000010000006400000bb8000027100a0000fe000000000000000000000000",
	 "router 10.0.0.1 \n"
	 "virtual-mac 10.0.0.254/00:00:0c:9f:f1:23 10.0.0.1  |  | 0 0 0 0\n",
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

	return cmocka_run_group_tests_name("proto-routers", tests, NULL, NULL);
}
