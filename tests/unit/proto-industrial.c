/* Industrial protocols that are named by content so far. */
#include "rows.h"

extern const struct decoder decoder_enip, decoder_cip, decoder_bacnet, decoder_opc_ua;

static const struct row rows[] = {
	{"EtherNet/IP session", &decoder_enip, 44818, FROM_CLIENT,
	 "65000400000000000000000000000000000000000000000001000000",
	 "command enip 101 -1 other Register Session\n", 6},
	{"EtherNet/IP identity", &decoder_enip, 44818, FROM_SERVER,
	 "63002e00000000000000000000000000000000000000000001000c002800010000000000000000000000000000000000"
	 "2f000e006000020b000078563412074e583150322d3903",
	 "answer enip 99 -1 answered\n"
	 "maker server Omron\n"
	 "kind server plc\n"
	 "model server NX1P2-9\n"
	 "firmware server 2.011\n"
	 "serial server 12345678\n",
	 17},
	{"CIP I/O", &decoder_cip, 2222, FROM_CLIENT, "0200028008000100000005000000b100040001020304", "", 0},
	{"BACnet", &decoder_bacnet, 47808, FROM_CLIENT, "810a000c0100100800000000",
	 "command bacnet 264 -1 read Who-Is\n", 0},
	{"BACnet I-Am", &decoder_bacnet, 47808, FROM_SERVER,
	 "810b00180120ffff00ff1000c4020004d22205c49100210f",
	 "command bacnet 256 -1 other I-Am\n"
	 "property client bacnet-device=1234\n"
	 "property client bacnet-vendor=15\n",
	 0},
	{"BACnet model name", &decoder_bacnet, 47808, FROM_SERVER,
	 "810a001a010030010c0c020004d219463e7507004148552d32303f",
	 "answer bacnet 12 -1 answered\nmodel server AHU-20\n", 0},
	{"OPC UA hello", &decoder_opc_ua, 4840, FROM_CLIENT,
	 "48454c4620000000000000000000000000000000000000000000000000000000", "", 0},
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
	assert_int_equal(nose(&rows[6], 3, 'X').certainty, NOT_MINE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_strict)};

	return cmocka_run_group_tests_name("proto-industrial", tests, NULL, NULL);
}
