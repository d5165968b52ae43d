/* CC-Link IE: Field Basic over UDP, TSN's SLMP over UDP, and the frames below IP. The first messages of Field
 * Basic, of TSN and of Field are shaped after the recordings of nttcom (corpus/ot/melsec-slmp-cclink), with
 * numbers of our own. */
#include "rows.h"

extern const struct decoder decoder_cc_link_ief_basic, decoder_cc_link_ie_tsn, decoder_cc_link_ie;

#define ZERO14 "0000000000000000000000000000"
#define BASIC_ASKS(running)                                                                                  \
	"500000ffff0300 3a00 0000 700e 0000 0100 0000 2400 " ZERO14 running " 0000 2baf8d6881010000"         \
	"808610ac 01 00 d806 f401 0300 0b00 0100 0000 0000 818610ac"
#define BASIC_ANSWERS(end)                                                                                   \
	"d00000ffff0300 3200 0000 0100 " end " 2800 " ZERO14                                                 \
	"3412 0000 78563412 0200 0000 0100 0000 00000000"                                                    \
	"818610ac 01 00 d806"
#define ZERO12 "000000000000000000000000"
#define DETECTED                                                                                             \
	"c200 01 01 01 14 020000000005 0000 020000000001 010101 00 0000" ZERO12 ZERO12 "020000000001 0000"   \
	"c0a80314 ffffff00 c0a803fe 00000000000000000000000000000000 00000000000000000000000000000000 00 "   \
	"00 0000"                                                                                            \
	"f8f8feffff80 010000000000 0003 1234 00000102 0000 0003"

static const struct row rows[] = {
	{"Field Basic: a master", &decoder_cc_link_ief_basic, 61450, FROM_CLIENT, BASIC_ASKS("0100"),
	 "command cc-link-ief-basic 3696 0 other Cyclic Data\nproperty client cc-link-program=running\nrole "
	 "client cc-link-master\n"
	 "kind client plc\nproperty client cc-link-master=172.16.134.128 group 1\n",
	 17},
	{"Field Basic: a slave", &decoder_cc_link_ief_basic, 61450, FROM_SERVER, BASIC_ANSWERS("0000"),
	 "answer cc-link-ief-basic 3696 0 answered\nproperty server cc-link-program=running\nrole server "
	 "cc-link-slave\n"
	 "property server cc-link-vendor=0x1234\nproperty server cc-link-model=0x12345678\nproperty server "
	 "cc-link-version=2\n",
	 17},
	{"TSN: a master configures", &decoder_cc_link_ie_tsn, 45238, FROM_CLIENT,
	 "68000000000000ffff030000000010000000920e000000000000000000000200",
	 "command cc-link-ie-tsn 3730 0 other Slave Configuration\nrole client cc-link-master\nkind client "
	 "plc\n",
	 17},
	{"TSN: its station answers", &decoder_cc_link_ie_tsn, 45238, FROM_SERVER,
	 "e8000000000000ffff030000000010000000940e000000000000000001010000",
	 "answer cc-link-ie-tsn 3732 0 answered\n", 17},
	{"TSN: a station asks from the same port", &decoder_cc_link_ie_tsn, 45238, FROM_SERVER,
	 "68000000000000ffff03000000000a000000940e000000000000",
	 "command cc-link-ie-tsn 3732 0 other Notification\nby server\n", 17},
	{"Field: test of a master", &decoder_cc_link_ie, 0x890f, FROM_CLIENT, "1101000000300001010000000000",
	 "command cc-link-ie 17 -1 diagnose Test Data\nproperty client cc-link-network=field\nproperty "
	 "client cc-link-node=1\n"
	 "role client cc-link-master\nkind client plc\n",
	 0},
	{"Field: cyclic data", &decoder_cc_link_ie, 0x890f, FROM_CLIENT, "8200000000000003010100000000",
	 "command cc-link-ie 130 -1 other Cyclic Data RWw\n", 0},
	{"TSN: a slave is found", &decoder_cc_link_ie, 0x890f, FROM_CLIENT, DETECTED,
	 "command cc-link-ie 194 -1 other Acyclic Detection Ack\nrole client cc-link-slave\n"
	 "address 192.168.3.20/02:00:00:00:00:05 ::  |  | 1 0 0 0\n"
	 "property client cc-link-vendor=0x1234\nproperty client cc-link-model=0x00000102\nproperty client "
	 "cc-link-version=3\n"
	 "property client cc-link-network=tsn\n",
	 0},
	{"TSN: SLMP below IP, a station is stopped", &decoder_cc_link_ie, 0x890f, FROM_CLIENT,
	 "c300 0003 0000 500000ffff0300 0800 1000 0210 0000 0100 000000000000",
	 "command cc-link-ie 195 -1 other Acyclic Data\n"
	 "command slmp 4098 0 control Remote STOP\ndeed stop\nproperty client cc-link-network=tsn\n",
	 0},
	{"TSN: SLMP below IP, 4E writes D100", &decoder_cc_link_ie, 0x890f, FROM_CLIENT,
	 "c300 0003 0000 540001000000 00ffff0300 0e00 1000 0114 0000 640000 a8 0100 2a00 00000000",
	 "command cc-link-ie 195 -1 other Acyclic Data\n"
	 "command slmp 5121 0 write Device Write\ndeed write D100\nproperty client cc-link-network=tsn\n",
	 0},
	{"TSN: an answer in LMT says what it answers", &decoder_cc_link_ie, 0x890f, FROM_CLIENT,
	 "c300 0001 0000 e80000000000 00ffff0300 000000 0600 59c0 0832 0000",
	 "command cc-link-ie 195 -1 other Acyclic Data\nanswer cc-link-ie-tsn 12808 0 refused\nby "
	 "client\nproperty client cc-link-network=tsn\n",
	 0},
	{"TSN: an answer in 3E does not", &decoder_cc_link_ie, 0x890f, FROM_CLIENT,
	 "c300 0001 0000 d00000ffff0300 0200 0000 000000",
	 "command cc-link-ie 195 -1 other Acyclic Data\nproperty client cc-link-network=tsn\n", 0},
	{"TSN: a station that works well", &decoder_cc_link_ie, 0x890f, FROM_CLIENT,
	 "c501 0001 0000 00000000 0003 8004 00 8001 00 000000 00 00000040 01020304 00000000 0000",
	 "command cc-link-ie 197 -1 other Cyclic S\n", 0},
	{"TSN: a station whose program stopped, in emergency stop", &decoder_cc_link_ie, 0x890f, FROM_CLIENT,
	 "c501 0001 0000 00000000 0003 8004 00 8001 01 000001 00 00000040 01020304 00000000 0000",
	 "command cc-link-ie 197 -1 other Cyclic S\nproperty client cc-link-program=stopped\n"
	 "property client cc-link-emergency-stop=on\n",
	 0},
	{"TSN: a part longer than its frame", &decoder_cc_link_ie, 0x890f, FROM_CLIENT,
	 "c501 0001 0000 00000000 0003 87ff 00 8001 ff ffffff 00 00000040 01020304",
	 "command cc-link-ie 197 -1 other Cyclic S\n", 0},
};

