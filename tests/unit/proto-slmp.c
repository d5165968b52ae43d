/* SLMP, 3E and 4E, binary and ASCII. The 4E binary messages are the golden vectors of plc-comm-slmp
 * (corpus/ot/melsec-slmp-cclink). */
#include "rows.h"

extern const struct decoder decoder_slmp;

#define BLANKS24 "202020202020202020202020202020202020202020202020"

static const struct row rows[] = {
	{"3E read type name", &decoder_slmp, 5000, FROM_CLIENT, "500000ffff03000600100001010000",
	 "command slmp 257 0 read Read Type Name\n", 6},
	{"4E answer", &decoder_slmp, 5000, FROM_SERVER, "d4000100000000ffff030002000000", "kind server plc\n",
	 17},
	{"3E in ASCII", &decoder_slmp, 5000, FROM_CLIENT, "=500000FF03FF00000C001001010000",
	 "command slmp 257 0 read Read Type Name\n", 6},
	{"write D100 in ASCII", &decoder_slmp, 5000, FROM_CLIENT,
	 "=500000FF03FF00001C001014010000D*0001000001002A",
	 "command slmp 5121 0 write Device Write\ndeed write D100\n", 17},
	{"bits in ASCII as pymcprotocol writes them", &decoder_slmp, 5000, FROM_CLIENT,
	 "=500000FF03FF00001A001014010001M*0001000002"
	 "10",
	 "command slmp 5121 1 write Device Write\ndeed write M100 x2\n", 6},
	{"blanks for leading zeros, a blank for the star", &decoder_slmp, 5000, FROM_CLIENT,
	 "=500000FF03FF00001C001014010000D    1000001"
	 "002A",
	 "command slmp 5121 0 write Device Write\ndeed write D100\n", 6},
	{"an iQ-R in ASCII", &decoder_slmp, 5000, FROM_CLIENT,
	 "=500000FF03FF000020001014010002D***000001000001"
	 "002A",
	 "command slmp 5121 2 write Device Write\ndeed write D100\n", 6},
	{"write bits", &decoder_slmp, 5000, FROM_CLIENT,
	 "54000000000000FFFF03000F00100001140300650000009000010010",
	 "command slmp 5121 3 write Device Write\ndeed write M101\n", 17},
	{"write bits at random", &decoder_slmp, 5000, FROM_CLIENT,
	 "54000000000000FFFF03001700100002140300026400000090000100200000009D000000",
	 "command slmp 5122 3 write Device Write Random\ndeed write M100 +1\n", 17},
	{"remote reset", &decoder_slmp, 5000, FROM_CLIENT, "54000000000000FFFF030008001000061000000100",
	 "command slmp 4102 0 control Remote RESET\ndeed reset\n", 17},
	{"remote stop of another station", &decoder_slmp, 5000, FROM_CLIENT,
	 "500001020003000800100002100000"
	 "0100",
	 "command slmp 4098 0 control Remote STOP\ndeed stop\n", 17},
	{"set IP address", &decoder_slmp, 45237, FROM_CLIENT,
	 "540001000000 00ffff0300 2d00 0000 310e 0000 010203040506 04 0a03a8c0 060504030201 04 1403a8c0 "
	 "00ffffff ffffffff "
	 "00 04 ffffffff ffff 01",
	 "command slmp 3633 0 control IP Address Set\ndeed address 192.168.3.20\n", 17},
	{"open a file", &decoder_slmp, 5000, FROM_CLIENT,
	 "500000ffff0300 1800 1000 2718 0000 00000000 0001 0400 0800 4d41494e2e505247",
	 "command slmp 6183 0 other Open File\n", 17},
	{"delete a file", &decoder_slmp, 5000, FROM_CLIENT,
	 "500000ffff0300 1600 1000 2218 4000 00000000 0400 0400 4d0041004900"
	 "4e00",
	 "command slmp 6178 64 program Delete File (Access B)\ndeed file-delete MAIN\n", 17},
	{"delete a file that has a password", &decoder_slmp, 5000, FROM_CLIENT,
	 "500000ffff0300 3200 1000 2218 0400 4162436431323334" BLANKS24 "0000 0800 4d41494e2e515047",
	 "command slmp 6178 4 program Delete File (Access B)\ndeed file-delete MAIN.QPG\n", 17},
	{"refused", &decoder_slmp, 5000, FROM_SERVER, "d00000ffff03000b0059c000ffff030001100000",
	 "kind server plc\nanswer slmp 4097 0 refused\n", 17},
};

