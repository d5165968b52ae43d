/* JTEKT TOYOPUC computer link: the messages are the examples of its notes
 * (fa-yoshinobu/pytoyopuc-computerlink, section 10). */
#include "rows.h"

extern const struct decoder decoder_toyopuc;

static struct play p;
static uint8_t bytes[512];

static enum heard say(enum side side, const char *hex)
{
	return play_bytes(&p, side, bytes, bytes_of(hex, bytes, sizeof bytes));
}

static void start(void) { p = play_of(&decoder_toyopuc, 1025); }

static const struct row rows[] = {
	{"words are read", &decoder_toyopuc, 1025, FROM_CLIENT, "00000500 1c 0011 0300",
	 "command toyopuc 28 -1 read Word Read\n", 6},
	{"a word is written", &decoder_toyopuc, 1025, FROM_CLIENT, "00000500 1d 0011 3412",
	 "command toyopuc 29 -1 write Word Write\ndeed write D0100 x1\n", 6},
	{"the scan is stopped", &decoder_toyopuc, 1025, FROM_CLIENT, "00000400 32 0200 01",
	 "command toyopuc 50 2 control Scan Stop\ndeed stop\n", 17},
	{"the clock is set", &decoder_toyopuc, 1025, FROM_CLIENT, "00000a00 32 7100 00450230112601",
	 "command toyopuc 50 113 control Clock Write\ndeed clock 2026-11-30 02:45\n", 17},
	{"a PC10 block is written", &decoder_toyopuc, 1025, FROM_CLIENT, "00000700 c3 00600e00 3412",
	 "command toyopuc 195 -1 write PC10 Block Write\ndeed write P2-D2000 x1\n", 6},
	{"several points", &decoder_toyopuc, 1025, FROM_CLIENT, "00000d00 98 010101 01000b 080000 000010",
	 "command toyopuc 152 -1 read Extended Multi-point Read\n", 6},
	{"over a relay", &decoder_toyopuc, 1025, FROM_CLIENT, "00000d00 60 020300 05 0600 1d 0011 3412 00",
	 "command toyopuc 96 -1 other Relay\n", 6},
	{"a write over a relay", &decoder_toyopuc, 1025, FROM_CLIENT,
	 "00000c00 60 120300 05 0500 1d 0011 3412",
	 "command toyopuc 96 -1 other Relay\ncommand toyopuc 29 -1 write Word Write\ndeed write P1-L2:N3 "
	 "D0100 x1\n",
	 6},
	{"an address out of range", &decoder_toyopuc, 1025, FROM_SERVER, "80100100 40", "", 6},
};

static void test_rows(void **state)
{
	(void)state;
	ROWS_RUN(rows);
}

static void test_values(void **state)
{
	(void)state;
	start();
	say(FROM_CLIENT, "00000500 1c 0011 0300");
	say(FROM_SERVER, "80000700 1c 0001 0203 0405");
	assert_string_equal(p.e.log, "command toyopuc 28 -1 read Word Read\n"
				     "kind server plc\n"
				     "answer toyopuc 28 -1 answered\n"
				     "point server D0100 = 256 uint16\n"
				     "point server D0101 = 770 uint16\n"
				     "point server D0102 = 1284 uint16\n");
	start();
	say(FROM_CLIENT, "00000600 94 08 0000 0100");
	say(FROM_SERVER, "80000300 94 3412");
	assert_true(play_said(&p, "point server U0000 = 4660 uint16"));
	start();
	say(FROM_CLIENT, "00000600 96 00 0020 0200");
	say(FROM_SERVER, "80000300 96 3412");
	assert_true(play_said(&p, "point server EN0000L = 52 uint8"));
	assert_true(play_said(&p, "point server EN0000H = 18 uint8"));
	start();
	say(FROM_CLIENT, "00000300 20 0118");
	say(FROM_SERVER, "80000200 20 01");
	assert_true(play_said(&p, "point server M0001 = 1 bool"));
}

/* Commands C2 to C5 and 98, 99: the vectors of the notes, and several of each kind at once. */
static void test_pc10(void **state)
{
	(void)state;
	start();
	say(FROM_CLIENT, "00000700 c2 00000400 0200 00000d00 98 010101 00000b 080000 000010");
	say(FROM_SERVER, "80000300 c2 3412 80000500 98 00e1d33b");
	assert_true(play_said(&p, "point server U08000 = 4660 uint16"));
	assert_true(play_said(&p, "point server EX0000 = 0 bool"));
	assert_true(play_said(&p, "point server U0000L = 225 uint8"));
	assert_true(play_said(&p, "point server EN0000 = 15315 uint16"));
	start();
	say(FROM_CLIENT, "00001100 99 010101 00000b01 0800001e 0000102cc4 00000a00 c5 01000000 00001800 01");
	assert_true(play_said(&p, "deed write EX0000 x3"));
	assert_true(play_said(&p, "deed write PC10-bit:00180000 x1"));
	assert_int_equal(play_count(&p, "point server"), 0);
	say(FROM_SERVER, "80000100 99 80000100 c5");
	assert_true(play_said(&p, "point server EX0000 = 1 bool set"));
	assert_true(play_said(&p, "point server U0000L = 30 uint8 set"));
	assert_true(play_said(&p, "point server EN0000 = 50220 uint16 set"));
	assert_true(play_said(&p, "point server PC10-bit:00180000 = 1 bool set"));
	start();
	say(FROM_CLIENT, "00001900 c4 02010101 00186800 01186800 00000300 00004000 00001000");
	say(FROM_SERVER, "80000d00 c4 02010101 02 07 3412 78563412");
	assert_true(play_said(&p, "point server P1-M0001 = 1 bool"));
	assert_true(play_said(&p, "point server U00000L = 7 uint8"));
	assert_true(play_said(&p, "point server FR000000 = 4660 uint16"));
	assert_true(play_said(&p, "point server EB00000 = 305419896 uint32"));
	start();
	say(FROM_CLIENT, "00000700 c3 01001000 0102");
	say(FROM_SERVER, "80000100 c3");
	assert_true(play_said(&p, "point server EB00000H = 1 uint8 set"));
	assert_true(play_said(&p, "point server EB00001L = 2 uint8 set"));
}

