/* BER, and SNMP on it. */
#include "recorder.h"

#include "decode/ber.h"

extern const struct decoder decoder_snmp;

static uint8_t bytes[512];
static size_t n;
static struct play p;

static enum heard say(enum side side, const char *hex)
{
	n = bytes_of(hex, bytes, sizeof bytes);
	return play_bytes(&p, side, bytes, n);
}

static const char get[] = "30 26 02 01 01 04 06 7075626c6963 a0 19 02 01 07 02 01 00 02 01 00 30 0e"
			  "30 0c 06 08 2b06010201010100 05 00";
static const char response[] = "303f02010104067075626c6963a2320201070201000201003027301006082b060102010101000"
			       "40450756d70301306082b0601020101020006072b060104018237";

static void test_ber(void **state)
{
	struct rd r, content;
	unsigned tag;
	int64_t v;
	char oid[BER_OID_TEXT];

	(void)state;
	n = bytes_of("02 02 ff00  06 03 2b 8237  04 82 0001 41  04 80", bytes, sizeof bytes);
	r = rd_of(bytes, n);
	assert_true(ber_want(&r, BER_INTEGER, &content) && ber_int(content, &v) && v == -256);
	assert_false(ber_want(&r, BER_INTEGER, &content));
	assert_true(ber_want(&r, BER_OID, &content));
	assert_int_equal(ber_oid(content, oid), strlen("1.3.311"));
	assert_string_equal(oid, "1.3.311");
	assert_int_equal(ber_length(&r), 5);
	assert_true(ber_next(&r, &tag, &content) && tag == BER_OCTETS && rd_left(&content) == 1);
	assert_false(ber_next(&r, &tag, &content)); /* indefinite length */
	assert_false(rd_ok(&r));
	n = bytes_of("ffffffffff7f", bytes, sizeof bytes);
	assert_int_equal(ber_oid(rd_of(bytes, n), oid), 0);
	memset(bytes, 0x8f, sizeof bytes);
	assert_int_equal(ber_oid(rd_of(bytes, sizeof bytes), oid), 0);
	memset(bytes, 0x7f, sizeof bytes);
	assert_in_range(ber_oid(rd_of(bytes, sizeof bytes), oid), 200, BER_OID_TEXT - 1);
}

static void test_agent(void **state)
{
	(void)state;
	p = play_of(&decoder_snmp, 161);
	say(FROM_CLIENT, get);
	say(FROM_CLIENT, get);
	say(FROM_SERVER, response);
	assert_string_equal(p.e.log, "login community clear unknown /public\n"
				     "login community clear ok /public\n"
				     "description server Pump\n"
				     "snmp-object-id server 1.3.6.1.4.1.311\n");
}

static void test_version_3(void **state)
{
	(void)state;
	p = play_of(&decoder_snmp, 161);
	assert_int_equal(say(FROM_SERVER,
			     "3040020103300d020101020205dc04010002010304193017040980001f88030203040502010"
			     "1020102040004000400301104000400a80b0201010201000201003000"),
			 HEARD);
	assert_string_equal(p.e.log, "snmp-engine-id server 80001f880302030405\n");
	p = play_of(&decoder_snmp, 161);
	assert_int_equal(say(FROM_CLIENT, "301e020103300d020101020205dc040103020103040230000406010203040506"),
			 HEARD);
	assert_string_equal(p.e.log, "secrecy snmp encrypted\n");
}

static void test_set_and_trap(void **state)
{
	(void)state;
	p = play_of(&decoder_snmp, 161);
	say(FROM_CLIENT, "301402010004027075a30b0201070201000201003000");
	assert_true(play_said(&p, "command snmp 3 -1 write Set"));
	say(FROM_SERVER, "301402010004027075a20b0201070201050201003000");
	assert_true(play_said(&p, "answer snmp 3 -1 refused"));
	/* the same name again, with "not writable": what was to be, not what is */
	say(FROM_SERVER, "302702010104027075a21e020108020111020101301330110608"
			 "2b06010201010600040548616c6c65");
	assert_int_equal(play_count(&p, "location"), 0);
	say(FROM_SERVER, "302702010104027075a21e020108020100020100301330110608"
			 "2b06010201010600040548616c6c65");
	assert_true(play_said(&p, "location server Halle"));
	say(FROM_CLIENT, "302302010004027075a41a06072b06010401823740040a0000090201060201014301003000");
	assert_true(play_said(&p, "snmp-object-id 10.0.0.9 1.3.6.1.4.1.311"));
}

static void test_switch_table(void **state)
{
	(void)state;
	p = play_of(&decoder_snmp, 161);
	say(FROM_SERVER, "3047020101040178a23f0201070201000201003034301606112b0601020111040301020211223344815"
			 "5020107301a06152b0601020111070102020102816402811122334455020109");
	assert_true(play_said(&p, "neighbour ::/02:11:22:33:44:d5 server 7 |  | 0 0 0 0"));
	assert_true(play_said(&p, "neighbour ::/02:91:22:33:44:55 server 9 |  | 0 0 0 0"));
}

static void test_smells(void **state)
{
	(void)state;
	p = play_of(&decoder_snmp, 9161);
	n = bytes_of(get, bytes, sizeof bytes);
	assert_int_equal(play_smell(&p, FROM_CLIENT, bytes, n).certainty, SURE);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(play_smell(&p, FROM_CLIENT, bytes, i).certainty, NOT_MINE);
	bytes[4] = 9;
	assert_int_equal(play_smell(&p, FROM_CLIENT, bytes, n).certainty, NOT_MINE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ber),          cmocka_unit_test(test_agent),
		cmocka_unit_test(test_version_3),    cmocka_unit_test(test_set_and_trap),
		cmocka_unit_test(test_switch_table), cmocka_unit_test(test_smells)};

	return cmocka_run_group_tests_name("proto-snmp", tests, NULL, NULL);
}
