/* The MC protocol's 1E frame. The first two messages are the example of the FX3U-ENET-ADP manual (M100 to
 * M107, binary and ASCII). */
#include "rows.h"

extern const struct decoder decoder_melsec_1e;

#define READ "00ff0a00 64000000 204d 0800"

static const struct row rows[] = {
	{"read bits", &decoder_melsec_1e, 5551, FROM_CLIENT, READ,
	 "command melsec-1e 0 -1 read Batch Read Bits\n", 17},
	{"read bits in ASCII", &decoder_melsec_1e, 5551, FROM_CLIENT, "=00FF000A4D20000000640800",
	 "command melsec-1e 0 -1 read Batch Read Bits\n", 17},
	{"write words", &decoder_melsec_1e, 5551, FROM_CLIENT, "03ff0a00 64000000 2044 0200 3412 7856",
	 "command melsec-1e 3 -1 write Batch Write Words\ndeed write D100 x2\n", 17},
	{"remote stop", &decoder_melsec_1e, 5551, FROM_CLIENT, "14ff0a00",
	 "command melsec-1e 20 -1 control Remote STOP\ndeed stop\n", 17},
};

static void test_rows(void **state)
{
	(void)state;
	ROWS_RUN(rows);
}

static struct play p;

static void say(enum side side, const char *hex)
{
	static uint8_t b[512];

	play_bytes(&p, side, b, bytes_of(hex, b, sizeof b));
}

static void test_values(void **state)
{
	(void)state;
	p = play_of(&decoder_melsec_1e, 5551);
	say(FROM_CLIENT, READ);
	say(FROM_SERVER, "8000 10100110");
	assert_true(play_said(&p, "answer melsec-1e 0 -1 answered"));
	assert_true(play_said(&p, "point server M100 = 1 bool"));
	assert_true(play_said(&p, "point server M101 = 0 bool"));
	assert_true(play_said(&p, "point server M105 = 1 bool"));
	assert_int_equal(play_count(&p, "point"), 8);
	p = play_of(&decoder_melsec_1e, 5551);
	play_z(&p, FROM_CLIENT, "00FF000A4D20000000640300");
	play_z(&p, FROM_SERVER, "80001010");
	assert_true(play_said(&p, "point server M102 = 1 bool"));
	say(FROM_CLIENT, "05ff0a00 01 00 64000000 2044 2a00");
	assert_true(play_said(&p, "deed write D100"));
	say(FROM_SERVER, "8500");
	assert_true(play_said(&p, "point server D100 = 42 uint16 set"));
}

static void test_refused(void **state)
{
	(void)state;
	p = play_of(&decoder_melsec_1e, 5551);
	say(FROM_CLIENT, "03ff0a00 64000000 2044 0200 3412 7856");
	say(FROM_SERVER, "835b1000");
	assert_true(play_said(&p, "answer melsec-1e 3 -1 refused"));
	assert_int_equal(play_count(&p, "point"), 0);
}

/* An answer that nobody asked for, or of another length than was asked for, tells nothing. */
static void test_lies(void **state)
{
	(void)state;
	p = play_of(&decoder_melsec_1e, 5551);
	say(FROM_SERVER, "8000 10100110");
	assert_string_equal(p.e.log, "");
	say(FROM_CLIENT, READ);
	say(FROM_SERVER, "8000 101001");
	assert_int_equal(play_count(&p, "point"), 0);
	say(FROM_CLIENT, "05ff0a00 ff 00 64000000 2044 2a00");
	say(FROM_SERVER, "8500");
	assert_int_equal(play_count(&p, "point"), 0);
}

static unsigned nose_at(uint16_t port, enum side side, const char *hex)
{
	static uint8_t b[128];

	p = play_of(&decoder_melsec_1e, port);
	return play_smell(&p, side, b, bytes_of(hex, b, sizeof b)).certainty;
}

static unsigned nose(enum side side, const char *hex) { return nose_at(40000, side, hex); }

static void test_smell(void **state)
{
	(void)state;
	assert_int_equal(nose(FROM_CLIENT, READ), SURE);
	assert_int_equal(nose(FROM_CLIENT, READ "00"), NOT_MINE);
	assert_int_equal(nose(FROM_CLIENT, "00ff0a00 64000000 2051 0800"), NOT_MINE); /* there is no area Q */
	assert_int_equal(nose(FROM_CLIENT, "00010a00 64000000 204d 0800"), NOT_MINE);
	assert_int_equal(nose(FROM_CLIENT, "14ff0a00"), LIKELY);
	assert_int_equal(nose(FROM_SERVER, "800010100110"), NOT_MINE);
	assert_int_equal(nose_at(5551, FROM_SERVER, "800010100110"), LIKELY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_values),
					   cmocka_unit_test(test_refused), cmocka_unit_test(test_lies),
					   cmocka_unit_test(test_smell)};

	return cmocka_run_group_tests_name("proto-melsec-1e", tests, NULL, NULL);
}
