/* ECHONET Lite: what a node is, what it measures, what is set. */
#include "rows.h"

extern const struct decoder decoder_echonet_lite;

static const struct row rows[] = {
	{"who is there", &decoder_echonet_lite, 3610, FROM_CLIENT, "1081 0001 05ff01 0ef001 62 01 d600",
	 "command echonet-lite 98 -1 read Get\n", 0},
	{"what a node says when it starts", &decoder_echonet_lite, 3610, FROM_CLIENT,
	 "1081 0000 0ef001 0ef001 73 01 d5 07 02 013001 001101",
	 "property client echonet-object=013001 air-conditioner\n"
	 "property client echonet-object=001101 temperature-sensor\n"
	 "kind client appliance\n",
	 0},
	{"its label", &decoder_echonet_lite, 3610, FROM_SERVER,
	 "1081 0001 0ef001 05ff01 72 04 82 04 010d0100 8a 03 00000b 8c 0c 4b452d3132332020202020 20 8d 0c "
	 "534e303030313233000000 00",
	 "answer echonet-lite 98 -1 answered\n"
	 "property server echonet-lite=1.13\n"
	 "maker server Panasonic\n"
	 "property server echonet-maker=00000b\n"
	 "model server KE-123\n"
	 "serial server SN000123\n",
	 0},
	{"what can be set", &decoder_echonet_lite, 3610, FROM_SERVER,
	 "1081 0001 013001 05ff01 72 01 9e 04 03 80b0b3",
	 "answer echonet-lite 98 -1 answered\nproperty server echonet-settable-013001=80 b0 b3\n", 0},
	{"a map of many", &decoder_echonet_lite, 3610, FROM_SERVER,
	 "1081 0001 013001 05ff01 72 01 9e 11 10 090101090101010101010101010101 01",
	 "answer echonet-lite 98 -1 answered\nproperty server echonet-settable-013001="
	 "80 81 82 83 84 85 86 87 88 89 8a 8b 8c 8d 8e 8f b0 b3\n",
	 0},
	{"values", &decoder_echonet_lite, 3610, FROM_SERVER,
	 "1081 0002 013001 05ff01 72 04 80 01 30 bb 01 fb be 01 1c 84 02 0190",
	 "answer echonet-lite 98 -1 answered\n"
	 "point server 013001:80 = 1 bool\n"
	 "point server 013001:BB = -5 int8\n"
	 "point server 013001:BE = 28 int8\n"
	 "point server 013001:84 = 400 uint16\n",
	 0},
	{"a meter", &decoder_echonet_lite, 3610, FROM_SERVER,
	 "1081 0002 028801 05ff01 72 02 e0 04 0000303a e7 04 fffffc18",
	 "answer echonet-lite 98 -1 answered\n"
	 "point server 028801:E0 = 12346 uint32\n"
	 "point server 028801:E7 = -1000 int32\n",
	 0},
	{"a meter with two currents, and no power yet", &decoder_echonet_lite, 3610, FROM_SERVER,
	 "1081 0002 028801 05ff01 72 03 e8 04 ffce 7ffe e7 04 7ffffffe e0 04 fffffffe",
	 "answer echonet-lite 98 -1 answered\n"
	 "point server 028801:E8.R = -50 int16\n",
	 0},
	{"numbers that are none, and the last that are", &decoder_echonet_lite, 3610, FROM_SERVER,
	 "1081 0002 013001 05ff01 72 04 bb 01 7e be 01 7d b3 01 fd ba 01 fc",
	 "answer echonet-lite 98 -1 answered\n"
	 "point server 013001:BE = 125 int8\npoint server 013001:BA = 252 uint8\n",
	 0},
	{"SetGet from another port than 3610", &decoder_echonet_lite, 40000, FROM_SERVER,
	 "1081 0009 013001 05ff01 7e 01 b3 00 01 bb 01 15",
	 "answer echonet-lite 110 -1 answered\npoint server 013001:BB = 21 int8\n", 17},
	{"what can be read", &decoder_echonet_lite, 3610, FROM_SERVER,
	 "1081 0001 013001 05ff01 72 02 9f 03 02 80b0 9d 02 01 80",
	 "answer echonet-lite 98 -1 answered\nproperty server echonet-readable-013001=80 b0\n"
	 "property server echonet-announced-013001=80\n",
	 0},
	{"not all of it", &decoder_echonet_lite, 3610, FROM_SERVER,
	 "1081 0002 013001 05ff01 52 02 80 01 31 f0 00",
	 "answer echonet-lite 98 -1 refused\npoint server 013001:80 = 0 bool\n", 0},
};

static void test_rows(void **state)
{
	(void)state;
	ROWS_RUN(rows);
}

static struct play p;
static uint8_t bytes[512];

static enum heard say(enum side side, const char *hex)
{
	return play_bytes(&p, side, bytes, bytes_of(hex, bytes, sizeof bytes));
}

static void test_set(void **state)
{
	(void)state;
	p = play_of(&decoder_echonet_lite, 3610);
	p.t.transport = 17;
	p.t.client_port = 3610;
	say(FROM_CLIENT, "1081 0003 05ff01 013001 61 02 80 01 31 b3 01 19");
	assert_true(play_said(&p, "command echonet-lite 97 -1 write SetC (set)"));
	assert_true(play_said(&p, "deed write 013001 80=31, b3=19"));
	assert_int_equal(play_count(&p, "point "), 0);
	say(FROM_SERVER, "1081 0003 013001 05ff01 71 02 80 00 b3 00");
	assert_true(play_said(&p, "answer echonet-lite 97 -1 answered"));
	assert_true(play_said(&p, "point server 013001:80 = 0 bool set"));
	assert_true(play_said(&p, "point server 013001:B3 = 25 uint8 set"));
	say(FROM_CLIENT, "1081 0004 05ff01 013001 61 01 b3 01 63");
	say(FROM_SERVER, "1081 0004 013001 05ff01 51 01 b3 01 63");
	assert_true(play_said(&p, "answer echonet-lite 97 -1 refused"));
	assert_int_equal(play_count(&p, "B3 = 99"), 0);
}

