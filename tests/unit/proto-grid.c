/* The languages of substations: IEC 60870-5-104, C37.118 synchrophasors, GOOSE. */
#include "recorder.h"

extern const struct decoder decoder_iec_104, decoder_c37_118, decoder_goose;

static struct play p;
static uint8_t bytes[1024];

static void say(enum side side, const char *hex)
{
	play_bytes(&p, side, bytes, bytes_of(hex, bytes, sizeof bytes));
}

static struct smell nose(const struct decoder *d, const char *hex)
{
	p = play_of(d, 40000);
	return play_smell(&p, FROM_CLIENT, bytes, bytes_of(hex, bytes, sizeof bytes));
}

/* --- IEC 104 --- */

static void test_104_names(void **state)
{
	(void)state;
	assert_int_equal(nose(&decoder_iec_104, "68 04 07 00 00 00").role, ROLE_CLIENT);
	assert_int_equal(nose(&decoder_iec_104, "68 04 0b 00 00 00").role, ROLE_SERVER);
	assert_int_equal(nose(&decoder_iec_104, "68 04 07 00 00 01").certainty, NOT_MINE);
	assert_int_equal(nose(&decoder_iec_104, "68 0e 00000000 2d 01 06 00 0300 941100 01").certainty, SURE);
	assert_int_equal(nose(&decoder_iec_104, "68 0e 00000000 2d 01 06 00 0300 941100 01").role,
			 ROLE_CLIENT);
	assert_int_equal(nose(&decoder_iec_104, "68 0e 00000000 0d 01 03 00 0300 941100 01").certainty,
			 NOT_MINE); /* too short for a float */
	assert_int_equal(nose(&decoder_iec_104, "68 0e 00000000 2d 02 06 00 0300 941100 01").certainty,
			 NOT_MINE); /* one object, not two */
}

static void test_104_command(void **state)
{
	(void)state;
	p = play_of(&decoder_iec_104, 2404);
	say(FROM_CLIENT, "68 04 07000000  68 0e 00000000 2d 01 06 00 0300 941100 81");
	say(FROM_SERVER, "68 04 0b000000  68 0e 00000000 2d 01 07 00 0300 941100 81");
	assert_int_equal(play_count(&p, "point"), 0); /* selected */
	say(FROM_CLIENT, "68 0e 00000000 2d 01 06 00 0300 941100 01");
	say(FROM_SERVER, "68 0e 00000000 2d 01 07 00 0300 941100 01");
	say(FROM_CLIENT, "68 0e 00000000 69 01 06 00 0300 000000 01");
	say(FROM_SERVER, "68 0e 00000000 69 01 6d 00 0300 000000 01");
	say(FROM_CLIENT, "68 04 13000000");
	assert_string_equal(p.e.log, "command iec-104 0 1 other STARTDT\n"
				     "command iec-104 45 -1 write C_SC_NA_1 Single Command\n"
				     "deed write ca3.ioa4500 = 1 (select)\n"
				     "answer iec-104 0 1 answered\n"
				     "kind server plc\n"
				     "role server slave\n"
				     "role client master\n"
				     "property server iec-104-address=3\n"
				     "answer iec-104 45 -1 answered\n"
				     "command iec-104 45 -1 write C_SC_NA_1 Single Command\n"
				     "deed write ca3.ioa4500 = 1\n"
				     "answer iec-104 45 -1 answered\n"
				     "point server ca3.ioa4500 = 1 bool set\n"
				     "command iec-104 105 -1 control C_RP_NA_1 Reset Process\n"
				     "deed reset ca3.ioa0\n"
				     "answer iec-104 105 -1 refused\n"
				     "command iec-104 0 4 control STOPDT\n"
				     "deed link\n");
}

