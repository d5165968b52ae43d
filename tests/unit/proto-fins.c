/* OMRON FINS: what a controller is, what is read and set, what is ordered. Bytes of answers and of most
 * requests are as in the captures of icsnpp-omron-fins and of a CP1L. */
#include "rows.h"

extern const struct decoder decoder_fins;

#define HEAD   "80000200c8000000ef05 "
#define ANSWER "c00002000000 00c80005 "

static const struct row rows[] = {
	{"controller data, asked", &decoder_fins, 9600, FROM_CLIENT, "800002000000006300ef050100",
	 "command fins 1281 -1 read Controller Data Read\n", 17},
	{"controller data of a CP1L", &decoder_fins, 9600, FROM_SERVER,
	 "c0000200630000c800ef05010000 43 50 31 4c 2d 45 4c 32 30 44 52 2d 44 00 00 00 20 20 20 20 30 31 2e "
	 "30 30 00 00 00"
	 "00 00 30 31 2e 30 36 00 00 00 00 00",
	 "kind server plc\n"
	 "property server fins-node=200\n"
	 "answer fins 1281 -1 answered\n"
	 "model server CP1L-EL20DR-D\n"
	 "firmware server 01.00\n"
	 "maker server Omron\n",
	 17},
	{"over TCP", &decoder_fins, 9600, FROM_CLIENT, "46494e530000000c000000000000000000000000", "", 6},
	{"units of a rack", &decoder_fins, 9600, FROM_SERVER,
	 ANSWER "0502 0000 82 10 434a31572d45544e323120202020202020202020 11 "
		"434a31572d464c4e323220202020202020202020",
	 "kind server plc\n"
	 "property server fins-node=200\n"
	 "answer fins 1282 -1 answered\n"
	 "property server unit-10=CJ1W-ETN21\n"
	 "property server unit-11=CJ1W-FLN22\n",
	 17},
	{"stopped", &decoder_fins, 9600, FROM_CLIENT, HEAD "0402 ffff",
	 "command fins 1026 -1 control Stop\ndeed stop\n", 17},
	{"run", &decoder_fins, 9600, FROM_CLIENT, HEAD "0401 ffff 04",
	 "command fins 1025 -1 control Run\ndeed run run mode\n", 17},
	{"monitor", &decoder_fins, 9600, FROM_CLIENT, HEAD "0401 ffff 02",
	 "command fins 1025 -1 control Run\ndeed run monitor mode\n", 17},
	{"the clock is set", &decoder_fins, 9600, FROM_CLIENT, HEAD "0702 261130024500 01",
	 "command fins 1794 -1 control Clock Write\ndeed clock 2026-11-30 02:45\n", 17},
	{"outputs are forced", &decoder_fins, 9600, FROM_CLIENT,
	 HEAD "2301 0002 0001 30 000105 8000 31 000a00",
	 "command fins 8961 -1 write Forced Set/Reset\ndeed force CIO1.05 on, W10.00 released off\n", 17},
	{"a transfer of areas", &decoder_fins, 9600, FROM_CLIENT, HEAD "0105 82 006400 a1 00c800 0010",
	 "command fins 261 -1 write Memory Area Transfer\ndeed write D100 x16 to E1_200\n", 17},
	{"a program is written", &decoder_fins, 9600, FROM_CLIENT, HEAD "0307 0000 00000100 8004 41424344",
	 "command fins 775 -1 program Program Area Write\ndeed program-download from 256, 4 bytes\n", 17},
	{"protection is lifted", &decoder_fins, 9600, FROM_CLIENT,
	 HEAD "0305 0000 00 00000000 ffffffff 50415353",
	 "command fins 773 -1 control Program Area Protect Clear\ndeed unlock\nlogin fins clear unknown "
	 "/PASS\n",
	 17},
	{"a wrong password", &decoder_fins, 9600, FROM_SERVER, ANSWER "0305 2602",
	 "kind server plc\nproperty server fins-node=200\nanswer fins 773 -1 refused\nlogin fins clear "
	 "failed /\n",
	 17},
	{"a file is written", &decoder_fins, 9600, FROM_CLIENT,
	 HEAD "2203 0000 0002 66696c656e616d652e657865 00000000 0002 6161",
	 "command fins 8707 -1 program Single File Write\ndeed file-write\n", 17},
	{"files are deleted", &decoder_fins, 9600, FROM_CLIENT,
	 HEAD "2205 0000 0002 66696c656e616d652e6f6e65 66696c656e616d652e74776f",
	 "command fins 8709 -1 program File Delete\ndeed file-delete filename.one filename.two\n", 17},
	{"a parameter area is cleared", &decoder_fins, 9600, FROM_CLIENT, HEAD "0203 8010 0000 00ff 0000",
	 "command fins 515 -1 program Parameter Area Clear\ndeed config parameters 8010 from 0 x255\n", 17},
	{"its name is set", &decoder_fins, 9600, FROM_CLIENT, HEAD "2601 6e616d6573657431",
	 "command fins 9729 -1 control Name Set\ndeed name nameset1\n", 17},
};

