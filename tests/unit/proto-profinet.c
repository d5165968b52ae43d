/* PROFINET: discovery, context management, real time. Messages of IO-CM are from the captures of
 * icsnpp-profinet-io-cm, identify requests from that of ITI; the others are built by IEC 61158-6-10. */
#include "rows.h"

extern const struct decoder decoder_profinet_dcp, decoder_profinet_io, decoder_profinet_rt;

#define BIG_DEVICE "dea000016c9711d1827100a02442df7d"
#define ACTIVITY   "13142f9000001000a994d2106890ca5a000000000000000100000000"

static const struct row rows[] = {
	{"whose name is switch3", &decoder_profinet_dcp, 0x8892, FROM_CLIENT,
	 "fefe05000300bf9a0001000c0202000773776974636833006965",
	 "command profinet-dcp 5 -1 read Identify\nproperty client looks-for=switch3\n", 0},
	{"who is there", &decoder_profinet_dcp, 0x8892, FROM_CLIENT, "fefe0500000000010080 0004 ffff0000",
	 "command profinet-dcp 5 -1 read Identify\n", 0},
	{"a controller says who it is", &decoder_profinet_dcp, 0x8892, FROM_SERVER,
	 "feff0501000000010000 003e"
	 "0202 0008 0000 73332d616273"
	 "0201 0009 0000 53372d31353030 00"
	 "0203 0006 0000 002a 010d"
	 "0204 0004 0000 02 00"
	 "0102 000e 0001 0a000005 ffffff00 00000000",
	 "answer profinet-dcp 5 -1 answered\n"
	 "name server s3-abs\n"
	 "model server S7-1500\n"
	 "property server profinet-id=002a:010d\n"
	 "maker server Siemens\n"
	 "role server master\n"
	 "kind server plc\n"
	 "address 10.0.0.5/02:00:00:00:00:02 ::  |  | 1 0 0 0\n",
	 0},
	{"a name is given", &decoder_profinet_dcp, 0x8892, FROM_CLIENT,
	 "fefd0400000000020000 000a 0202 0006 0001 70756d70",
	 "command profinet-dcp 4 514 control Set Name of Station\ndeed name pump\n", 0},
	{"an address is given", &decoder_profinet_dcp, 0x8892, FROM_CLIENT,
	 "fefd0400000000020000 0012 0102 000e 0001 0a000005 ffffff00 00000000",
	 "command profinet-dcp 4 258 control Set IP Parameter\ndeed address 10.0.0.5\n", 0},
	{"factory settings", &decoder_profinet_dcp, 0x8892, FROM_CLIENT,
	 "fefd0400000000020000 0006 0505 0002 0000",
	 "command profinet-dcp 4 1285 control Reset Factory Settings\ndeed factory-reset\n", 0},
	{"its lamp blinks", &decoder_profinet_dcp, 0x8892, FROM_CLIENT,
	 "fefd0400000000020000 0008 0503 0004 0000 0100",
	 "command profinet-dcp 4 1283 diagnose Signal (flash)\n", 0},
	{"one was set, one not", &decoder_profinet_dcp, 0x8892, FROM_SERVER,
	 "fefd0401000000020000 0010 0504 0003 020200 00 0504 0003 010203 00",
	 "answer profinet-dcp 4 514 answered\nanswer profinet-dcp 4 258 refused\n", 0},
	{"hello", &decoder_profinet_dcp, 0x8892, FROM_CLIENT,
	 "fefc0600000000030000 000a 0202 0006 0000 70756d70", "name client pump\n", 0},
	{"cyclic data", &decoder_profinet_rt, 0x8892, FROM_CLIENT, "8001 00000000 80 1234 35 00",
	 "capability client profinet-cyclic-data\n", 0},
	{"an alarm", &decoder_profinet_rt, 0x8892, FROM_CLIENT, "fe01 0001 0001 11 00 ffff fffe 0000",
	 "capability client profinet-alarm\n", 0},
	{"fragments", &decoder_profinet_rt, 0x8892, FROM_CLIENT, "ff83 0001 0000",
	 "capability client profinet-rt\n", 0},
	{"a controller connects", &decoder_profinet_io, 34964, FROM_CLIENT,
	 "0400200000000000dea000006c9711d1827100010003015a" BIG_DEVICE ACTIVITY
	 "0000 ffffffff 0067 0000 0000 00001000 00000053 00001000 00000000 00000053"
	 "0101 004f 0100 0001 7c74224e166c4a58bf6b6c25a75870f0 0001 00a0456dd343 "
	 "dea000006c9711d182710001003c00b0 00000011 0258 8892"
	 "0019 70632d776f72782d72742d62617369632d36642d64332d3433",
	 "command profinet-io 0 -1 control Connect\n"
	 "deed session\n"
	 "property server profinet-id=015a:0003\n"
	 "role client master\n"
	 "role server slave\n"
	 "kind client plc\n"
	 "name client pc-worx-rt-basic-6d-d3-43\n",
	 0},
	{"a record is written", &decoder_profinet_io, 34964, FROM_CLIENT,
	 "0400200000000000dea000006c9711d1827100010003002a" BIG_DEVICE ACTIVITY
	 "0003 ffffffff 0058 0000 0000 00001000 00000044 00001000 00000000 00000044"
	 "0008 003c 0100 0003 7c74224e166c4a58bf6b6c25a75870f0 00000000 0002 0001 0000 8020 00000004"
	 "000000000000000000000000000000000000000000000000 00000000",
	 "command profinet-io 3 -1 write Write\n"
	 "deed write slot 2 subslot 1 index 0x8020\n"
	 "property server profinet-id=002a:0003\n"
	 "maker server Siemens\n",
	 0},
	{"control, answered (little-endian)", &decoder_profinet_io, 34964, FROM_SERVER,
	 "04022800100000000000a0de976cd111827100010003015a0100a0de976cd111827100a02442df7d902f141300000010a99"
	 "4d2106890ca5a02000000"
	 "01000000020000000400ffffffff34000000000000000000200000000010000000000000200000008110001c010000007c7"
	 "4224e166c4a58bf6b6c25"
	 "a75870f00001000000080000",
	 "answer profinet-io 4 -1 answered\n", 0},
	{"connecting, refused", &decoder_profinet_io, 34964, FROM_SERVER,
	 "0402280000000000dea000016c9711d18271000100020493" BIG_DEVICE
	 "b8b87fc1275611b28000000c29f214f400000000000000010000 0000 0000 ffffffff 0014 0000 0000"
	 "db814004 00000000 00000041 00000000 00000000",
	 "answer profinet-io 0 -1 refused\n", 0},
	{"who it is", &decoder_profinet_io, 34964, FROM_SERVER,
	 "0402280000000000dea000006c9711d1827100010003002a" BIG_DEVICE ACTIVITY
	 "0002 ffffffff 0090 0000 0000 00000000 0000007c 0000007c 00000000 0000007c"
	 "8009 003c 0100 0003 7c74224e166c4a58bf6b6c25a75870f0 00000000 0000 0001 0000 aff0 00000038 0000 "
	 "0000"
	 "0000000000000000000000000000000000000000"
	 "0020 0038 0100 002a 36455337203135352d36415530312d30424e3020 20202020202020202020532043313233 "
	 "0005 56 040102"
	 "00000000000000000000",
	 "answer profinet-io 2 -1 answered\n"
	 "property server profinet-id=002a:0000\n"
	 "maker server Siemens\n"
	 "model server 6ES7 155-6AU01-0BN0\n"
	 "serial server S C123\n"
	 "hardware server 5\n"
	 "firmware server V4.1.2\n",
	 0},
};

