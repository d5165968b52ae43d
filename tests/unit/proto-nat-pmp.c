/* NAT-PMP and PCP. */
#include "rows.h"

extern const struct decoder decoder_nat_pmp;

static const struct row rows[] = {
	{"a request", &decoder_nat_pmp, 5351, FROM_CLIENT, "0002000000501f9000000e10",
	 "port-map client server  |  | 8080 80 3600 0\n", 0},
	{"a grant", &decoder_nat_pmp, 5351, FROM_SERVER, "008200000000000100501f9000000e10",
	 "router server \n"
	 "port-map client server  |  | 8080 80 3600 0\n",
	 0},
	{"a refusal", &decoder_nat_pmp, 5351, FROM_SERVER, "008200020000000100501f9000000e10",
	 "router server \n", 0},
	{"an end", &decoder_nat_pmp, 5351, FROM_CLIENT, "000200000050000000000000", "", 0},
	{"PCP", &decoder_nat_pmp, 5351, FROM_CLIENT,
	 "0201000000000e1000000000000000000000ffff0a0000010101010101010101010101010600000000501f9000000000"
	 "000000000000000000000000",
	 "port-map client server  |  | 8080 80 3600 0\n", 0},
};

static void test_rows(void **state)
{
	(void)state;
	ROWS_RUN(rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows)};

	return cmocka_run_group_tests_name("proto-nat-pmp", tests, NULL, NULL);
}
