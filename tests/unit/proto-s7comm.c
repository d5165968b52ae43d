/* S7comm and S7comm-plus: jobs and user data, their answers, values, identity, blocks, the password. */
#include "rows.h"

extern const struct decoder decoder_s7comm, decoder_s7comm_plus;

static const struct row rows[] = {
	{"S7comm behind a connection request", &decoder_s7comm, 102, FROM_CLIENT,
	 "0300001611e00000000100c0010ac1020100c20201020300001902f08032010000000100080000f0000001000101e0",
	 "property client s7-connection=pg\n"
	 "property server s7-rack-slot=0/2\n"
	 "command s7comm 240 -1 other Setup Communication\n",
	 0},
	{"S7comm answer", &decoder_s7comm, 102, FROM_SERVER, "0300001502f080320300000001000200000000f000",
	 "kind server plc\nanswer s7comm 240 -1 answered\n", 0},
	{"S7comm answer that refuses, its question not recorded", &decoder_s7comm, 102, FROM_SERVER,
	 "0300001902f080320300000c0000020004000004010a000000",
	 "kind server plc\nanswer s7comm 4 -1 refused\n", 0},
	{"S7comm component list", &decoder_s7comm, 102, FROM_SERVER,
	 "0300006d02f080320700000001000c0050000112081284010100000000ff09004c001c00000022000200015072657373"
	 "2033000000000000000000000000000000000000000000000000000007435055203331352d3220504e2f445020202020"
	 "20202020202020202020202020",
	 "kind server plc\n"
	 "answer s7comm 1796 1 answered\n"
	 "maker server Siemens\n"
	 "name server Press 3\n"
	 "model server CPU 315-2 PN/DP\n",
	 0},
	{"S7comm module list", &decoder_s7comm, 102, FROM_SERVER,
	 "0300006102f080320700000001000c0044000112081284010100000000ff09004000110000001c000200013645533720"
	 "3331352d32454831342d304142302000c0000300010007202020202020202020202020202020202020202000c0560302"
	 "06",
	 "kind server plc\n"
	 "answer s7comm 1796 1 answered\n"
	 "maker server Siemens\n"
	 "hardware server 6ES7 315-2EH14-0AB0\n"
	 "model server 6ES7 315-2EH14-0AB0\n"
	 "firmware server V3.2.6\n",
	 0},
	{"S7comm stop", &decoder_s7comm, 102, FROM_CLIENT,
	 "0300002102f0803201000000050010000029000000000009505f50524f4752414d",
	 "command s7comm 41 -1 control PLC Stop\ndeed stop\n", 0},
	{"S7comm start", &decoder_s7comm, 102, FROM_CLIENT,
	 "0300002502f0803201000000050014000028000000000000fd000009505f50524f4752414d",
	 "command s7comm 40 1 control PI Service P_PROGRAM (start)\ndeed run\n", 0},
	{"S7comm delete block", &decoder_s7comm, 102, FROM_CLIENT,
	 "0300002b02f080320100000005001a000028000000000000fd000a01003041303030303142055f44454c45",
	 "command s7comm 40 3 program PI Service _DELE (delete block)\ndeed program-delete DB 1\n", 0},
	{"S7comm download", &decoder_s7comm, 102, FROM_CLIENT,
	 "0300002302f080320100000006001200001a00010000000000095f3038303030303150",
	 "command s7comm 26 -1 program Request Download\ndeed program-download OB 1\n", 0},
	{"S7comm clock", &decoder_s7comm, 102, FROM_CLIENT,
	 "0300002702f0803207000000070008000e0001120411470200ff09000a00191602082308100002",
	 "command s7comm 1799 2 control Set Clock\ndeed clock\n", 0},
	{"S7comm-plus hello", &decoder_s7comm_plus, 102, FROM_CLIENT,
	 "030000241fe00000001b00c1020620c21053494d415449432d524f4f542d484d49c0010a0300003802f0807201002931"
	 "000004ca0000000100000120360000011d00040000000000a1000000d3821f0000a400a20000000072010000",
	 "role client hmi\n"
	 "kind client hmi\n"
	 "command s7comm-plus 1226 1 other Create Object (session or subscription)\n",
	 0},
	{"S7comm-plus identity", &decoder_s7comm_plus, 102, FROM_SERVER,
	 "0300003902f0807201002a32000004ca000000013600151b313b36455337203231342d31484533302d30584230203b56"
	 "322e32000072010000",
	 "kind server plc\n"
	 "answer s7comm-plus 1226 -1 answered\n"
	 "maker server Siemens\n"
	 "hardware server 6ES7 214-1HE30-0XB0\n"
	 "model server 6ES7 214-1HE30-0XB0\n"
	 "firmware server V2.2\n",
	 0},
	{"S7comm-plus stop", &decoder_s7comm_plus, 102, FROM_CLIENT,
	 "0300002702f0807202001831000004f200000005000003c8340000003401907700080172020000",
	 "command s7comm-plus 1266 3 control Set Variable (CPU to STOP)\ndeed stop\n", 0},
	{"S7comm-plus block", &decoder_s7comm_plus, 102, FROM_CLIENT,
	 "0300003102f0807202002231000004ca00000027000003c0340000000300040000000000a18a32000194572000720200"
	 "00",
	 "command s7comm-plus 1226 5 program Create Object (program block)\ndeed program-download\n", 0},
};