static void test_rows(void **state)
{
	(void)state;
	ROWS_RUN(rows);
}

/* Lengths that lie. */
static const struct {
	const struct decoder *d;
	const char *hex;
	enum heard heard;
} hostile[] = {
	{&decoder_profinet_dcp, "fefd0400000000020000ffff020200060001", BROKEN},
	{&decoder_profinet_dcp, "fefd04000000000200000006 0202 ffff 0001", HEARD},
	{&decoder_profinet_dcp, "fefd04000000000200000004 0202 0000", HEARD},
	{&decoder_profinet_dcp, "fefd0900000000020000", BROKEN},
	{&decoder_profinet_io,
	 "0400200000000000dea000006c9711d1827100010003015a" BIG_DEVICE ACTIVITY "0000ffffffffffff00000000",
	 BROKEN},
	{&decoder_profinet_io,
	 "0400200000000000dea000006c9711d1827100010003015a" BIG_DEVICE ACTIVITY
	 "0000ffffffff001800000000 00001000 ffffffff 00001000 00000000 ffffffff 0101ffff",
	 HEARD},
};

static void test_hostile(void **state)
{
	static struct play p;
	static uint8_t bytes[512];

	(void)state;
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
		size_t n = bytes_of(hostile[i].hex, bytes, sizeof bytes);

		p = play_of(hostile[i].d, 34964);
		p.t.transport = 17;
		play_bytes(&p, FROM_CLIENT, bytes, n);
		assert_int_equal(p.last, hostile[i].heard);
		assert_int_equal(play_count(&p, "name client"), 0);
	}
}

