/* EtherNet/IP and the CIP and PCCC in it. Messages of a 1756-L61 are from the ITI captures, the rest is built
 * by the texts that decode/cip.h and decode/pccc.c name. */
#include "rows.h"

extern const struct decoder decoder_enip, decoder_cip;

static const struct row rows[] = {
	{"session", &decoder_enip, 44818, FROM_CLIENT,
	 "65000400000000000000000000000000000000000000000001000000",
	 "command enip 101 -1 other Register Session\n", 6},
	{"session given", &decoder_enip, 44818, FROM_SERVER,
	 "65000400010211000000000000000000000000000000000001000000",
	 "answer enip 101 -1 answered\nkind server plc\n", 6},
	{"question to all", &decoder_enip, 44818, FROM_CLIENT,
	 "630000000000000000000000000000000000000000000000", "command enip 99 -1 read List Identity\n", 17},
	{"identity", &decoder_enip, 44818, FROM_SERVER,
	 "63002e00000000000000000000000000000000000000000001000c002800010000000000000000000000000000000000"
	 "2f000e006000020b000078563412074e583150322d3903",
	 "answer enip 99 -1 answered\n"
	 "maker server Omron\n"
	 "kind server plc\n"
	 "model server NX1P2-9\n"
	 "firmware server 2.011\n"
	 "serial server 12345678\n",
	 17},
	{"firmware of a module", &decoder_enip, 44818, FROM_CLIENT,
	 "6f001e0000010212000000000a020000489ae00000000000000000008b00020000000000b2000e004b0220a1240116ff1b0"
	 "000000000",
	 "command enip 111 -1 other Send RR Data\n"
	 "command cip 75 161 program Update Non-Volatile Storage\n"
	 "deed firmware class 0xa1 instance 1\n",
	 6},
	{"reset", &decoder_enip, 44818, FROM_CLIENT,
	 "6f00170000010212000000007e3f0000489ae00000000000000000001400020000000000b200070005022001240100",
	 "command enip 111 -1 other Send RR Data\n"
	 "command cip 5 1 control Reset\n"
	 "deed reset class 0x01 instance 1 type 0\n",
	 6},
	{"reset to factory settings", &decoder_enip, 44818, FROM_CLIENT,
	 "6f00170000010212000000007e3f0000489ae00000000000000000001400020000000000b200070005022001240101",
	 "command enip 111 -1 other Send RR Data\n"
	 "command cip 5 257 control Reset (to factory settings)\n"
	 "deed factory-reset class 0x01 instance 1 type 1\n",
	 6},
	{"the clock of a controller", &decoder_enip, 44818, FROM_CLIENT,
	 "7000280000010211000000000000000000000000000000000000000001000200a1000400010b7c00b1001400ba070402208"
	 "b2401"
	 "01000600c0587222085a0400",
	 "command enip 112 -1 other Send Unit Data\n"
	 "command cip 4 139 control Set Attribute List (Wall Clock)\n"
	 "deed clock class 0x8b instance 1\n",
	 6},
	{"an answer alone", &decoder_enip, 44818, FROM_SERVER,
	 "7000200000010211000000000000000000000000000000000000000000000200a10004002800fe80b1000c00ba078400000"
	 "001000600"
	 "0000",
	 "answer enip 112 -1 answered\nanswer cip 4 -1 answered\nkind server plc\n", 6},
};

static void test_rows(void **state)
{
	(void)state;
	ROWS_RUN(rows);
}

static uint8_t wire[2048];

static void put16(uint8_t *p, size_t v)
{
	p[0] = (uint8_t)v;
	p[1] = (uint8_t)(v >> 8);
}