static void test_rows(void **state)
{
	(void)state;
	ROWS_RUN(rows);
}

static uint8_t bytes[512];
static struct play p;

/* A message in one packet of TPKT and COTP. */
static void say(enum side side, const char *hex)
{
	static const uint8_t cotp[] = {2, 0xf0, 0x80};
	size_t n = 7 + bytes_of(hex, bytes + 7, sizeof bytes - 7);

	bytes[0] = 3;
	bytes[1] = 0;
	bytes[2] = (uint8_t)(n >> 8);
	bytes[3] = (uint8_t)n;
	memcpy(bytes + 4, cotp, sizeof cotp);
	play_bytes(&p, side, bytes, n);
}

/* DB5.DBW4 as INT, M1.3 as BIT, of which the second is refused. */
static void test_read(void **state)
{
	(void)state;
	p = play_of(&decoder_s7comm, 102);
	say(FROM_CLIENT, "32 01 0000 0009 001a 0000 04 02 120a10 05 0002 0005 84 000020 "
			 "120a10 01 0001 0000 83 00000b");
	say(FROM_SERVER, "32 03 0000 0009 0002 000c 0000 04 02 ff 05 0020 fffe 0007 0a 00 0000");
	assert_string_equal(p.e.log, "command s7comm 4 -1 read Read Variable\n"
				     "kind server plc\n"
				     "point server DB5.DBW4 = -2 int16\n"
				     "point server DB5.DBW6 = 7 int16\n"
				     "answer s7comm 4 -1 answered\n");
}

static void test_write(void **state)
{
	(void)state;
	p = play_of(&decoder_s7comm, 102);
	say(FROM_CLIENT, "32 01 0000 000a 000e 0008 05 01 120a10 08 0001 0000 83 000080 00 07 "
			 "0004 41200000");
	assert_int_equal(play_count(&p, "point"), 0);
	say(FROM_SERVER, "32 03 0000 000a 0002 0001 0000 05 01 ff");
	assert_true(play_said(&p, "deed write MD16"));
	assert_true(play_said(&p, "point server MD16 = 10 float set"));
	assert_true(play_said(&p, "answer s7comm 5 -1 answered"));
	say(FROM_CLIENT, "32 01 0000 000b 000e 0008 05 01 120a10 08 0001 0000 83 000080 00 07 "
			 "0004 41200000");
	say(FROM_SERVER, "32 03 0000 000b 0002 0001 0000 05 01 0a");
	assert_true(play_said(&p, "answer s7comm 5 -1 refused"));
	assert_int_equal(play_count(&p, "point"), 1);
}

/* Mode, protection, switch and checksum of the program, from two status lists. */
static void test_state(void **state)
{
	(void)state;
	p = play_of(&decoder_s7comm, 102);
	say(FROM_SERVER,
	    "32 07 0000 0001 000c 0020 000112 08 12 84 01 01 00 00 0000 ff 09 001c 0424 0000 0014 0001"
	    "5144 ff 48 00000000 00000000 0000000000000000");
	say(FROM_SERVER,
	    "32 07 0000 0002 000c 0024 000112 08 12 84 01 01 00 00 0000 ff 09 0020 0132 0004 0018 0001"
	    "0004 0001 0000 0003 0002 0000 0000 5656 04bcd5a3 0184b2d6");
	assert_true(play_said(&p, "property server cpu-mode=RUN"));
	assert_true(play_said(&p, "property server protection-level=3"));
	assert_true(play_said(&p, "property server mode-switch=RUN-P"));
	assert_true(play_said(&p, "property server program-checksum=0184b2d6"));
}

/* A job that ends in an acknowledgement without data was refused. */
static void test_refused(void **state)
{
	(void)state;
	p = play_of(&decoder_s7comm, 102);
	say(FROM_CLIENT, "32 01 0000 000c 0008 0000 1d 00 0000 00000000");
	say(FROM_SERVER, "32 02 0000 000c 0000 0000 d209");
	assert_true(play_said(&p, "answer s7comm 29 -1 refused"));
}

