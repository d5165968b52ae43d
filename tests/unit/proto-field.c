/* Protocols of the field that are named, or named with what they ask: one message each way, and what cannot be. */
#include "rows.h"

#include <time.h>

extern const struct decoder decoder_atg, decoder_bsap, decoder_c1222, decoder_codesys, decoder_dlms,
	decoder_egd, decoder_focas, decoder_fox, decoder_genisys, decoder_hislip, decoder_lonworks,
	decoder_mtconnect, decoder_roc_plus, decoder_rtps, decoder_someip, decoder_trdp;

static const struct row rows[] = {
	{"tank gauge asked", &decoder_atg, 10001, FROM_CLIENT, "014932303130300d0a",
	 "command atg 20100 -1 read In-Tank Inventory\n", 6},
	{"tank gauge set, with a password", &decoder_atg, 10001, FROM_CLIENT,
	 "01313233343536533630323031556e6c65616465640d0a",
	 "login plain clear unknown /123456\n"
	 "command atg 1060201 -1 other Unknown command\n",
	 6},
	{"tank gauge answers", &decoder_atg, 10001, FROM_SERVER, "014932303130300d0a4a414e20312c203230323303",
	 "answer atg 20100 -1 answered\nkind server sensor\n", 6},
	{"BSAP reads by name", &decoder_bsap, 1234, FROM_CLIENT,
	 "0e0001000600844b0000744b0000"
	 "14000000"
	 "0c"
	 "844b0000"
	 "a0"
	 "00"
	 "04"
	 "03d0010f01404100",
	 "command bsap 10485764 -1 read Read Signal By Name\n", 17},
	{"BSAP writes", &decoder_bsap, 1234, FROM_CLIENT,
	 "0e0001000600854b0000744b0000"
	 "12000000"
	 "0c"
	 "854b0000"
	 "a0"
	 "00"
	 "80"
	 "24770f011100",
	 "command bsap 10485888 -1 write Write Signal By Address\ndeed write address:0x0011\n", 17},
	{"BSAP extension resets", &decoder_bsap, 1234, FROM_CLIENT,
	 "0e0001000600864b0000744b0000"
	 "0d000000"
	 "0c"
	 "864b0000"
	 "a1"
	 "00"
	 "0101",
	 "command bsap 10551553 -1 control Reset System\ndeed reset\n", 17},
	{"C12.22 logs on", &decoder_c1222, 1153, FROM_CLIENT,
	 "6027"
	 "a206"
	 "06042b060104"
	 "be1d"
	 "281b"
	 "8119"
	 "80"
	 "0f50"
	 "1234"
	 "6f70657261746f722020"
	 "0000"
	 "07"
	 "3f"
	 "000100000008",
	 "command c1222 80 -1 other Logon\n"
	 "command c1222 63 -1 read Partial Read (offset)\n"
	 "property server c1222-title=1.3.6.1.4\n"
	 "kind server sensor\n",
	 6},
	{"C12.22 encrypted", &decoder_c1222, 1153, FROM_CLIENT,
	 "6015"
	 "a206"
	 "06042b060104"
	 "be0b"
	 "2809"
	 "8107"
	 "88112233445566",
	 "secrecy c1222 encrypted\n", 6},
	{"CODESYS over TCP", &decoder_codesys, 11740, FROM_SERVER, "000117e80c00000001020304",
	 "kind server plc\n", 6},
	{"DLMS gets in HDLC", &decoder_dlms, 4060, FROM_CLIENT,
	 "7ea0190321326fd8e6e600c001c1000f0000280000ff020091537e", "command dlms 192 -1 read Get\n", 6},
	{"DLMS sets behind the wrapper", &decoder_dlms, 4059, FROM_CLIENT,
	 "0001"
	 "0010"
	 "0001"
	 "000f"
	 "c101c1"
	 "0008"
	 "0000010000ff"
	 "02"
	 "00"
	 "0900",
	 "command dlms 193 -1 write Set\ndeed write class 8 0-0:1.0.0*255 attribute 2\n", 17},
	{"EGD", &decoder_egd, 18246, FROM_CLIENT,
	 "0d01d4f0c0a8084d7b000000be8a7e3800811b2c00000000000000000000000000000000"
	 "0000",
	 "property client egd-exchange=123\nkind client plc\n", 17},
	{"Fox hello", &decoder_fox, 1911, FROM_SERVER,
	 "=fox a 0 -1 fox "
	 "hello\n{\nfox.version=s:1.0.1\nid=i:1\nhostName=s:JACE-1\napp.name=s:Station\napp.version=s:3.8."
	 "38\n"
	 "os.name=s:QNX\nhostId=s:Qnx-0001\nbrandId=s:vykon\n};;\n",
	 "name server JACE-1\nkind server plc\nfirmware server 3.8.38\nos server QNX\nserial server "
	 "Qnx-0001\nproperty server fox-brand=vykon\n",
	 6},
	{"Fox sets values, in a circuit", &decoder_fox, 1911, FROM_CLIENT,
	 "=fox a 3 -1 circuit open\n{\nid=i:1\nchannel=s:station\ncommand=s:syncToMaster\n};;\n",
	 "command fox 407 -1 write station syncToMaster\ndeed write\n", 6},
	{"Fox calls", &decoder_fox, 1911, FROM_CLIENT,
	 "=fox s 6 8 broker invoke\n{\nord=s:slot:/Fan\naction=s:override\n};;\n",
	 "command fox 408 -1 write station invoke\ndeed call slot:/Fan\n", 6},
	{"Fox password of somebody", &decoder_fox, 1911, FROM_CLIENT,
	 "=fox s 6 8 user setAuthenticator\n{\nname=s:operator\n};;\n",
	 "command fox 302 -1 control user setAuthenticator\ndeed password\n", 6},
	{"Fox word of its own", &decoder_fox, 1911, FROM_CLIENT, "=fox s 6 8 history query\n{\n};;\n",
	 "command fox 900 -1 other another channel\n", 6},
	{"Fox bytes that look like an end", &decoder_fox, 1911, FROM_CLIENT,
	 "=fox a 4 -1 circuit stream\n{\ndata=b:14[\n};;\nfox s 1 1 \n]\n};;\nfox s 7 9 file "
	 "delete\n{\npath=s:^a\n};;\n",
	 "command fox 204 -1 program file delete\ndeed file-delete ^a\n", 6},
	{"Genisys polls", &decoder_genisys, 10001, FROM_CLIENT, "fb018340f6",
	 "command genisys 251 -1 read Poll\n", 6},
	{"Genisys indicates", &decoder_genisys, 10001, FROM_SERVER, "f20113041404160466a7f6",
	 "kind server plc\n"
	 "point server 1:indication:19 = 4 uint8\n"
	 "point server 1:indication:20 = 4 uint8\n"
	 "point server 1:indication:22 = 4 uint8\n",
	 6},
	{"HiSLIP", &decoder_hislip, 4880, FROM_CLIENT, "485300000100525300000000000000076869736c697030", "",
	 6},
	{"LonWorks variable", &decoder_lonworks, 1628, FROM_CLIENT,
	 "001f"
	 "01"
	 "01"
	 "00"
	 "00"
	 "0000"
	 "00000001"
	 "00000002"
	 "00000000"
	 "00"
	 "09"
	 "018a"
	 "0205"
	 "31"
	 "01"
	 "80"
	 "1122",
	 "command lonworks 384 -1 write Network Variable Update\ndeed write subnet 1 node 10\n", 17},
	{"LonWorks configuration asked", &decoder_lonworks, 1628, FROM_CLIENT,
	 "0014"
	 "01"
	 "63"
	 "00"
	 "00"
	 "0000"
	 "000000010000000200000000",
	 "command lonworks 99 -1 read Device Configuration Request\n", 17},
	{"MTConnect values", &decoder_mtconnect, 7878, FROM_SERVER,
	 "=* manufacturer: OKUMA\n2023-01-01T00:00:00.0Z|Xpos|12.5|mode|AUTO|load|3\n",
	 "maker server OKUMA\npoint server Xpos = 12.5\npoint server load = 3\n", 6},
	{"ROC sets its clock", &decoder_roc_plus, 4000, FROM_CLIENT, "0102030408071e2d0c0f0307e8890d",
	 "command roc-plus 8 -1 control Set Real-Time Clock\ndeed clock\n", 6},
	{"ROC logs in", &decoder_roc_plus, 4000, FROM_CLIENT, "0102030411064f503112340141bc",
	 "command roc-plus 17 -1 other Login\n", 6},
	{"RTPS", &decoder_rtps, 7410, FROM_CLIENT, "52545053020101014e44445350494e47", "", 17},
	{"SOME/IP discovery", &decoder_someip, 30490, FROM_CLIENT, "ffff8100000000080000000101010200", "",
	 17},
	{"TRDP", &decoder_trdp, 17224, FROM_CLIENT,
	 "000000000100506400000000000000000000000000000018000000000000000000000000ce487aea48656c6c6f", "",
	 17},
};

