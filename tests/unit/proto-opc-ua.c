/* OPC UA: channel, ways in, sign-in, values read, written and monitored; chunks; what cannot be. Messages are
 * made here, byte by byte, as OPC 10000-6 says. */
#include "recorder.h"

extern const struct decoder decoder_opc_ua;

/* A message being made: chunk header first, its size filled in by done(). */
struct making {
	uint8_t b[8192];
	size_t n;
};

static void u8(struct making *m, unsigned v) { m->b[m->n++] = (uint8_t)v; }

static void u16(struct making *m, unsigned v)
{
	u8(m, v);
	u8(m, v >> 8);
}

static void u32(struct making *m, uint32_t v)
{
	u16(m, v);
	u16(m, v >> 16);
}

static void zeros(struct making *m, int n)
{
	while (n-- > 0)
		u8(m, 0);
}

static void str(struct making *m, const char *s)
{
	size_t n = s ? strlen(s) : 0;

	u32(m, s ? (uint32_t)n : UINT32_MAX);
	if (n)
		memcpy(m->b + m->n, s, n);
	m->n += n;
}

static void f64(struct making *m, double v)
{
	memcpy(m->b + m->n, &v, 8);
	m->n += 8;
}

static void node(struct making *m, unsigned space, const char *name)
{
	u8(m, 3);
	u16(m, space);
	str(m, name);
}

static void type(struct making *m, unsigned number)
{
	u8(m, 1);
	u8(m, 0);
	u16(m, number);
}

static struct making begin(const char *kind, uint32_t request)
{
	struct making m = {.n = 0};

	memcpy(m.b, kind, 4);
	m.n = 8;
	u32(&m, 7); /* channel */
	if (kind[0] == 'O') {
		str(&m, "http://opcfoundation.org/UA/SecurityPolicy#None");
		str(&m, NULL);
		str(&m, NULL);
	} else {
		u32(&m, 1); /* token */
	}
	u32(&m, 50 + request);
	u32(&m, request);
	return m;
}

static struct making *done(struct making *m)
{
	for (int i = 0; i < 4; i++)
		m->b[4 + i] = (uint8_t)(m->n >> 8 * i);
	return m;
}

static void request_header(struct making *m)
{
	u16(m, 0); /* token: i=0 */
	zeros(m, 16);
	str(m, NULL);
	u32(m, 10000);
	zeros(m, 3);
}

static void response_header(struct making *m, uint32_t result)
{
	zeros(m, 12);
	u32(m, result);
	u8(m, 0);
	u32(m, 0);
	zeros(m, 3);
}

static struct making request(unsigned id, unsigned number)
{
	struct making m = begin("MSGF", id);

	type(&m, number);
	request_header(&m);
	return m;
}

static struct making answer(unsigned id, unsigned number, uint32_t result)
{
	struct making m = begin("MSGF", id);

	type(&m, number + 3);
	response_header(&m, result);
	return m;
}

static struct play p;

static void play(enum side side, struct making *m)
{
	done(m);
	play_bytes(&p, side, m->b, m->n);
	assert_int_equal(p.last, HEARD);
}

static void start(void) { p = play_of(&decoder_opc_ua, 4840); }

static void read_of(struct making *m, const char *name, uint32_t attribute)
{
	node(m, 2, name);
	u32(m, attribute);
	str(m, NULL);
	u16(m, 0);
	str(m, NULL);
}

static void test_channel(void **state)
{
	struct making m = begin("OPNF", 1);

	(void)state;
	start();
	type(&m, 446);
	request_header(&m);
	zeros(&m, 20);
	assert_int_equal(play_smell(&p, FROM_CLIENT, done(&m)->b, m.n).certainty, SURE);
	assert_int_equal(play_smell(&p, FROM_CLIENT, m.b, m.n).role, ROLE_CLIENT);
	play(FROM_CLIENT, &m);
	assert_true(play_said(&p, "property server opc-ua-channel=None/none"));
	assert_true(play_said(&p, "command opc-ua 446 -1 other OpenSecureChannel"));
	m = begin("OPNF", 1);
	type(&m, 449);
	response_header(&m, 0x80550000);
	assert_int_equal(play_smell(&p, FROM_SERVER, done(&m)->b, m.n).role, ROLE_SERVER);
	play(FROM_SERVER, &m);
	assert_true(play_said(&p, "answer opc-ua 446 -1 refused"));
}

