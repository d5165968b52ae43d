/* Messages that are made to cost: whole by their lengths, and full of what is told one by one. What a decoder tells of one
 * message is bounded, whatever it holds; what one side says in the other's words is nobody's; what is no number is no point.
 * All of it was found by a hostile reading of the decoders. */
#include "recorder.h"

extern const struct decoder decoder_enip, decoder_bacnet, decoder_mms, decoder_opc_ua, decoder_echonet_lite,
	decoder_goose, decoder_dnp3, decoder_slmp, decoder_melsoft, decoder_genisys,
	decoder_cc_link_ief_basic, decoder_iec_104;

static struct play p;
static uint8_t b[60000];
static size_t n;

static void add(const char *hex) { n += bytes_of(hex, b + n, sizeof b - n); }

static void add_many(const char *hex, unsigned times)
{
	while (times--)
		add(hex);
}

static void add_zeros(size_t many)
{
	memset(b + n, 0, many);
	n += many;
}

static void begin(const char *hex)
{
	n = 0;
	add(hex);
}

static void put(size_t at, size_t value, bool big)
{
	b[at] = (uint8_t)(big ? value >> 8 : value);
	b[at + 1] = (uint8_t)(big ? value : value >> 8);
}

static enum heard hear(enum side side) { return play_bytes(&p, side, b, n); }

/* EtherNet/IP, Send RR Data around a Multiple Service Packet of 60 parts. */
static void begin_cip(const char *service)
{
	begin("6f00 0000 01000000 00000000 0900000000000000 00000000 00000000 0000 0200 0000 0000 b200 0000");
	add(service);
}

static void cip_parts(const char *part, unsigned count)
{
	uint8_t one[64];
	size_t size = bytes_of(part, one, sizeof one);

	add("0000");
	put(n - 2, count, false);
	for (unsigned i = 0; i < count; i++) {
		add("0000");
		put(n - 2, 2 + 2 * count + i * size, false);
	}
	add_many(part, count);
	put(2, n - 24, false);
	put(38, n - 40, false);
}

static void test_cip(void **state)
{
	(void)state;
	p = play_of(&decoder_enip, 44818);
	begin_cip("0a02 2002 2401");
	cip_parts("4c02 91024162 0900", 60);
	assert_int_equal(hear(FROM_CLIENT), HEARD);
	begin_cip("8a00 0000");
	cip_parts("cc000000 c200 010203040506070809", 60);
	assert_int_equal(hear(FROM_SERVER), HEARD);
	assert_int_equal(play_count(&p, "point "), 64);
}

/* One answer that says its device's name three thousand times. */
static void test_bacnet(void **state)
{
	(void)state;
	p = play_of(&decoder_bacnet, 47808);
	begin("810a 0000 0100 30010e 0c02000001 1e");
	add_many("294d 4e 75020041 4f", 3000);
	add("1f");
	put(2, n, true);
	assert_int_equal(hear(FROM_SERVER), HEARD);
	assert_in_range(play_count(&p, "name "), 1, 64);
}

static size_t around(size_t at, uint8_t tag)
{
	memmove(b + at + 4, b + at, n - at);
	memcpy(b + at, (uint8_t[]){tag, 0x82, (uint8_t)((n - at) >> 8), (uint8_t)(n - at)}, 4);
	n += 4;
	return at;
}

/* A report of 400,000 members, of which one has a value: it is none. */
static void test_report(void **state)
{
	(void)state;
	p = play_of(&decoder_mms, 102);
	begin("8a0141 84020600 8482c351 00");
	memset(b + n, 0xff, 50000);
	n += 50000;
	add("830101");
	around(0, 0xa0);
	memmove(b + 7, b, n);
	memcpy(b, "\xa1\x05\x80\x03RPT", 7);
	n += 7;
	around(0, 0xa0);
	around(0, 0xa3);
	memmove(b + 7, b, n);
	memcpy(b, (uint8_t[]){3, 0, (uint8_t)((n + 7) >> 8), (uint8_t)(n + 7), 2, 0xf0, 0x80}, 7);
	n += 7;
	assert_int_equal(hear(FROM_SERVER), HEARD);
	assert_int_equal(play_count(&p, "point "), 0);
}