/* Another interface of DCE RPC is none of it; later parts of a long message say nothing. */
static void test_others(void **state)
{
	static struct play p;
	static uint8_t bytes[512];
	size_t n;

	(void)state;
	p = play_of(&decoder_profinet_io, 34964);
	n = bytes_of(rows[14].hex, bytes, sizeof bytes);
	assert_int_equal(play_smell(&p, FROM_SERVER, bytes, n).role, ROLE_SERVER);
	bytes[27] ^= 1;
	assert_int_equal(play_smell(&p, FROM_SERVER, bytes, n).certainty, NOT_MINE);
	n = bytes_of(rows[13].hex, bytes, sizeof bytes);
	bytes[77] = 1;
	play_bytes(&p, FROM_CLIENT, bytes, n);
	assert_string_equal(p.e.log, "");
	assert_int_equal(
		play_smell(&p, FROM_CLIENT, "\xfe\xfe\x05\x00\x00\x00\x00\x00\x00\x00\x00\x00", 12).certainty,
		NOT_MINE);
}

/* --- cyclic data --- */

#define AR_UUID "d45194e97ce2a44db2b26d1ea9931a0c"

/* A call to the device (or, by `side` FROM_SERVER, its answer): blocks in hexadecimal, most significant bytes first. */
static void call(struct play *p, enum side side, unsigned operation, const char *blocks)
{
	char hex[3000];
	uint8_t bytes[1500];
	size_t n = bytes_of(blocks, bytes, sizeof bytes);

	snprintf(hex, sizeof hex,
		 "04%02x200000000000dea000006c9711d1827100010313002a" BIG_DEVICE
		 "13142f9000001000a994d2106890ca5a 00000000 00000001 00000000 %04x ffffffff %04zx 0000 0000"
		 "%08zx %08zx %08zx 00000000 %08zx %s",
		 side == FROM_CLIENT ? 0u : 2u, operation, n + 20, side == FROM_CLIENT ? n : 0, n, n, n,
		 blocks);
	play_bytes(p, side, bytes, bytes_of(hex, bytes, sizeof bytes));
}

#define AR_BLOCK                                                                                             \
	"0101 0040 0100 0001 " AR_UUID                                                                       \
	" 0001 020000000001 dea000006c9711d182710064010d002a 00000011 0258 8892 000a 78643132313163373030"
#define INPUT_CR                                                                                             \
	"0102 003e 0100 0001 0001 8892 00000002 0028 8000 0020 0020 0001 0000 ffffffff 0003 0003 c000 "      \
	"000000000000 0001 "                                                                                 \
	"00000000 0002 0001 0001 0000 0002 0001 0002 0000"
#define OUTPUT_CR                                                                                            \
	"0102 0038 0100 0002 0002 8892 00000002 0028 ffff 0020 0020 0001 0000 ffffffff 0003 0003 c000 "      \
	"000000000000 0001 "                                                                                 \
	"00000000 0001 0003 0001 0000 0000"
#define EXPECTED(slot, type, length)                                                                         \
	"0104 0020 0100 0001 00000000 " slot " 00000011 0000 0001 0001 00000001 00" type " 00" type          \
	" 00" length " 01 01"
#define CONNECT_BLOCKS                                                                                       \
	AR_BLOCK INPUT_CR OUTPUT_CR EXPECTED("0001", "01", "01") EXPECTED("0002", "01", "02")                \
		EXPECTED("0003", "02", "01")
