/* MMS: requests by service and what is written, answers by invoke id, values in nested data, identity,
 * reports, associations, and nests that have no end. */
#include "recorder.h"

extern const struct decoder decoder_mms;

static struct play p;
static uint8_t bytes[8192];

static size_t packet_of(const uint8_t *payload, size_t n, uint8_t *out)
{
	memcpy(out, (uint8_t[]){3, 0, (uint8_t)((n + 7) >> 8), (uint8_t)(n + 7), 2, 0xf0, 0x80}, 7);
	memmove(out + 7, payload, n);
	return n + 7;
}

/* An element of up to 64 kB around what stands in at; returns its length. */
static size_t around(uint8_t *at, size_t n, uint8_t tag)
{
	memmove(at + 4, at, n);
	memcpy(at, (uint8_t[]){tag, 0x82, (uint8_t)(n >> 8), (uint8_t)n}, 4);
	return n + 4;
}

/* An MMS message in data of session and presentation. */
static size_t message_of(const char *hex)
{
	static uint8_t body[8192];
	size_t n = bytes_of(hex, body, sizeof body - 64);

	n = around(body, n, 0xa0);
	memmove(body + 3, body, n);
	memcpy(body, "\x02\x01\x03", 3);
	n = around(body, n + 3, 0x30);
	n = around(body, n, 0x61);
	memmove(body + 4, body, n);
	memcpy(body, "\x01\x00\x01\x00", 4);
	return packet_of(body, n + 4, bytes);
}

static void say(enum side side, const char *hex) { play_bytes(&p, side, bytes, message_of(hex)); }

/* LD1/MMXU1$MX$Hz (a structure: a float, a quality, a time) and LD1/GGIO1$ST$Ind (a boolean) */
static void test_read(void **state)
{
	(void)state;
	p = play_of(&decoder_mms, 102);
	say(FROM_CLIENT, "a0 3d 020107 a4 38 a1 36 a0 34"
			 "30 18 a0 16 a1 14 1a 03 4c4431 1a 0d 4d4d5855 31 244d5824 48 7a 24 61"
			 "30 18 a0 16 a1 14 1a 03 4c4431 1a 0d 4747494f 31 245354 24 496e64 24");
	say(FROM_SERVER, "a1 24 020107 a4 1f a1 1d a2 18 87 05 08 42480000 84 03 03 0000 91 08 "
			 "0102030405060708 00 00 83 01 01");
	assert_string_equal(p.e.log, "command mms 4 -1 read Read\n"
				     "kind server plc\n"
				     "point server LD1/MMXU1$MX$Hz$a[0] = 50 float\n"
				     "point server LD1/GGIO1$ST$Ind$ = 1 bool\n"
				     "answer mms 4 -1 answered\n");
}

static void test_operate(void **state)
{
	static const char name[] =
		"a0 1e 30 1c a0 1a a1 18 1a 03 4c4431 1a 11 4353574931 24434f24 506f7324 4f706572";
	char hex[200];

	(void)state;
	p = play_of(&decoder_mms, 102);
	snprintf(hex, sizeof hex, "a0 2f 020109 a5 2a %s a0 08 a2 06 83 01 01 85 01 05", name);
	say(FROM_CLIENT, hex);
	assert_true(play_said(&p, "command mms 5 1 write Write (operate)"));
	assert_true(play_said(&p, "deed write LD1/CSWI1$CO$Pos$Oper"));
	say(FROM_SERVER, "a1 07 020109 a5 02 81 00");
	assert_true(play_said(&p, "point server LD1/CSWI1$CO$Pos$Oper[0] = 1 bool set"));
	assert_true(play_said(&p, "answer mms 5 1 answered"));
	snprintf(hex, sizeof hex, "a0 2f 02010a a5 2a %s a0 08 a2 06 83 01 00 85 01 05", name);
	say(FROM_CLIENT, hex);
	say(FROM_SERVER, "a1 08 02010a a5 03 80 01 03");
	assert_true(play_said(&p, "answer mms 5 1 refused"));
	assert_int_equal(play_count(&p, "[0] = 0 bool"), 0);
}

static void test_identity_and_programs(void **state)
{
	(void)state;
	p = play_of(&decoder_mms, 102);
	say(FROM_CLIENT, "a0 05 020101 82 00");
	say(FROM_SERVER, "a1 1a 020101 a2 15 80 04 41434d45 81 06 5245463631 35 82 05 312e302e32");
	assert_true(play_said(&p, "command mms 2 -1 read Identify"));
	assert_true(play_said(&p, "maker server ACME"));
	assert_true(play_said(&p, "model server REF615"));
	assert_true(play_said(&p, "firmware server 1.0.2"));
	say(FROM_CLIENT, "a0 0c 020102 bf29 06 80 04 4d41494e");
	assert_true(play_said(&p, "command mms 41 -1 control Stop"));
	assert_true(play_said(&p, "deed stop MAIN"));
	say(FROM_SERVER, "a2 0a 800102 a205 a003 870102");
	assert_true(play_said(&p, "answer mms 41 -1 refused"));
	say(FROM_CLIENT, "a0 0f 020103 bf4c 09 a0 07 19 05 612e637376");
	assert_true(play_said(&p, "deed file-delete a.csv"));
}