/* Runs, stopped, being written while it runs: told when it is another. */
static void test_status(void **state)
{
	(void)state;
	start();
	for (int i = 0; i < 3; i++) {
		say(FROM_CLIENT, "00000300 32 1100");
		say(FROM_SERVER, "80000b00 32 1100 8100000000000002");
	}
	assert_int_equal(play_count(&p, "toyopuc-program=running"), 1);
	say(FROM_CLIENT, "00000300 a0 0110");
	say(FROM_SERVER, "80000b00 a0 0110 8100000000000102");
	assert_true(play_said(&p, "property server toyopuc-program=written-while-running"));
	say(FROM_CLIENT, "00000300 32 1100");
	say(FROM_SERVER, "80000b00 32 1100 4100000000000000");
	assert_true(play_said(&p, "property server toyopuc-program=stopped"));
}

static void test_set_when_accepted(void **state)
{
	(void)state;
	start();
	say(FROM_CLIENT, "00000500 1d 0011 3412 00000600 95 08 0000 3412");
	say(FROM_SERVER, "80000100 1d 80100100 40");
	assert_true(play_said(&p, "point server D0100 = 4660 uint16 set"));
	assert_int_equal(play_count(&p, "U0000 ="), 0);
	assert_true(play_said(&p, "answer toyopuc 149 -1 refused"));
}

static void test_relay(void **state)
{
	(void)state;
	start();
	say(FROM_CLIENT, "00000c00 60 020300 05 0500 1c 0011 0300");
	say(FROM_SERVER, "80000f00 60 020300 06 0700 1c 0001 0203 0405 00");
	assert_true(play_said(&p, "point server P0-L2:N3 D0100 = 256 uint16")); /* not the relay's own */
	start();                                                                /* three deep */
	say(FROM_CLIENT, "00001a00 60 020100 05 1300 60 020200 05 0c00 60 020300 05 0500 1c 0011 0300");
	assert_true(play_said(&p, "command toyopuc 28 -1 read Word Read"));
}

static void test_lies(void **state)
{
	(void)state;
	start();
	assert_int_equal(say(FROM_CLIENT, "0000ffff 1c"), BROKEN);
	start();
	assert_int_equal(say(FROM_CLIENT, "00000000 1c"), BROKEN);
	start();
	say(FROM_CLIENT, "00000500 1c 0011 ffff");
	memset(bytes, 0, sizeof bytes);
	bytes_of("8000f001 1c", bytes, sizeof bytes);
	play_bytes(&p, FROM_SERVER, bytes, 500);
	assert_int_equal(play_count(&p, "point "), 64);
	start();
	assert_int_equal(say(FROM_CLIENT, "00000900 c4 ffffffff 00001800"), HEARD);
	assert_int_equal(say(FROM_CLIENT, "00000900 98 ffffff 0000 180000"), HEARD);
	assert_int_equal(say(FROM_CLIENT, "00000900 c5 01000000 00001800"), HEARD);
	assert_int_equal(play_count(&p, "command"), 0);
	start();
	play_slowly(&p, FROM_CLIENT, bytes, bytes_of("00000500 1c 0011 0100", bytes, sizeof bytes));
	play_slowly(&p, FROM_SERVER, bytes, bytes_of("80000300 1c 0700", bytes, sizeof bytes));
	assert_true(play_said(&p, "point server D0100 = 7 uint16"));
}

static struct smell nose(enum side side, const char *hex)
{
	start();
	return play_smell(&p, side, bytes, bytes_of(hex, bytes, sizeof bytes));
}

/* Never more than likely: the other side has to bear it out. */
static void test_nose(void **state)
{
	(void)state;
	assert_int_equal(nose(FROM_CLIENT, "00000500 1c 0011 0300").certainty, LIKELY);
	assert_int_equal(nose(FROM_SERVER, "80000100 1d").role, ROLE_SERVER);
	assert_int_equal(nose(FROM_CLIENT, "00000500 1c 0011 0300 00").certainty, LIKELY);
	assert_int_equal(nose(FROM_CLIENT, "00000600 1c 0011 0300 00").certainty, NOT_MINE);
	assert_int_equal(nose(FROM_CLIENT, "00000300 32 5500").certainty, NOT_MINE);
	assert_int_equal(nose(FROM_CLIENT, "0000000a ffff 0000 0001").certainty, NOT_MINE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows),
					   cmocka_unit_test(test_values),
					   cmocka_unit_test(test_set_when_accepted),
					   cmocka_unit_test(test_relay),
					   cmocka_unit_test(test_pc10),
					   cmocka_unit_test(test_status),
					   cmocka_unit_test(test_lies),
					   cmocka_unit_test(test_nose)};

	return cmocka_run_group_tests_name("proto-toyopuc", tests, NULL, NULL);
}
