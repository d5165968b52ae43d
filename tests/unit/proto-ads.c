/* Beckhoff ADS. Messages of the CX_0D7560 are from the captures of ITI and nDPI; symbols and values are built
 * by the TwinCAT ADS specification. */
#include "rows.h"

extern const struct decoder decoder_ads;

static const struct row rows[] = {
	{"state", &decoder_ads, 48898, FROM_CLIENT,
	 "000020000000050d756001011027c0a801630101038004000400000000000000000005000000",
	 "command ads 4 -1 read Read State\n", 6},
	{"state, told", &decoder_ads, 48898, FROM_SERVER,
	 "000028000000c0a8016301010380050d756001011027040005000800000000000000050000000000000005000200",
	 "answer ads 4 -1 answered\n", 6},
	{"stop", &decoder_ads, 48898, FROM_CLIENT,
	 "000028000000050d756001012103c0a8016301010380050004000800000000000000060000000600000000000000",
	 "command ads 5 6 control Write Control (Stop)\ndeed stop state 6\n", 6},
	{"the registry", &decoder_ads, 48898, FROM_CLIENT,
	 "00005a000000050d756001011027c0a8016301010f80090004003a00000000000000f3000000c800000000000000e803000"
	 "02a000000536f66747761726"
	 "55c4265636b686f66665c5477696e4341545c447269766572730054635254696d6500",
	 "command ads 9 200 read Read Write (Registry)\n", 6},
	{"who is there", &decoder_ads, 48899, FROM_CLIENT, "036614710000000001000000c0a801c70101102700000000",
	 "command ads 257 -1 read Server Info (UDP)\n", 17},
	{"a CX says who it is", &decoder_ads, 48899, FROM_SERVER,
	 "036614710000000001000080050d7560010110270300000005000a0043585f3044373536300004001400140100000600000"
	 "00000000000000000030000"
	 "0003000400020bb408",
	 "answer ads 257 -1 answered\n"
	 "maker server Beckhoff\n"
	 "kind server plc\n"
	 "name server CX_0D7560\n"
	 "firmware server TwinCAT 2.11.2228\n"
	 "os server Windows CE 6.0\n",
	 17},
};

static void test_rows(void **state)
{
	(void)state;
	ROWS_RUN(rows);
}

/* A route, with the account it asks for; the password goes through emit_login() only. */
static void test_route(void **state)
{
	static struct play p;
	static uint8_t bytes[256];
	size_t n =
		bytes_of("036614710000000006000000c0a801c701011027050000000c000d005348454e4855414a362d5043000"
			 "7000600c0a801c701010d"
			 "000e0041646d696e6973747261746f720002000200310005000d005348454e4855414a362d504300",
			 bytes, sizeof bytes);

	(void)state;
	p = play_of(&decoder_ads, 48899);
	p.t.transport = 17;
	play_bytes(&p, FROM_CLIENT, bytes, n);
	assert_true(play_said(&p, "command ads 262 -1 control Add Route (UDP)"));
	assert_true(play_said(&p, "deed account SHENHUAJ6-PC"));
	assert_int_equal(play_count(&p, "login"), 0);
	n = bytes_of("036614710000000006000080050d756001011027010000000100040000000000", bytes, sizeof bytes);
	play_bytes(&p, FROM_SERVER, bytes, n);
	assert_true(play_said(&p, "answer ads 262 -1 answered"));
	assert_true(play_said(&p, "login ads-route clear ok Administrator/1"));
}

static uint8_t wire[1024];

/* One message: command, number, answer or not, data. */
static void say(struct play *p, enum side side, unsigned command, unsigned number, bool answer,
		const char *hex)
{
	uint8_t data[512];
	size_t n = bytes_of(hex, data, sizeof data);

	memset(wire, 0, sizeof wire);
	wire[2] = (uint8_t)(32 + n);
	wire[3] = (uint8_t)((32 + n) >> 8);
	wire[22] = (uint8_t)command;
	wire[24] = answer ? 5 : 4;
	wire[26] = (uint8_t)n;
	wire[27] = (uint8_t)(n >> 8);
	wire[34] = (uint8_t)number;
	memcpy(wire + 38, data, n);
	play_bytes(p, side, wire, 38 + n);
	assert_int_equal(p->last, HEARD);
}