/* The controller fetches the blocks: still a download by the client; and no answer is a request. */
static void test_download(void **state)
{
	(void)state;
	p = play_of(&decoder_s7comm, 102);
	say(FROM_SERVER, "32 01 0000 0006 0012 0000 1b 00 0000 00000000 09 5f30413030303031 50");
	say(FROM_CLIENT, "32 03 0000 0006 0002 0000 0000 1b 00");
	assert_true(play_said(&p, "command s7comm 27 -1 program Download Block"));
	assert_true(play_said(&p, "deed program-download DB 1"));
	assert_true(play_said(&p, "answer s7comm 27 -1 answered"));
	assert_int_equal(play_count(&p, "command"), 1);
}

/* "12345678", as the station mixes it; told with its answer. */
static void test_password(void **state)
{
	(void)state;
	p = play_of(&decoder_s7comm, 102);
	say(FROM_CLIENT, "32 07 0000 000d 0008 000c 000112 04 11 45 01 00 ff 09 0008 6467020662650008");
	say(FROM_SERVER, "32 07 0000 000d 000c 0004 000112 08 12 85 01 01 00 00 0000 0a 00 0000");
	assert_true(play_said(&p, "deed unlock"));
	assert_int_equal(play_count(&p, "login s7-password clear ok /"), 1);
	assert_int_equal(play_count(&p, "12345678"), 1); /* in the sign-in, and nowhere else */
}

/* One message in three packets, and one byte after the other. */
static void test_fragments(void **state)
{
	(void)state;
	p = play_of(&decoder_s7comm, 102);
	play_slowly(&p, FROM_CLIENT, bytes,
		    bytes_of("0300000b02f000 32010000 0300000902f000 0005 0300001b02f080 0010 0000 29 "
			     "0000000000 09 505f50524f4752414d",
			     bytes, sizeof bytes));
	assert_string_equal(p.e.log, "command s7comm 41 -1 control PLC Stop\ndeed stop\n");
}

static void test_lies(void **state)
{
	static const char *const lies[] = {
		"32 01 0000 0009 ffff 0000 04 02 120a10 05 0002 0005 84 000020 120a10 01 0001 "
		"0000 83 00000b",
		"32 01 0000 0009 001a 0000 04 ff 12ff10 05 ffff 0005 84 ffffff 120a10 01 ffff "
		"0000 83 00000b",
		"32 01 0000 0006 0012 0000 28 00 0000 00000000 ffff 30413030303031 50",
		"32 07 0000 0006 0002 0000 0001",
	};

	(void)state;
	for (size_t i = 0; i < sizeof lies / sizeof lies[0]; i++) {
		p = play_of(&decoder_s7comm, 102);
		say(FROM_CLIENT, lies[i]);
		say(FROM_SERVER, "32 03 0000 0009 0002 0004 0000 04 ff ff 04 ffff");
		assert_int_equal(play_count(&p, "point"), 0);
	}
}

static void test_plus_answers(void **state)
{
	(void)state;
	p = play_of(&decoder_s7comm_plus, 102);
	say(FROM_CLIENT, "72020026 31 0000 0542 0000 0004 00000388 34 00000000 01 05 "
			 "8acdf1cd66 88d0b88002 02 93 76 0a 01 0008 07 72020000");
	say(FROM_SERVER, "72020010 32 0000 0542 0000 0004 34 00 0000 00000000 72020000");
	assert_string_equal(p.e.log, "command s7comm-plus 1346 -1 write Set Multiple Variables\n"
				     "deed write DB2.10\n"
				     "kind server plc\n"
				     "answer s7comm-plus 1346 -1 answered\n"
				     "point server DB2.10 = 7 int32 set\n");
	say(FROM_CLIENT, "72020018 31 0000 04f2 0000 0006 70000e4d 74 70000e51 01 881d 0007 0c 72020000");
	assert_true(play_said(&p, "command s7comm-plus 1266 1 other Set Variable (session or subscription)"));
	say(FROM_SERVER, "72020018 31 0000 04f2 0000 0006 70000e4d 74 70000e51 01 881d 0007 0c 72020000");
	assert_int_equal(play_count(&p, "command"), 2); /* a request of the server is none */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),     cmocka_unit_test(test_read),
		cmocka_unit_test(test_write),    cmocka_unit_test(test_refused),
		cmocka_unit_test(test_state),    cmocka_unit_test(test_download),
		cmocka_unit_test(test_password), cmocka_unit_test(test_fragments),
		cmocka_unit_test(test_lies),     cmocka_unit_test(test_plus_answers),
	};

	return cmocka_run_group_tests_name("proto-s7comm", tests, NULL, NULL);
}