/* Wraps a CIP message, connected with this sequence number, or (0) not connected. */
static size_t wrap(const char *hex, unsigned sequence)
{
	uint8_t cip[1024];
	size_t n = bytes_of(hex, cip, sizeof cip), m = sequence ? 2 : 0, at = 24;

	memset(wire, 0, sizeof wire);
	wire[0] = sequence ? 0x70 : 0x6f;
	wire[4] = 1;
	wire[12] = 9;
	at += 6;
	wire[at] = 2;
	at += 2;
	if (sequence) {
		memcpy(wire + at, "\xa1\x00\x04\x00\x11\x22\x33\x44\xb1\x00", 10);
		at += 10;
	} else {
		memcpy(wire + at, "\x00\x00\x00\x00\xb2\x00", 6);
		at += 6;
	}
	put16(wire + at, n + m);
	at += 2;
	if (sequence)
		put16(wire + at, sequence);
	memcpy(wire + at + m, cip, n);
	at += m + n;
	put16(wire + 2, at - 24);
	return at;
}

static void say(struct play *p, enum side side, const char *hex, unsigned sequence)
{
	play_bytes(p, side, wire, wrap(hex, sequence));
	assert_int_equal(p->last, HEARD);
}

static void ask(struct play *p, const char *question, const char *answer)
{
	*p = play_of(&decoder_enip, 44818);
	say(p, FROM_CLIENT, question, 7);
	say(p, FROM_SERVER, answer, 7);
}

static void test_tags(void **state)
{
	static struct play p;

	(void)state;
	ask(&p, "4c04 910553706565 6400 0100", "cc000000 ca00 00004841");
	assert_true(play_said(&p, "command cip 76 107 read Read Tag"));
	assert_true(play_said(&p, "answer cip 76 107 answered"));
	assert_true(play_said(&p, "point server Speed = 12.5 float"));
	/* Table[2], three of it */
	ask(&p, "4c05 91055461626c6500 2802 0300", "cc000000 c300 0100 feff 0300");
	assert_true(play_said(&p, "point server Table[2] = 1 int16"));
	assert_true(play_said(&p, "point server Table[3] = -2 int16"));
	assert_true(play_said(&p, "point server Table[4] = 3 int16"));
	/* Line.Grid[1,2] */
	ask(&p, "4c08 91044c696e65 910447726964 2801 2802 0100", "cc000000 c100 ff");
	assert_true(play_said(&p, "point server Line.Grid[1,2] = 1 bool"));
	/* the second part of a long one: from byte 400 on */
	ask(&p, "5204 91055461626c6500 c800 90010000", "d2000000 c400 05000000 06000000");
	assert_true(play_said(&p, "point server Table[100] = 5 int32"));
	assert_true(play_said(&p, "point server Table[101] = 6 int32"));
	/* a structure has no number */
	ask(&p, "4c04 91055469746c6500 0100", "cc000000 a002 ce0f 03000000 414243");
	assert_int_equal(play_count(&p, "point"), 0);
	/* what its name calls a password is nobody's to keep */
	ask(&p, "4c05 910850617373776f7264 0100", "cc000000 c400 d2040000");
	assert_true(play_said(&p, "answer cip 76 107 answered"));
	assert_int_equal(play_count(&p, "point"), 0);
	/* by its place in the table of symbols */
	ask(&p, "4c03 206b 2500 3412 0100", "cc000000 c200 80");
	assert_true(play_said(&p, "point server symbol:4660 = -128 int8"));
}

static void test_writes(void **state)
{
	static struct play p;

	(void)state;
	ask(&p, "4d04 910553706565 6400 c400 0100 07000000", "cd000000");
	assert_true(play_said(&p, "command cip 77 107 write Write Tag"));
	assert_true(play_said(&p, "deed write Speed"));
	assert_true(play_said(&p, "point server Speed = 7 int32 set"));
	ask(&p, "4d04 910553706565 6400 c400 0100 07000000", "cd000f00");
	assert_true(play_said(&p, "answer cip 77 107 refused"));
	assert_int_equal(play_count(&p, "point"), 0);
	/* an answer to another question says nothing of this one */
	p = play_of(&decoder_enip, 44818);
	say(&p, FROM_CLIENT, "4d04 910553706565 6400 c400 0100 07000000", 7);
	say(&p, FROM_SERVER, "cd000000", 8);
	assert_int_equal(play_count(&p, "point"), 0);
}

