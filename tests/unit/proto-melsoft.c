/* MELSOFT, in messages made up after the recordings that the decoder names. */
#include "rows.h"

extern const struct decoder decoder_melsoft;

/* Heads of an R series question and answer (network 1, station 0x7d) and of an FX5U's; what follows is the
 * command. */
#define QR(length)                                                                                           \
	"5701 0100 00 1111 0700 01 7d ff03 0000 fe03 0000 " length                                           \
	" 1c0a1614 0000 0000 0000 0004 0000 0000 0000 0000 0000 0000 "
#define AR(length, end)                                                                                      \
	"d700 7100 00 1111 0700 0000 a803 017dff030000 " length " 9c021814 " end                             \
	" 0000 0204 0000 0000 0000 0000 0000 0000 0000 0000 "
#define QF(length)                                                                                           \
	"5700 0000 00 1111 0700 00 ff ff03 0000 0000 0000 " length                                           \
	" 1c021614 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 "
#define AF(length)                                                                                           \
	"d700 0000 00 1111 7f00 0000 a803 00ffff030000 " length                                              \
	" 9c021814 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 "
#define NAME40 "6e006f007a006f006d006900 00000000000000000000000000000000000000000000000000000000"
#define HASH32 "0101010101010101010101010101010101010101010101010101010101010101"

static const struct row rows[] = {
	{"connection asked for", &decoder_melsoft, 5007, FROM_CLIENT, "5a0000ff",
	 "command melsoft 90 255 other Connect\n", 6},
	{"connection given", &decoder_melsoft, 5007, FROM_SERVER,
	 "da0000ff91480c000000000013000000f8d1980030710000c4da9800", "answer melsoft 90 255 answered\n", 6},
	{"controllers looked for", &decoder_melsoft, 5560, FROM_CLIENT, "5a000001",
	 "command melsoft 90 1 other Search for Controllers\n", 17},
	{"controller found", &decoder_melsoft, 5560, FROM_SERVER, "da0000011400c0a80365c0a80365",
	 "answer melsoft 90 1 answered\n", 17},
	{"type name of an R series", &decoder_melsoft, 5007, FROM_SERVER,
	 AR("3c00", "0000") "0121 0100 1c00 52303853464350552020202020202020 9148 0800000020002900 0002",
	 "kind server plc\nanswer melsoft 289 -1 answered\nmodel server R08SFCPU\nmaker server Mitsubishi "
	 "Electric\n"
	 "property server model-code=0x4891\n",
	 6},
	{"type name of an FX5U", &decoder_melsoft, 5560, FROM_SERVER,
	 AF("3800") "0121 0100 0000 465835552d33324d542f455300000000 294a 000800000000",
	 "kind server plc\nanswer melsoft 289 -1 answered\nmodel server FX5U-32MT/ES\nmaker server "
	 "Mitsubishi Electric\n"
	 "property server model-code=0x4A29\n",
	 17},
	{"file opened, with the question's length", &decoder_melsoft, 5560, FROM_SERVER,
	 AF("2200") "1867 0900 3800 0100", "kind server plc\nanswer melsoft 6247 -1 answered\n", 17},
	{"remote stop", &decoder_melsoft, 5007, FROM_CLIENT,
	 QR("2e00") "1002 0900 0400 0100 0002 0e00 0281 0482 05baa1b2c3d4",
	 "command melsoft 4098 -1 control Remote STOP\ndeed stop\n", 6},
	{"people registered", &decoder_melsoft, 5007, FROM_CLIENT,
	 QR("6e00") "1133 0900 5000 0100 0100 " NAME40 HASH32 "0001 0002",
	 "command melsoft 4403 -1 control Register Users\ndeed account nozomi\n", 6},
	{"memory written", &decoder_melsoft, 5007, FROM_CLIENT,
	 QF("3800") "1410 0100 0000 00000000000000000000 2000 64000000 00000000 0200 2a000700",
	 "command melsoft 5136 -1 write Write Memory\ndeed write D100 x2\n", 6},
};

static void test_rows(void **state)
{
	(void)state;
	ROWS_RUN(rows);
}

static struct play p;

static void say(enum side side, const char *hex)
{
	static uint8_t b[1024];

	play_slowly(&p, side, b, bytes_of(hex, b, sizeof b));
	assert_int_equal(p.last, HEARD);
}