static void test_rows(void **state)
{
	(void)state;
	ROWS_RUN(rows);
}

static struct play p;

/* Question and answer, each a byte at a time over TCP: what is said besides the question. */
static const char *talk(const char *question, const char *answer)
{
	uint8_t bytes[512];
	size_t after;

	p = play_of(&decoder_slmp, 5000);
	play_slowly(&p, FROM_CLIENT, bytes, bytes_of(question, bytes, sizeof bytes));
	assert_int_equal(p.last, HEARD);
	after = p.e.n;
	play_slowly(&p, FROM_SERVER, bytes, bytes_of(answer, bytes, sizeof bytes));
	assert_int_equal(p.last, HEARD);
	return p.e.log + after;
}

#define Q4(length, rest) "54000000 0000 00FF FF03 00 " length " 1000 " rest
#define A4(length, rest) "D4000000 0000 00FF FF03 00 " length " 0000 " rest

static void test_identity(void **state)
{
	(void)state;
	assert_string_equal(
		talk(Q4("0600", "0101 0000"), A4("1400", "51303355444543505520202020202020 3412")),
		"kind server plc\nanswer slmp 257 0 answered\nmodel server Q03UDECPU\nmaker server "
		"Mitsubishi "
		"Electric\nproperty server model-code=0x1234\n");
}

static void test_node(void **state)
{
	(void)state;
	assert_string_equal(
		talk("540001000000 00ffff0300 1100 0000 300e 0000 010203040506 04 0a03a8c0",
		     "d40001000000 00ffff0300 3500 0000 010203040506 04 0a03a8c0 060504030201 04 1403a8c0 "
		     "00ffffff ffffffff "
		     "00 3412 78563412 0100 04 ffffffff ffff 0000 0bf0 01"),
		"answer slmp 3632 0 answered\n"
		"address 192.168.3.20/01:02:03:04:05:06 ::  |  | 1 0 0 0\n"
		"property server cc-link-vendor=0x1234\nproperty server cc-link-model=0x12345678\n"
		"property server cc-link-version=1\n");
}

#define READ_SD203 Q4("0C00", "0104 0000 CB0000 A9 0100")
#define OPEN(name) Q4("1800", "2718 0000 00000000 0100 0400 0800 " name)
#define WRITE      Q4("1000", "2918 0000 0100 00000000 0200 4142")

static void hear(enum side side, const char *hex)
{
	uint8_t bytes[512];

	play_bytes(&p, side, bytes, bytes_of(hex, bytes, sizeof bytes));
}

/* A file of the program that is written into a controller that was seen running. Nothing is seen, another file, another
 * state: a file is written. */
static void test_online_change(void **state)
{
	(void)state;
	p = play_of(&decoder_slmp, 5000);
	hear(FROM_CLIENT, OPEN("4D41494E2E505247"));
	hear(FROM_SERVER, A4("0400", "0100"));
	hear(FROM_CLIENT, WRITE);
	hear(FROM_SERVER, A4("0400", "0200"));
	hear(FROM_CLIENT, READ_SD203);
	hear(FROM_SERVER, A4("0400", "0200"));
	hear(FROM_CLIENT, WRITE);
	hear(FROM_SERVER, A4("0400", "0200"));
	assert_int_equal(play_count(&p, "command slmp 6185 0 program Write File"), 2);
	hear(FROM_CLIENT, READ_SD203);
	hear(FROM_SERVER, A4("0400", "0000"));
	hear(FROM_CLIENT, WRITE);
	hear(FROM_SERVER, A4("0400", "0200"));
	assert_true(play_said(&p, "command slmp 6185 65536 program Write File (program while it runs)"));
	assert_true(play_said(&p, "deed online-change a program, while it runs"));
	assert_true(play_said(&p, "answer slmp 6185 65536 answered"));
	hear(FROM_CLIENT, OPEN("434F4D4D2E435356"));
	hear(FROM_SERVER, A4("0400", "0100"));
	hear(FROM_CLIENT, WRITE);
	hear(FROM_SERVER, A4("0400", "0200"));
	hear(FROM_CLIENT, OPEN("4D41494E2E505247"));
	hear(FROM_SERVER, A4("0400", "0100"));
	hear(FROM_CLIENT, Q4("0800", "0210 0000 0100"));
	hear(FROM_SERVER, A4("0200", ""));
	hear(FROM_CLIENT, WRITE);
	hear(FROM_SERVER, A4("0400", "0200"));
	assert_int_equal(play_count(&p, "deed online-change"), 1);
	hear(FROM_CLIENT, Q4("0A00", "0110 0000 0100 00 00"));
	hear(FROM_SERVER, A4("0200", ""));
	hear(FROM_CLIENT, WRITE);
	assert_int_equal(play_count(&p, "deed online-change"), 2);
}

