/* HART-IP: who an instrument is, values, settings, an error, what comes by itself, what cannot be. The frames
 * are made here; the check byte is the exclusive or of all before it. */
#include "rows.h"

extern const struct decoder decoder_hart_ip;

static const struct row rows[] = {
	{"who are you", &decoder_hart_ip, 5094, FROM_CLIENT,
	 "010003000002000d"
	 "0280000082",
	 "command hart-ip 0 -1 read Read Unique Identifier\n", 17},
	{"identity", &decoder_hart_ip, 5094, FROM_SERVER,
	 "0101030000020025"
	 "0680"
	 "0018"
	 "0000"
	 "fe"
	 "1151"
	 "05"
	 "07"
	 "03"
	 "09"
	 "12"
	 "00"
	 "0a0b0c"
	 "05"
	 "04"
	 "0001"
	 "00"
	 "0026"
	 "0026"
	 "01"
	 "36",
	 "answer hart-ip 0 -1 answered\n"
	 "serial server 0a0b0c\n"
	 "firmware server 9\n"
	 "hardware server 2\n"
	 "property server hart-device-type=1151 revision 3\n"
	 "kind server sensor\n"
	 "property server hart-maker=0026\n"
	 "maker server Rosemount\n",
	 17},
	{"primary variable", &decoder_hart_ip, 5094, FROM_SERVER,
	 "0101030000030018"
	 "8611510a0b0c"
	 "0107"
	 "0000"
	 "20"
	 "41ac0000"
	 "00",
	 "answer hart-ip 1 -1 answered\n"
	 "point server 11510a0b0c.PV = 21.5 float\n",
	 6},
	{"range written", &decoder_hart_ip, 5094, FROM_CLIENT,
	 "010003000004001a"
	 "8211510a0b0c"
	 "2309"
	 "2042c8000000000000"
	 "4f",
	 "command hart-ip 35 -1 program Write Primary Variable Range Values\n"
	 "deed config 11510a0b0c\n",
	 17},
	{"refused: protected", &decoder_hart_ip, 5094, FROM_SERVER,
	 "0101030000040013"
	 "8611510a0b0c"
	 "2302"
	 "0700"
	 "ed",
	 "answer hart-ip 35 -1 refused\n", 17},
	{"told by itself", &decoder_hart_ip, 5094, FROM_SERVER,
	 "0102030000050018"
	 "8111510a0b0c"
	 "0107"
	 "0000"
	 "20"
	 "41ac0000"
	 "07",
	 "point server 11510a0b0c.PV = 21.5 float\n", 17},
	{"session", &decoder_hart_ip, 5094, FROM_CLIENT,
	 "010000000001000d"
	 "0100007530",
	 "command hart-ip 1000 -1 other Session Initiate\n", 17},
	{"device reset", &decoder_hart_ip, 5094, FROM_CLIENT,
	 "0100030000060011"
	 "8211510a0b0c"
	 "2a00"
	 "e5",
	 "command hart-ip 42 -1 control Perform Device Reset\n"
	 "deed reset 11510a0b0c\n",
	 17},
};

static uint8_t b[128];

static enum certainty smelled(const char *hex, uint16_t port)
{
	static struct play p;
	size_t n = bytes_of(hex, b, sizeof b);

	p = play_of(&decoder_hart_ip, port);
	p.t.transport = 17;
	return (enum certainty)play_smell(&p, FROM_CLIENT, b, n).certainty;
}

static void test_rows(void **state)
{
	(void)state;
	ROWS_RUN(rows);
}

/* A bare header is likely at most; a frame whose check byte is wrong is none. */
static void test_strict(void **state)
{
	(void)state;
	assert_int_equal(smelled("0100020000020008", 5094), LIKELY);
	assert_int_equal(smelled("0100030000060011"
				 "8211510a0b0c"
				 "2a00"
				 "e5",
				 40000),
			 SURE);
	assert_int_equal(smelled("0100030000060011"
				 "8211510a0b0c"
				 "2a00"
				 "e4",
				 5094),
			 NOT_MINE);
	assert_int_equal(smelled("0100030000060011"
				 "8211510a0b0c"
				 "2a00"
				 "e500",
				 5094),
			 NOT_MINE);
	assert_int_equal(smelled("01000000000100ff"
				 "0100007530",
				 5094),
			 NOT_MINE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_strict)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