/* Two services in one packet: their answers come in the same order. */
static void test_multiple(void **state)
{
	static struct play p;

	(void)state;
	ask(&p, "0a02 2002 2401 0200 0600 1000 4c03 91024162 2800 0100 4c02 910243640100",
	    "8a001e00 0200 0600 0e00 cc000000 c600 09 00 cc000500");
	assert_true(play_said(&p, "command cip 10 2 other Multiple Service Packet"));
	assert_int_equal(play_count(&p, "command cip 76 107"), 2);
	assert_true(play_said(&p, "answer cip 10 2 answered"));
	assert_true(play_said(&p, "answer cip 76 107 answered"));
	assert_true(play_said(&p, "answer cip 76 107 refused"));
	assert_true(play_said(&p, "point server Ab[0] = 9 uint8"));
	assert_int_equal(play_count(&p, "point"), 1);
}

static const char controller[] =
	"81000000 0100 0e00 3600 1014 7100 3f825100 14 313735362d4c36312f42204c4f47495835353631";

/* The controller in slot 0 behind the Ethernet module: by Unconnected Send, and over a connection. */
static void test_chassis(void **state)
{
	static struct play p;

	(void)state;
	ask(&p, "5202 2006 2401 079a 0600 0102 2001 2401 0100 0100", controller);
	assert_true(play_said(&p, "command cip 82 6 other Unconnected Send"));
	assert_true(play_said(&p, "command cip 1 1 read Get Attributes All"));
	assert_true(play_said(&p, "answer cip 82 6 answered"));
	assert_true(play_said(&p, "model server 1756-L61/B LOGIX5561"));
	assert_true(play_said(&p, "firmware server 16.020"));
	assert_true(play_said(&p, "serial server 0051823f"));
	assert_true(play_said(&p, "property server slot-0=1756-L61/B LOGIX5561 16.020"));
	/* nobody is there */
	ask(&p, "5202 2006 2401 079a 0600 0102 2001 2401 0100 0105", "d2000101 0403");
	assert_true(play_said(&p, "answer cip 82 6 refused"));
	assert_true(play_said(&p, "answer cip 1 1 refused"));
	/* some other module of it is not "the PLC" */
	ask(&p, "5202 2006 2401 079a 0600 0102 2001 2401 0100 0103",
	    "81000000 0100 0700 3600 0301 7100 3f825100 05 4f55543136");
	assert_true(play_said(&p, "property server slot-3=OUT16 3.001"));
	assert_int_equal(play_count(&p, "model"), 0);
}

static void test_connections(void **state)
{
	static struct play p;

	(void)state;
	p = play_of(&decoder_enip, 44818);
	/* class 3 to slot 2; the number of the connection is 44332211 */
	say(&p, FROM_CLIENT,
	    "5402 2006 2401 0a0e 00000000 01000000 0100 3701 78563412 00000000 40420f00 f443 40420f00 f443 "
	    "a3 03 0102 2002 2401",
	    0);
	say(&p, FROM_SERVER, "d4000000 11223344 01000000 0100 3701 78563412 40420f00 40420f00 0000", 0);
	say(&p, FROM_CLIENT, "0102 2001 2401", 3);
	say(&p, FROM_SERVER, controller, 3);
	assert_true(play_said(&p, "property server slot-2=1756-L61/B LOGIX5561 16.020"));
	assert_int_equal(play_count(&p, "role"), 0);
	/* class 1 to the assemblies: who opens it is the scanner */
	say(&p, FROM_CLIENT,
	    "5402 2006 2401 0a0e 00000000 01000000 0200 3701 78563412 00000000 102700 00 1048 10270000 2028 "
	    "01 04 2004 2464 2c96 2c64",
	    0);
	say(&p, FROM_SERVER, "d4000000 15223344 02000000 0200 3701 78563412 10270000 10270000 0000", 0);
	assert_true(play_said(&p, "role client master"));
	assert_true(play_said(&p, "role server slave"));
}