static void test_rows(void **state)
{
	(void)state;
	ROWS_RUN(rows);
}

static struct play p;

static void hear(enum side side, const char *hex)
{
	uint8_t b[512];

	play_bytes(&p, side, b, bytes_of(hex, b, sizeof b));
	assert_int_equal(p.last, HEARD);
}

static void test_meter_password(void **state)
{
	(void)state;
	p = play_of(&decoder_c1222, 1153);
	hear(FROM_CLIENT, "6025a20606042b060104be1b2819811780155170617373776f7264000000000000000000000000");
	hear(FROM_SERVER, "6011a60606042b060104be07280581038001"
			  "03");
	assert_true(play_said(&p, "answer c1222 81 -1 refused"));
	assert_int_equal(play_count(&p, "login plain clear failed"), 1);
}

/* { 60 { a1 .., 8b low level, ac { 80 secret } } }, and what it is answered */
static void test_low_level(void **state)
{
	(void)state;
	p = play_of(&decoder_dlms, 4059);
	p.t.transport = 17;
	hear(FROM_CLIENT, "0001"
			  "0010"
			  "0001"
			  "0017"
			  "6015"
			  "8b07"
			  "60857405080201"
			  "ac0a"
			  "8008"
			  "3132333435363738");
	hear(FROM_SERVER, "0001"
			  "0001"
			  "0010"
			  "0007"
			  "6105"
			  "a203"
			  "020100");
	assert_true(play_said(&p, "answer dlms 96 -1 answered"));
	assert_true(play_said(&p, "login plain clear ok /12345678"));
}