/* Asked from a port of its own the answer comes elsewhere; SetI is never answered. */
static void test_set_at_once(void **state)
{
	(void)state;
	p = play_of(&decoder_echonet_lite, 3610);
	p.t.transport = 17;
	say(FROM_CLIENT, "1081 0003 05ff01 013001 61 01 b3 01 19");
	assert_true(play_said(&p, "point server 013001:B3 = 25 uint8 set"));
	p = play_of(&decoder_echonet_lite, 3610);
	p.t.transport = 17;
	p.t.client_port = 3610;
	say(FROM_CLIENT, "1081 0003 05ff01 013001 60 01 80 01 31");
	assert_true(play_said(&p, "point server 013001:80 = 0 bool set"));
}

/* A part was taken: what comes back without a value. SetGet, too. And where answers were seen, they are waited for. */
static void test_in_part(void **state)
{
	(void)state;
	p = play_of(&decoder_echonet_lite, 3610);
	p.t.transport = 17;
	p.t.client_port = 3610;
	say(FROM_CLIENT, "1081 0003 05ff01 013001 61 02 80 01 31 b3 01 63");
	say(FROM_SERVER, "1081 0003 013001 05ff01 51 02 80 00 b3 01 63");
	assert_true(play_said(&p, "answer echonet-lite 97 -1 refused"));
	assert_true(play_said(&p, "point server 013001:80 = 0 bool set"));
	assert_int_equal(play_count(&p, "B3 = "), 0);
	say(FROM_CLIENT, "1081 0004 05ff01 013001 6e 02 b0 01 42 b3 01 1a 01 bb 00");
	say(FROM_SERVER, "1081 0004 013001 05ff01 5e 02 b0 01 42 b3 00 01 bb 01 15");
	assert_true(play_said(&p, "point server 013001:B3 = 26 uint8 set"));
	assert_true(play_said(&p, "point server 013001:BB = 21 int8"));
	assert_int_equal(play_count(&p, "B0 = "), 0);
	p = play_of(&decoder_echonet_lite, 3610);
	p.t.transport = 17;
	say(FROM_CLIENT, "1081 0005 05ff01 013001 62 01 8000");
	say(FROM_SERVER, "1081 0005 013001 05ff01 72 01 800130");
	say(FROM_CLIENT, "1081 0006 05ff01 013001 61 01 b3 01 19");
	assert_int_equal(play_count(&p, "B3 = 25"), 0);
	say(FROM_SERVER, "1081 0006 013001 05ff01 51 01 b3 01 19");
	assert_int_equal(play_count(&p, "B3 = 25"), 0);
}

/* The device asks, too; a controller's own properties are nobody's orders. */
static void test_both_ask(void **state)
{
	(void)state;
	p = play_of(&decoder_echonet_lite, 3610);
	p.t.transport = 17;
	say(FROM_SERVER, "1081 0005 013001 05ff01 62 01 8000");
	assert_true(play_said(&p, "by server"));
}

static struct smell nose(const char *hex)
{
	p = play_of(&decoder_echonet_lite, 40000);
	p.t.transport = 17;
	return play_smell(&p, FROM_CLIENT, bytes, bytes_of(hex, bytes, sizeof bytes));
}

static void test_nose(void **state)
{
	(void)state;
	assert_int_equal(nose("1081 0001 05ff01 0ef001 62 01 d600").certainty, SURE);
	assert_int_equal(nose("1081 0001 05ff01 0ef001 62 01 d600 00").certainty, NOT_MINE);
	assert_int_equal(nose("1081 0001 05ff01 0ef001 62 02 d600").certainty, NOT_MINE);
	assert_int_equal(nose("1081 0001 05ff01 0ef001 64 01 d600").certainty, NOT_MINE);
	assert_int_equal(nose("1081 0001 05ff01 0ef001 62 01 1600").certainty, NOT_MINE);
	assert_int_equal(nose("1081 0001 013001 05ff01 72 01 80 01 30").role, ROLE_SERVER);
}

static void test_over_tcp(void **state)
{
	(void)state;
	p = play_of(&decoder_echonet_lite, 3610);
	p.t.transport = 6;
	play_slowly(&p, FROM_SERVER, bytes,
		    bytes_of("1081 0002 013001 05ff01 72 01 80 01 30 1081 0002 013001 05ff01 72 01 bb 01 15",
			     bytes, sizeof bytes));
	assert_true(play_said(&p, "point server 013001:80 = 1 bool"));
	assert_true(play_said(&p, "point server 013001:BB = 21 int8"));
	say(FROM_SERVER, "1082 0002");
	assert_int_equal(p.last, BROKEN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows),        cmocka_unit_test(test_set),
					   cmocka_unit_test(test_set_at_once), cmocka_unit_test(test_in_part),
					   cmocka_unit_test(test_both_ask),    cmocka_unit_test(test_nose),
					   cmocka_unit_test(test_over_tcp)};

	return cmocka_run_group_tests_name("proto-echonet-lite", tests, NULL, NULL);
}