/* RPT: name, options (sequence number, members), the third and fifth member */
static void test_report(void **state)
{
	(void)state;
	p = play_of(&decoder_mms, 102);
	say(FROM_SERVER, "a3 2a a0 28 a1 05 80 03 525054 a0 1f 8a 04 72707431 84 03 06 4000 86 01 07 84 02 "
			 "03 28 85 01 2a a2 08 83 01 01 84 03 03 0000");
	assert_true(play_said(&p, "point server rpt1[2] = 42 int32"));
	assert_true(play_said(&p, "point server rpt1[4][0] = 1 bool"));
}

static void test_names(void **state)
{
	static const char bare[] = "a0 08 020101 bf28 02 80 00";
	size_t n;

	(void)state;
	p = play_of(&decoder_mms, 102);
	n = message_of("a0 05 020101 82 00");
	assert_int_equal(play_smell(&p, FROM_CLIENT, bytes, n).certainty, LIKELY);
	assert_int_equal(play_smell(&p, FROM_CLIENT, bytes, n).role, ROLE_CLIENT);
	n = message_of("a1 05 020101 82 00");
	assert_int_equal(play_smell(&p, FROM_SERVER, bytes, n).role, ROLE_SERVER);
	n = bytes_of(bare, bytes + 7, 64);
	n = packet_of(bytes + 7, n, bytes);
	assert_int_equal(play_smell(&p, FROM_CLIENT, bytes, n).certainty, LIKELY);
	bytes[8]++; /* its length is not the packet's */
	assert_int_equal(play_smell(&p, FROM_CLIENT, bytes, n).certainty, NOT_MINE);
}

/* CONNECT with the application context of MMS, and a password */
static void test_association(void **state)
{
	static const char connect[] = "0d 42 05 06 13 01 00 16 01 02 c1 38 31 36 a0 03 80 01 01 a2 2f 61 2d "
				      "30 2b 02 01 01 a0 26 60 24"
				      "a1 07 06 05 28ca220203 8b 03 52 03 01 ac 08 80 06 686173636821 be 0a "
				      "28 08 06 02 51 01 02 01 03 a0";
	size_t n;

	(void)state;
	p = play_of(&decoder_mms, 102);
	n = packet_of(bytes + 7, bytes_of(connect, bytes + 7, 512), bytes);
	assert_int_equal(play_smell(&p, FROM_CLIENT, bytes, n).certainty, SURE);
	play_bytes(&p, FROM_CLIENT, bytes, n);
	assert_string_equal(p.e.log, "login acse-password clear unknown /hasch!\n");
}

/* A thousand structures in one another, and lengths that lie. */
static void test_bomb(void **state)
{
	static char hex[20000];
	static const char *const lies[] = {"a1 7f 020107 a4 02 a1 00", "a1 09 020107 a4 84 ffffffff",
					   "a1 08 020107 a4 80 0000", "a3 09 a0 84 7fffffff 0000",
					   "a1 0a 020107 bf ffffffff 00"};
	int n;

	(void)state;
	n = snprintf(hex, sizeof hex, "a1820fab 020107 a4820fa4 a1820fa0");
	for (int i = 999; i >= 0; i--)
		n += snprintf(hex + n, sizeof hex - (size_t)n, "a282%04x", (unsigned)i * 4);
	p = play_of(&decoder_mms, 102);
	say(FROM_CLIENT, "a0 1a 020107 a4 15 a1 13 a0 11 30 0f a0 0d a1 0b 1a 03 4c4431 1a 04 41414141");
	say(FROM_SERVER, hex);
	assert_true(play_said(&p, "answer mms 4 -1 answered"));
	assert_int_equal(play_count(&p, "point"), 0);
	for (size_t i = 0; i < sizeof lies / sizeof lies[0]; i++) {
		say(FROM_SERVER, lies[i]);
		assert_int_equal(p.last, HEARD);
	}
	assert_int_equal(play_count(&p, "point"), 0);
}

/* Every cut waits, one byte after the other says the same. */
static void test_slowly(void **state)
{
	size_t n = message_of("a0 0c 020102 bf29 06 80 04 4d41494e");

	(void)state;
	p = play_of(&decoder_mms, 102);
	play_slowly(&p, FROM_CLIENT, bytes, n);
	assert_string_equal(p.e.log, "command mms 41 -1 control Stop\ndeed stop MAIN\n");
	play_slowly(&p, FROM_SERVER, bytes, n); /* a request from the server is none */
	assert_int_equal(play_count(&p, "command"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_operate),
		cmocka_unit_test(test_identity_and_programs),
		cmocka_unit_test(test_report),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_association),
		cmocka_unit_test(test_bomb),
		cmocka_unit_test(test_slowly),
	};

	return cmocka_run_group_tests_name("proto-mms", tests, NULL, NULL);
}