static void endpoints(struct making *m)
{
	u32(m, 1);
	str(m, "opc.tcp://line1:4840");
	str(m, "urn:line1:ua");
	str(m, "urn:maker:product");
	u8(m, 2);
	str(m, "Line 1");
	u32(m, 0);
	str(m, NULL);
	str(m, NULL);
	u32(m, 0);
	str(m, NULL);
	u32(m, 3);
	str(m, "http://opcfoundation.org/UA/SecurityPolicy#Basic256");
	u32(m, 2);
	for (unsigned kind = 0; kind < 2; kind++) {
		str(m, "p");
		u32(m, kind);
		str(m, NULL);
		str(m, NULL);
		str(m, NULL);
	}
	str(m, "http://opcfoundation.org/UA-Profile/Transport/uatcp-uasc-uabinary");
	u8(m, 0);
}

static void test_ways_in(void **state)
{
	struct making m = answer(2, 428, 0);

	(void)state;
	start();
	endpoints(&m);
	done(&m);
	assert_int_equal(play_slowly(&p, FROM_SERVER, m.b, m.n), HEARD);
	assert_true(play_said(&p, "answer opc-ua 428 -1 answered"));
	assert_true(play_said(&p, "property server opc-ua-application=urn:line1:ua"));
	assert_true(play_said(&p, "description server Line 1"));
	assert_true(play_said(
		&p, "property server opc-ua-endpoint=Basic256/sign-and-encrypt/anonymous+username"));
	assert_true(play_said(&p, "crypto server opc-ua-basic256"));
}

static void test_sign_in(void **state)
{
	struct making m = request(3, 467), body = {.n = 0};

	(void)state;
	start();
	str(&body, "policy");
	str(&body, "operator");
	str(&body, "secret");
	str(&body, NULL);
	str(&m, NULL);
	str(&m, NULL);
	u32(&m, 0);
	u32(&m, 0);
	type(&m, 324);
	u8(&m, 1);
	u32(&m, (uint32_t)body.n);
	memcpy(m.b + m.n, body.b, body.n);
	m.n += body.n;
	str(&m, NULL);
	str(&m, NULL);
	play(FROM_CLIENT, &m);
	assert_int_equal(play_count(&p, "login"), 0);
	m = answer(3, 467, 0x801f0000);
	play(FROM_SERVER, &m);
	assert_true(play_said(&p, "answer opc-ua 467 -1 refused"));
	assert_true(play_said(&p, "login plain clear failed operator/secret"));
}

static void test_read(void **state)
{
	struct making m = request(4, 631);

	(void)state;
	start();
	zeros(&m, 12);
	u32(&m, 3);
	read_of(&m, "Temp", 13);
	read_of(&m, "Temp", 4); /* its display name */
	read_of(&m, "Levels", 13);
	play(FROM_CLIENT, &m);
	m = answer(4, 631, 0);
	u32(&m, 3);
	u8(&m, 5); /* value and a time */
	u8(&m, 11);
	f64(&m, 21.5);
	zeros(&m, 8);
	u8(&m, 1);
	u8(&m, 12);
	str(&m, "text");
	u8(&m, 1);
	u8(&m, 0x80 | 4);
	u32(&m, 2);
	u16(&m, 7);
	u16(&m, 0xffff);
	u32(&m, 0);
	play(FROM_SERVER, &m);
	assert_true(play_said(&p, "point server ns=2;s=Temp = 21.5 double"));
	assert_true(play_said(&p, "point server ns=2;s=Levels[0] = 7 int16"));
	assert_true(play_said(&p, "point server ns=2;s=Levels[1] = -1 int16"));
	assert_int_equal(play_count(&p, "point"), 3);
	m = answer(4, 631, 0); /* once more: it was answered */
	u32(&m, 1);
	u8(&m, 1);
	u8(&m, 11);
	f64(&m, 99);
	play(FROM_SERVER, &m);
	assert_int_equal(play_count(&p, "point"), 3);
}

