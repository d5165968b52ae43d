/* NTP: who sets whose clock. */
#include "rows.h"

extern const struct decoder decoder_ntp;

static const struct row rows[] = {
	{"a question", &decoder_ntp, 123, FROM_CLIENT,
	 "23000afa000000000000000000000000000000000000000000000000000000000000000000000000e8fe6f8200000000",
	 "time-sync client server  |  | 0 2000000 0 0\n", 0},
	{"an answer from a radio clock", &decoder_ntp, 123, FROM_SERVER,
	 "24010afa000000000000000047505300e8fe6f4400000000e8fe6f8200000000e8fe6f8000000000e8fe6f8100000000",
	 "time-sync client server  |  | 1 2000000 0 0\n"
	 "role server ntp-server\n"
	 "property server ntp-stratum=1\n"
	 "property server ntp-source=GPS\n"
	 "clock server ::  |  | 1000000 0 0 0\n",
	 0},
	{"a client that hides its time", &decoder_ntp, 123, FROM_CLIENT,
	 "23000afa0000000000000000000000000000000000000000000000000000000000000000000000001234567812345678",
	 "time-sync client server  |  | 0 0 0 0\n", 0},
	{"a kiss of death", &decoder_ntp, 123, FROM_SERVER,
	 "24000afa000000000000000047505300e8fe6f4400000000e8fe6f8200000000e8fe6f8000000000e8fe6f8100000000",
	 "time-sync client server  |  | 0 2000000 0 0\n", 0},
};

static void test_rows(void **state)
{
	(void)state;
	ROWS_RUN(rows);
}

static void test_asks_once(void **state)
{
	static struct play p;
	size_t n = row_read(&rows[0]);

	(void)state;
	row_play(&rows[0], &p);
	play_bytes(&p, FROM_CLIENT, row_bytes, n);
	play_bytes(&p, FROM_CLIENT, row_bytes, n);
	assert_int_equal(play_count(&p, "time-sync"), 1);
	p.t.server_port = 9999;
	assert_int_equal(play_smell(&p, FROM_CLIENT, row_bytes, n).certainty, NOT_MINE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_asks_once)};

	return cmocka_run_group_tests_name("proto-ntp", tests, NULL, NULL);
}