static void test_rows(void **state)
{
	(void)state;
	ROWS_RUN(rows);
}

static struct play p;
static uint8_t bytes[512];

static void say(enum side side, const char *hex)
{
	play_bytes(&p, side, bytes, bytes_of(hex, bytes, sizeof bytes));
}

static void start(void)
{
	p = play_of(&decoder_fins, 9600);
	p.t.transport = 17;
}

#define WRITE_PROGRAM HEAD "0307 0000 00000100 8004 41424344"

/* A program that is written while the controller runs is an online change; without knowing, or in PROGRAM mode, it
 * is a download. What the controller said last counts; a refusal is one of the same. */
static void test_online_change(void **state)
{
	(void)state;
	start();
	say(FROM_CLIENT, WRITE_PROGRAM);
	say(FROM_SERVER, ANSWER "0307 0000");
	assert_true(play_said(&p, "command fins 775 -1 program Program Area Write"));
	say(FROM_CLIENT, HEAD "0601");
	say(FROM_SERVER, ANSWER "0601 0000 01 02 0000");
	assert_true(play_said(&p, "property server fins-mode=monitor"));
	say(FROM_CLIENT, WRITE_PROGRAM);
	assert_true(play_said(&p, "command fins 775 1 program Program Area Write (while it runs)"));
	assert_true(play_said(&p, "deed online-change from 256, 4 bytes, in monitor mode"));
	say(FROM_SERVER, ANSWER "0307 2205");
	assert_true(play_said(&p, "answer fins 775 1 refused"));
	say(FROM_CLIENT, HEAD "0402 ffff");
	say(FROM_SERVER, ANSWER "0402 2108"); /* not stopped */
	say(FROM_CLIENT, WRITE_PROGRAM);
	assert_int_equal(play_count(&p, "deed online-change"), 2);
	say(FROM_CLIENT, HEAD "0402 ffff");
	say(FROM_SERVER, ANSWER "0402 0000");
	assert_true(play_said(&p, "property server fins-mode=program"));
	say(FROM_CLIENT, WRITE_PROGRAM);
	assert_int_equal(play_count(&p, "deed online-change"), 2);
	assert_int_equal(play_count(&p, "deed program-download"), 2);
	say(FROM_CLIENT, HEAD "0401 ffff 04");
	say(FROM_SERVER, ANSWER "0401 0000");
	say(FROM_CLIENT, WRITE_PROGRAM);
	assert_true(play_said(&p, "deed online-change from 256, 4 bytes, in run mode"));
}

/* Of a controller behind the one that is connected: its values are its own, its mode says nothing of the other's. */
static void test_behind_a_gateway(void **state)
{
	(void)state;
	start();
	say(FROM_CLIENT, "80000202050000 00ef05 0101 820064 00 0001");
	say(FROM_SERVER, "c00002000000 02050005 0101 0000 0007");
	assert_true(play_said(&p, "point server net2-node5:D100 = 7 uint16"));
	say(FROM_CLIENT, "80000202050000 00ef05 0601");
	say(FROM_SERVER, "c00002000000 02050005 0601 0000 01 04 0000");
	assert_int_equal(play_count(&p, "fins-mode"), 0);
	say(FROM_CLIENT, WRITE_PROGRAM);
	assert_int_equal(play_count(&p, "online-change"), 0);
}

static void test_values(void **state)
{
	(void)state;
	start();
	say(FROM_CLIENT, HEAD "0101 82 006400 0003");
	say(FROM_SERVER, ANSWER "0101 0000 0001 1234 ffff");
	assert_true(play_said(&p, "point server D100 = 1 uint16"));
	assert_true(play_said(&p, "point server D101 = 4660 uint16"));
	assert_true(play_said(&p, "point server D102 = 65535 uint16"));
	start();
	say(FROM_CLIENT, HEAD "0101 30 00640e 0003");
	say(FROM_SERVER, ANSWER "0101 0000 01 00 01");
	assert_true(play_said(&p, "point server CIO100.14 = 1 bool"));
	assert_true(play_said(&p, "point server CIO100.15 = 0 bool"));
	assert_true(play_said(&p, "point server CIO101.00 = 1 bool"));
	start();
	say(FROM_CLIENT, HEAD "0104 89 800500 b1 000a00 31 000a03");
	say(FROM_SERVER, ANSWER "0104 0000 89 0064 b1 0002 31 01");
	assert_true(play_said(&p, "point server C5 = 100 uint16"));
	assert_true(play_said(&p, "point server W10 = 2 uint16"));
	assert_true(play_said(&p, "point server W10.03 = 1 bool"));
}