static void test_rows(void **state)
{
	(void)state;
	ROWS_RUN(rows);
}

static struct play p;

static enum heard say(enum side side, const char *hex)
{
	static uint8_t b[512];

	return play_bytes(&p, side, b, bytes_of(hex, b, sizeof b));
}

/* A slave that has another master says so; it is told once, and again after it was well. */
static void test_other_master(void **state)
{
	(void)state;
	p = play_of(&decoder_cc_link_ief_basic, 61450);
	say(FROM_SERVER, BASIC_ANSWERS("e0cf"));
	assert_true(play_said(&p, "attack client cc-link-master-duplicate"));
	assert_true(play_said(&p, "answer cc-link-ief-basic 3696 0 refused"));
	say(FROM_SERVER, BASIC_ANSWERS("e0cf"));
	assert_int_equal(play_count(&p, "attack"), 1);
	say(FROM_SERVER, BASIC_ANSWERS("0000"));
	say(FROM_SERVER, BASIC_ANSWERS("e0cf"));
	assert_int_equal(play_count(&p, "attack"), 2);
}

/* Cyclic data of other stations stopped: a deed. */
static void test_deed(void **state)
{
	(void)state;
	p = play_of(&decoder_cc_link_ie_tsn, 45239);
	say(FROM_CLIENT, "68000000000000ffff030000000008000000083200000000");
	assert_true(play_said(&p, "command cc-link-ie-tsn 12808 0 control Stop Other Stations Cyclic"));
	assert_true(play_said(&p, "deed communication"));
}

