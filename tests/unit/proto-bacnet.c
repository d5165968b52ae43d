/* BACnet: who a device is, values and writes, orders with passwords, peers on one port, what a router hands
 * on, what cannot be. */
#include "rows.h"

extern const struct decoder decoder_bacnet;

static const struct row rows[] = {
	{"Who-Is", &decoder_bacnet, 47808, FROM_CLIENT, "810b000c0120ffff00ff1008",
	 "command bacnet 264 -1 read Who-Is\n", 0},
	{"I-Am", &decoder_bacnet, 47808, FROM_SERVER, "810b00180120ffff00ff1000c4020004d22205c491002155",
	 "command bacnet 256 -1 other I-Am\n"
	 "property client bacnet-device=1234\n"
	 "property client bacnet-vendor=85\n"
	 "maker client Azbil (Yamatake)\n",
	 0},
	{"model name", &decoder_bacnet, 47808, FROM_SERVER,
	 "810a001a010030010c0c020004d219463e7507004148552d32303f",
	 "answer bacnet 12 -1 answered\nmodel server AHU-20\n", 0},
	{"present value", &decoder_bacnet, 47808, FROM_SERVER,
	 "810a0017010030050c0c0000000319553e44420848a43f",
	 "answer bacnet 12 -1 answered\npoint server analog-input:3.present-value = 34.07093811 float\n", 0},
	{"several properties", &decoder_bacnet, 47808, FROM_SERVER,
	 "810a002101003007"
	 "0e"
	 "0c00800001"
	 "1e"
	 "2955"
	 "4e"
	 "4441a00000"
	 "4f"
	 "291c"
	 "5e"
	 "9102"
	 "9120"
	 "5f"
	 "1f",
	 "answer bacnet 14 -1 answered\npoint server analog-value:1.present-value = 20 float\n", 0},
	{"write with a priority", &decoder_bacnet, 47808, FROM_CLIENT,
	 "810a001a010400050b0f"
	 "0c00400005"
	 "1955"
	 "3e"
	 "4442c80000"
	 "3f"
	 "4908",
	 "command bacnet 15 -1 write WriteProperty\n"
	 "deed write analog-output:5.present-value priority 8\n",
	 0},
	{"foreign device", &decoder_bacnet, 47808, FROM_CLIENT, "810500060e10",
	 "command bacnet 517 -1 control Register-Foreign-Device\ndeed link\n", 0},
	{"table of broadcasts written", &decoder_bacnet, 47808, FROM_CLIENT,
	 "8101000e"
	 "0a000001bac0ffffffff",
	 "command bacnet 513 -1 program Write-Broadcast-Distribution-Table\ndeed config\n", 0},
	{"clock", &decoder_bacnet, 47808, FROM_CLIENT,
	 "810b00120100"
	 "1006a47c0b1e05b40a000000",
	 "command bacnet 262 -1 control TimeSynchronization\ndeed clock\n", 0},
	{"handed on by a router", &decoder_bacnet, 47808, FROM_SERVER,
	 "810a001b0108"
	 "07d10105"
	 "30050c"
	 "0c0000000319553e44420848a43f",
	 "answer bacnet 12 -1 answered\npoint server 2001:05/analog-input:3.present-value = 34.07093811 "
	 "float\n",
	 0},
	{"who a device behind a router is", &decoder_bacnet, 47808, FROM_SERVER,
	 "810a001e010807d1010530010c0c020004d219463e7507004148552d32303f", "answer bacnet 12 -1 answered\n",
	 0},
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

static void test_password(void **state)
{
	(void)state;
	p = play_of(&decoder_bacnet, 47808);
	p.t.transport = 17;
	hear(FROM_CLIENT, "810a001601040005"
			  "0114"
			  "0900"
			  "1d080066696c69737465"); /* cold start */
	assert_true(play_said(&p, "command bacnet 20 0 control ReinitializeDevice (cold start)"));
	assert_true(play_said(&p, "deed reset"));
	assert_int_equal(play_count(&p, "login"), 0);
	hear(FROM_SERVER, "810a000d010050"
			  "0114"
			  "9104"
			  "911a"); /* security, password failure */
	assert_true(play_said(&p, "answer bacnet 20 0 refused"));
	assert_true(play_said(&p, "login plain clear failed /filiste"));
	hear(FROM_CLIENT, "810a001801040005"
			  "0211"
			  "0905"
			  "1901"
			  "2d080066696c69737465");
	assert_true(play_said(&p, "command bacnet 17 1 control DeviceCommunicationControl (disable)"));
	hear(FROM_SERVER, "810a0009010020"
			  "0211");
	assert_true(play_said(&p, "answer bacnet 17 1 answered"));
	assert_true(play_said(&p, "login plain clear ok /filiste"));
}

/* A rejection names no service: the request it answers does. Wrong for other reasons is no wrong password. */
static void test_reject(void **state)
{
	(void)state;
	p = play_of(&decoder_bacnet, 47808);
	hear(FROM_CLIENT, "810a001601040005"
			  "0914"
			  "0900"
			  "1d080066696c69737465");
	hear(FROM_SERVER, "810a0009010060"
			  "0909");
	assert_true(play_said(&p, "answer bacnet 20 0 refused"));
	assert_true(play_said(&p, "login plain clear unknown /filiste"));
	hear(FROM_SERVER, "810a0009010060"
			  "4409");
	assert_int_equal(play_count(&p, "answer"), 1);
}

/* Both ask on one port: who asks is said by each message. */
static void test_peers(void **state)
{
	(void)state;
	p = play_of(&decoder_bacnet, 47808);
	hear(FROM_SERVER, "810a001a010400050b0f"
			  "0c00400005"
			  "1955"
			  "3e"
			  "4442c80000"
			  "3f"
			  "4908");
	assert_true(p.e.turned);
	hear(FROM_SERVER, "810a0009010020"
			  "0b0f"); /* of a request of the other side, by the same number */
	assert_int_equal(play_count(&p, "point"), 0);
	hear(FROM_CLIENT, "810a0009010020"
			  "0b0f");
	assert_true(p.e.turned);
	assert_true(play_said(&p, "answer bacnet 15 -1 answered"));
	assert_true(play_said(&p, "point server analog-output:5.present-value = 100 float set"));
}

/* What was refused is not so. */
static void test_write_refused(void **state)
{
	(void)state;
	p = play_of(&decoder_bacnet, 47808);
	hear(FROM_CLIENT, "810a001a010400050b0f"
			  "0c00400005"
			  "1955"
			  "3e"
			  "4442c80000"
			  "3f"
			  "4908");
	hear(FROM_SERVER, "810a000d010050"
			  "0b0f"
			  "91029128"); /* error: property, write access denied */
	assert_true(play_said(&p, "answer bacnet 15 -1 refused"));
	hear(FROM_SERVER, "810a0009010020"
			  "0b0f");
	assert_int_equal(play_count(&p, "point"), 0);
}

/* An opening tag in an opening tag without end. */
static void test_nest(void **state)
{
	uint8_t b[1400];
	size_t n = bytes_of("810a0578"
			    "010030050c"
			    "0c00000003"
			    "1955",
			    b, sizeof b);

	(void)state;
	memset(b + n, 0x3e, sizeof b - n);
	p = play_of(&decoder_bacnet, 47808);
	play_bytes(&p, FROM_SERVER, b, sizeof b);
	assert_int_equal(p.last, HEARD);
	assert_int_equal(play_count(&p, "point"), 0);
	hear(FROM_SERVER, "810a0015010030050c"
			  "0c00000003"
			  "1955"
			  "3e"
			  "75ffffffffff"); /* 4 GB of text */
	assert_int_equal(play_count(&p, "point"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),          cmocka_unit_test(test_password),
		cmocka_unit_test(test_reject),        cmocka_unit_test(test_peers),
		cmocka_unit_test(test_write_refused), cmocka_unit_test(test_nest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