/* Lists of 84 objects, fifty of them. */
static void test_objects(void **state)
{
	(void)state;
	p = play_of(&decoder_echonet_lite, 3610);
	begin("1081 0001 0ef001 05ff01 73 32");
	for (int i = 0; i < 50; i++) {
		add("d5fd54");
		add_many("013001", 84);
	}
	assert_int_equal(hear(FROM_SERVER), HEARD);
	assert_int_equal(play_count(&p, "echonet-object="), 84);
}

static void test_goose(void **state)
{
	(void)state;
	p = play_of(&decoder_goose, 0);
	p.t.ethertype = 0x88b8;
	p.t.transport = 0;
	begin("80014e");
	add_many("ab03830101", 200);
	around(0, 0x61);
	memmove(b + 8, b, n);
	memcpy(b, (uint8_t[]){0, 1, (uint8_t)((n + 8) >> 8), (uint8_t)(n + 8), 0, 0, 0, 0}, 8);
	n += 8;
	assert_int_equal(hear(FROM_CLIENT), HEARD);
	assert_int_equal(play_count(&p, "point "), 1);
	p = play_of(&decoder_goose, 0);
	p.t.transport = 0;
	begin("");
	add_many("80014e", 400);
	around(0, 0x61);
	memmove(b + 8, b, n);
	memcpy(b, (uint8_t[]){0, 1, (uint8_t)((n + 8) >> 8), (uint8_t)(n + 8), 0, 0, 0, 0}, 8);
	n += 8;
	assert_int_equal(hear(FROM_CLIENT), HEARD);
	assert_in_range(play_count(&p, "goose=N"), 1, 16);
}

/* --- OPC UA: a notification of hundreds of values whose handles nobody asked for */

static void opc_head(const char *type)
{
	begin("4d534746 00000000 07000000 01000000 33000000 04000000 0100");
	add(type);
}

static void opc_done(void)
{
	put(4, n & 0xffff, false);
	put(6, n >> 16, false);
	assert_int_equal(hear(b[26] == 0x7a || b[26] == 0x3d ? FROM_SERVER : FROM_CLIENT), HEARD);
}

static void test_opc_ua(void **state)
{
	(void)state;
	p = play_of(&decoder_opc_ua, 4840);
	opc_head("3d03"); /* publish answered: number 829 */
	add_zeros(24);
	add("00000000 01000000 00000000 00 01000000 0000000000000000 01000000 01002b03 01 bc0b0000 "
	    "2c010000"); /* 3,004 bytes: 300 changes */
	for (unsigned i = 0; i < 300; i++)
		add("00000000 01 06 07000000");
	opc_done();
	assert_int_equal(play_count(&p, "point "), 64);
}

/* --- sides: an answer that the client sends says nothing of the server */

static void test_sides(void **state)
{
	(void)state;
	p = play_of(&decoder_slmp, 5000);
	begin("500000ffff0300 0600 1000 0101 0000");
	hear(FROM_CLIENT);
	begin("d00000ffff0300 1400 0000 46583355202020202020202020202020 0100");
	hear(FROM_CLIENT);
	assert_int_equal(play_count(&p, "server"), 0);
	assert_int_equal(play_count(&p, "answer"), 0);
	p = play_of(&decoder_genisys, 10001);
	begin("f1 01 f6");
	hear(FROM_CLIENT);
	assert_int_equal(play_count(&p, "server"), 0);
	p = play_of(&decoder_melsoft, 5562);
	begin("da0000ff");
	add_zeros(24);
	hear(FROM_CLIENT);
	assert_int_equal(play_count(&p, "answer"), 0);
	p = play_of(&decoder_cc_link_ief_basic, 61450);
	begin("d00000ffff0300 4000 0000 0100 e0cf 2800");
	add_zeros(60);
	hear(FROM_CLIENT);
	assert_int_equal(play_count(&p, "attack"), 0);
	hear(FROM_SERVER);
	assert_int_equal(play_count(&p, "attack"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cip),     cmocka_unit_test(test_bacnet), cmocka_unit_test(test_report),
		cmocka_unit_test(test_objects), cmocka_unit_test(test_goose),  cmocka_unit_test(test_opc_ua),
		cmocka_unit_test(test_sides),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