static void test_104_values(void **state)
{
	(void)state;
	p = play_of(&decoder_iec_104, 2404);
	say(FROM_SERVER, "68 0f 00000000 01 82 14 00 0100 0a0000 01 00"); /* single points, numbered on */
	say(FROM_SERVER, "68 12 00000000 0d 01 03 00 0100 140000 0000c841 00"); /* 25.0 */
	say(FROM_SERVER, "68 10 00000000 09 01 03 00 0100 150000 00c0 00");     /* -0.5 */
	say(FROM_SERVER,
	    "68 17 00000000 23 01 03 00 0100 160000 ffff 00 00000000000000"); /* -1, with its time */
	assert_true(play_said(&p, "point server ca1.ioa10 = 1 bool"));
	assert_true(play_said(&p, "point server ca1.ioa11 = 0 bool"));
	assert_true(play_said(&p, "point server ca1.ioa20 = 25 float"));
	assert_true(play_said(&p, "point server ca1.ioa21 = -0.5 float"));
	assert_true(play_said(&p, "point server ca1.ioa22 = -1 int16"));
	assert_int_equal(play_count(&p, "command"), 0);
	play_slowly(&p, FROM_SERVER, bytes,
		    bytes_of("68 12 00000000 0d 01 03 00 0100 170000 0000c841 00", bytes, sizeof bytes));
	assert_true(play_said(&p, "point server ca1.ioa23 = 25 float"));
}

static void test_104_lies(void **state)
{
	static const char *const lies[] = {"68 0e 00000000 0d ff 03 00 0100 140000 01",
					   "68 0a 00000000 01 ff 14 00 0100",
					   "68 0e 00000000 fe 01 03 00 0100 140000 01"};

	(void)state;
	for (size_t i = 0; i < sizeof lies / sizeof lies[0]; i++) {
		p = play_of(&decoder_iec_104, 2404);
		say(FROM_SERVER, lies[i]);
		assert_int_equal(p.last, HEARD);
		assert_int_equal(play_count(&p, "point"), 0);
	}
	assert_int_equal(play_bytes(&p, FROM_SERVER, "\x68\xff", 2), BROKEN);
	assert_int_equal(play_bytes(&p, FROM_SERVER, "\x68\x02", 2), BROKEN);
}

/* --- C37.118 --- */

static size_t frame_of(const char *hex)
{
	size_t n = bytes_of(hex, bytes, sizeof bytes);
	unsigned crc = 0xffff;

	bytes[2] = (uint8_t)((n + 2) >> 8);
	bytes[3] = (uint8_t)(n + 2);
	for (size_t i = 0; i < 8 * n; i++) {
		unsigned one = (crc >> 15 ^ (unsigned)bytes[i / 8] >> (7 - i % 8)) & 1;

		crc = (crc << 1 ^ (one ? 0x1021u : 0)) & 0xffff;
	}
	bytes[n] = (uint8_t)(crc >> 8);
	bytes[n + 1] = (uint8_t)crc;
	return n + 2;
}

static const char config[] = "aa31 0000 0007 00000000 00000000 000f4240 0001 4265722031202020 "
			     "2020202020202020 0007 0005 0001 0001 0000"
			     "5641202020202020 2020202020202020 5032202020202020 2020202020202020 00000000 "
			     "00000000 0001 0000 0032";

static void test_c37(void **state)
{
	(void)state;
	p = play_of(&decoder_c37_118, 4712);
	p.t.transport = 6;
	play_bytes(&p, FROM_CLIENT, bytes, frame_of("aa41 0000 0007 00000000 00000000 0005"));
	play_slowly(&p, FROM_SERVER, bytes, frame_of(config));
	/* state, polar phasor of whole numbers, frequency +10 mHz, change, an analog float */
	play_bytes(&p, FROM_SERVER, bytes,
		   frame_of("aa01 0000 0007 00000000 00000000 0000 2710 fc18 000a 0064 41200000"));
	play_bytes(&p, FROM_CLIENT, bytes, frame_of("aa41 0000 0007 00000000 00000000 0001"));
	assert_string_equal(p.e.log, "command c37-118 5 -1 read Send Configuration 2\n"
				     "kind server sensor\n"
				     "answer c37-118 5 -1 answered\n"
				     "name server Ber 1\n"
				     "point server Ber 1.VA.magnitude = 10000 uint16\n"
				     "point server Ber 1.VA.angle = -1000 int16\n"
				     "point server Ber 1.FREQ = 50.01 float\n"
				     "point server Ber 1.ROCOF = 1 float\n"
				     "point server Ber 1.P2 = 10 float\n"
				     "command c37-118 1 -1 other Data Transmission off\n");
}

