/* DNP3: requests by function and what they can do, answers matched by sequence, values, controls, files,
 * several frames and outstations, check sequences that are wrong. */
#include "recorder.h"

extern const struct decoder decoder_dnp3;

static struct play p;
static uint8_t bytes[4096], frame[1024];

static void add_check(uint8_t **at, const uint8_t *from, size_t n)
{
	unsigned crc = 0;

	for (size_t i = 0; i < n; i++)
		for (int bit = 0; bit < 8; bit++) {
			unsigned one = (crc ^ (unsigned)from[i] >> bit) & 1;

			crc = crc >> 1 ^ (one ? 0xa6bc : 0);
		}
	crc = ~crc & 0xffff;
	*(*at)++ = (uint8_t)crc;
	*(*at)++ = (uint8_t)(crc >> 8);
}

/* A frame with checks, from transport octet on, between master 3 and this outstation. */
static size_t frame_of(enum side side, unsigned outstation, const uint8_t *data, size_t n)
{
	uint8_t *at = frame;
	unsigned to = side == FROM_CLIENT ? outstation : 3, from = side == FROM_CLIENT ? 3 : outstation;

	memcpy(at,
	       (uint8_t[]){5, 0x64, (uint8_t)(n + 5), side == FROM_CLIENT ? 0xc4 : 0x44, (uint8_t)to,
			   (uint8_t)(to >> 8), (uint8_t)from, (uint8_t)(from >> 8)},
	       8);
	at += 8;
	add_check(&at, frame, 8);
	for (size_t i = 0; i < n; i += 16) {
		size_t part = n - i < 16 ? n - i : 16;

		memcpy(at, data + i, part);
		at += part;
		add_check(&at, at - part, part);
	}
	return (size_t)(at - frame);
}

static void say_as(enum side side, unsigned outstation, const char *hex)
{
	size_t n = bytes_of(hex, bytes, sizeof bytes);

	n = frame_of(side, outstation, bytes, n);
	play_bytes(&p, side, frame, n);
}

static void say(enum side side, const char *hex) { say_as(side, 4, hex); }

/* The link frame of the standard's example begins so, and its check is known (IEEE 1815 9.2). */
static void test_smell(void **state)
{
	(void)state;
	p = play_of(&decoder_dnp3, 40000);
	assert_int_equal(play_smell(&p, FROM_CLIENT, bytes, bytes_of("056405c40200010086d5", bytes, 64)).role,
			 ROLE_CLIENT);
	assert_int_equal(play_smell(&p, FROM_SERVER, bytes, bytes_of("0564054401000200180e", bytes, 64)).role,
			 ROLE_SERVER);
	assert_int_equal(
		play_smell(&p, FROM_CLIENT, bytes, bytes_of("056405c40200010086d4", bytes, 64)).certainty,
		NOT_MINE);
	assert_int_equal(play_bytes(&p, FROM_CLIENT, bytes, bytes_of("056405c40200010086d4", bytes, 64)),
			 BROKEN);
}

static void test_read(void **state)
{
	(void)state;
	p = play_of(&decoder_dnp3, 20000);
	say(FROM_CLIENT, "c0 c1 01 3c01 06");
	say(FROM_SERVER, "c0 c1 81 0000 0101 00 00 03 05  1e01 00 00 00 01 ffffffff  1405 00 02 02 64000000  "
			 "0302 00 00 00 81");
	assert_string_equal(p.e.log, "command dnp3 1 -1 read Read\n"
				     "kind server plc\n"
				     "role server slave\n"
				     "role client master\n"
				     "property server dnp3-address=4\n"
				     "property client dnp3-address=3\n"
				     "point server analog-input:0 = -1 int32\n"
				     "point server counter:2 = 100 uint32\n"
				     "point server binary-input:0 = 1 bool\n"
				     "point server binary-input:1 = 0 bool\n"
				     "point server binary-input:2 = 1 bool\n"
				     "point server binary-input:3 = 0 bool\n"
				     "point server double-bit-input:0 = 2 uint8\n"
				     "answer dnp3 1 -1 answered\n");
}