static void test_pccc(void **state)
{
	static struct play p;

	(void)state;
	/* N7:10, four bytes */
	ask(&p, "4b02 2067 2401 07 3701 78563412 0f00 0100 a2 04 07 89 0a 00",
	    "cb000000 07 3701 78563412 4f00 0100 0a00 f6ff");
	assert_true(play_said(&p, "command cip 75 103 other Execute PCCC"));
	assert_true(
		play_said(&p, "command pccc 15 162 read Protected Typed Logical Read, Three Address Fields"));
	assert_true(play_said(&p, "point server N7:10 = 10 int16"));
	assert_true(play_said(&p, "point server N7:11 = -10 int16"));
	/* F8:1 is set */
	ask(&p, "4b02 2067 2401 07 3701 78563412 0f00 0200 aa 04 08 8a 01 00 0000c03f",
	    "cb000000 07 3701 78563412 4f00 0200");
	assert_true(play_said(&p, "deed write F8:1"));
	assert_true(play_said(&p, "answer pccc 15 170 answered"));
	assert_true(play_said(&p, "point server F8:1 = 1.5 float set"));
	/* the preset of a timer; file and element in two bytes */
	ask(&p, "4b02 2067 2401 07 3701 78563412 0f00 0300 a2 02 ff0400 86 ff0201 01",
	    "cb000000 07 3701 78563412 4f00 0300 6400");
	assert_true(play_said(&p, "point server T4:258.PRE = 100 int16"));
	/* into program mode, refused */
	ask(&p, "4b02 2067 2401 07 3701 78563412 0f00 0400 80 01", "cb000000 07 3701 78563412 4f10 0400");
	assert_true(play_said(&p, "deed mode program"));
	assert_true(play_said(&p, "answer pccc 15 128 refused"));
}

/* A request is what the client asks, an answer what the server answers: never the other way. */
static void test_sides(void **state)
{
	static struct play p;

	(void)state;
	p = play_of(&decoder_enip, 44818);
	say(&p, FROM_SERVER, "4d04 910553706565 6400 c400 0100 07000000", 7);
	say(&p, FROM_CLIENT, "cd000000", 7);
	assert_int_equal(play_count(&p, " cip "), 0);
	p.t.server_port = p.t.client_port = 40000;
	assert_int_equal(play_smell(&p, FROM_CLIENT, wire, wrap("4d02 2001 2401", 7)).role, ROLE_CLIENT);
	assert_int_equal(play_smell(&p, FROM_CLIENT, wire, wrap("cd000000", 7)).role, ROLE_SERVER);
	assert_int_equal(play_smell(&p, FROM_CLIENT, wire, wrap("cd000000", 7)).certainty, SURE);
	assert_int_equal(play_smell(&p, FROM_CLIENT, wire, wrap("ff", 7)).certainty, LIKELY);
	wire[20] = 1; /* options are none */
	assert_int_equal(play_smell(&p, FROM_CLIENT, wire, 24).certainty, NOT_MINE);
}

/* Where a device is sent to. */
static void test_address(void **state)
{
	static struct play p;

	(void)state;
	ask(&p, "1003 20f5 2401 3005 0501a8c0 00ffffff 0101a8c0 00000000 00000000 0000", "90000000");
	assert_true(play_said(&p, "command cip 16 245 control Set Attribute Single (TCP/IP Interface)"));
	assert_true(play_said(&p, "deed address class 0xf5 instance 1 attribute 5 192.168.1.5"));
}

static void test_cut(void **state)
{
	static struct play whole, slow;
	size_t n = wrap("4d04 910553706565 6400 c400 0100 07000000", 7);

	(void)state;
	whole = slow = play_of(&decoder_enip, 44818);
	play_bytes(&whole, FROM_CLIENT, wire, n);
	assert_int_equal(play_slowly(&slow, FROM_CLIENT, wire, n), HEARD);
	assert_string_equal(whole.e.log, slow.e.log);
}