#define ANSWER_BLOCKS                                                                                        \
	"8101 001e 0100 0001 " AR_UUID                                                                       \
	" 0001 020000000002 8892 8102 0008 0100 0001 0001 8000 8102 0008 0100 0002 0002 8080"

static void connect_device(struct play *p)
{
	agreed_forget();
	*p = play_of(&decoder_profinet_io, 34964);
	call(p, FROM_CLIENT, 0, CONNECT_BLOCKS);
	call(p, FROM_SERVER, 0, ANSWER_BLOCKS);
}

/* Forty bytes of data, then cycle and status. */
static void rt(struct play *p, enum side side, const char *id, const char *data, const char *status)
{
	uint8_t bytes[64] = {0}, tail[4];

	bytes_of(id, bytes, 2);
	bytes_of(data, bytes + 2, 40);
	bytes_of(status, tail, 1);
	bytes[44] = tail[0];
	play_bytes(p, side, bytes, 46);
}

static void test_cyclic(void **state)
{
	static struct play c, p;

	(void)state;
	connect_device(&c);
	assert_true(play_said(&c, "property server profinet-controller=10.0.0.1"));
	assert_true(play_said(
		&c, "property server profinet-cyclic=outputs 40 bytes, 32.0 ms; inputs 40 bytes, 32.0 ms"));

	p = play_of(&decoder_profinet_rt, 0);
	rt(&p, FROM_SERVER, "8000", "07 80 03e8 80", "35");
	assert_string_equal(p.e.log, "capability server profinet-cyclic-data\n"
				     "property server profinet-provider=run\n"
				     "point server in:1.1 = 7 uint8\n"
				     "point server in:2.1 = 1000 uint16\n");
	p.e.n = 0;
	rt(&p, FROM_SERVER, "8000", "07 80 03e9 80", "35"); /* one has changed */
	assert_string_equal(p.e.log, "point server in:2.1 = 1001 uint16\n");
	rt(&p, FROM_SERVER, "8000", "09 00 03e9 80", "35"); /* its provider says that it is no good */
	assert_int_equal(play_count(&p, "in:1.1"), 0);
	rt(&p, FROM_CLIENT, "8080", "05 80", "25");
	assert_true(play_said(&p, "property client profinet-provider=stop"));
	assert_int_equal(play_count(&p, "out:"), 0);
	rt(&p, FROM_CLIENT, "8080", "05 80", "15");
	assert_true(play_said(&p, "property client profinet-provider=run, problem"));
	assert_true(play_said(&p, "point server out:3.1 = 5 uint8 set"));
	/* silent for longer than three times 32 ms, and going on: frames missing in the recording */
	p.e.now += 97000;
	rt(&p, FROM_CLIENT, "8080", "05 80", "35");
	rt(&p, FROM_SERVER, "8000", "07 80 03e9 80", "35");
	assert_int_equal(play_count(&p, "lost"), 0);
	p.e.now += 1001000;
	rt(&p, FROM_CLIENT, "8080", "05 80", "35");
	rt(&p, FROM_CLIENT, "8080", "05 80", "35");
	assert_int_equal(play_count(&p, "cyclic server client lost 10.0.0.1 | inputs | 1"), 1);
	/* the same number the other way round, and another number: only named */
	p.e.n = 0;
	rt(&p, FROM_SERVER, "8080", "05 80", "35");
	rt(&p, FROM_CLIENT, "8081", "05 80", "35");
	assert_string_equal(
		p.e.log, "capability server profinet-cyclic-data\ncapability client profinet-cyclic-data\n");
	/* released: only named */
	call(&c, FROM_CLIENT, 1, "0114 001c 0100 0000 " AR_UUID " 0001 0000 0004 0000");
	p.e.n = 0;
	rt(&p, FROM_CLIENT, "8080", "06 80", "35");
	assert_string_equal(p.e.log, "capability client profinet-cyclic-data\n");
}