/* A program that stops is told when it does; who is who is not told again with each of many frames. */
static void test_stop(void **state)
{
	(void)state;
	p = play_of(&decoder_cc_link_ief_basic, 61450);
	for (int i = 0; i < 100; i++)
		say(FROM_CLIENT, BASIC_ASKS("0100"));
	say(FROM_CLIENT, BASIC_ASKS("0000"));
	assert_int_equal(play_count(&p, "role"), 1);
	assert_int_equal(play_count(&p, "cc-link-program=running"), 1);
	assert_int_equal(play_count(&p, "cc-link-program=stopped"), 1);
	assert_int_equal(play_count(&p, "command"), 101);
}

#define ZERO64 ZERO32 ZERO32
#define ZERO32 "0000000000000000000000000000000000000000000000000000000000000000"
#define ASKS2(connected, slave, words, bits)                                                                 \
	"500000ffff0300 d200 0000 700e 0000 0100 0000 2400 " ZERO14 "01000000 2baf8d6881010000"              \
	"808610ac 01 00 d806 f401 0300 0b00 0200 " connected " 0000 " slave words bits
#define TWO  "818610ac ffffffff " /* one slave with two stations */
#define AWAY "00000000 ffffffff "
#define WORDS_5_AND_33                                                                                       \
	"00000000000000000000 2a00" ZERO32 "0000000000000000000000000000000000000000"                        \
	"0000 0100" ZERO32 "00000000000000000000000000000000000000000000000000000000"
#define BITS_1F_AND_40 "0000008000000000 0100000000000000"
#define NO_WORDS       ZERO64 ZERO64
#define NO_BITS        "0000000000000000 0000000000000000"

/* What a master sets is its slave's; a value that stands still is told once, a place that stays 0 never. */
static void test_master_sets(void **state)
{
	(void)state;
	p = play_of(&decoder_cc_link_ief_basic, 61450);
	for (int i = 0; i < 100; i++)
		assert_int_equal(say(FROM_CLIENT, ASKS2("0100", TWO, WORDS_5_AND_33, BITS_1F_AND_40)), HEARD);
	assert_true(play_said(&p, "point 172.16.134.129 RWw5 = 42 uint16 set"));
	assert_true(play_said(&p, "point 172.16.134.129 RWw21 = 1 uint16 set"));
	assert_true(play_said(&p, "point 172.16.134.129 RY1F = 1 bool set"));
	assert_true(play_said(&p, "point 172.16.134.129 RY40 = 1 bool set"));
	assert_int_equal(play_count(&p, "point"), 4);
	say(FROM_CLIENT, ASKS2("0100", TWO, NO_WORDS, BITS_1F_AND_40));
	assert_true(play_said(&p, "point 172.16.134.129 RWw5 = 0 uint16 set"));
	assert_int_equal(play_count(&p, "point"), 6);
}

/* A slave that its master lost, and that comes back: the words of one that is away mean nothing. */
static void test_lost(void **state)
{
	(void)state;
	p = play_of(&decoder_cc_link_ief_basic, 61450);
	say(FROM_CLIENT, ASKS2("0000", TWO, WORDS_5_AND_33, NO_BITS));
	assert_int_equal(play_count(&p, "point"), 0);
	say(FROM_CLIENT, ASKS2("0100", TWO, WORDS_5_AND_33, NO_BITS));
	assert_int_equal(play_count(&p, "cyclic"), 0);
	assert_int_equal(play_count(&p, "point"), 2);
	for (int i = 0; i < 10; i++)
		say(FROM_CLIENT, ASKS2("0000", AWAY, NO_WORDS, NO_BITS));
	assert_int_equal(play_count(&p, "cyclic 172.16.134.129 client lost "), 1);
	assert_int_equal(play_count(&p, "point"), 2);
	say(FROM_CLIENT, ASKS2("0100", TWO, WORDS_5_AND_33, NO_BITS));
	say(FROM_CLIENT, ASKS2("0100", TWO, WORDS_5_AND_33, NO_BITS));
	assert_int_equal(play_count(&p, "cyclic 172.16.134.129 client returned "), 1);
	assert_int_equal(play_count(&p, "point"), 2);
}

#define ANSWERS1(end, error, words, bits)                                                                    \
	"d00000ffff0300 7a00 0000 0100 " end " 2800 " ZERO14 "3412 0000 78563412 0200 0000 0100 " error      \
	" 00000000 818610ac 01 00 d806 " words bits

