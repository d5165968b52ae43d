/* EtherCAT: frames as a master sends them and as they come back; built by ETG.1000.4. */
#include "rows.h"

extern const struct decoder decoder_ethercat;

static const struct row rows[] = {
	{"how many slaves", &decoder_ethercat, 0x88a4, FROM_CLIENT,
	 "0e10 0780 00000000 0200 0000 0000 0000 00000000",
	 "role client master\nkind client plc\ncommand ethercat 7 -1 read BRD\n", 0},
	{"three, it comes back", &decoder_ethercat, 0x88a4, FROM_SERVER,
	 "0e10 0780 03000000 0200 0000 1100 0300 00000000",
	 "virtual-mac server \nanswer 10.0.0.2/00:00:00:00:00:02 "
	 "client  |  | 7 -1 0 0\n",
	 0},
	{"a station is told to run", &decoder_ethercat, 0x88a4, FROM_CLIENT,
	 "0e10 0501 e903 2001 0200 0000 0800 0000",
	 "role client master\nkind client plc\ncommand ethercat 5 288 control FPWR (AL Control)\ndeed link "
	 "station 1001 "
	 "register 0x0120 OP\n",
	 0},
	{"addresses are given", &decoder_ethercat, 0x88a4, FROM_CLIENT,
	 "0e10 0201 ffff 1000 0200 0000 e903 0000",
	 "role client master\nkind client plc\ncommand ethercat 2 16 control APWR (Station Address)\ndeed "
	 "link position 1 "
	 "register 0x0010\n",
	 0},
	{"process data and the clock in one frame", &decoder_ethercat, 0x88a4, FROM_CLIENT,
	 "2010 0c05 00000100 0480 0000 aabbccdd 0000 0d06 00001009 0400 0000 00000000 0000",
	 "role client master\nkind client plc\ncommand ethercat 12 -1 write LRW\ndeed write\ncommand "
	 "ethercat 13 -1 other "
	 "ARMW\n",
	 0},
	{"a parameter by CoE", &decoder_ethercat, 0x88a4, FROM_CLIENT,
	 "1c10 0507 e903 0010 1000 0000 0a00 0000 00 13 0020 2f 0060 00 08000000 0000",
	 "role client master\nkind client plc\ncommand ethercat 5 -1 write FPWR\ndeed write station 1001 "
	 "register 0x1000\n"
	 "command ethercat 769 -1 program SDO Download (CoE)\ndeed config station 1001 object 0x6000:00\n",
	 0},
	{"firmware by FoE", &decoder_ethercat, 0x88a4, FROM_CLIENT,
	 "1a10 0507 e903 0010 0e00 0000 0800 0000 00 14 0200 00000000 6677 0000",
	 "role client master\nkind client plc\ncommand ethercat 5 -1 write FPWR\ndeed write station 1001 "
	 "register 0x1000\n"
	 "command ethercat 1026 -1 program File Write (FoE)\ndeed firmware fw\n",
	 0},
	{"who a slave is", &decoder_ethercat, 0x88a4, FROM_SERVER,
	 "1c10 0408 e903 8010 1000 0000 0a00 0000 00 13 0030 43 1810 01 02000000 0100",
	 "virtual-mac server \nanswer 10.0.0.2/00:00:00:00:00:02 "
	 "client  |  | 4 -1 0 0\n"
	 "property 10.0.0.2/00:00:00:00:00:02 slave-1001-vendor=0x00000002\n",
	 0},
	{"in UDP", &decoder_ethercat, 34980, FROM_CLIENT, "0e10 0780 00000000 0200 0000 0000 0000",
	 "role client master\nkind client plc\ncommand ethercat 7 -1 read BRD\n", 17},
};

static void test_rows(void **state)
{
	(void)state;
	ROWS_RUN(rows);
}

static struct play bus;

/* One frame of either host, `later` than the one before; what is said of its orders. */
static void sends(enum side side, const char *hex, int64_t later, const char *expected)
{
	uint8_t bytes[200];

	bus.e.n = 0;
	bus.e.log[0] = '\0';
	bus.e.now += later;
	play_bytes(&bus, side, bytes, bytes_of(hex, bytes, sizeof bytes));
	if (!strstr(bus.e.log, expected))
		fail_msg("not said: %s\n%s", expected, bus.e.log);
}

/* First, for what is known of the bus stays. The master starts it; whoever else orders the same is told with the gravity it has, until the master is gone. */
static void test_masters(void **state)
{
	static const char
		run[] = "0e10 0501 e903 2001 0200 0000 0800 0000",
		data[] = "1010 0c05 00000100 0400 0000 aabbccdd 0000",
		others[] = "command ethercat 5 65824 control FPWR (AL Control, not by the master)\ndeed mode";

	(void)state;
	bus = play_of(&decoder_ethercat, 34980);
	bus.t.transport = 0;
	bus.t.ethertype = 0x88a4;
	bus.e.now = INT64_C(1000000000000);
	sends(FROM_CLIENT, run, 60000000, "command ethercat 5 288 control FPWR (AL Control)\ndeed link");
	sends(FROM_SERVER, run, 1000, others);                      /* it spoke second */
	sends(FROM_SERVER, data, 1000, "ethercat 12 -1 write LRW"); /* it sends the data: it is the master */
	sends(FROM_SERVER, run, 1000, "ethercat 5 288 control");
	sends(FROM_CLIENT, run, 1000, others);
	sends(FROM_CLIENT, data, 1000, "ethercat 12 -1 write LRW"); /* too late */
	sends(FROM_CLIENT, run, 1000, others);
	sends(FROM_CLIENT, run, 20000000, "ethercat 5 288 control"); /* after silence it follows */
}

/* A datagram that says more follow, for ever; lengths that lie. */
static void test_hostile(void **state)
{
	static struct play p;
	static uint8_t bytes[2048];

	(void)state;
	p = play_of(&decoder_ethercat, 34980);
	p.t.transport = 0;
	p.t.ethertype = 0x88a4;
	bytes[0] = 0xec; /* 2028 bytes of nothing but headers, each followed by the next */
	bytes[1] = 0x17;
	for (size_t at = 2; at + 12 <= 2030; at += 12)
		bytes[at + 7] = 0x80;
	assert_int_equal(play_bytes(&p, FROM_CLIENT, bytes, 2030), HEARD);
	assert_int_equal(play_count(&p, "command"), 128);
	p = play_of(&decoder_ethercat, 34980);
	p.t.transport = 0;
	p.t.ethertype = 0x88a4;
	assert_int_equal(play_bytes(&p, FROM_CLIENT, bytes, 400), BROKEN);
	bytes[0] = 14;
	bytes[1] = 0x10;
	bytes[8] = 0xff;
	assert_int_equal(play_bytes(&p, FROM_CLIENT, bytes, 60), BROKEN);
	assert_int_equal(play_smell(&p, FROM_CLIENT, bytes, 60).certainty, NOT_MINE);
	bytes[8] = 2;
	p.t.transport = 17;
	p.t.client_port = p.t.server_port = 5000;
	assert_int_equal(play_smell(&p, FROM_CLIENT, bytes, 60).certainty, NOT_MINE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_masters), cmocka_unit_test(test_rows),
					   cmocka_unit_test(test_hostile)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
