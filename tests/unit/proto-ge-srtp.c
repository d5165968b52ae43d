/* GE-SRTP. There is no public capture: messages are built by the texts that proto/ge-srtp.c names. */
#include "rows.h"

extern const struct decoder decoder_ge_srtp;

#define Z24 "000000000000000000000000000000000000000000000000"
/* type, number, text | 24 bytes | sequence, kind, from, to */
#define HEAD(type, number, text, kind)                                                                       \
	type number text Z24 "05" kind "00000000"                                                            \
			     "100e0000"

static const struct row rows[] = {
	{"greeting", &decoder_ge_srtp, 18245, FROM_CLIENT,
	 "0000"
	 "0000"
	 "0000" Z24 "0000"
	 "00000000"
	 "00000000"
	 "00000000000000000000000000000000",
	 "", 0},
	{"read", &decoder_ge_srtp, 18245, FROM_CLIENT,
	 HEAD("0200", "0100", "0000", "c0") "0101"
					    "04"
					    "08"
					    "0900"
					    "0400"
					    "0000000000000000",
	 "command ge-srtp 4 -1 read Read System Memory\n", 0},
	{"stop or run", &decoder_ge_srtp, 18245, FROM_CLIENT,
	 HEAD("0200", "0100", "0000", "c0") "0101"
					    "23"
					    "01"
					    "0000"
					    "0000"
					    "0000000000000000",
	 "command ge-srtp 35 -1 control Set PLC State\ndeed mode state 1\n", 0},
	{"write", &decoder_ge_srtp, 18245, FROM_CLIENT,
	 HEAD("0200", "0100", "0800", "80") "0000"
					    "0800"
					    "00000000"
					    "0101"
					    "07"
					    "08"
					    "6300"
					    "0400"
					    "0100020003000400",
	 "command ge-srtp 7 -1 write Write System Memory\ndeed write %R100 x4\n", 0},
	{"refused", &decoder_ge_srtp, 18245, FROM_SERVER,
	 HEAD("0300", "0100", "0000", "d1") "0101"
					    "05"
					    "f4"
					    "000000000000"
					    "000000000000",
	 "kind server plc\nmaker server GE / Emerson\n", 0},
};

static void test_rows(void **state)
{
	(void)state;
	ROWS_RUN(rows);
}

static void say(struct play *p, enum side side, const char *hex)
{
	static uint8_t bytes[512];

	play_bytes(p, side, bytes, bytes_of(hex, bytes, sizeof bytes));
	assert_int_equal(p->last, HEARD);
}

static void test_values(void **state)
{
	static struct play p;

	(void)state;
	p = play_of(&decoder_ge_srtp, 18245);
	say(&p, FROM_CLIENT, rows[1].hex);
	/* with text; the PLC runs */
	say(&p, FROM_SERVER,
	    HEAD("0300", "0100", "0800", "94") "0000"
					       "0800"
					       "00000000"
					       "0101"
					       "ff01"
					       "0000"
					       "0000"
					       "a040000020ff1f00");
	assert_true(play_said(&p, "answer ge-srtp 4 -1 answered"));
	assert_true(play_said(&p, "property server plc-state=run"));
	assert_true(play_said(&p, "point server %R10 = 16544 int16"));
	assert_true(play_said(&p, "point server %R12 = -224 int16"));
	assert_int_equal(play_count(&p, "point"), 4);
	/* short: in the header; 8 bits from %Q9 on */
	say(&p, FROM_CLIENT,
	    HEAD("0200", "0200", "0000", "c0") "0101"
					       "04"
					       "12"
					       "0100"
					       "0100"
					       "0000000000000000");
	say(&p, FROM_SERVER,
	    HEAD("0300", "0200", "0000", "d4") "0101"
					       "0000"
					       "050000000000"
					       "ff01"
					       "0000"
					       "0020");
	assert_true(play_said(&p, "property server plc-state=stop"));
	assert_true(play_said(&p, "point server %Q9 = 1 bool"));
	assert_true(play_said(&p, "point server %Q10 = 0 bool"));
	assert_true(play_said(&p, "point server %Q11 = 1 bool"));
	/* written */
	say(&p, FROM_CLIENT,
	    HEAD("0200", "0300", "0800", "80") "0000"
					       "0800"
					       "00000000"
					       "0101"
					       "07"
					       "08"
					       "6300"
					       "0400"
					       "0100020003000400");
	say(&p, FROM_SERVER,
	    HEAD("0300", "0300", "0000", "d4") "0101"
					       "0000"
					       "000000000000"
					       "ff01"
					       "0000"
					       "0020");
	assert_true(play_said(&p, "point server %R100 = 1 int16 set"));
	assert_true(play_said(&p, "point server %R103 = 4 int16 set"));
	/* refused */
	say(&p, FROM_CLIENT,
	    HEAD("0200", "0400", "0800", "80") "0000"
					       "0800"
					       "00000000"
					       "0101"
					       "07"
					       "08"
					       "6300"
					       "0400"
					       "0100020003000400");
	say(&p, FROM_SERVER,
	    HEAD("0300", "0400", "0000", "d1") "0101"
					       "02"
					       "fe"
					       "000000000000"
					       "000000000000");
	assert_true(play_said(&p, "answer ge-srtp 7 -1 refused"));
	assert_int_equal(play_count(&p, " set"), 4);
}

/* Zeros are no greeting away from the port; sides are what the message says. */
static void test_strict(void **state)
{
	static struct play p;
	static uint8_t bytes[256];
	size_t n = bytes_of(rows[0].hex, bytes, sizeof bytes);

	(void)state;
	p = play_of(&decoder_ge_srtp, 18245);
	assert_int_equal(play_smell(&p, FROM_CLIENT, bytes, n).certainty, LIKELY);
	p.t.server_port = 40000;
	assert_int_equal(play_smell(&p, FROM_CLIENT, bytes, n).certainty, NOT_MINE);
	n = bytes_of(rows[1].hex, bytes, sizeof bytes);
	assert_int_equal(play_smell(&p, FROM_CLIENT, bytes, n).certainty, SURE);
	assert_int_equal(play_smell(&p, FROM_CLIENT, bytes, n).role, ROLE_CLIENT);
	n = bytes_of(rows[4].hex, bytes, sizeof bytes);
	assert_int_equal(play_smell(&p, FROM_CLIENT, bytes, n).role, ROLE_SERVER);
	bytes[31] = 0xd2;
	assert_int_equal(play_smell(&p, FROM_CLIENT, bytes, n).certainty, NOT_MINE);
	bytes[4] = bytes[5] = 0xff;
	assert_int_equal(play_bytes(&p, FROM_SERVER, bytes, n), BROKEN);
}

static void test_cut(void **state)
{
	static struct play whole, slow;
	size_t n = row_read(&rows[3]);

	(void)state;
	row_play(&rows[3], &whole);
	slow = whole;
	play_bytes(&whole, FROM_CLIENT, row_bytes, n);
	assert_int_equal(play_slowly(&slow, FROM_CLIENT, row_bytes, n), HEARD);
	assert_string_equal(whole.e.log, slow.e.log);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_strict),
		cmocka_unit_test(test_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
