/* HSMS and SECS-II: sessions, what equipment is, what a host orders. */
#include "rows.h"

extern const struct decoder decoder_hsms;

#define SYSTEM "00000001"

static const struct row rows[] = {
	{"select", &decoder_hsms, 5000, FROM_CLIENT, "0000000a ffff 00 00 00 01" SYSTEM, "", 6},
	{"are you there", &decoder_hsms, 5000, FROM_CLIENT, "0000000a 0000 81 01 00 00" SYSTEM,
	 "command hsms 1 1 read S1F1 Are You There\n", 6},
	{"on line data", &decoder_hsms, 5000, FROM_SERVER,
	 "0000001c 0000 01 02 00 00" SYSTEM "0102 4108 544f4f4c2d313030 4104 312e3261",
	 "property server secs-gem=equipment\nkind server plc\nmodel server TOOL-100\nfirmware server "
	 "1.2a\nanswer hsms 1 1 answered\n",
	 6},
	{"communications", &decoder_hsms, 5000, FROM_SERVER,
	 "00000021 0000 01 0e 00 00" SYSTEM "0102 210100 0102 4108 544f4f4c2d313030 4104 312e3261",
	 "model server TOOL-100\nfirmware server 1.2a\nanswer hsms 1 13 answered\n", 6},
	{"a host command", &decoder_hsms, 5000, FROM_CLIENT,
	 "00000015 0000 82 29 00 00" SYSTEM "0102 4105 5354415254 0100",
	 "property client secs-gem=host\ncommand hsms 2 4101 control S2F41 Host Command START\ndeed run "
	 "START\n",
	 6},
	{"a command is refused", &decoder_hsms, 5000, FROM_SERVER,
	 "00000011 0000 02 2a 00 00" SYSTEM "0102 210101 0100",
	 "property server secs-gem=equipment\nkind server plc\nanswer hsms 2 41 refused\n", 6},
	{"a command will be done", &decoder_hsms, 5000, FROM_SERVER,
	 "00000011 0000 02 2a 00 00" SYSTEM "0102 210104 0100",
	 "property server secs-gem=equipment\nkind server plc\nanswer hsms 2 41 answered\n", 6},
	{"a recipe is sent", &decoder_hsms, 5000, FROM_CLIENT,
	 "00000019 0000 87 03 00 00" SYSTEM "0102 4105 5354455031 2104 00010203",
	 "command hsms 7 3 program S7F3 Process Program Send\ndeed program-download STEP1\n", 6},
	{"an event", &decoder_hsms, 5000, FROM_SERVER,
	 "0000001a 0000 86 0b 00 00" SYSTEM "0103 b10400000001 b10400000064 0100",
	 "property server secs-gem=equipment\nkind server plc\ncommand hsms 6 11 other S6F11 Event "
	 "Report\nby server\nproperty server secs-event=100\n",
	 6},
};

static void test_rows(void **state)
{
	(void)state;
	ROWS_RUN(rows);
}

static struct play p;
static uint8_t bytes[8192];

static struct smell nose(const char *hex)
{
	p = play_of(&decoder_hsms, 40000);
	return play_smell(&p, FROM_CLIENT, bytes, bytes_of(hex, bytes, sizeof bytes));
}

static void test_nose(void **state)
{
	(void)state;
	assert_int_equal(nose("0000000a ffff 00 00 00 01" SYSTEM).certainty, SURE);
	assert_int_equal(nose("0000000a ffff 00 00 00 05" SYSTEM).certainty, LIKELY);
	assert_int_equal(nose("0000000a 0000 81 01 00 00" SYSTEM).certainty, LIKELY);
	assert_int_equal(nose("0000000a ffff 00 00 01 01" SYSTEM).certainty, NOT_MINE);
	assert_int_equal(nose("0000000a ffff 00 00 00 08" SYSTEM).certainty, NOT_MINE);
	assert_int_equal(nose("00000009 ffff 00 00 00 01" SYSTEM).certainty, NOT_MINE);
	assert_int_equal(nose("0000000a 0000 e1 01 00 00" SYSTEM).certainty, NOT_MINE);
	assert_int_equal(nose("0000000c 0000 81 01 00 00" SYSTEM "ffff").certainty, NOT_MINE);
}