static const char *const hostile[] = {
	"4cff 9105",                                         /* a path of 510 bytes */
	"4c03 91ff4142 4344",                                /* a name longer than its path */
	"4c02 2600 0000",                                    /* half a number of 32 bits */
	"4c02 e000 0000",                                    /* no such segment */
	"4c02 4f00 1f00",                                    /* network, then a port without its end */
	"0a02 2002 2401 ffff 0600 0600",                     /* 65535 services */
	"0a02 2002 2401 0200 0000 0100",                     /* services inside their own list */
	"0a02 2002 2401 0200 0600 ffff 4c02",                /* beyond the end */
	"5202 2006 2401 079a ffff 0102",                     /* a message longer than what holds it */
	"5202 2006 2401 079a 0a00 5202 2006 2401 079a 0000", /* one in another */
	"5402 2006 2401 0a0e 0000",
	"4b02 2067 2401 ff 3701",
	"4b02 2067 2401 00",
	"4b02 2067 2401 07 3701 78563412 0f00 0100 a2 ff ff0700 89 ff",
};

static void test_hostile(void **state)
{
	static struct play p;

	(void)state;
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
		ask(&p, hostile[i], "cc000000 c400 01");
		assert_int_equal(play_count(&p, "point"), 0);
		ask(&p, "4c04 910553706565 6400 ffff", "ccffff");
		ask(&p, "0a02 2002 2401 0100 0400 4c02 9102416b ffff", "8a000000 ffff 0000 0100");
	}
	/* thousands of elements: 64 are told */
	p = play_of(&decoder_enip, 44818);
	say(&p, FROM_CLIENT, "4c03 9102416b 2800 ffff", 7);
	memset(wire, 0, sizeof wire);
	wrap("cc000000 c200", 7);
	put16(wire + 2, 22 + 6 + 500);
	put16(wire + 24 + 18, 8 + 500);
	play_bytes(&p, FROM_SERVER, wire, 24 + 28 + 500);
	assert_int_equal(p.last, HEARD);
	assert_int_equal(play_count(&p, "point"), 64);
}

/* More questions than are kept: the oldest are given up, the last is known. */
static void test_many(void **state)
{
	static struct play p;

	(void)state;
	p = play_of(&decoder_enip, 44818);
	for (unsigned i = 1; i <= 300; i++)
		say(&p, FROM_CLIENT, "4c04 910553706565 6400 0100", i);
	p.e.n = 0;
	say(&p, FROM_SERVER, "cc000000 c200 05", 1);
	assert_int_equal(play_count(&p, "point"), 0);
	say(&p, FROM_SERVER, "cc000000 c200 05", 300);
	assert_true(play_said(&p, "point server Speed = 5 int8"));
}

/* --- I/O connections --- */

/* Forward Open, class 1: O->T 8 bytes (two of data), T->O 4; 10 ms both ways, times 4; assemblies 151 (configuration), 150, 100. */
#define OPEN_HEAD  "5402 2006 2401 0a0e 00000000 11223344 "
#define OPEN_NAME  "0100 3333 44556677 "
#define OPEN_WAYS  "00000000 10270000 0848 10270000 0448 01 "
#define OPEN_PATH  "04 2004 2497 2c96 2c64"
#define OPENED(ot) "d4000000 " ot "11223344 " OPEN_NAME "10270000 10270000 0000"

/* An I/O frame: number, hexadecimal, then data. */
static void io(struct play *p, enum side side, const char *number, const char *data)
{
	char hex[256];
	uint8_t bytes[64];

	snprintf(hex, sizeof hex, "0200 0280 0800 %s 01000000 b100 %02zx00 %s", number,
		 bytes_of(data, bytes, sizeof bytes), data);
	play_bytes(p, side, bytes, bytes_of(hex, bytes, sizeof bytes));
}