static void test_slave_tells(void **state)
{
	(void)state;
	p = play_of(&decoder_cc_link_ief_basic, 61450);
	for (int i = 0; i < 100; i++)
		assert_int_equal(
			say(FROM_SERVER,
			    ANSWERS1("0000", "0000", "ffff" ZERO32 ZERO14 "00000000000000000000000000000000",
				     "0100000000000000")),
			HEARD);
	assert_true(play_said(&p, "point server RWr0 = 65535 uint16"));
	assert_true(play_said(&p, "point server RX0 = 1 bool"));
	assert_int_equal(play_count(&p, "point"), 2);
	assert_int_equal(play_count(&p, " set"), 0);
	say(FROM_SERVER, ANSWERS1("f0cf", "3412", ZERO64, "0000000000000000"));
	assert_true(play_said(&p, "property server cc-link-error=0x1234"));
	assert_true(play_said(&p, "property server cc-link-refuses=own-error"));
	assert_int_equal(play_count(&p, "point"), 2);
}

/* More stations than a group has, or than the frame holds: no values. */
static void test_too_many(void **state)
{
	(void)state;
	p = play_of(&decoder_cc_link_ief_basic, 61450);
	say(FROM_CLIENT,
	    "500000ffff0300 3a00 0000 700e 0000 0100 0000 2400 " ZERO14 "01000000 2baf8d6881010000"
	    "808610ac 01 00 d806 f401 0300 0b00 ffff ffff 0000 818610ac");
	assert_int_equal(play_count(&p, "point"), 0);
	assert_int_equal(play_count(&p, "command"), 1);
	/* one more station of no slave before it */
	p = play_of(&decoder_cc_link_ief_basic, 61450);
	say(FROM_CLIENT, ASKS2("0300", "ffffffff 818610ac ", WORDS_5_AND_33, BITS_1F_AND_40));
	assert_int_equal(play_count(&p, "255.255.255.255"), 0);
}

static void test_lies(void **state)
{
	(void)state;
	p = play_of(&decoder_cc_link_ief_basic, 61450);
	assert_int_equal(say(FROM_CLIENT, "500000ffff0300 ffff 0000 700e 0000 0100"), MORE);
	p = play_of(&decoder_cc_link_ief_basic, 61450);
	assert_int_equal(say(FROM_CLIENT, "500000ffff0300 0600 0000 700e 0000"), BROKEN);
	p = play_of(&decoder_cc_link_ie_tsn, 45238);
	assert_int_equal(say(FROM_CLIENT, "68000000000000ffff0300000000ffff0000920e0000"), BROKEN);
	assert_int_equal(say(FROM_CLIENT, "68000000000000ffff0300000000100f0000920e0000"), MORE);
	p = play_of(&decoder_cc_link_ie, 0x890f);
	assert_int_equal(say(FROM_CLIENT, "c2000101"), BROKEN);
	assert_int_equal(say(FROM_CLIENT, "c2000101010202000000000000000000"), HEARD);
	assert_int_equal(play_count(&p, "vendor"), 0);
}

static void test_smell(void **state)
{
	static uint8_t b[512];

	(void)state;
	p = play_of(&decoder_cc_link_ie_tsn, 40000);
	assert_int_equal(
		play_smell(&p, FROM_CLIENT, b,
			   bytes_of("68000000000000ffff03000000000a000000940e000000000000", b, sizeof b))
			.certainty,
		SURE);
	assert_int_equal(play_smell(&p, FROM_CLIENT, b,
				    bytes_of("68000000000000ffff03000000000a000000999900000000", b, sizeof b))
				 .certainty,
			 NOT_MINE);
	p = play_of(&decoder_cc_link_ie, 0x0800);
	p.t.ethertype = 0x88a4;
	assert_int_equal(play_smell(&p, FROM_CLIENT, b, bytes_of("1101000000300001010000000000", b, sizeof b))
				 .certainty,
			 NOT_MINE);
	p.t.ethertype = 0x890f;
	assert_int_equal(play_smell(&p, FROM_CLIENT, b, bytes_of("7701000000300001010000000000", b, sizeof b))
				 .certainty,
			 NOT_MINE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),        cmocka_unit_test(test_other_master),
		cmocka_unit_test(test_deed),        cmocka_unit_test(test_stop),
		cmocka_unit_test(test_master_sets), cmocka_unit_test(test_lost),
		cmocka_unit_test(test_slave_tells), cmocka_unit_test(test_too_many),
		cmocka_unit_test(test_lies),        cmocka_unit_test(test_smell)};

	return cmocka_run_group_tests_name("proto-cc-link", tests, NULL, NULL);
}