static void say_all(enum side side, const char *hex)
{
	static uint8_t b[1024];

	play_bytes(&p, side, b, bytes_of(hex, b, sizeof b));
	assert_int_equal(p.last, HEARD);
}

/* A name that is not known is refused (4309): a sign-in that failed. One that is gets a challenge, which is
 * no sign-in yet; the password's hash decides. */
static void test_sign_in(void **state)
{
	(void)state;
	p = play_of(&decoder_melsoft, 5007);
	say(FROM_CLIENT, QR("4a00") "0131 0100 2c00 " NAME40 "0001 0002");
	assert_int_equal(play_count(&p, "login"), 0);
	say(FROM_SERVER, AR("3100", "0943") "0131 0100 1000 0001 4821 0128 1147 1704 2000 0300 0000 02");
	assert_true(play_said(&p, "answer melsoft 305 -1 refused"));
	assert_true(play_said(&p, "login melsoft encrypted failed nozomi/"));
	say(FROM_CLIENT, QR("4a00") "0131 0200 2c00 " NAME40 "0001 0002");
	say(FROM_SERVER, AR("3200", "0000") "0131 0200 1200 00112233445566778899aabbccddeeff 0002");
	assert_int_equal(play_count(&p, "login"), 1);
	say(FROM_CLIENT, QR("5000") "0132 0300 3200 00112233445566778899aabbccddeeff" HASH32 "0002");
	say(FROM_SERVER, AR("2200", "0000") "0132 0300 0200 0000");
	assert_true(play_said(&p, "login melsoft encrypted ok nozomi/"));
	assert_true(play_said(&p, "deed unlock"));
}

static void test_values(void **state)
{
	(void)state;
	p = play_of(&decoder_melsoft, 5562);
	say(FROM_CLIENT, QF("3400") "0410 f43f 0000 00000000000000000000 0100 60000000 00000000 0900");
	say(FROM_SERVER, AF("2200") "0410 f43f 0000 8101");
	assert_true(play_said(&p, "point server M96 = 1 bool"));
	assert_true(play_said(&p, "point server M97 = 0 bool"));
	assert_true(play_said(&p, "point server M103 = 1 bool"));
	assert_true(play_said(&p, "point server M104 = 1 bool"));
	assert_int_equal(play_count(&p, "point"), 9);
	say(FROM_CLIENT, QF("4600") "0411 f33f 0000 00000000000000000000 0200 00000000 0200 0000 "
				    "20000000000000000000 2000c800000000000000");
	say(FROM_SERVER, AF("2600") "0411 f33f 0000 0000 0000 e803");
	assert_true(play_said(&p, "point server D0 = 0 uint16"));
	assert_true(play_said(&p, "point server D200 = 1000 uint16"));
	say(FROM_CLIENT, QF("3600") "1410 f53f 0000 00000000000000000000 3000 1f000000 00000000 0100 2a00");
	assert_int_equal(play_count(&p, "W1F"), 1); /* the deed; the value when it is answered */
	say(FROM_SERVER, AF("2000") "1410 f53f 0000");
	assert_true(play_said(&p, "point server W1F = 42 uint16 set"));
}

/* What a file's contents are called is in the message that opened it. */
static void test_program(void **state)
{
	(void)state;
	p = play_of(&decoder_melsoft, 5007);
	say(FROM_CLIENT,
	    QF("3c00") "1867 0100 0000 00000000 0001 0400 c8000000 1000 4d00410049004e002e00500052004700");
	say(FROM_CLIENT, QF("2a00") "1869 0200 0000 00004100 00000000 0200 ffff");
	assert_true(play_said(&p, "command melsoft 6249 -1 program Write File"));
	assert_true(play_said(&p, "deed program-download MAIN.PRG"));
}

#define OPEN_MAIN                                                                                            \
	QF("3c00") "1867 0100 0000 00000000 0001 0400 c8000000 1000 4d00410049004e002e00500052004700"
#define WRITE_FILE QF("2a00") "1869 0200 0000 00004100 00000000 0200 ffff"
#define READ_SD203 QF("3400") "0410 f43f 0000 00000000000000000000 2100 cb000000 00000000 0100"