static void open_io(const char *question, const char *answer)
{
	static struct play p;

	agreed_forget();
	ask(&p, question, answer);
}

static void test_io(void **state)
{
	static struct play p, q;

	(void)state;
	agreed_forget();
	ask(&p, OPEN_HEAD OPEN_NAME OPEN_WAYS OPEN_PATH, OPENED("0100a700"));
	assert_true(play_said(&p, "command cip 84 262 write Forward Open (I/O with outputs)"));
	assert_true(
		play_said(&p, "deed write outputs 150 (2 bytes, 10.0 ms), inputs 100 (2 bytes, 10.0 ms)"));
	assert_true(play_said(&p, "answer cip 84 262 answered"));
	assert_true(play_said(&p, "role client master"));
	assert_true(play_said(&p, "role server slave"));
	assert_true(play_said(&p, "property server cip-outputs-owner=10.0.0.1"));

	q = play_of(&decoder_cip, 2222);
	for (int i = 0; i < 4; i++)
		io(&q, FROM_CLIENT, "0100a700", "0100 01000000 0800");
	assert_true(play_said(&q, "property client cip-outputs=run"));
	assert_true(play_said(&q, "point server assembly:150:0 = 8 uint8 set"));
	assert_int_equal(play_count(&q, "point"), 2);
	io(&q, FROM_CLIENT, "0100a700", "0200 01000000 0800"); /* the same: not again */
	assert_int_equal(play_count(&q, "point"), 2);
	q.e.now += 1000000;
	io(&q, FROM_CLIENT, "0100a700", "0300 01000000 0800"); /* a second later: again */
	assert_int_equal(play_count(&q, "point"), 4);
	io(&q, FROM_CLIENT, "0100a700", "0400 00000000 0900"); /* idle: outputs are not acted on */
	assert_true(play_said(&q, "property client cip-outputs=idle"));
	assert_int_equal(play_count(&q, "point"), 4);
	io(&q, FROM_SERVER, "11223344", "0400 ff01");
	assert_true(play_said(&q, "point server assembly:100:0 = 255 uint8"));
	/* another's number, the right number the wrong way round, and nonsense say nothing */
	q.e.n = 0;
	io(&q, FROM_CLIENT, "0200a700", "0400 01000000 0900");
	io(&q, FROM_SERVER, "0100a700", "0400 01000000 0900");
	io(&q, FROM_CLIENT, "0100a700", "");
	assert_int_equal(q.e.n, 0);
	assert_int_equal(play_bytes(&q, FROM_CLIENT, "\2\0\2\200\10\0", 6), BROKEN);
}

static void test_io_lost(void **state)
{
	static struct play q, p;

	(void)state;
	open_io(OPEN_HEAD OPEN_NAME OPEN_WAYS OPEN_PATH, OPENED("0100a700"));
	q = play_of(&decoder_cip, 2222);
	io(&q, FROM_CLIENT, "0100a700", "0100 01000000 0800");
	io(&q, FROM_SERVER, "11223344", "0100 0000");
	q.e.now += 39000; /* four times ten ms are not over */
	io(&q, FROM_CLIENT, "0100a700", "0200 01000000 0800");
	q.e.now += 2000; /* they are, and the data go on: frames missing in the recording */
	io(&q, FROM_CLIENT, "0100a700", "0300 01000000 0800");
	io(&q, FROM_SERVER, "11223344", "0100 0000");
	assert_int_equal(play_count(&q, "cyclic"), 0);
	q.e.now += 1001000; /* a second: nobody waits so long */
	io(&q, FROM_CLIENT, "0100a700", "0400 01000000 0800");
	io(&q, FROM_CLIENT, "0100a700", "0500 01000000 0800");
	assert_int_equal(play_count(&q, "cyclic server client lost 10.0.0.1 | inputs 100 | 1"), 1);
	io(&q, FROM_SERVER, "11223344", "0200 0000");
	io(&q, FROM_SERVER, "11223344", "0300 0000");
	assert_int_equal(play_count(&q, "cyclic server client returned 10.0.0.1"), 1);
	/* closed: the numbers mean nothing any more */
	p = play_of(&decoder_enip, 44818);
	say(&p, FROM_CLIENT, "4e02 2006 2401 0a0e " OPEN_NAME "0400 2004 2497", 8);
	say(&p, FROM_SERVER, "ce000000 " OPEN_NAME "0000", 8);
	assert_true(play_said(&p, "answer cip 78 6 answered"));
	q.e.n = 0;
	q.e.now += 2000000;
	io(&q, FROM_CLIENT, "0100a700", "0500 00000000 0900");
	assert_int_equal(q.e.n, 0);
}