static void test_c37_lies(void **state)
{
	size_t n;

	(void)state;
	p = play_of(&decoder_c37_118, 4712);
	n = frame_of(config);
	assert_int_equal(play_smell(&p, FROM_SERVER, bytes, n).certainty, SURE);
	bytes[20] ^= 1; /* its check does not bear it out */
	assert_int_equal(play_smell(&p, FROM_SERVER, bytes, n).certainty, NOT_MINE);
	assert_int_equal(play_bytes(&p, FROM_SERVER, bytes, n), BROKEN);
	play_bytes(&p, FROM_SERVER, bytes,
		   frame_of("aa31 0000 0007 00000000 00000000 000f4240 ffff 4265722031202020 "
			    "2020202020202020 0007 0005 ffff ffff ffff"));
	play_bytes(&p, FROM_SERVER, bytes,
		   frame_of("aa01 0000 0007 00000000 00000000 0000 2710 fc18 000a 0064 41200000"));
	assert_int_equal(play_count(&p, "point"), 0);
}

/* --- GOOSE --- */

static void frame(const char *hex)
{
	size_t n = bytes_of(hex, bytes, sizeof bytes);

	p = play_of(&decoder_goose, 0);
	p.t.ethertype = 0x88b8;
	p.t.transport = 0;
	assert_int_equal(play_smell(&p, FROM_CLIENT, bytes, n).certainty, SURE);
	play_bytes(&p, FROM_CLIENT, bytes, n);
}

static void test_goose(void **state)
{
	(void)state;
	frame("0001 003f 0000 0000 61 35 80 0a 4c44312f4c4c4e302461 81 02 07d0 82 04 4c443124 83 02 6731 85 "
	      "01 05 86 01 09 87 01 01 88 01 01 8a 01 03 ab 0a 83 01 01 84 02 06 80 85 01 fb 00000000");
	assert_string_equal(p.e.log, "property client goose=LD1/LLN0$a\n"
				     "property client goose-data-set=LD1$\n"
				     "property client goose-id=g1\n"
				     "point client LD1/LLN0$a.stNum = 5 uint32\n"
				     "property client goose-test=LD1/LLN0$a\n"
				     "point client LD1/LLN0$a[0] = 1 bool\n"
				     "point client LD1/LLN0$a[1] = 2 uint8\n"
				     "point client LD1/LLN0$a[2] = -5 int32\n"
				     "kind client plc\n");
}

/* Data in data in data, and lengths that lie. */
static void test_goose_nest(void **state)
{
	static char hex[4000] = "0001 0100 0000 0000 61 82 00f4 80 02 4131 ab 81 ed";
	size_t n = strlen(hex);

	(void)state;
	for (int i = 0; i < 78; i++)
		n += (size_t)snprintf(hex + n, sizeof hex - n, "a2 81 %02x", 0xed - 3 - 3 * i);
	frame(hex);
	assert_int_equal(play_count(&p, "point"), 0);
	frame("0001 ffff 0000 0000 61 84 ffffffff 80 7f 41");
	assert_int_equal(play_count(&p, "point"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_104_names),  cmocka_unit_test(test_104_command),
		cmocka_unit_test(test_104_values), cmocka_unit_test(test_104_lies),
		cmocka_unit_test(test_c37),        cmocka_unit_test(test_c37_lies),
		cmocka_unit_test(test_goose),      cmocka_unit_test(test_goose_nest),
	};

	return cmocka_run_group_tests_name("proto-grid", tests, NULL, NULL);
}