static void test_values(void **state)
{
	(void)state;
	assert_string_equal(talk(Q4("0E00", "0104 0200 64000000A800 0200"), A4("0600", "34127856")),
			    "kind server plc\nanswer slmp 1025 2 answered\n"
			    "point server D100 = 4660 uint16\npoint server D101 = 22136 uint16\n");
	assert_string_equal(talk(Q4("1A00", "0304 0200 02 01 64000000A800 65000000A800 C8000000A800"),
				 A4("0A00", "1111222278563412")),
			    "kind server plc\nanswer slmp 1027 2 answered\npoint server D100 = 4369 uint16\n"
			    "point server D101 = 8738 uint16\npoint server D200 = 305419896 uint32\n");
	assert_string_equal(talk(Q4("1800", "0604 0200 01 01 2C010000A800 0200 C80000009000 0100"),
				 A4("0800", "341278560500")),
			    "kind server plc\nanswer slmp 1030 2 answered\npoint server D300 = 4660 uint16\n"
			    "point server D301 = 22136 uint16\npoint server K4M200 = 5 uint16\n");
	assert_string_equal(talk(Q4("0C00", "0104 0100 100000 9C 0300"), A4("0400", "1110")),
			    "kind server plc\nanswer slmp 1025 1 answered\npoint server X10 = 1 bool\n"
			    "point server X11 = 1 bool\npoint server X12 = 1 bool\n");
}

static void test_written(void **state)
{
	(void)state;
	assert_string_equal(talk(Q4("0F00", "0114 0300 650000009000 0100 10"), A4("0200", "")),
			    "kind server plc\nanswer slmp 5121 3 answered\npoint server M101 = 1 bool set\n");
	assert_string_equal(
		talk(Q4("1700", "0214 0300 02 640000009000 0100 200000009D00 0000"), A4("0200", "")),
		"kind server plc\nanswer slmp 5122 3 answered\npoint server M100 = 1 bool set\n"
		"point server Y20 = 0 bool set\n");
	/* what was refused was not set */
	assert_string_equal(talk(Q4("0F00", "0114 0300 650000009000 0100 10"),
				 "D4000000 0000 00FF FF03 00 0b00 59c0 00ffff0300 0114 0300"),
			    "kind server plc\nanswer slmp 5121 3 refused\n");
}

/* Another station behind the one that is connected: its D0 is another one. */
static void test_station(void **state)
{
	(void)state;
	assert_string_equal(talk("5000 01 02 ff03 00 0c00 1000 0104 0000 000000 A8 0100",
				 "d000 01 02 ff03 00 0400 0000 2a00"),
			    "answer slmp 1025 0 answered\npoint server net1-st2:D0 = 42 uint16\n");
}

static void test_monitor(void **state)
{
	uint8_t b[64];

	(void)state;
	p = play_of(&decoder_slmp, 5000);
	play_bytes(&p, FROM_CLIENT, b, bytes_of(Q4("0c00", "0108 0000 01 00 1F0000 B4"), b, sizeof b));
	play_bytes(&p, FROM_SERVER, b, bytes_of(A4("0200", ""), b, sizeof b));
	play_bytes(&p, FROM_CLIENT, b, bytes_of(Q4("0600", "0208 0000"), b, sizeof b));
	play_bytes(&p, FROM_SERVER, b, bytes_of(A4("0400", "0900"), b, sizeof b));
	assert_true(play_said(&p, "point server W1F = 9 uint16"));
	assert_int_equal(play_count(&p, "point"), 1);
}

/* The remote password is looked at and said nowhere else. */
static void test_password(void **state)
{
	const char *said;

	(void)state;
	said = talk(Q4("0F00", "3016 0000 0700 73656372657431"), A4("0200", ""));
	assert_string_equal(said, "kind server plc\nanswer slmp 5680 0 answered\nlogin slmp-remote-password "
				  "clear ok /secret1\n");
	said = talk(Q4("0F00", "3016 0000 0700 73656372657431"),
		    "D4000000 0000 00FF FF03 00 0b00 10c8 00ffff0300 3016 0000");
	assert_string_equal(said, "kind server plc\nanswer slmp 5680 0 refused\nlogin slmp-remote-password "
				  "clear failed /secret1\n");
}