/* A Connect that lies about how many places or modules it has, or whose answer is another's, agrees on nothing more than it holds. */
static void test_cyclic_hostile(void **state)
{
	static struct play c, p;
	static uint8_t bytes[2048];
	char hex[3000];
	size_t n;

	(void)state;
	/* refused, or answered by another: nothing */
	agreed_forget();
	c = play_of(&decoder_profinet_io, 34964);
	call(&c, FROM_CLIENT, 0, CONNECT_BLOCKS);
	call(&c, FROM_CLIENT, 0, "8101 001e 0100 0001 " AR_UUID " 0001 020000000002 8892");
	p = play_of(&decoder_profinet_rt, 0);
	rt(&p, FROM_SERVER, "8000", "07 80", "35");
	assert_int_equal(play_count(&p, "provider"), 0);
	/* every byte of the blocks made ff: it may agree on less, and reads nothing past its end */
	snprintf(hex, sizeof hex, "%s", CONNECT_BLOCKS);
	n = bytes_of(hex, bytes, sizeof bytes);
	for (size_t i = 0; i < n; i++) {
		char *at = hex;
		uint8_t was = bytes[i];

		bytes[i] = 0xff;
		for (size_t k = 0; k < n; k++)
			at += sprintf(at, "%02x", bytes[k]);
		bytes[i] = was;
		agreed_forget();
		c = play_of(&decoder_profinet_io, 34964);
		call(&c, FROM_CLIENT, 0, hex);
		call(&c, FROM_SERVER, 0, ANSWER_BLOCKS);
		p = play_of(&decoder_profinet_rt, 0);
		rt(&p, FROM_SERVER, "8000", "07 80 03e8 80", "35");
		rt(&p, FROM_CLIENT, "8080", "05 80", "35");
		assert_true(play_count(&p, "point") <= 3);
	}
	/* the first block cut short: of a name that is not there nothing is agreed */
	for (size_t cut = 0; cut < 24; cut++) {
		static const char whole[] = AR_UUID "0001020000000001";

		agreed_forget();
		c = play_of(&decoder_profinet_io, 34964);
		for (int side = FROM_CLIENT; side <= FROM_SERVER; side++) {
			snprintf(hex, sizeof hex, "%s01 %04zx 0100 0001 %.*s %s",
				 side == FROM_CLIENT ? "01" : "81", 4 + cut, (int)(2 * cut), whole,
				 INPUT_CR OUTPUT_CR);
			call(&c, (enum side)side, 0, hex);
		}
		assert_int_equal(play_count(&c, "profinet-cyclic="), 0);
	}
	/* a frame shorter than agreed */
	connect_device(&c);
	p = play_of(&decoder_profinet_rt, 0);
	play_bytes(&p, FROM_SERVER, "\x80\0\1\1\0\0\x35", 8);
	assert_int_equal(play_count(&p, "point"), 0);
	agreed_forget();
}

static void test_alarms(void **state)
{
	static struct play p;
	static uint8_t bytes[128];

	(void)state;
	p = play_of(&decoder_profinet_rt, 0);
	play_bytes(&p, FROM_SERVER, bytes,
		   bytes_of("fc01 0003 0003 11 01 ffff fffe 001a 0001 0016 0100 0003 00000000 0002 0001 "
			    "00000012 00000001 0000",
			    bytes, sizeof bytes));
	assert_true(play_said(&p, "property server profinet-alarm=pull, slot 2.1"));
	play_bytes(&p, FROM_CLIENT, bytes,
		   bytes_of("fe01 0003 0003 14 01 ffff fffe 0004 cf81fd0f", bytes, sizeof bytes));
	assert_true(play_said(&p, "property client profinet-ended=0xcf81fd0f"));
	assert_int_equal(play_count(&p, "lost"), 0); /* it was ended on purpose */
	play_bytes(&p, FROM_CLIENT, bytes,
		   bytes_of("fe01 0003 0003 14 01 ffff fffe 0004 cf81fd05", bytes, sizeof bytes));
	assert_int_equal(play_count(&p, "cyclic server client lost "), 1);
	/* a length that lies */
	p.e.n = 0;
	play_bytes(&p, FROM_CLIENT, bytes,
		   bytes_of("fe01 0003 0003 11 01 ffff fffe ff04 0002 0016", bytes, sizeof bytes));
	assert_string_equal(p.e.log, "capability client profinet-alarm\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cyclic),  cmocka_unit_test(test_cyclic_hostile),
		cmocka_unit_test(test_alarms),  cmocka_unit_test(test_rows),
		cmocka_unit_test(test_hostile), cmocka_unit_test(test_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