/* Select arms, operate sets; what its status refuses is not set. */
static void test_operate(void **state)
{
	(void)state;
	p = play_of(&decoder_dnp3, 20000);
	say(FROM_CLIENT, "c1 c2 03 0c01 28 0100 0800 41 01 f4010000 00000000 00");
	say(FROM_SERVER, "c1 c2 81 0000 0c01 28 0100 0800 41 01 f4010000 00000000 00");
	assert_int_equal(play_count(&p, "point"), 0);
	assert_true(play_said(&p, "deed write binary-output:8 = 1"));
	say(FROM_CLIENT, "c2 c3 04 0c01 28 0100 0800 41 01 f4010000 00000000 00");
	say(FROM_SERVER, "c2 c3 81 0000 0c01 28 0100 0800 41 01 f4010000 00000000 00");
	assert_true(play_said(&p, "point server binary-output:8 = 1 bool set"));
	say(FROM_CLIENT, "c3 c4 05 2902 28 0100 0200 f4ff 00");
	say(FROM_SERVER, "c3 c4 81 0000 2902 28 0100 0200 f4ff 04");
	assert_true(play_said(&p, "deed write analog-output:2 = -12"));
	assert_true(play_said(&p, "answer dnp3 5 -1 refused"));
	assert_int_equal(play_count(&p, "point"), 1);
	say(FROM_CLIENT, "c4 c5 06 2902 28 0100 0200 f4ff 00");
	assert_true(play_said(&p, "point server analog-output:2 = -12 int16 set"));
	assert_int_equal(play_count(&p, "answer dnp3 6"), 0);
}

static void test_deeds(void **state)
{
	(void)state;
	p = play_of(&decoder_dnp3, 20000);
	say(FROM_CLIENT, "c0 c0 0d");
	say(FROM_SERVER, "c0 c0 81 0000 3401 07 01 0500");
	say(FROM_CLIENT, "c0 c1 12");
	say(FROM_SERVER, "c0 c1 81 0001");
	say(FROM_CLIENT, "c0 c2 02 3201 07 01 010203040506");
	say(FROM_CLIENT, "c0 c3 02 5001 00 07 07 00");
	say(FROM_CLIENT, "c0 c4 19 4603 5b 01 1f00 1a00 0500 000000000000 ff01 00000000 00000000 0200 0004 "
			 "0000 612e747874");
	say(FROM_CLIENT, "c0 c5 15 3c02 06 3c03 06");
	assert_true(play_said(&p, "command dnp3 13 -1 control Cold Restart"));
	assert_true(play_said(&p, "deed reset"));
	assert_true(play_said(&p, "answer dnp3 13 -1 answered"));
	assert_true(play_said(&p, "deed stop"));
	assert_true(play_said(&p, "answer dnp3 18 -1 refused"));
	assert_true(play_said(&p, "command dnp3 2 50 control Write (time)"));
	assert_true(play_said(&p, "deed clock"));
	assert_true(play_said(&p, "command dnp3 2 80 other Write (restart indication cleared)"));
	assert_true(play_said(&p, "command dnp3 25 2 program Open File (to write)"));
	assert_true(play_said(&p, "deed file-write a.txt"));
	assert_true(play_said(&p, "deed link"));
}

static void test_password(void **state)
{
	(void)state;
	p = play_of(&decoder_dnp3, 20000);
	say(FROM_CLIENT, "c0 c1 1d 4602 5b 01 1400 0c00 0300 0f00 0500 00000000 6f7065 6861736368");
	assert_true(play_said(&p, "deed unlock"));
	assert_int_equal(play_count(&p, "login"), 0);
	say(FROM_SERVER, "c0 c1 81 0000");
	assert_true(play_said(&p, "login dnp3-file clear ok ope/hasch"));
}

static void test_attributes(void **state)
{
	(void)state;
	p = play_of(&decoder_dnp3, 20000);
	say(FROM_SERVER, "c0 c1 81 0000 00fc 00 00 00 01 04 41434d45  00fa 00 00 00 01 05 5254552d31");
	assert_true(play_said(&p, "maker server ACME"));
	assert_true(play_said(&p, "model server RTU-1"));
	assert_int_equal(play_count(&p, "answer"), 0); /* nobody asked */
}