static void test_io_kinds(void **state)
{
	static struct play p, q;

	(void)state;
	/* a listener: a heartbeat out (two bytes), inputs to many; nobody's master */
	agreed_forget();
	ask(&p, OPEN_HEAD OPEN_NAME "01000000 20a10700 0248 20a10700 0428 01 04 2004 2497 2cc6 2c64",
	    OPENED("0300a700"));
	assert_true(play_said(&p, "command cip 84 518 read Forward Open (I/O, inputs only)"));
	assert_int_equal(play_count(&p, "master"), 0);
	assert_true(play_said(&p, "property server cip-io=inputs 100 (2 bytes, 10.0 ms, multicast)"));
	q = play_of(&decoder_cip, 2222);
	q.t.to_group = true;
	io(&q, FROM_SERVER, "11223344", "0100 0700");
	assert_true(play_said(&q, "point server assembly:100:0 = 7 uint8"));
	/* Large Forward Open */
	ask(&p,
	    "5b02 2006 2401 0a0e 00000000 11223344 " OPEN_NAME
	    "00000000 10270000 e8030042 10270000 04000042 01 " OPEN_PATH,
	    "db000000 0100a70011223344 " OPEN_NAME "10270000 10270000 0000");
	assert_true(
		play_said(&p, "deed write outputs 150 (994 bytes, 10.0 ms), inputs 100 (2 bytes, 10.0 ms)"));
	/* outputs without the word of run and idle: its upper bits are set */
	agreed_forget();
	ask(&p, OPEN_HEAD OPEN_NAME OPEN_WAYS OPEN_PATH, OPENED("0100a700"));
	q = play_of(&decoder_cip, 2222);
	for (int i = 0; i < 6; i++)
		io(&q, FROM_CLIENT, "0100a700", "0100 01ff0011");
	assert_int_equal(play_count(&q, "cip-outputs="), 0);
	assert_true(play_said(&q, "point server assembly:150:3 = 17 uint8 set"));
	/* refused: nothing is open; explicit: as ever */
	agreed_forget();
	ask(&p, OPEN_HEAD OPEN_NAME OPEN_WAYS OPEN_PATH, "d4000101 0001 " OPEN_NAME "0000");
	assert_true(play_said(&p, "answer cip 84 262 refused"));
	assert_int_equal(play_count(&p, "role"), 0);
	ask(&p, OPEN_HEAD OPEN_NAME "00000000 10270000 f443 10270000 f443 a3 02 2002 2401",
	    OPENED("0100a700"));
	assert_true(play_said(&p, "command cip 84 6 other Forward Open"));
	assert_int_equal(play_count(&p, "role"), 0);
	/* a path that ends too early is no Forward Open that opens anything */
	ask(&p, OPEN_HEAD OPEN_NAME OPEN_WAYS "40 2004", OPENED("0100a700"));
	assert_int_equal(play_count(&p, "role"), 0);
}

/* Of a mirror port that shows one way alone nothing is told as lost. */
static void test_io_one_way(void **state)
{
	static struct play p, q;

	(void)state;
	agreed_forget();
	ask(&p, OPEN_HEAD OPEN_NAME OPEN_WAYS OPEN_PATH, OPENED("0100a700"));
	q = play_of(&decoder_cip, 2222);
	for (int i = 0; i < 100; i++) {
		q.e.now += 1000000;
		io(&q, FROM_SERVER, "11223344", "0100 0700");
	}
	assert_int_equal(play_count(&q, "cyclic"), 0);
}