/* The same while the controller runs, by SD203 or a remote RUN that was taken; and not once it was stopped. */
static void test_online_change(void **state)
{
	(void)state;
	p = play_of(&decoder_melsoft, 5007);
	say(FROM_CLIENT, OPEN_MAIN);
	say(FROM_CLIENT, READ_SD203);
	say(FROM_SERVER, AF("2200") "0410 f43f 0000 0200");
	assert_true(play_said(&p, "point server SD203 = 2 uint16"));
	say(FROM_CLIENT, WRITE_FILE);
	assert_int_equal(play_count(&p, "deed program-download MAIN.PRG"), 1);
	say(FROM_CLIENT, READ_SD203);
	say(FROM_SERVER, AF("2200") "0410 f43f 0000 0000");
	say(FROM_CLIENT, WRITE_FILE);
	assert_true(play_said(&p, "command melsoft 6249 1 program Write File (program while it runs)"));
	assert_true(play_said(&p, "deed online-change MAIN.PRG, while it runs"));
	say(FROM_SERVER, AF("2000") "1869 0200 0000");
	assert_true(play_said(&p, "answer melsoft 6249 1 answered"));
	say(FROM_CLIENT, QF("2000") "1002 0b00 0000 0100");
	say(FROM_SERVER, AF("2000") "1002 0b00 0000");
	say(FROM_CLIENT, WRITE_FILE);
	assert_int_equal(play_count(&p, "deed online-change"), 1);
}

/* On a direct cable all is broadcast: what was asked of everybody is told of the controller that answers. */
static void test_everybody(void **state)
{
	(void)state;
	p = play_of(&decoder_melsoft, 5560);
	p.t.transport = 17;
	p.t.to_group = true;
	say_all(FROM_CLIENT, QF("2000") "1002 0b00 0000 0100");
	assert_string_equal(p.e.log, "");
	say_all(FROM_SERVER, AF("2000") "1002 0b00 0000");
	assert_true(play_said(&p, "deed stop"));
	assert_int_equal(play_count(&p, "command melsoft 4098"), 1);
	assert_true(play_said(&p, "answer melsoft 4098 -1 answered"));
}

/* Counts that lie tell nothing; lengths that lie are broken. */
static void test_lies(void **state)
{
	static uint8_t b[256];

	(void)state;
	p = play_of(&decoder_melsoft, 5562);
	say(FROM_CLIENT, QF("3400") "0410 f43f 0000 00000000000000000000 2000 60000000 00000000 ffff");
	say(FROM_SERVER, AF("2200") "0410 f43f 0000 8101");
	say(FROM_CLIENT, QF("3e00") "0411 f33f 0000 00000000000000000000 ff00 00000000 0200 0000 "
				    "20000000000000000000 2000");
	say(FROM_SERVER, AF("2600") "0411 f33f 0000 0000 0000 e803");
	assert_int_equal(play_count(&p, "point"), 0);
	assert_int_equal(
		play_bytes(&p, FROM_CLIENT, b, bytes_of(QR("2000") "1002 0900 ff00 0100", b, sizeof b)),
		BROKEN);
	p = play_of(&decoder_melsoft, 5562);
	assert_int_equal(play_bytes(&p, FROM_CLIENT, b, bytes_of(QR("ffff") "1002", b, sizeof b)), BROKEN);
}

static struct smell nose(uint16_t port, enum side side, const char *hex)
{
	static uint8_t b[256];
	struct play q = play_of(&decoder_melsoft, port);

	return play_smell(&q, side, b, bytes_of(hex, b, sizeof b));
}

static void test_smell(void **state)
{
	(void)state;
	assert_int_equal(nose(40000, FROM_CLIENT, QF("2000") "1002 0900 0000 0100").certainty, SURE);
	assert_int_equal(nose(40000, FROM_SERVER, AF("2000") "1002 0900 0000").role, ROLE_SERVER);
	assert_int_equal(nose(40000, FROM_CLIENT, "5a0000ff").certainty, LIKELY);
	assert_int_equal(nose(5007, FROM_CLIENT, "5a0000ff").certainty, SURE);
	assert_int_equal(nose(5007, FROM_CLIENT, "5a0000ff00").certainty, NOT_MINE);
	assert_int_equal(nose(5007, FROM_CLIENT, "57010000001111070001").certainty, NOT_MINE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),          cmocka_unit_test(test_sign_in),
		cmocka_unit_test(test_values),        cmocka_unit_test(test_program),
		cmocka_unit_test(test_online_change), cmocka_unit_test(test_everybody),
		cmocka_unit_test(test_lies),          cmocka_unit_test(test_smell)};

	return cmocka_run_group_tests_name("proto-melsoft", tests, NULL, NULL);
}