static void test_values(void **state)
{
	static struct play p;

	(void)state;
	p = play_of(&decoder_ads, 48898);
	/* a handle of MAIN.a, read and written by it */
	say(&p, FROM_CLIENT, 9, 1, false, "03f00000 00000000 04000000 07000000 4d41494e2e6100");
	assert_true(play_said(&p, "command ads 9 61443 read Read Write (Handle of a Name)"));
	say(&p, FROM_SERVER, 9, 1, true, "00000000 04000000 11000042");
	say(&p, FROM_CLIENT, 2, 2, false, "05f00000 11000042 02000000");
	say(&p, FROM_SERVER, 2, 2, true, "00000000 02000000 feff");
	assert_true(play_said(&p, "point server MAIN.a = -2 int16"));
	say(&p, FROM_CLIENT, 3, 3, false, "05f00000 11000042 02000000 0900");
	assert_true(play_said(&p, "deed write MAIN.a"));
	say(&p, FROM_SERVER, 3, 3, true, "00000000");
	assert_true(play_said(&p, "point server MAIN.a = 9 int16 set"));
	/* what its name calls a password is nobody's to keep */
	say(&p, FROM_CLIENT, 9, 11, false, "03f00000 00000000 04000000 09000000 4d41494e2e50776400");
	say(&p, FROM_SERVER, 9, 11, true, "00000000 04000000 12000042");
	say(&p, FROM_CLIENT, 2, 12, false, "05f00000 12000042 02000000");
	say(&p, FROM_SERVER, 2, 12, true, "00000000 02000000 d204");
	assert_int_equal(play_count(&p, "point"), 2);
	say(&p, FROM_CLIENT, 3, 4, false, "05f00000 11000042 02000000 0a00");
	say(&p, FROM_SERVER, 3, 4, true, "02070000");
	assert_true(play_said(&p, "answer ads 3 61445 refused"));
	assert_int_equal(play_count(&p, " set"), 1);
	/* the symbol of MAIN.t, a REAL at 4040:8 */
	say(&p, FROM_CLIENT, 9, 5, false, "09f00000 00000000 ff000000 07000000 4d41494e2e7400");
	say(&p, FROM_SERVER, 9, 5, true,
	    "00000000 2b000000 2b000000 40400000 08000000 04000000 04000000 00000000 0600 0400 0000 "
	    "4d41494e2e7400 5245414c00 00");
	say(&p, FROM_CLIENT, 2, 6, false, "40400000 08000000 04000000");
	say(&p, FROM_SERVER, 2, 6, true, "00000000 04000000 0000b841");
	assert_true(play_said(&p, "point server MAIN.t = 23 float"));
	/* without a name: by its place */
	say(&p, FROM_CLIENT, 2, 7, false, "20400000 64000000 01000000");
	say(&p, FROM_SERVER, 2, 7, true, "00000000 01000000 07");
	assert_true(play_said(&p, "point server %MB100 = 7 uint8"));
}

/* What the PLC notifies is asked for once. */
static void test_notifications(void **state)
{
	static struct play p;

	(void)state;
	p = play_of(&decoder_ads, 48898);
	say(&p, FROM_CLIENT, 6, 1, false,
	    "40400000 10000000 02000000 04000000 00000000 0a000000 00000000000000000000000000000000");
	say(&p, FROM_SERVER, 6, 1, true, "00000000 55000000");
	say(&p, FROM_SERVER, 8, 2, false,
	    "26000000 02000000 0000000000000000 01000000 55000000 02000000 0500 0000000000000000 01000000 "
	    "66000000 02000000 0600");
	assert_true(play_said(&p, "point server 0x4040:16 = 5 int16"));
	assert_int_equal(play_count(&p, "point"), 1);
}

static void test_hostile(void **state)
{
	static struct play p;
	static uint8_t bytes[64];
	size_t n;

	(void)state;
	p = play_of(&decoder_ads, 48898);
	say(&p, FROM_CLIENT, 9, 1, false, "03f00000 00000000 04000000 ffffffff 4d");
	say(&p, FROM_SERVER, 9, 1, true, "00000000 ffffffff 01");
	say(&p, FROM_SERVER, 8, 2, false, "ffffffff ffffffff 0000000000000000 ffffffff 55000000 ffffffff");
	say(&p, FROM_CLIENT, 3, 3, false, "");
	say(&p, FROM_SERVER, 3, 3, true, "");
	assert_int_equal(play_count(&p, "point"), 0);
	n = bytes_of("0000ffffffff", bytes, sizeof bytes);
	p = play_of(&decoder_ads, 48898);
	assert_int_equal(play_bytes(&p, FROM_CLIENT, bytes, n), BROKEN);
	n = bytes_of(rows[0].hex, bytes, sizeof bytes);
	bytes[22] = 99;
	assert_int_equal(play_smell(&p, FROM_CLIENT, bytes, n).certainty, NOT_MINE);
	bytes[22] = 4;
	assert_int_equal(play_smell(&p, FROM_CLIENT, bytes, n).role, ROLE_CLIENT);
	bytes[24] = 5;
	assert_int_equal(play_smell(&p, FROM_CLIENT, bytes, n).role, ROLE_SERVER);
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
		cmocka_unit_test(test_rows),    cmocka_unit_test(test_route),
		cmocka_unit_test(test_values),  cmocka_unit_test(test_notifications),
		cmocka_unit_test(test_hostile), cmocka_unit_test(test_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