/* What a meter answers to the question for its number. */
static void test_meter_number(void **state)
{
	(void)state;
	p = play_of(&decoder_dlms, 4059);
	p.t.transport = 17;
	hear(FROM_CLIENT, "0001"
			  "0010"
			  "0001"
			  "000d"
			  "c001c1"
			  "0001"
			  "0000600100ff"
			  "02"
			  "00");
	hear(FROM_SERVER, "0001"
			  "0001"
			  "0010"
			  "000b"
			  "c401c1"
			  "00"
			  "09"
			  "05"
			  "3132333435");
	assert_true(play_said(&p, "serial server 12345"));
	assert_true(play_said(&p, "answer dlms 192 -1 answered"));
	hear(FROM_SERVER, "0001"
			  "0001"
			  "0010"
			  "000b"
			  "c401c1"
			  "00"
			  "09"
			  "05"
			  "3132333436");
	assert_int_equal(play_count(&p, "serial"), 1);
}

static void test_instrument(void **state)
{
	(void)state;
	p = play_of(&decoder_hislip, 4880);
	hear(FROM_CLIENT, "48530700ffffff000000000000000006"
			  "2a49444e3f0a");
	hear(FROM_SERVER, "48530700ffffff00000000000000000a"
			  "412c422c302c56310a20");
	assert_true(play_said(&p, "maker server A"));
	assert_true(play_said(&p, "model server B"));
	assert_true(play_said(&p, "firmware server V1"));
	assert_int_equal(play_count(&p, "serial"), 0);
}

/* Two names asked for and answered (the capture of icsnpp-bsap, packets 31 and 33); then one is written, by the address that was
 * learnt; an answer that is a byte short, or of other fields, tells no value. */
