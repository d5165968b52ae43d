/* Industrial protocols that are named by content so far. */
#include "rows.h"

extern const struct decoder decoder_enip, decoder_cip, decoder_bacnet, decoder_dnp3, decoder_opc_ua,
	decoder_slmp, decoder_melsoft;

static const struct row rows[] = {
	{"EtherNet/IP session", &decoder_enip, 44818, FROM_CLIENT,
	 "65000400000000000000000000000000000000000000000001000000", "", 6},
	{"EtherNet/IP identity", &decoder_enip, 44818, FROM_SERVER,
	 "63002e00000000000000000000000000000000000000000001000c002800010000000000000000000000000000000000"
	 "2f000e006000020b000078563412074e583150322d3903",
	 "maker server Omron\n"
	 "kind server plc\n"
	 "model server NX1P2-9\n"
	 "firmware server 2.011\n"
	 "serial server 12345678\n",
	 17},
	{"CIP I/O", &decoder_cip, 2222, FROM_CLIENT, "0200028008000100000005000000b100040001020304", "", 0},
	{"BACnet", &decoder_bacnet, 47808, FROM_CLIENT, "810a000c0100100800000000", "", 0},
	{"BACnet I-Am", &decoder_bacnet, 47808, FROM_SERVER,
	 "810b00180120ffff00ff1000c4020004d22205c49100210f",
	 "property server bacnet-device=1234\n"
	 "property server bacnet-vendor=15\n",
	 0},
	{"BACnet model name", &decoder_bacnet, 47808, FROM_SERVER,
	 "810a001a010030010c0c020004d219463e7507004148552d32303f", "model server AHU-20\n", 0},
	{"DNP3 answer", &decoder_dnp3, 20000, FROM_SERVER, "0564054401000200180e", "kind server plc\n", 6},
	{"DNP3 question", &decoder_dnp3, 20000, FROM_CLIENT, "056405c40200010086d5", "", 17},
	{"OPC UA hello", &decoder_opc_ua, 4840, FROM_CLIENT,
	 "48454c4620000000000000000000000000000000000000000000000000000000", "", 0},
	{"SLMP 3E", &decoder_slmp, 5000, FROM_CLIENT, "500000ffff03000600100001010000", "", 6},
	{"SLMP 4E answer", &decoder_slmp, 5000, FROM_SERVER, "d4000100000000ffff030002000000",
	 "kind server plc\n", 17},
	{"SLMP 3E in ASCII", &decoder_slmp, 5000, FROM_CLIENT,
	 "353030303030464630334646303030303043303031303031303130303030", "", 6},
	{"MELSOFT", &decoder_melsoft, 5007, FROM_CLIENT, "57010000001111070001", "", 6},
	{"MELSOFT hello answer", &decoder_melsoft, 5007, FROM_SERVER, "da0000ff9148", "", 6},
	{"MELSOFT type name", &decoder_melsoft, 5560, FROM_SERVER,
	 "d70100000011117f00000000000000000000000000000000000000000000000000000000000000000000000000000001"
	 "2101000000465835552d33324d542f45530000000000000000",
	 "kind server plc\n"
	 "model server FX5U-32MT/ES\n"
	 "maker server Mitsubishi Electric\n",
	 17},
};

static void test_rows(void **state)
{
	(void)state;
	ROWS_RUN(rows);
}

static struct smell nose(const struct row *r, size_t at, uint8_t byte)
{
	static struct play p;
	size_t n = row_read(r);

	row_bytes[at] = byte;
	row_play(r, &p);
	p.t.server_port = 40000;
	return play_smell(&p, r->side, row_bytes, n);
}

/* What is named on a strange port is so by content: one wrong byte and it is not. */
static void test_strict(void **state)
{
	(void)state;
	assert_int_equal(nose(&rows[0], 0, 0x99).certainty, NOT_MINE);
	assert_int_equal(nose(&rows[3], 3, 13).certainty, NOT_MINE);
	assert_int_equal(nose(&rows[6], 8, 0).certainty, NOT_MINE);
	assert_int_equal(nose(&rows[8], 3, 'X').certainty, NOT_MINE);
	assert_int_equal(nose(&rows[9], 7, 9).certainty, NOT_MINE);
}

static void test_slmp_type_name(void **state)
{
	static struct play p;
	uint8_t bytes[64];

	(void)state;
	p = play_of(&decoder_slmp, 5000);
	play_slowly(&p, FROM_CLIENT, bytes,
		    bytes_of("5000 00 ff ff03 00 0600 1000 0101 0000", bytes, sizeof bytes));
	play_slowly(&p, FROM_SERVER, bytes,
		    bytes_of("d000 00 ff ff03 00 1400 0000 52303843505520202020202020202020 0148", bytes,
			     sizeof bytes));
	assert_string_equal(p.e.log,
			    "kind server plc\nmodel server R08CPU\nmaker server Mitsubishi Electric\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_strict),
					   cmocka_unit_test(test_slmp_type_name)};

	return cmocka_run_group_tests_name("proto-industrial", tests, NULL, NULL);
}
