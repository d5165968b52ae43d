/* RADIUS: which station hangs where. No user name and no password comes out. */
#include "rows.h"

extern const struct decoder decoder_radius;

static const struct row rows[] = {
	{"a station over Wi-Fi", &decoder_radius, 1813, FROM_CLIENT,
	 "0401006f0000000000000000000000000000000001067461726f02120101010101010101010101010101010108060a00"
	 "00091e1e30322d41412d30302d30302d30302d30313a706c616e742d776966691f1330322d31312d32322d33332d3434"
	 "2d3535200661702d333d0600000013",
	 "name client ap-3\n"
	 "medium ::/02:11:22:33:44:55 client wifi |  | 0 0 0 0\n"
	 "role client access-point\n"
	 "ssid ::/02:11:22:33:44:55 plant-wifi\n"
	 "address 10.0.0.9/02:11:22:33:44:55 ::  |  | 1 0 0 0\n",
	 0},
	{"a station on a switch", &decoder_radius, 1812, FROM_CLIENT,
	 "0101002e0000000000000000000000000000000001067461726f1f0e3032313132323333343435353d060000000f",
	 "medium ::/02:11:22:33:44:55 client wired |  | 0 0 0 0\n", 0},
	{"an answer", &decoder_radius, 1812, FROM_SERVER,
	 "0201001a0000000000000000000000000000000001067461726f", "role server radius-server\n", 0},
};

static void test_rows(void **state)
{
	(void)state;
	ROWS_RUN(rows);
}

static void test_strange_port(void **state)
{
	struct play p;
	size_t n = row_read(&rows[0]);

	(void)state;
	row_play(&rows[0], &p);
	p.t.server_port = 9999;
	assert_int_equal(play_smell(&p, FROM_CLIENT, row_bytes, n).certainty, LIKELY);
	row_bytes[21] = 1; /* an attribute shorter than its own head */
	assert_int_equal(play_smell(&p, FROM_CLIENT, row_bytes, n).certainty, NOT_MINE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_strange_port)};

	return cmocka_run_group_tests_name("proto-radius", tests, NULL, NULL);
}
