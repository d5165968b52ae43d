#include "recorder.h"

extern const struct decoder decoder_modbus;

static uint8_t bytes[512];
static struct play p;

static enum heard say(enum side side, const char *hex)
{
	return play_bytes(&p, side, bytes, bytes_of(hex, bytes, sizeof bytes));
}

static struct smell nose(uint16_t port, const char *hex)
{
	p = play_of(&decoder_modbus, port);
	return play_smell(&p, FROM_CLIENT, bytes, bytes_of(hex, bytes, sizeof bytes));
}

static void test_read_registers(void **state)
{
	(void)state;
	p = play_of(&decoder_modbus, 502);
	say(FROM_CLIENT, "0001 0000 0006 01 03 006b 0003");
	say(FROM_SERVER, "0001 0000 0009 01 03 06 022b 0000 0064");
	assert_string_equal(p.e.log, "command modbus 3 -1 read Read Holding Registers\n"
				     "unit-id server 1\n"
				     "kind server plc\n"
				     "answer modbus 3 -1 answered\n"
				     "point server holding:107 = 555 uint16\n"
				     "point server holding:108 = 0 uint16\n"
				     "point server holding:109 = 100 uint16\n");
}

static void test_bits_of_another_unit(void **state)
{
	(void)state;
	p = play_of(&decoder_modbus, 502);
	say(FROM_CLIENT, "0001 0000 0006 11 01 0013 0003");
	say(FROM_SERVER, "0001 0000 0004 11 01 01 05");
	assert_true(play_said(&p, "point server unit17:coil:19 = 1 bool"));
	assert_true(play_said(&p, "point server unit17:coil:20 = 0 bool"));
	assert_true(play_said(&p, "point server unit17:coil:21 = 1 bool"));
	assert_int_equal(play_count(&p, "point "), 3);
}

static void test_writes_count_when_accepted(void **state)
{
	(void)state;
	p = play_of(&decoder_modbus, 502);
	say(FROM_CLIENT, "0001 0000 000b 01 10 0001 0002 04 000a 0102");
	assert_int_equal(play_count(&p, "point "), 0);
	say(FROM_SERVER, "0001 0000 0006 01 10 0001 0002");
	assert_true(play_said(&p, "point server holding:2 = 258 uint16 set"));
	assert_true(play_said(&p, "deed write holding:1 x2"));
	say(FROM_CLIENT, "0002 0000 0006 01 06 0005 0007");
	say(FROM_SERVER, "0002 0000 0003 01 86 02");
	assert_true(play_said(&p, "command modbus 6 -1 write Write Single Register"));
	assert_true(play_said(&p, "answer modbus 6 -1 refused"));
	assert_int_equal(play_count(&p, "point server holding:5"), 0);
}

/* A count of bytes that the message does not hold: what is there is told, and not a bit more. */
static void test_a_count_that_lies(void **state)
{
	(void)state;
	p = play_of(&decoder_modbus, 502);
	say(FROM_CLIENT, "0001 0000 0006 01 01 0000 0010  0002 0000 0006 01 03 0000 0002");
	say(FROM_SERVER, "0001 0000 0004 01 01 02 ff  0002 0000 0005 01 03 04 1234");
	assert_true(play_said(&p, "point server coil:7 = 1 bool"));
	assert_false(play_said(&p, "point server coil:8 = 0 bool"));
	assert_false(play_said(&p, "point server coil:8 = 1 bool"));
	assert_true(play_said(&p, "point server holding:0 = 4660 uint16"));
	assert_false(play_said(&p, "point server holding:1 = 0 uint16"));
}

static void test_sub_functions(void **state)
{
	(void)state;
	p = play_of(&decoder_modbus, 502);
	say(FROM_CLIENT, "0001 0000 0006 01 08 0001 0000  0002 0000 0006 01 08 0004 0000");
	say(FROM_SERVER, "0002 0000 0003 01 88 01  0001 0000 0006 01 08 0001 0000");
	assert_true(play_said(&p, "command modbus 8 1 control Restart Communications Option"));
	assert_true(play_said(&p, "answer modbus 8 4 refused"));
	assert_true(play_said(&p, "answer modbus 8 1 answered"));
}

static void test_identity(void **state)
{
	(void)state;
	p = play_of(&decoder_modbus, 502);
	say(FROM_CLIENT, "0001 0000 0005 01 2b 0e 01 00");
	say(FROM_SERVER, "0001 0000 0018 01 2b 0e 01 01 00 00 03 00 04 41434d45 01 03 583130 02 03 312e32");
	assert_true(play_said(&p, "command modbus 43 14 read Read Device Identification"));
	assert_true(play_said(&p, "maker server ACME"));
	assert_true(play_said(&p, "model server X10"));
	assert_true(play_said(&p, "firmware server 1.2"));
	say(FROM_CLIENT, "0002 0000 0002 01 11");
	say(FROM_SERVER, "0002 0000 000a 01 11 07 09 706d3533 30 ff");
	assert_true(play_said(&p, "description server pm530"));
}

static void test_umas(void **state)
{
	(void)state;
	p = play_of(&decoder_modbus, 502);
	say(FROM_CLIENT, "0001 0000 0004 00 5a 00 41");
	say(FROM_SERVER, "0001 0000 0004 00 5a 00 fe");
	say(FROM_CLIENT, "0002 0000 0004 00 5a 00 40");
	say(FROM_SERVER, "0002 0000 0004 00 5a 00 fd");
	assert_true(play_said(&p, "command umas 90 65 control Stop PLC"));
	assert_true(play_said(&p, "answer umas 90 65 answered"));
	assert_true(play_said(&p, "answer umas 90 64 refused"));
	assert_int_equal(play_count(&p, "modbus"), 0);
}

