/* Modbus RTU over TCP. The messages are those of python3-pymodbus (tests/captures/modbus-rtu) where they end with
 * their CRC; others get theirs from summed(), which goes bit by bit as the specification's appendix B describes. */
#include "recorder.h"

extern const struct decoder decoder_modbus_rtu;

static uint8_t bytes[512];
static struct play p;

static size_t summed(const char *hex)
{
	size_t n = bytes_of(hex, bytes, sizeof bytes - 2);
	unsigned crc = 0xffff;

	for (size_t i = 0; i < n; i++) {
		crc ^= bytes[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc & 1 ? crc >> 1 ^ 0xa001 : crc >> 1;
	}
	bytes[n] = (uint8_t)(crc & 0xff);
	bytes[n + 1] = (uint8_t)(crc >> 8);
	return n + 2;
}

static enum heard say(enum side side, const char *hex)
{
	return play_bytes(&p, side, bytes, bytes_of(hex, bytes, sizeof bytes));
}

static enum heard sum_and_say(enum side side, const char *hex)
{
	return play_bytes(&p, side, bytes, summed(hex));
}

static struct smell nose(const char *hex)
{
	p = play_of(&decoder_modbus_rtu, 4001);
	return play_smell(&p, FROM_CLIENT, bytes, bytes_of(hex, bytes, sizeof bytes));
}

static int setup(void **state)
{
	(void)state;
	p = play_of(&decoder_modbus_rtu, 4001);
	return 0;
}

static void test_reads(void **state)
{
	(void)state;
	assert_int_equal(say(FROM_CLIENT, "0104000300 0281cb"), HEARD);
	assert_int_equal(say(FROM_SERVER, "0104040004 00057a46"), HEARD);
	assert_string_equal(p.e.log, "command modbus 4 -1 read Read Input Registers\n"
				     "unit-id server 1\n"
				     "kind server plc\n"
				     "answer modbus 4 -1 answered\n"
				     "point server input:3 = 4 uint16\n"
				     "point server input:4 = 5 uint16\n");
}

static void test_writes_count_when_accepted(void **state)
{
	(void)state;
	say(FROM_CLIENT, "0710001e0003060007000800097b22");
	assert_int_equal(play_count(&p, "point "), 0);
	say(FROM_SERVER, "0710001e0003e068");
	assert_true(play_said(&p, "point server unit7:holding:30 = 7 uint16 set"));
	assert_true(play_said(&p, "point server unit7:holding:32 = 9 uint16 set"));
	assert_true(play_said(&p, "deed write unit7:holding:30 x3"));
	sum_and_say(FROM_CLIENT, "01 06 0014 10e1");
	sum_and_say(FROM_SERVER, "01 86 02");
	assert_true(play_said(&p, "answer modbus 6 -1 refused"));
	assert_int_equal(play_count(&p, "point server holding:20"), 0);
}

/* An order to all units of the line is answered by none; what comes next answers something else. */
static void test_to_all(void **state)
{
	(void)state;
	sum_and_say(FROM_CLIENT, "00 06 0014 10e1");
	assert_true(play_said(&p, "command modbus 6 -1 write Write Single Register"));
	sum_and_say(FROM_SERVER, "00 06 0014 10e1");
	assert_int_equal(play_count(&p, "point "), 0);
}

/* Who answers is not who was asked: the values are nobody's. */
static void test_an_answer_of_another_unit(void **state)
{
	(void)state;
	say(FROM_CLIENT, "0104000300 0281cb");
	sum_and_say(FROM_SERVER, "02 04 04 0004 0005");
	assert_int_equal(play_count(&p, "point "), 0);
	sum_and_say(FROM_SERVER, "01 04 04 0004 0005"); /* one request is open, and this line was answered */
	assert_int_equal(play_count(&p, "point "), 0);
}

static void test_identity(void **state)
{
	(void)state;
	sum_and_say(FROM_CLIENT, "01 2b 0e 01 00");
	sum_and_say(FROM_SERVER, "01 2b 0e 01 01 00 00 02 00 04 41434d45 02 03 322e31");
	assert_true(play_said(&p, "maker server ACME"));
	assert_true(play_said(&p, "firmware server 2.1"));
}

static void test_smells(void **state)
{
	struct smell s;

	(void)state;
	s = nose("0103000a0004640b");
	assert_true(s.certainty == SURE && s.role == ROLE_CLIENT);
	s = nose("01030803f303f403f503f637eb");
	assert_true(s.certainty == SURE && s.role == ROLE_SERVER);
	s = nose("0106001410e10446"); /* the answer repeats it */
	assert_true(s.certainty == SURE && s.role == ROLE_UNKNOWN);
	s = nose("018302c0f1");
	assert_true(s.certainty == SURE && s.role == ROLE_SERVER);
	assert_int_equal(nose("0103000a0004640c").certainty, NOT_MINE);   /* the CRC */
	assert_int_equal(nose("0103000a0004640b00").certainty, NOT_MINE); /* more than a message */
	assert_int_equal(nose("0103000a000464").certainty, NOT_MINE);
	summed("01 03 000a 0000"); /* no registers at all */
	assert_int_equal(play_smell(&p, FROM_CLIENT, bytes, 8).certainty, NOT_MINE);
	summed("f8 03 000a 0001"); /* no unit has this number */
	assert_int_equal(play_smell(&p, FROM_CLIENT, bytes, 8).certainty, NOT_MINE);
}

static void test_slow_and_broken(void **state)
{
	size_t n = bytes_of("0103000a0004640b", bytes, sizeof bytes);

	(void)state;
	play_slowly(&p, FROM_CLIENT, bytes, n);
	assert_string_equal(p.e.log, "command modbus 3 -1 read Read Holding Registers\n");
	n = summed("01 2b 0e 01 01 00 00 01 00 04 41434d45"); /* its end is told by nothing but its CRC */
	play_slowly(&p, FROM_SERVER, bytes, n);
	assert_true(play_said(&p, "maker server ACME"));
	assert_int_equal(say(FROM_CLIENT, "0103000a0004640c"), BROKEN);
	p.kept_n[FROM_CLIENT] = 0;
	p.t.hole = true;
	assert_int_equal(say(FROM_CLIENT, "ffff ffff"), HEARD);
	assert_int_equal(play_count(&p, "command"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_reads, setup),
		cmocka_unit_test_setup(test_writes_count_when_accepted, setup),
		cmocka_unit_test_setup(test_to_all, setup),
		cmocka_unit_test_setup(test_an_answer_of_another_unit, setup),
		cmocka_unit_test_setup(test_identity, setup),
		cmocka_unit_test_setup(test_smells, setup),
		cmocka_unit_test_setup(test_slow_and_broken, setup),
	};

	return cmocka_run_group_tests_name("proto-modbus-rtu", tests, NULL, NULL);
}