static void test_bsap_values(void **state)
{
	static const char ask[] = "0e0001000600834b0000744b00002a0000000c834b0000a0000403d0010f02 "
				  "4047562e4d616e75616c53776974636800 4047562e41533400";
	static const char tell[] =
		"0e0001000500754b0000834b00001a0000000c834b00000002 000111002477 0220d282be06002477";
	static const char set[] = "0e0001000600844b0000744b0000130000000c9e4b0000a0008024770f01110009";
	uint8_t bytes[160];
	size_t n;

	(void)state;
	p = play_of(&decoder_bsap, 1234);
	play_bytes(&p, FROM_CLIENT, bytes, bytes_of(ask, bytes, sizeof bytes));
	n = bytes_of(tell, bytes, sizeof bytes);
	play_bytes(&p, FROM_SERVER, bytes, n);
	assert_true(play_said(&p, "answer bsap 10485764 -1 answered"));
	assert_true(play_said(&p, "point server @GV.ManualSwitch = 1 bool"));
	assert_int_equal(play_count(&p, "point server @GV.AS4 = -0.2555"), 1);
	play_bytes(&p, FROM_CLIENT, bytes, bytes_of(set, bytes, sizeof bytes));
	assert_true(play_said(&p, "deed write @GV.ManualSwitch"));
	assert_true(play_said(&p, "point server @GV.ManualSwitch = 1 bool set"));
	p = play_of(&decoder_bsap, 1234);
	play_bytes(&p, FROM_CLIENT, bytes, bytes_of(ask, bytes, sizeof bytes));
	n = bytes_of(tell, bytes, sizeof bytes);
	bytes[n - 1 - 12] ^= 0xff; /* the type of the second */
	bytes[n - 9] = 7;
	play_bytes(&p, FROM_SERVER, bytes, n);
	assert_int_equal(play_count(&p, "point"), 0);
	p = play_of(&decoder_bsap, 1234);
	n = bytes_of(ask, bytes, sizeof bytes);
	bytes[28] = 0xc0; /* other fields */
	play_bytes(&p, FROM_CLIENT, bytes, n);
	play_bytes(&p, FROM_SERVER, bytes, bytes_of(tell, bytes, sizeof bytes));
	assert_int_equal(play_count(&p, "point"), 0);
}

/* An address that has another name by now, too long to be kept, is not called by the old one. */
static void test_bsap_renamed(void **state)
{
	static const char *const said[] = {
		"0e0001000600834b0000744b0000220000000c834b0000a0000403d0010f01 "
		"4047562e4d616e75616c53776974636800",
		"0e0001000600844b0000744b00003a0000000c844b0000a0000403d0010f01 "
		"4041414141414141414141414141414141414141414141414141414141414141414141414141414100",
	};
	static const char *const told[] = {"0e0001000500754b0000834b0000110000000c834b00000001 000111002477",
					   "0e0001000500754b0000844b0000110000000c844b00000001 000111002477"};
	uint8_t bytes[160];

	(void)state;
	p = play_of(&decoder_bsap, 1234);
	for (int i = 0; i < 2; i++) {
		play_bytes(&p, FROM_CLIENT, bytes, bytes_of(said[i], bytes, sizeof bytes));
		play_bytes(&p, FROM_SERVER, bytes, bytes_of(told[i], bytes, sizeof bytes));
	}
	assert_int_equal(play_count(&p, "point"), 2);
	play_bytes(&p, FROM_CLIENT, bytes,
		   bytes_of("0e0001000600844b0000744b0000130000000c9e4b0000a0008024770f01110009", bytes,
			    sizeof bytes));
	assert_true(play_said(&p, "deed write address:0x0011"));
}

/* What may be an answer is an order only when it is acknowledged, under its number. */
static void test_lonworks_orders(void **state)
{
	(void)state;
	p = play_of(&decoder_lonworks, 1628);
	hear(FROM_SERVER, "001801710000000000000001000000010000000000010002");
	hear(FROM_CLIENT, "0014010700000000000000010000000600000000");
	assert_string_equal(p.e.log, "");
	hear(FROM_CLIENT, "0014010700000000000000010000000100000000");
	assert_true(play_said(&p, "command lonworks 113 -1 program Device Configuration"));
	assert_true(play_said(&p, "answer lonworks 113 -1 answered"));
	p = play_of(&decoder_lonworks, 1628);
	hear(FROM_CLIENT, "0014016300000000000000010000000100000000");
	hear(FROM_SERVER, "001801710000000000000001000000010000000000010002");
	assert_true(play_said(&p, "answer lonworks 99 -1 answered"));
	assert_int_equal(play_count(&p, "command"), 1);
}