static void test_write(void **state)
{
	struct making m = request(5, 673);

	(void)state;
	start();
	u32(&m, 2);
	node(&m, 2, "Locked");
	u32(&m, 13);
	str(&m, NULL);
	u8(&m, 1);
	u8(&m, 1);
	u8(&m, 0);
	node(&m, 2, "Setpoint");
	u32(&m, 13);
	str(&m, NULL);
	u8(&m, 1);
	u8(&m, 1);
	u8(&m, 1);
	play(FROM_CLIENT, &m);
	assert_true(play_said(&p, "command opc-ua 673 -1 write Write"));
	assert_true(play_said(&p, "deed write ns=2;s=Locked (+1)"));
	assert_int_equal(play_count(&p, "point server"), 0); /* so it is once the server has taken it */
	m = answer(5, 673, 0);
	u32(&m, 2);
	u32(&m, 0x803b0000); /* not writable */
	u32(&m, 0);
	u32(&m, 0);
	play(FROM_SERVER, &m);
	assert_true(play_said(&p, "answer opc-ua 673 -1 refused"));
	assert_true(play_said(&p, "point server ns=2;s=Setpoint = 1 bool set"));
	assert_int_equal(play_count(&p, "point server"), 1);
}

static void test_call_and_fault(void **state)
{
	struct making m = request(6, 712);

	(void)state;
	start();
	u32(&m, 1);
	node(&m, 2, "Press");
	node(&m, 2, "Start");
	u32(&m, 0);
	play(FROM_CLIENT, &m);
	assert_true(play_said(&p, "deed call ns=2;s=Press ns=2;s=Start"));
	m = answer(6, 397 - 3, 0x80100000);
	play(FROM_SERVER, &m);
	assert_true(play_said(&p, "answer opc-ua 712 -1 refused"));
}

/* A value comes with a handle alone: the request that made the item says whose it is. */
static void test_monitored(void **state)
{
	struct making m = request(7, 751), body = {.n = 0};

	(void)state;
	start();
	u32(&m, 1);
	u32(&m, 2);
	u32(&m, 1);
	read_of(&m, "Speed", 13);
	u32(&m, 2);
	u32(&m, 42);
	f64(&m, 100);
	zeros(&m, 3);
	u32(&m, 1);
	u8(&m, 1);
	play(FROM_CLIENT, &m);
	u32(&body, 2);
	for (uint32_t handle = 42; handle < 44; handle++) {
		u32(&body, handle);
		u8(&body, 1);
		u8(&body, 6);
		u32(&body, 1500);
	}
	u32(&body, 0);
	m = answer(8, 826, 0);
	u32(&m, 1);
	u32(&m, 0);
	u8(&m, 0);
	zeros(&m, 12);
	u32(&m, 1);
	type(&m, 811);
	u8(&m, 1);
	u32(&m, (uint32_t)body.n);
	memcpy(m.b + m.n, body.b, body.n);
	m.n += body.n;
	play(FROM_SERVER, &m);
	assert_true(play_said(&p, "point server ns=2;s=Speed = 1500 int32"));
	assert_true(play_said(&p, "point server handle=43 = 1500 int32"));
}

/* Of a message in two chunks neither says anything alone. */
static void test_chunks(void **state)
{
	struct making m = answer(2, 428, 0), first = begin("MSGC", 2), second = begin("MSGF", 2);
	size_t head = 24, half;

	(void)state;
	start();
	endpoints(&m);
	half = (m.n - head) / 2;
	memcpy(first.b + first.n, m.b + head, half);
	first.n += half;
	memcpy(second.b + second.n, m.b + head + half, m.n - head - half);
	second.n += m.n - head - half;
	done(&first);
	assert_int_equal(play_bytes(&p, FROM_SERVER, first.b, first.n), MORE);
	assert_int_equal(play_count(&p, "\n"), 0);
	play(FROM_SERVER, &second);
	assert_true(play_said(
		&p, "property server opc-ua-endpoint=Basic256/sign-and-encrypt/anonymous+username"));
}