/* Variables by block and offset, of two and four bytes; a reservation with the station's name; lengths that lie. */
static void test_umas_variables(void **state)
{
	(void)state;
	p = play_of(&decoder_modbus, 502);
	say(FROM_CLIENT, "0001 0000 0017 00 5a 01 22 44332211 02  02 3200 01 0000 10  03 3200 01 0100 04");
	say(FROM_SERVER, "0001 0000 000a 00 5a 01 fe 0700 e8030000");
	assert_true(play_said(&p, "command umas 90 34 read Read Variables"));
	assert_true(play_said(&p, "point server block50:16 = 7 uint16"));
	assert_true(play_said(&p, "point server block50:260 = 1000 uint32"));
	say(FROM_CLIENT, "0002 0000 0012 00 5a 01 23 44332211 01  02 3200 10000000 0900");
	say(FROM_SERVER, "0002 0000 0004 00 5a 01 fe");
	assert_true(play_said(&p, "deed write block50:16"));
	assert_true(play_said(&p, "point server block50:16 = 9 uint16 set"));
	say(FROM_CLIENT, "0003 0000 000f 00 5a 00 10 3b0e0000 06 45572d303031");
	assert_true(play_said(&p, "deed session EW-001"));
	assert_true(play_said(&p, "property client umas-station=EW-001"));
	say(FROM_CLIENT, "0004 0000 0010 00 5a 01 22 44332211 ff  14 3200 01 0000 10");
	say(FROM_SERVER, "0004 0000 0005 00 5a 01 fe 07");
	say(FROM_CLIENT, "0005 0000 000a 00 5a 00 10 3b0e0000 ff");
	assert_int_equal(play_count(&p, "point"), 3);
}

static void test_smells(void **state)
{
	struct smell s;

	(void)state;
	s = nose(12345, "0001 0000 0006 01 03 006b 0003");
	assert_true(s.certainty == SURE && s.role == ROLE_CLIENT);
	s = nose(12345, "0001 0000 0009 01 03 06 022b 0000 0064");
	assert_true(s.certainty == SURE && s.role == ROLE_SERVER);
	s = nose(12345, "0001 0000 0006 01 06 0005 0007");
	assert_true(s.certainty == SURE && s.role == ROLE_UNKNOWN);
	assert_int_equal(nose(502, "474554202f20485454502f312e310d0a").certainty, NOT_MINE);
	assert_int_equal(nose(502, "0300 0016 11e0 0000 0001 00c0 010a").certainty, NOT_MINE);
	assert_int_equal(nose(502, "0000 0000 0000 0000 0000 0000").certainty, NOT_MINE);
	assert_int_equal(nose(9999, "0001 0000 0006 01 03 006b 0003 ffff ffff").certainty, NOT_MINE);
	assert_int_equal(nose(9999, "0001 0000 0006 01 03 006b 0900").certainty, NOT_MINE);
}

static void test_slow_and_broken(void **state)
{
	size_t n = bytes_of("0001 0000 0006 01 03 006b 0003", bytes, sizeof bytes);

	(void)state;
	p = play_of(&decoder_modbus, 502);
	play_slowly(&p, FROM_CLIENT, bytes, n);
	assert_string_equal(p.e.log, "command modbus 3 -1 read Read Holding Registers\n");
	assert_int_equal(say(FROM_CLIENT, "0001 0007 0006 01 03 006b 0003"), BROKEN);
	p.kept_n[FROM_CLIENT] = 0;
	p.t.hole = true;
	assert_int_equal(say(FROM_CLIENT, "ffff ffff ffff ffff"), HEARD);
	assert_int_equal(play_count(&p, "command"), 1);
}

/* A device that opens the connection itself and sends nothing but refusals. */
static void test_exception_is_an_answer(void **state)
{
	(void)state;
	p = play_of(&decoder_modbus, 502);
	say(FROM_CLIENT, "0001 0000 0004 0a 81 06 00");
	assert_string_equal(p.e.log, "answer modbus 1 -1 refused\n");
	assert_int_equal(nose(502, "0001 0000 0004 0a 81 06 00").role, ROLE_SERVER);
}

/* More requests than are remembered: the oldest is forgotten, the newest still matched. */
static void test_many_unanswered(void **state)
{
	char hex[64];

	(void)state;
	p = play_of(&decoder_modbus, 502);
	for (int i = 0; i < 100; i++) {
		snprintf(hex, sizeof hex, "%04x 0000 0006 01 03 %04x 0001", i, i);
		say(FROM_CLIENT, hex);
	}
	say(FROM_SERVER, "0063 0000 0005 01 03 02 0007");
	assert_true(play_said(&p, "point server holding:99 = 7 uint16"));
	say(FROM_SERVER, "0001 0000 0005 01 03 02 0007");
	assert_int_equal(play_count(&p, "point "), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_read_registers),
					   cmocka_unit_test(test_bits_of_another_unit),
					   cmocka_unit_test(test_writes_count_when_accepted),
					   cmocka_unit_test(test_a_count_that_lies),
					   cmocka_unit_test(test_sub_functions),
					   cmocka_unit_test(test_identity),
					   cmocka_unit_test(test_umas),
					   cmocka_unit_test(test_umas_variables),
					   cmocka_unit_test(test_smells),
					   cmocka_unit_test(test_slow_and_broken),
					   cmocka_unit_test(test_exception_is_an_answer),
					   cmocka_unit_test(test_many_unanswered)};

	return cmocka_run_group_tests_name("proto-modbus", tests, NULL, NULL);
}