/* A message in two frames, of two outstations on one connection, with a hole in the sequence. */
static void test_segments(void **state)
{
	(void)state;
	p = play_of(&decoder_dnp3, 20000);
	say(FROM_SERVER, "40 c1 81 0000 1e02 00 00 01 01");
	assert_string_equal(p.e.log, "");
	say(FROM_SERVER, "81 0a00 01 1400");
	assert_true(play_said(&p, "point server analog-input:0 = 10 int16"));
	assert_true(play_said(&p, "point server analog-input:1 = 20 int16"));
	say_as(FROM_SERVER, 9, "c0 c1 81 0000 1e02 00 00 00 01 0b00");
	assert_true(play_said(&p, "point server address9:analog-input:0 = 11 int16"));
	say(FROM_SERVER, "40 c1 81 0000 1e02 00 00 01 01");
	say(FROM_SERVER, "83 0a00 01 1e00");
	assert_int_equal(play_count(&p, "point"), 3);
}

/* Lengths and counts that lie: no value, no crash, and an end. */
static void test_lies(void **state)
{
	static const char *const lies[] = {
		"c0 c1 81 0000 1e01 02 00000000 ffffffff 01",
		"c0 c1 81 0000 1e01 00 05 00 01ffffffff",
		"c0 c1 81 0000 3c01 09 ffffffff",
		"c0 c1 81 0000 6eff 00 00 ff 00",
		"c0 c1 81 0000 4603 5b ff ffff 00",
		"c0 c1 81 0000 0101 02 00000000 feffffff",
		"c0 c1 81 0000 00fc 00 00 00 01 ff 41",
		"c0 c1 81 0000 ffff ff ff ff ff",
	};

	(void)state;
	for (size_t i = 0; i < sizeof lies / sizeof lies[0]; i++) {
		p = play_of(&decoder_dnp3, 20000);
		say(FROM_SERVER, lies[i]);
		assert_int_equal(p.last, HEARD);
		assert_int_equal(play_count(&p, "point"), 0);
	}
}

/* More segments than fit: cut, and still told by its function; every byte cut off waits. */
static void test_bounds(void **state)
{
	uint8_t part[200] = {0x40, 0xc1, 0x01};

	(void)state;
	p = play_of(&decoder_dnp3, 20000);
	for (unsigned i = 0; i < 40; i++) {
		part[0] = (uint8_t)((i == 0 ? 0x40 : 0) | (i == 39 ? 0x80 : 0) | i);
		play_bytes(&p, FROM_CLIENT, frame, frame_of(FROM_CLIENT, 4, part, sizeof part));
	}
	assert_int_equal(play_count(&p, "command dnp3 1 -1"), 1);
	p = play_of(&decoder_dnp3, 20000);
	play_slowly(&p, FROM_CLIENT, frame,
		    frame_of(FROM_CLIENT, 4, (const uint8_t *)"\xc0\xc1\x01\x3c\x01\x06", 6));
	assert_string_equal(p.e.log, "command dnp3 1 -1 read Read\n");
	p = play_of(&decoder_dnp3, 20000);
	(void)frame_of(FROM_CLIENT, 4, (const uint8_t *)"\xc0\xc1\x01\x3c\x01\x06", 6);
	frame[12] ^= 1; /* a block that its check does not bear out */
	assert_int_equal(play_bytes(&p, FROM_CLIENT, frame, 18), BROKEN);
	assert_string_equal(p.e.log, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_smell),    cmocka_unit_test(test_read),
		cmocka_unit_test(test_operate),  cmocka_unit_test(test_deeds),
		cmocka_unit_test(test_password), cmocka_unit_test(test_attributes),
		cmocka_unit_test(test_segments), cmocka_unit_test(test_lies),
		cmocka_unit_test(test_bounds),
	};

	return cmocka_run_group_tests_name("proto-dnp3", tests, NULL, NULL);
}