/* A message of 16 MB: its beginning is read, the rest passed over, and the next is heard. */
static void test_long(void **state)
{
	size_t n = bytes_of("00010000 0000 87 03 00 00" SYSTEM "0102 4105 5354455031 23000fff", bytes,
			    sizeof bytes),
	       sent = n;

	(void)state;
	p = play_of(&decoder_hsms, 5000);
	play_bytes(&p, FROM_CLIENT, bytes, n);
	memset(bytes, 7, sizeof bytes);
	for (; sent < 0x10004; sent += n) {
		n = 0x10004 - sent < sizeof bytes ? 0x10004 - sent : sizeof bytes;
		play_bytes(&p, FROM_CLIENT, bytes, n);
	}
	assert_true(play_said(&p, "deed program-download STEP1"));
	play_bytes(&p, FROM_CLIENT, bytes, bytes_of("0000000a 0000 81 01 00 00" SYSTEM, bytes, sizeof bytes));
	assert_true(play_said(&p, "command hsms 1 1 read S1F1 Are You There"));
}

/* One message: stream with its W bit, function, system bytes, items. */
static void say(enum side side, unsigned stream, unsigned function, unsigned system, const char *items)
{
	size_t n = bytes_of(items, bytes + 14, sizeof bytes - 14) + 10;
	const uint8_t head[] = {
		0, 0, (uint8_t)(n >> 8), (uint8_t)n, 0, 1, (uint8_t)stream, (uint8_t)function, 0, 0, 0,
		0, 0, (uint8_t)system};

	memcpy(bytes, head, sizeof head);
	play_bytes(&p, side, bytes, n + 4);
}

/* Values by the numbers that were asked for; the answer is known by its system bytes, not by its order. */
static void test_status(void **state)
{
	(void)state;
	p = play_of(&decoder_hsms, 5000);
	say(FROM_CLIENT, 0x81, 3, 1, "0103 b104000003e9 a90203ea a5010a");
	say(FROM_CLIENT, 0x82, 13, 2, "0101 b104000007d1");
	say(FROM_SERVER, 2, 14, 2, "0101 6502fff6");
	say(FROM_SERVER, 1, 4, 1, "0103 91043fc00000 0101 2101ff 410431322e35");
	assert_true(play_said(&p, "point server VID:1001 = 1.5 float"));
	assert_true(play_said(&p, "point server VID:10 = 12.5"));
	assert_int_equal(play_count(&p, "VID:1002"), 0);
	assert_int_equal(play_count(&p, "VID:2001"), 0); /* I1 in two bytes is none */
	say(FROM_CLIENT, 0x81, 3, 3, "0100");
	say(FROM_SERVER, 1, 4, 3, "0101 b10400000007");
	assert_int_equal(play_count(&p, "= 7"), 0);
}

static void test_reports(void **state)
{
	(void)state;
	p = play_of(&decoder_hsms, 5000);
	say(FROM_CLIENT, 0x82, 33, 1,
	    "0102 b10400000000 0101 0102 b1040000000b 0102 b104000003e9 b104000003ea");
	say(FROM_SERVER, 0x86, 11, 9,
	    "0103 b10400000001 b10400000064 0102 0102 b1040000000b 0102 a9020007 a902000c 0102 b1040000000c "
	    "0101 a9020005");
	assert_true(play_said(&p, "point server VID:1001 = 7 uint16"));
	assert_true(play_said(&p, "point server VID:1002 = 12 uint16"));
	assert_true(play_said(&p, "point server RPT12:1 = 5 uint16"));
	assert_true(play_said(&p, "property server secs-event=100"));
	say(FROM_SERVER, 0x85, 1, 10, "0103 210181 b10400000007 4104 44204f4b");
	say(FROM_SERVER, 0x85, 1, 11, "0103 210101 b10400000007 4104 44204f4b");
	assert_int_equal(play_count(&p, "secs-alarm=7 D OK"), 1);
	say(FROM_CLIENT, 0x82, 33, 2, "0102 b10400000000 0100");
	say(FROM_SERVER, 0x86, 11, 12, "0103 b10400000001 b10400000064 0101 0102 b1040000000b 0101 a9020009");
	assert_true(play_said(&p, "point server RPT11:1 = 9 uint16"));
}

