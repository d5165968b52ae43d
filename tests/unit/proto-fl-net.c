/* FL-net. The token frame is the one recorded in OMRON W440 appendix C, the profile the one of Mitsubishi
 * Electric's FR-E700. */
#include "rows.h"

extern const struct decoder decoder_fl_net;

#define FROM_11 "4641434e 00000040 0001000b 00010001 00070700 00000001 01000000 8000"
#define TAIL    "0000 0028 0004 0280 0040 0000 8000 0101 0040 6132 0002"

static const struct row rows[] = {
	{"a token with cyclic data", &decoder_fl_net, 55000, FROM_CLIENT,
	 "4641434e 000000c8 0001000b 00020001 00070700 00000000 01000000 8000 0000 00000000 0a00 0000 fde8 "
	 "0000 0028 0004 0280 0040"
	 "0000 8000 0101 00c8 6132 0002 5b91 0000 0000 0000 5b91 0000 "
	 "000000000000000000000000000000000000000000000000000000000000"
	 "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
	 "000000000000000000000"
	 "00000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
	 "kind client plc\nproperty client fl-net-node=11\nproperty client fl-net-program=running\n"
	 "point client node11/area1:0028 = 23441 uint16\npoint client node11/area2:0280 = 23441 uint16\n",
	 0},
	{"stopped from afar", &decoder_fl_net, 55001, FROM_CLIENT,
	 FROM_11 "0000 00000000 0a00 0000 fdf1" TAIL,
	 "kind client plc\nproperty client fl-net-node=11\ncommand fl-net 65009 -1 control Stop "
	 "Command\ndeed stop node 1\n",
	 0},
	{"words are written", &decoder_fl_net, 55001, FROM_CLIENT,
	 FROM_11 "0002 000000c8 0a00 0000 fdee" TAIL "00010002",
	 "kind client plc\nproperty client fl-net-node=11\ncommand fl-net 65006 -1 write Word Block Write\n"
	 "deed write node 1, 000000c8 x2\npoint server word:000000C8 = 1 uint16 set\n"
	 "point server word:000000C9 = 2 uint16 set\n",
	 0},
	{"a stop is not served", &decoder_fl_net, 55001, FROM_SERVER,
	 FROM_11 "0000 00000000 0a02 0000 feb9" TAIL,
	 "kind server plc\nproperty server fl-net-node=11\nanswer fl-net 65009 -1 refused\n", 0},
	{"network parameters", &decoder_fl_net, 55001, FROM_SERVER,
	 FROM_11 "001c 00000000 0a00 0000 feb7" TAIL
		 "46522d45373030202020 4d454c434f2020202020 46522d41374e46202020",
	 "kind server plc\nproperty server fl-net-node=11\nanswer fl-net 65007 -1 answered\nname server "
	 "FR-E700\nmaker server MELCO\n"
	 "model server FR-A7NF\n",
	 0},
	{"a profile", &decoder_fl_net, 55001, FROM_SERVER,
	 FROM_11 "0000 00000000 0a00 0000 febb" TAIL
		 "3081aa 306f 1306434f4d564552 020101 13024944 130753595350415241 1303524556 020100 "
		 "130752455644415445 300a 020207d9 02010a"
		 "02011f 130a445643415445474f5259 1303494e56 130656454e444f52 130a4d454c434f2020202020 1307 "
		 "44564d4f44454c"
		 "130a46522d41374e46202020 3039 13024944 130744455650415241",
	 "kind server plc\nproperty server fl-net-node=11\nanswer fl-net 65011 -1 answered\nkind server "
	 "actuator\n"
	 "property server fl-net-category=INV\nmaker server MELCO\nmodel server FR-A7NF\n",
	 0},
};

static void test_rows(void **state)
{
	(void)state;
	ROWS_RUN(rows);
}

static struct play p;
static uint8_t bytes[512];

