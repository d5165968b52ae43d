/* KNXnet/IP: who a router is, values through a tunnel and over the group, orders to devices, what the bus
 * says, what cannot be. */
#include "rows.h"

extern const struct decoder decoder_knx;

static const struct row rows[] = {
	{"search", &decoder_knx, 3671, FROM_CLIENT,
	 "06100201000e"
	 "0801c0a80105a17f",
	 "command knx 513 -1 read Search\n", 17},
	{"description", &decoder_knx, 3671, FROM_SERVER,
	 "0610020400"
	 "44"
	 "360102"
	 "01"
	 "1105"
	 "0000"
	 "00c501024711"
	 "e000170c"
	 "000e8c001122"
	 "4b4e5820526f757465720000000000000000000000000000000000000000"
	 "0802020103010401",
	 "answer knx 515 -1 answered\n"
	 "serial server 00c501024711\n"
	 "name server KNX Router\n"
	 "property server knx-address=1.1.5\n"
	 "property server knx-programming-mode=on\n"
	 "kind server iot-gateway\n",
	 17},
	{"group written through a tunnel", &decoder_knx, 3671, FROM_CLIENT,
	 "061004200016"
	 "04010500"
	 "1100bce00000"
	 "0903"
	 "02"
	 "008064",
	 "command knx 1056 128 write Group Value Write\n"
	 "deed write 1/1/3\n"
	 "point server 1/1/3 = 100 uint8 set\n",
	 17},
	{"switched on, in six bits", &decoder_knx, 3671, FROM_CLIENT,
	 "061004200015"
	 "04010600"
	 "1100bce00000"
	 "0903"
	 "01"
	 "0081",
	 "command knx 1056 128 write Group Value Write\n"
	 "deed write 1/1/3\n"
	 "point server 1/1/3 = 1 uint8 set\n",
	 6},
	{"the bus tells a value", &decoder_knx, 3671, FROM_SERVER,
	 "061004200017"
	 "04010600"
	 "2900bce01103"
	 "0904"
	 "03"
	 "00400c1a",
	 "point server 1/1/4 = 3098 uint16\n", 17},
	{"group written over multicast", &decoder_knx, 3671, FROM_CLIENT,
	 "061005300011"
	 "2900bcd01103"
	 "0903"
	 "01"
	 "0080",
	 "command knx 1328 128 write Group Value Write\n"
	 "deed write 1/1/3\n"
	 "point client 1/1/3 = 0 uint8\n",
	 17},
	{"memory written", &decoder_knx, 3671, FROM_CLIENT,
	 "06100420001a"
	 "04010700"
	 "1100b0600000"
	 "1103"
	 "06"
	 "4e83"
	 "0060aabbcc",
	 "command knx 1056 640 program Memory Write\n"
	 "deed program-download 1.1.3\n",
	 17},
	{"key to a device", &decoder_knx, 3671, FROM_CLIENT,
	 "06100420001a"
	 "04010700"
	 "1100b0600000"
	 "1103"
	 "06"
	 "47d1"
	 "0011223344",
	 "command knx 1056 977 other Authorize\n"
	 "login key clear unknown /\x11\x22\x33\x44\n",
	 17},
	{"restart", &decoder_knx, 3671, FROM_CLIENT,
	 "061004200015"
	 "04010700"
	 "1100b0600000"
	 "1103"
	 "01"
	 "4780",
	 "command knx 1056 896 control Restart\n"
	 "deed reset 1.1.3\n",
	 17},
	{"property of the server written", &decoder_knx, 3671, FROM_CLIENT,
	 "061003100012"
	 "04010100"
	 "f6000b0134100100",
	 "command knx 784 246 program Property Write\n"
	 "deed config\n",
	 17},
	{"device management asked for", &decoder_knx, 3671, FROM_CLIENT,
	 "061002050018"
	 "0801c0a80105a17f"
	 "0801c0a80105a17f"
	 "0203",
	 "command knx 517 3 control Connect (device management)\n"
	 "deed session\n",
	 17},
	{"a group answers over multicast", &decoder_knx, 3671, FROM_CLIENT,
	 "061005300011"
	 "2900bcd01103"
	 "0903"
	 "01"
	 "0041",
	 "point client 1/1/3 = 1 uint8\n", 17},
	{"secure", &decoder_knx, 3671, FROM_CLIENT,
	 "061009500012"
	 "000100000000000000000000",
	 "secrecy knx encrypted\n", 17},
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

	play_slowly(&p, side, b, bytes_of(hex, b, sizeof b));
	assert_int_equal(p.last, HEARD);
}

/* What the server says through the tunnel is acknowledged by the client: no answer to anything asked. */
static void test_tunnel(void **state)
{
	(void)state;
	p = play_of(&decoder_knx, 3671);
	hear(FROM_CLIENT, "06100205001a"
			  "0801c0a80105a17f"
			  "0801c0a80105a17f"
			  "04040200");
	hear(FROM_SERVER, "061002060014"
			  "0100"
			  "0801c0a801140e57"
			  "04041101");
	assert_true(play_said(&p, "command knx 517 4 other Connect (tunnelling)"));
	assert_true(play_said(&p, "answer knx 517 4 answered"));
	hear(FROM_CLIENT, "061004200016"
			  "04010500"
			  "1100bce00000"
			  "0903"
			  "02"
			  "008064");
	hear(FROM_SERVER, "06100421000a"
			  "04010500");
	assert_true(play_said(&p, "answer knx 1056 128 answered"));
	hear(FROM_SERVER, "061004200016"
			  "04010000"
			  "2e00bce01101"
			  "0903"
			  "02"
			  "008064");
	hear(FROM_CLIENT, "06100421000a"
			  "04010000");
	assert_int_equal(play_count(&p, "answer knx"), 2);
	assert_int_equal(play_count(&p, "point"), 1);
	hear(FROM_CLIENT, "061002050018"
			  "0801c0a80105a17f"
			  "0801c0a80105a17f"
			  "0203");
	hear(FROM_SERVER, "061002060008"
			  "0024");
	assert_true(play_said(&p, "answer knx 517 3 refused"));
}

static enum certainty smelled(enum side side, uint8_t transport, const char *hex)
{
	uint8_t b[64];
	size_t n = bytes_of(hex, b, sizeof b);

	p = play_of(&decoder_knx, 3671);
	p.t.transport = transport;
	return (enum certainty)play_smell(&p, side, b, n).certainty;
}

static void test_strict(void **state)
{
	(void)state;
	assert_int_equal(smelled(FROM_CLIENT, 17, "06100201000e0801c0a80105a17f"), SURE);
	assert_int_equal(smelled(FROM_CLIENT, 17, "06100201000e0801c0a80105a17f00"),
			 NOT_MINE); /* longer than it says */
	assert_int_equal(smelled(FROM_CLIENT, 17, "06100299000e0801c0a80105a17f"), NOT_MINE);
	assert_int_equal(smelled(FROM_CLIENT, 6, "06100201ffff0801c0a80105a17f"), NOT_MINE);
	p = play_of(&decoder_knx, 3671);
	assert_int_equal(play_bytes(&p, FROM_CLIENT, "\x06\x10\x02\x01\xff\xff", 6), BROKEN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_tunnel),
					   cmocka_unit_test(test_strict)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