/* A long message that comes byte by byte costs no more than one that comes at once. */
static void test_fox_byte_by_byte(void **state)
{
	static const char begin[] = "fox s 6 8 file delete\n{\n", end[] = "path=s:^a\n};;\n";
	clock_t before = clock();

	(void)state;
	p = play_of(&decoder_fox, 1911);
	play_z(&p, FROM_CLIENT, begin);
	for (int i = 0; i < 20000; i++)
		play_z(&p, FROM_CLIENT, "\n");
	play_slowly(&p, FROM_CLIENT, end, sizeof end - 1);
	assert_true(play_said(&p, "deed file-delete"));
	assert_true(clock() - before < CLOCKS_PER_SEC);
	play_slowly(&p, FROM_CLIENT, "fox s 7 9 file delete\n{\npath=s:^b\n};;\n", 42);
	assert_true(play_said(&p, "deed file-delete ^b"));
}

static void test_bsap_answer(void **state)
{
	(void)state;
	p = play_of(&decoder_bsap, 1234);
	hear(FROM_CLIENT, "0e0001000600844b0000744b0000"
			  "14000000"
			  "0c"
			  "844b0000"
			  "a0"
			  "00"
			  "04"
			  "03d0010f01404100");
	hear(FROM_SERVER, "0e0001000500754b0000844b0000"
			  "0f000000"
			  "0c"
			  "844b0000"
			  "00"
			  "01"
			  "00000400");
	assert_true(play_said(&p, "answer bsap 10485764 -1 answered"));
}

/* One wrong byte and it is none. */
static void test_strict(void **state)
{
	static const struct {
		const struct decoder *d;
		uint16_t port;
		uint8_t transport;
		const char *hex;
	} none[] = {
		{&decoder_genisys, 10001, 6, "f20113041404160466a8f6"},
		{&decoder_roc_plus, 4000, 6, "0102030408071e2d0c0f0307e8890e"},
		{&decoder_trdp, 17224, 17,
		 "000000000100506400000000000000000000000000000018000000000000000000000000ce487aeb48656c6c6"
		 "f"},
		{&decoder_dlms, 4060, 6, "7ea0190321326fd9e6e600c001c1000f0000280000ff020091537e"},
		{&decoder_bsap, 1234, 17,
		 "0e0001000600844b0000744b0000160000000c844b0000a0000403d0010f01404100"},
		{&decoder_lonworks, 1628, 17,
		 "001501630000000000000001000000020000000000"
		 "00"},
		{&decoder_egd, 18246, 17,
		 "0d02d4f0c0a8084d7b000000be8a7e3800811b2c00000000000000000000000000000000"},
		{&decoder_rtps, 7410, 17, "52545054020101014e44445350494e47"},
		{&decoder_someip, 30490, 17, "ffff8100000000080000000102010200"},
		{&decoder_focas, 8193, 6, "a0a0a0a00001010400020002"},
		{&decoder_codesys, 11740, 6, "000117e90c00000001020304"},
		{&decoder_hislip, 4880, 6, "48543000010052530000000000000007"},
		{&decoder_c1222, 1153, 6, "6110a206"},
	};
	uint8_t b[128];

	(void)state;
	for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
		size_t n = bytes_of(none[i].hex, b, sizeof b);

		p = play_of(none[i].d, none[i].port);
		p.t.transport = none[i].transport;
		if (play_smell(&p, FROM_CLIENT, b, n).certainty != NOT_MINE)
			fail_msg("row %zu is recognised", i);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_meter_password),
		cmocka_unit_test(test_low_level),
		cmocka_unit_test(test_meter_number),
		cmocka_unit_test(test_instrument),
		cmocka_unit_test(test_bsap_answer),
		cmocka_unit_test(test_bsap_values),
		cmocka_unit_test(test_bsap_renamed),
		cmocka_unit_test(test_fox_byte_by_byte),
		cmocka_unit_test(test_lonworks_orders),
		cmocka_unit_test(test_strict),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