/* A chunk longer than what is kept: its beginning is heard, the rest passed over, and the next one is in
 * step. */
static void test_long_chunk(void **state)
{
	struct making m = request(9, 467);
	static const uint8_t rest[100000];
	uint32_t size = (uint32_t)(m.n + sizeof rest);

	(void)state;
	start();
	for (int i = 0; i < 4; i++)
		m.b[4 + i] = (uint8_t)(size >> 8 * i);
	play_bytes(&p, FROM_CLIENT, m.b, m.n);
	for (size_t i = 0; i < sizeof rest; i += 10000)
		play_bytes(&p, FROM_CLIENT, rest + i, 10000);
	assert_true(play_said(&p, "command opc-ua 467 -1 other ActivateSession"));
	m = request(10, 428);
	play(FROM_CLIENT, &m);
	assert_true(play_said(&p, "command opc-ua 428 -1 read GetEndpoints"));
}

/* An answer of 130 kB in chunks: what lies within the first 60 kB is told, not the first chunk's alone; the rest passes by,
 * is counted, and the next message is in step. */
static void test_long_message(void **state)
{
	static uint8_t body[130000];
	static const char *const names[] = {"A", "B", "C"};
	struct making m = request(4, 631), head = answer(4, 631, 0);
	size_t n = head.n - 24;

	(void)state;
	start();
	zeros(&m, 12);
	u32(&m, 3);
	for (int i = 0; i < 3; i++)
		read_of(&m, names[i], 13);
	play(FROM_CLIENT, &m);
	memset(body, 'x', sizeof body);
	memcpy(body, head.b + 24, n);
	memcpy(body + n,
	       "\3\0\0\0"
	       "\1\14\x40\x9c\0\0",
	       10); /* three; the first is a text of 40,000 */
	memcpy(body + n + 40010,
	       "\1\6\x2a\0\0\0"
	       "\1\14\x80\x38\1\0",
	       12); /* 42; then a text of 80,000 */
	for (size_t at = 0; at < sizeof body; at += 6500) {
		struct making c = begin(at + 6500 < sizeof body ? "MSGC" : "MSGF", 4);

		memcpy(c.b + c.n, body + at, 6500);
		c.n += 6500;
		done(&c);
		play_bytes(&p, FROM_SERVER, c.b, c.n);
	}
	assert_int_equal(play_count(&p, "answer opc-ua 631"), 1);
	assert_true(play_said(&p, "point server ns=2;s=B = 42 int32"));
	assert_true(play_count(&p, "unheard 6524\n") >= 10);
	m = answer(5, 428, 0);
	p.e.n = 0;
	play(FROM_SERVER, &m);
	assert_true(play_said(&p, "answer opc-ua 428 -1 answered"));
}

/* Nodes added and deleted: which, and whether the server did it. */
static void test_nodes(void **state)
{
	struct making m = request(6, 488);

	(void)state;
	start();
	u32(&m, 2);
	node(&m, 0, "Objects");
	node(&m, 0, "Organizes");
	node(&m, 2, "New");
	u16(&m, 2);
	str(&m, "Pump 7");
	play(FROM_CLIENT, &m);
	assert_true(play_said(&p, "deed config Pump 7 (+1)"));
	m = answer(6, 488, 0);
	u32(&m, 1);
	u32(&m, 0x80620000);
	play(FROM_SERVER, &m);
	assert_true(play_said(&p, "answer opc-ua 488 -1 refused"));
	m = request(7, 500);
	u32(&m, 1);
	node(&m, 2, "Old");
	u8(&m, 1);
	play(FROM_CLIENT, &m);
	assert_true(play_said(&p, "deed config ns=2;s=Old"));
	m = answer(7, 500, 0);
	u32(&m, 1);
	u32(&m, 0);
	play(FROM_SERVER, &m);
	assert_true(play_said(&p, "answer opc-ua 500 -1 answered"));
}

