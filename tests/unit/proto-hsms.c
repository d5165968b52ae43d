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
	 "property client secs-gem=host\ncommand hsms 2 41 control S2F41 Host Command\ndeed mode START\n", 6},
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
	 "Report\nby server\n",
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
	assert_true(play_said(&p, "command hsms 2 41 control S2F41 Host Command"));
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
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_nose),
					   cmocka_unit_test(test_long), cmocka_unit_test(test_lies)};

	return cmocka_run_group_tests_name("proto-hsms", tests, NULL, NULL);
}