/* Who misses data opens the connection again, under another name: the silence before was a loss. */
static void test_io_opened_again(void **state)
{
	static const struct {
		int64_t silence; /* us */
		int lost;
	} times[] = {{39000, 0}, {50000, 1}};
	static struct play q, p;

	(void)state;
	for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
		open_io(OPEN_HEAD OPEN_NAME OPEN_WAYS OPEN_PATH, OPENED("0100a700"));
		q = play_of(&decoder_cip, 2222);
		io(&q, FROM_CLIENT, "0100a700", "0100 01000000 0800");
		io(&q, FROM_SERVER, "11223344", "0100 0000");
		p = play_of(&decoder_enip, 44818);
		p.e.now = q.e.now + times[i].silence;
		say(&p, FROM_CLIENT, OPEN_HEAD "0900 3333 01020304 " OPEN_WAYS OPEN_PATH, 7);
		say(&p, FROM_SERVER, "d4000000 0200a700 55223344 0900333301020304 10270000 10270000 0000", 7);
		assert_int_equal(play_count(&p, "cyclic server client lost 10.0.0.1"), times[i].lost);
		assert_int_equal(play_count(&p, "cyclic client server lost 10.0.0.2"), times[i].lost);
		q.e.now = p.e.now + 1000;
		io(&q, FROM_SERVER, "55223344", "0100 0000");
		assert_int_equal(play_count(&q, "cyclic server client returned 10.0.0.1"), times[i].lost);
		agreed_forget();
	}
}

/* Made-up connections push out their own kind; what is in use stays, and what gave way is counted. */
static void test_io_flood(void **state)
{
	static struct play p, q;
	char question[400], answer[200];

	(void)state;
	open_io(OPEN_HEAD OPEN_NAME OPEN_WAYS OPEN_PATH, OPENED("0100a700"));
	q = play_of(&decoder_cip, 2222);
	agreed_dropped = 0;
	for (unsigned i = 0; i < 3 * AGREED_MAX; i++) {
		snprintf(question, sizeof question, OPEN_HEAD "%02x%02x 3333 01020304 " OPEN_WAYS OPEN_PATH,
			 i & 255, i >> 8);
		snprintf(answer, sizeof answer,
			 "d4000000 %02x%02xb700 11%02x%02x55 0100333344556677 10270000 10270000 0000",
			 i & 255, i >> 8, i & 255, i >> 8);
		ask(&p, question, answer);
		if (i % 100 == 0)
			io(&q, FROM_CLIENT, "0100a700", "0100 01000000 0800");
	}
	assert_int_equal(agreed_dropped, 2 * AGREED_MAX + 1);
	assert_true(play_said(&q, "property client cip-outputs=run"));
	q.e.n = 0;
	q.e.now += 2000000;
	io(&q, FROM_CLIENT, "0100a700", "0100 00000000 0800");
	assert_true(play_said(&q, "property client cip-outputs=idle"));
	agreed_forget();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),       cmocka_unit_test(test_tags),
		cmocka_unit_test(test_writes),     cmocka_unit_test(test_multiple),
		cmocka_unit_test(test_chassis),    cmocka_unit_test(test_connections),
		cmocka_unit_test(test_pccc),       cmocka_unit_test(test_sides),
		cmocka_unit_test(test_cut),        cmocka_unit_test(test_address),
		cmocka_unit_test(test_hostile),    cmocka_unit_test(test_many),
		cmocka_unit_test(test_io),         cmocka_unit_test(test_io_lost),
		cmocka_unit_test(test_io_one_way), cmocka_unit_test(test_io_kinds),
		cmocka_unit_test(test_io_flood),   cmocka_unit_test(test_io_opened_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