/* A constant is set when the equipment takes it; a remote command has its own deed, its answer, too. */
static void test_orders(void **state)
{
	(void)state;
	p = play_of(&decoder_hsms, 5000);
	say(FROM_CLIENT, 0x82, 15, 1, "0101 0102 b10400000014 a902015e");
	assert_int_equal(play_count(&p, "point"), 0);
	say(FROM_SERVER, 2, 16, 1, "210101");
	assert_int_equal(play_count(&p, "point"), 0);
	say(FROM_CLIENT, 0x82, 15, 2, "0101 0102 b10400000014 a902015e");
	say(FROM_SERVER, 2, 16, 2, "210100");
	assert_true(play_said(&p, "point server VID:20 = 350 uint16 set"));
	say(FROM_CLIENT, 0x82, 41, 3, "0102 4104 53544f50 0101 0102 4104 4d4f4445 4103 4e4f57");
	assert_true(play_said(&p, "command hsms 2 4102 control S2F41 Host Command STOP"));
	assert_true(play_said(&p, "deed stop STOP MODE=NOW"));
	say(FROM_SERVER, 2, 42, 3, "0102 210100 0100");
	assert_true(play_said(&p, "answer hsms 2 4102 answered"));
	say(FROM_CLIENT, 0x82, 41, 4, "0102 4106 435543554d42 0100");
	assert_true(play_said(&p, "deed call CUCUMB"));
	say(FROM_CLIENT, 0x82, 49, 5, "0104 b10400000001 4100 4105 5041555345 0100");
	assert_true(play_said(&p, "command hsms 2 4903 control S2F49 Enhanced Remote Command PAUSE"));
}

/* Parameters by their places, whatever is in them; a password is not told. */
static void test_parameters(void **state)
{
	(void)state;
	p = play_of(&decoder_hsms, 5000);
	say(FROM_CLIENT, 0x82, 41, 1,
	    "010241054c4f47494e0103010241045553455241000102410850415353574f5244410768756e74657232010241054c45"
	    "56454ca50103");
	assert_true(play_said(&p, "deed call LOGIN USER PASSWORD=*** LEVEL=3"));
	assert_int_equal(play_count(&p, "hunter2"), 0);
	say(FROM_CLIENT, 0x82, 41, 2, "0102 41054c4f47494e 02ffff 0102");
	assert_true(play_said(&p, "deed call LOGIN"));
}

static void test_names(void **state)
{
	(void)state;
	p = play_of(&decoder_hsms, 5000);
	say(FROM_SERVER, 1, 12, 1,
	    "0102 0103 b10400000001 4104 54656d70 4101 43 0103 b10400000002 4100 4100");
	assert_true(play_said(&p, "property server secs-variable-1=Temp, C"));
	assert_int_equal(play_count(&p, "secs-variable-2"), 0);
	say(FROM_SERVER, 1, 12, 2, "02ffff 0103 b10400000003"); /* lists that lie */
	say(FROM_SERVER, 0x86, 11, 3, "0103 b10400000001 b10400000064 03ffffff 03ffffff 03ffffff");
	assert_int_equal(play_count(&p, "secs-variable-3"), 0);
}

static void test_lies(void **state)
{
	(void)state;
	p = play_of(&decoder_hsms, 5000);
	play_bytes(&p, FROM_CLIENT, bytes, bytes_of("ffffffff 0000 81 01 00 00" SYSTEM, bytes, sizeof bytes));
	assert_int_equal(p.last, BROKEN);
	p = play_of(&decoder_hsms,
		    5000); /* an item that claims to be longer than the message; lists in lists */
	play_bytes(&p, FROM_CLIENT, bytes,
		   bytes_of("00000010 0000 82 29 00 00" SYSTEM "0102 43ffffff", bytes, sizeof bytes));
	assert_true(play_said(&p, "command hsms 2 41 write S2F41 Host Command"));
	play_bytes(&p, FROM_CLIENT, bytes,
		   bytes_of("0000001a 0000 82 29 00 00" SYSTEM "0101010101010101010101010101 0101", bytes,
			    sizeof bytes));
	assert_int_equal(play_count(&p, "command hsms 2 41"), 2);
	p = play_of(&decoder_hsms, 5000);
	play_slowly(&p, FROM_CLIENT, bytes,
		    bytes_of("0000000a 0000 81 01 00 00" SYSTEM, bytes, sizeof bytes));
	assert_true(play_said(&p, "command hsms 1 1 read S1F1 Are You There"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows),      cmocka_unit_test(test_nose),
					   cmocka_unit_test(test_long),      cmocka_unit_test(test_lies),
					   cmocka_unit_test(test_status),    cmocka_unit_test(test_reports),
					   cmocka_unit_test(test_orders),    cmocka_unit_test(test_names),
					   cmocka_unit_test(test_parameters)};

	return cmocka_run_group_tests_name("proto-hsms", tests, NULL, NULL);
}