static enum heard say(const char *hex)
{
	return play_bytes(&p, FROM_CLIENT, bytes, bytes_of(hex, bytes, sizeof bytes));
}

#define CYCLES(status, areas, blocks, size, data)                                                            \
	"4641434e 00000048 0001000b 000100ff 00070700 00000000 00000000 " status                             \
	" 0000 00000000 0a00 0000 fde9 0000 " areas " 0000 8000 " blocks size "6132 0002 " data

/* What stands still is told once; what moved, by its place; that a node stopped. */
static void test_common_memory(void **state)
{
	(void)state;
	p = play_of(&decoder_fl_net, 55000);
	for (int i = 0; i < 50; i++)
		assert_int_equal(
			say(CYCLES("8000", "0028 0002 0280 0002", "0101", "0048", "0001 0000 0000 00ff")),
			HEARD);
	assert_int_equal(play_count(&p, "point"), 2);
	assert_true(play_said(&p, "point client node11/area2:0281 = 255 uint16"));
	say(CYCLES("0000", "0028 0002 0280 0002", "0101", "0048", "0001 0007 0000 0000"));
	assert_true(play_said(&p, "point client node11/area1:0029 = 7 uint16"));
	assert_true(play_said(&p, "point client node11/area2:0281 = 0 uint16"));
	assert_int_equal(play_count(&p, "point"), 4);
	assert_true(play_said(&p, "property client fl-net-program=stopped"));
}

/* The second block goes on where the first ended; sizes that lie tell nothing beyond their frame. */
static void test_blocks(void **state)
{
	(void)state;
	p = play_of(&decoder_fl_net, 55000);
	say(CYCLES("8000", "0000 0000 0100 0202", "0202", "0044", "0001 0002"));
	assert_true(play_said(&p, "point client node11/area2:0300 = 1 uint16"));
	assert_true(play_said(&p, "point client node11/area2:0301 = 2 uint16"));
	p = play_of(&decoder_fl_net, 55000);
	say(CYCLES("8000", "0000 ffff 0000 ffff", "ff01", "ffff", "0001"));
	say(CYCLES("8000", "0000 ffff 0000 ffff", "ffff", "0042", "0001"));
	say(CYCLES("8000", "0000 ffff 0000 ffff", "0001", "0010", "0001"));
	assert_int_equal(play_count(&p, "point"), 0);
}

static struct smell nose(const char *hex)
{
	p = play_of(&decoder_fl_net, 40000);
	return play_smell(&p, FROM_CLIENT, bytes, bytes_of(hex, bytes, sizeof bytes));
}

static void test_nose(void **state)
{
	(void)state;
	assert_int_equal(nose(FROM_11 "0000 00000000 0a00 0000 fdf1" TAIL).certainty, SURE);
	assert_int_equal(nose("4641434e 00000041 0001000b"
			      "00010001 00070700 00000001 01000000 8000 0000 00000000 0a00 0000 fdf1" TAIL)
				 .certainty,
			 NOT_MINE);
	assert_int_equal(nose("4641434e 00000040 00010000"
			      "00010001 00070700 00000001 01000000 8000 0000 00000000 0a00 0000 fdf1" TAIL)
				 .certainty,
			 NOT_MINE);
	assert_int_equal(nose("4641434f 00000040").certainty, NOT_MINE);
}

/* Both nodes ask: who asks is the sender. */
static void test_both_ask(void **state)
{
	(void)state;
	p = play_of(&decoder_fl_net, 55001);
	play_bytes(&p, FROM_SERVER, bytes,
		   bytes_of(FROM_11 "0000 00000000 0a00 0000 fdf3" TAIL, bytes, sizeof bytes));
	assert_true(play_said(&p, "by server"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_common_memory),
					   cmocka_unit_test(test_blocks), cmocka_unit_test(test_nose),
					   cmocka_unit_test(test_both_ask)};

	return cmocka_run_group_tests_name("proto-fl-net", tests, NULL, NULL);
}