static void test_what_is_set(void **state)
{
	(void)state;
	start();
	say(FROM_CLIENT, HEAD "0102 82 006400 0002 0007 0008");
	assert_int_equal(play_count(&p, "point "), 0);
	say(FROM_SERVER, ANSWER "0102 0000");
	assert_true(play_said(&p, "deed write D100 x2"));
	assert_true(play_said(&p, "point server D100 = 7 uint16 set"));
	assert_true(play_said(&p, "point server D101 = 8 uint16 set"));
	start();
	say(FROM_CLIENT, HEAD "0103 b2 000000 0003 00ff");
	say(FROM_SERVER, ANSWER "0103 0000");
	assert_true(play_said(&p, "point server H2 = 255 uint16 set"));
	start();
	say(FROM_CLIENT, HEAD "0102 82 006400 0001 0007");
	say(FROM_SERVER, ANSWER "0102 2108");
	assert_int_equal(play_count(&p, "point "), 0);
	assert_true(play_said(&p, "answer fins 258 -1 refused"));
	start(); /* no answer wanted: it is set when it is asked */
	say(FROM_CLIENT, "81000200c8000000ef05 0102 82 006400 0001 0007");
	assert_true(play_said(&p, "point server D100 = 7 uint16 set"));
}

/* A controller that was asked asks back: on the same ports, in the same conversation. */
static void test_both_sides_ask(void **state)
{
	(void)state;
	start();
	say(FROM_CLIENT, HEAD "0101 82 006400 0001");
	say(FROM_SERVER, "80000200000000c80007 0101 82 000000 0001");
	assert_true(play_said(&p, "by server"));
	say(FROM_CLIENT, "c0000200c80000000007 0101 0000 0005");
	assert_true(play_said(&p, "point client D0 = 5 uint16"));
	assert_true(play_said(&p, "by client"));
}

/* An answer that holds more than was asked, or less, or answers another question. */
static void test_lies(void **state)
{
	(void)state;
	start();
	say(FROM_CLIENT, HEAD "0101 82 006400 ffff");
	memset(bytes, 1, sizeof bytes);
	bytes_of(ANSWER "0101 0000", bytes, sizeof bytes);
	play_bytes(&p, FROM_SERVER, bytes, 400);
	assert_int_equal(play_count(&p, "point "), 64);
	start();
	say(FROM_CLIENT, HEAD "0101 82 006400 0001");
	say(FROM_SERVER, "c0000200000000c80009 0101 0000 0005");
	assert_int_equal(play_count(&p, "point "), 0);
	start();
	p.t.transport = 6;
	say(FROM_CLIENT, "46494e53 7fffffff 00000002 00000000");
	assert_int_equal(p.last, BROKEN);
}

static void test_a_byte_at_a_time(void **state)
{
	(void)state;
	start();
	p.t.transport = 6;
	play_slowly(&p, FROM_CLIENT, bytes,
		    bytes_of("46494e53 0000001a 00000002 00000000" HEAD "0101 82 006400 0001", bytes,
			     sizeof bytes));
	play_slowly(
		&p, FROM_SERVER, bytes,
		bytes_of("46494e53 00000018 00000002 00000000" ANSWER "0101 0000 0005", bytes, sizeof bytes));
	assert_true(play_said(&p, "point server D100 = 5 uint16"));
}

static struct smell nose(uint16_t port, const char *hex)
{
	start();
	p.t.server_port = port;
	return play_smell(&p, FROM_CLIENT, bytes, bytes_of(hex, bytes, sizeof bytes));
}

static void test_nose(void **state)
{
	(void)state;
	assert_int_equal(nose(9600, HEAD "0101 82 006400 0001").certainty, SURE);
	assert_int_equal(nose(40000, HEAD "0101 82 006400 0001").certainty, LIKELY);
	assert_int_equal(nose(40000, HEAD "0199 82 006400 0001").certainty, NOT_MINE);
	assert_int_equal(nose(40000, "8000020000000000 00050101").role, ROLE_CLIENT);
	assert_int_equal(nose(9600, ANSWER "0101 0000 0005").role, ROLE_SERVER);
	assert_int_equal(nose(9600, "8001020000000000 00050101").certainty, NOT_MINE);
	assert_int_equal(nose(40000, "800002ff00000000 00050101").certainty, NOT_MINE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows),
					   cmocka_unit_test(test_values),
					   cmocka_unit_test(test_behind_a_gateway),
					   cmocka_unit_test(test_online_change),
					   cmocka_unit_test(test_what_is_set),
					   cmocka_unit_test(test_both_sides_ask),
					   cmocka_unit_test(test_lies),
					   cmocka_unit_test(test_a_byte_at_a_time),
					   cmocka_unit_test(test_nose)};

	return cmocka_run_group_tests_name("proto-fins", tests, NULL, NULL);
}