/* A file with a password of 32 characters: the manual's own example. That opening it is refused can have other reasons. */
static void test_file_password(void **state)
{
	const char *said;

	(void)state;
	said = talk("500000ffff0300 3400 1000 2718 0400 4162436431323334" BLANKS24
		    "0001 0000 0800 4d41494e2e515047",
		    "d00000ffff0300 0400 0000 0100");
	assert_string_equal(said, "kind server plc\nanswer slmp 6183 4 answered\nlogin slmp-file-password "
				  "clear ok /AbCd1234\n");
	said = talk("500000ffff0300 3400 1000 2718 0400 4162436431323334" BLANKS24
		    "0001 0000 0800 4d41494e2e515047",
		    "d00000ffff0300 0b00 51c0 00ffff0300 2718 0400");
	assert_string_equal(said, "kind server plc\nanswer slmp 6183 4 refused\nlogin slmp-file-password "
				  "clear unknown /AbCd1234\n");
	said = talk("500000ffff0300 3200 1000 2218 0400 2020202020202020" BLANKS24
		    "0000 0800 4d41494e2e515047",
		    "d00000ffff0300 0200 0000");
	assert_string_equal(said, "kind server plc\nanswer slmp 6178 4 answered\n");
}

static void test_ascii(void **state)
{

	(void)state;
	p = play_of(&decoder_slmp, 5000);
	play_z(&p, FROM_CLIENT, "500000FF03FF000018001004010000W*00001F0002");
	play_z(&p, FROM_SERVER, "D00000FF03FF00000C000012345678");
	assert_true(play_said(&p, "point server W1F = 4660 uint16"));
	assert_true(play_said(&p, "point server W20 = 22136 uint16"));
	play_z(&p, FROM_CLIENT, "500000FF03FF000018001004010001M*0001000002");
	play_z(&p, FROM_SERVER, "D00000FF03FF000006000010");
	assert_true(play_said(&p, "point server M100 = 1 bool"));
	assert_true(play_said(&p, "point server M101 = 0 bool"));
}

/* Lengths and counts that lie: no values, nothing read beyond (the sanitizers watch). */
static void test_lies(void **state)
{
	uint8_t b[64];

	(void)state;
	assert_string_equal(talk(Q4("0E00", "0104 0200 64000000A800 FFFF"), A4("0600", "34127856")),
			    "kind server plc\nanswer slmp 1025 2 answered\n");
	assert_string_equal(talk(Q4("0800", "0304 0000 FF FF"), A4("0600", "34127856")),
			    "kind server plc\nanswer slmp 1027 0 answered\n");
	assert_string_equal(
		talk(Q4("0800", "3016 0000 FFFF"), A4("0200", "")),
		"kind server plc\nanswer slmp 5680 0 answered\nlogin slmp-remote-password clear ok /\n");
	p = play_of(&decoder_slmp, 5000);
	assert_int_equal(play_bytes(&p, FROM_CLIENT, b, bytes_of("500000ffff0300ffff 1000", b, sizeof b)),
			 BROKEN);
}

static struct smell nose(uint16_t port, const char *hex)
{
	uint8_t b[256];

	p = play_of(&decoder_slmp, port);
	return play_smell(&p, FROM_CLIENT, b, bytes_of(hex, b, sizeof b));
}

static void test_smell(void **state)
{
	(void)state;
	assert_int_equal(nose(40000, "500000ffff03000600100001010000").certainty, SURE);
	assert_int_equal(nose(40000, "500000ffff03000900100001010000").certainty, NOT_MINE);
	assert_int_equal(nose(40000, "500000ffff03000600100099990000").certainty, LIKELY);
	assert_int_equal(nose(40000, "d00000ffff030002000000").role, ROLE_SERVER);
	assert_int_equal(nose(40000, "d0007f12345600 02000000").certainty, LIKELY);
	/* the cyclic frame of CC-Link IE Field Basic is somebody else's */
	assert_int_equal(nose(61450, "500000ffff030006000000700e0000").certainty, NOT_MINE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),          cmocka_unit_test(test_identity),
		cmocka_unit_test(test_node),          cmocka_unit_test(test_values),
		cmocka_unit_test(test_online_change), cmocka_unit_test(test_written),
		cmocka_unit_test(test_station),       cmocka_unit_test(test_monitor),
		cmocka_unit_test(test_password),      cmocka_unit_test(test_file_password),
		cmocka_unit_test(test_ascii),         cmocka_unit_test(test_lies),
		cmocka_unit_test(test_smell)};

	return cmocka_run_group_tests_name("proto-slmp", tests, NULL, NULL);
}