static void test_encrypted(void **state)
{
	struct making m = begin("MSGF", 0x91a2b3c4);

	(void)state;
	start();
	p.t.side = FROM_CLIENT;
	for (int i = 0; i < 64; i++)
		u8(&m, 0xa0u + (unsigned)i);
	play(FROM_CLIENT, &m);
	assert_int_equal(play_count(&p, "\n"), 0); /* no channel was seen: nothing is known */
	m = (struct making){.n = 0};
	memcpy(m.b, "OPNF", 4);
	m.n = 8;
	u32(&m, 0);
	str(&m, "http://opcfoundation.org/UA/SecurityPolicy#Basic128Rsa15");
	str(&m, "not a certificate");
	str(&m, "01234567890123456789");
	for (int i = 0; i < 64; i++)
		u8(&m, 0xa0u + (unsigned)i);
	play(FROM_CLIENT, &m);
	assert_true(play_said(&p, "command opc-ua 446 -1 other OpenSecureChannel"));
	m = begin("MSGF", 0x91a2b3c4);
	for (int i = 0; i < 64; i++)
		u8(&m, 0xa0u + (unsigned)i);
	play(FROM_CLIENT, &m);
	assert_true(play_said(&p, "secrecy opc-ua encrypted"));
	assert_true(play_said(&p, "property server opc-ua-channel=Basic128Rsa15/sign-and-encrypt"));
	assert_true(play_said(&p, "crypto server opc-ua-basic128rsa15"));
}

/* Lengths that lie, a diagnostic in a diagnostic without end, a variant of variants. */
static void test_lies(void **state)
{
	struct making m = request(11, 631);

	(void)state;
	start();
	zeros(&m, 12);
	u32(&m, 0xfffffff0); /* nodes */
	play(FROM_CLIENT, &m);
	m = begin("MSGF", 11);
	type(&m, 634);
	zeros(&m, 16);
	for (int i = 0; i < 5000; i++)
		u8(&m, 0x40);
	play(FROM_SERVER, &m);
	m = request(12, 673);
	u32(&m, 1);
	node(&m, 2, "x");
	u32(&m, 13);
	str(&m, NULL);
	u8(&m, 1);
	for (int i = 0; i < 3000; i++)
		u8(&m, 24);
	play(FROM_CLIENT, &m);
	assert_int_equal(play_count(&p, "point"), 0);
	assert_int_equal(play_bytes(&p, FROM_CLIENT, "MSGFXXXXXXXXXXXX", 16), BROKEN); /* 1.4 GB */
	start();
	p.t.hole = true;
	assert_int_equal(play_bytes(&p, FROM_CLIENT, "in the middle of something", 26), HEARD);
}

/* More nodes than there is room for: the first ones keep their names. */
static void test_many_names(void **state)
{
	struct making m;
	char name[16];

	(void)state;
	start();
	for (unsigned id = 20; id < 60; id++) {
		m = request(id, 631);
		zeros(&m, 12);
		u32(&m, 100);
		for (int i = 0; i < 100; i++) {
			snprintf(name, sizeof name, "Node%u-%d", id, i);
			read_of(&m, name, 13);
		}
		play(FROM_CLIENT, &m);
	}
	m = answer(59, 631, 0);
	u32(&m, 1);
	u8(&m, 1);
	u8(&m, 11);
	f64(&m, 4);
	play(FROM_SERVER, &m);
	assert_true(play_said(&p, "point server ns=2;s=Node59-0 = 4 double"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_channel),    cmocka_unit_test(test_ways_in),
		cmocka_unit_test(test_sign_in),    cmocka_unit_test(test_read),
		cmocka_unit_test(test_write),      cmocka_unit_test(test_call_and_fault),
		cmocka_unit_test(test_monitored),  cmocka_unit_test(test_chunks),
		cmocka_unit_test(test_long_chunk), cmocka_unit_test(test_long_message),
		cmocka_unit_test(test_nodes),      cmocka_unit_test(test_encrypted),
		cmocka_unit_test(test_lies),       cmocka_unit_test(test_many_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
