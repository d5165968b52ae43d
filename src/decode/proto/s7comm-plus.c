/* S7comm-plus (Siemens S7-1200/1500) behind TPKT and COTP, by content on any port.
 *
 *	72 | version 1 (1..3, fe, ff) | length 2 | [digest: length 20 | 32 bytes] | opcode 1 | ... | 72 | version | 0 0
 *	request: 31 | 0 0 | function 2 | 0 0 | sequence 2 | session 4 | flags 1 | object 4 ...
 *	answer:  32 | 0 0 | function 2 | 0 0 | sequence 2 | flags 1 | result ...
 *
 * Siemens has published nothing. Header, functions, sequence and the identity text are proved on captures of S7-1200
 * and S7-1500 (../shared/corpus/ot/s7comm); numbers of objects and attributes are from Th. Wiens' S7CommPlusDriver
 * (text). A message without the closing four bytes goes on in the next one. Newer stations speak it inside TLS: that
 * is heard as TLS. */
#include "decode/decoder.h"
#include "decode/s7plus.h"
#include "decode/tpkt.h"
#include "decode/words.h"

#include <stdio.h>

enum {
	S7_PLUS = 0x72,
	REQUEST = 0x31,
	RESPONSE = 0x32,
	NOTIFICATION = 0x33,
	VERSION_DIGEST = 3,
	VERSION_LAST = 3,
	DIGEST = 32,
	ROOM = 8192
};
enum {
	CREATE = 0x04ca,
	DELETE = 0x04d4,
	SET = 0x04f2,
	SET_MANY = 0x0542,
	SET_PARTS = 0x057c,
	GET_MANY = 0x054c
};
enum {
	SESSION_CONTAINER = 285,
	NULL_SESSION = 288,
	PROGRAM = 3,
	CPU = 52,
	STATE_REQUESTED = 2167,
	LEGITIMATE = 1846,
	CHALLENGE_ANSWER = 304
};
enum { TO_SESSION = 1, TO_SIGN_IN, TO_STOP, TO_RUN, TO_PROGRAM };
enum { PENDING = 10, STATE_STOP = 1, STATE_RUN = 3, DETAIL = PLUS_NAME + 16 };

enum { OBJECT = 0xa1, SUBSCRIPTION = 1001, SUBSCRIPTION_FIRST = 1001, SUBSCRIPTION_LAST = 1082 };

struct asked {
	bool waits;
	int8_t sub;
	uint8_t items_n, values_n;
	uint16_t sequence, code;
	struct plus_item items[PLUS_ITEMS_MAX];
	struct plus_value values[PLUS_ITEMS_MAX]; /* those that are set */
};

struct state {
	bool told, goes_on[2]; /* a message of this side was not closed yet */
	uint8_t next;
	struct asked asked[PENDING];
};
_Static_assert(sizeof(struct state) <= DECODER_STATE_MAX, "state");

struct message {
	uint8_t version, opcode;
	bool closed;
	struct rd body; /* from behind the opcode on */
};

static const uint16_t ports[] = {102, 0};

static bool read_message(struct rd r, struct message *m)
{
	struct rd body;

	if (rd_u8(&r) != S7_PLUS)
		return false;
	m->version = rd_u8(&r);
	body = rd_sub(&r, rd_be16(&r));
	m->closed = rd_peek(&r, 0) == S7_PLUS;
	if (m->version == VERSION_DIGEST && rd_peek(&body, 0) == DIGEST)
		rd_skip(&body, 1 + DIGEST);
	m->opcode = rd_u8(&body);
	m->body = body;
	return rd_ok(&r) && rd_ok(&body) && m->version >= 1 && m->version <= VERSION_LAST;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct rd r, look;
	unsigned version, length;
	int opcode;

	(void)t;
	if (!tpkt_data(head, &r) || rd_u8(&r) != S7_PLUS)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	version = rd_u8(&r);
	length = rd_be16(&r);
	look = r;
	if (version == VERSION_DIGEST && rd_peek(&look, 0) == DIGEST)
		rd_skip(&look, 1 + DIGEST);
	opcode = rd_peek(&look, 0);
	if (!rd_ok(&r) || ((version < 1 || version > VERSION_LAST) && version < 0xfe) ||
	    (length > rd_left(&r) && length > 1024))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (version == 1 && opcode != REQUEST && opcode != RESPONSE && opcode != NOTIFICATION)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, opcode == REQUEST                              ? ROLE_CLIENT
			   : opcode == RESPONSE || opcode == NOTIFICATION ? ROLE_SERVER
									  : ROLE_UNKNOWN);
}

/* Sessions and their subscriptions live in a range of their own. */
static bool is_session(uint32_t object, uint32_t session)
{
	return object == session || object == NULL_SESSION || object == SESSION_CONTAINER ||
	       object >> 28 == 7;
}

static bool is_program(uint32_t object)
{
	return object == PROGRAM || object >> 28 == 8 || object >> 28 == 9;
}

/* count 1 | attribute | flags 1 | type 1 | value: what one attribute of an object is set to */
static int set_of(uint32_t object, uint32_t session, struct rd r)
{
	uint32_t attribute, value;

	rd_skip(&r, 1);
	attribute = (uint32_t)plus_number(&r);
	rd_skip(&r, 2);
	value = (uint32_t)plus_number(&r);
	if (rd_ok(&r) && object == CPU && attribute == STATE_REQUESTED)
		return value == STATE_STOP ? TO_STOP : value == STATE_RUN ? TO_RUN : -1;
	if (attribute == LEGITIMATE || attribute == CHALLENGE_ANSWER)
		return TO_SIGN_IN;
	if (attribute >= SUBSCRIPTION_FIRST && attribute <= SUBSCRIPTION_LAST)
		return TO_SESSION;
	return is_session(object, session) ? TO_SESSION : -1;
}

/* flags 1 | type 1 | value | 0 4 | a1 | number 4 | class: what is created */
static uint32_t class_of(struct rd r)
{
	rd_skip(&r, 2);
	(void)plus_number(&r);
	rd_skip(&r, 4);
	if (rd_u8(&r) != OBJECT)
		return 0;
	rd_skip(&r, 4);
	return (uint32_t)plus_number(&r);
}

/* What it is done to decides what a function can do. */
static int sub_of(unsigned function, uint32_t session, struct rd r)
{
	uint32_t object = rd_be32(&r);

	if (function == SET)
		return set_of(object, session, r);
	if (function != CREATE && function != DELETE && function != SET_MANY && function != SET_PARTS)
		return -1;
	if ((object != 0 && is_session(object, session)) ||
	    (function == CREATE && class_of(r) == SUBSCRIPTION))
		return TO_SESSION;
	return (function == CREATE || function == DELETE) && is_program(object) ? TO_PROGRAM : -1;
}

/* object 4 = 0 | the variables that are read or set | the values that they are set to */
static void keep_variables(struct asked *q, struct rd r)
{
	if (rd_be32(&r) != 0 || !rd_ok(&r))
		return;
	q->items_n = (uint8_t)plus_items(&r, q->items);
	if (q->code == SET_MANY)
		q->values_n = (uint8_t)plus_values(&r, q->values);
}

static struct text detail_of(char buf[DETAIL], const struct asked *q)
{
	char name[PLUS_NAME];
	struct text first = q->items_n ? plus_name(name, &q->items[0]) : text_of("", 0);
	int n;

	if (!first.n)
		return first;
	n = snprintf(buf, DETAIL, "%.*s", (int)first.n, first.s);
	if (q->items_n > 1)
		n += snprintf(buf + n, DETAIL - (size_t)n, " +%u", q->items_n - 1u);
	return text_of(buf, (size_t)n);
}

static void hear_request(struct state *s, struct rd r, struct emit *e)
{
	struct asked *q = &s->asked[s->next++ % PENDING];
	char buf[DETAIL];
	uint32_t session;
	unsigned function, sequence;

	rd_skip(&r, 2);
	function = rd_be16(&r);
	rd_skip(&r, 2);
	sequence = rd_be16(&r);
	session = rd_be32(&r);
	rd_skip(&r, 1);
	if (!rd_ok(&r))
		return;
	*q = (struct asked){.waits = true, .sequence = (uint16_t)sequence, .code = (uint16_t)function};
	q->sub = (int8_t)sub_of(function, session, r);
	if (function == SET_MANY || function == GET_MANY)
		keep_variables(q, r);
	emit_request(e, PROTO_s7comm_plus, function, q->sub, detail_of(buf, q));
}

/* "1;6ES7 214-1HG31-0XB0 ;V3.0": what a new session is told of the station */
static void tell_station(struct emit *e, struct rd r)
{
	struct text all = text_rd(&r), order;
	ssize_t at = words_find(all, ";6es7 ");

	if (at < 0)
		at = words_find(all, ";6ag1 ");
	if (at < 0)
		return;
	all = words_from(all, (size_t)at + 1);
	order = words_trim(words_cut(&all, ';'));
	if (order.n < 10 || order.n > 30 || !text_is_plain(order))
		return;
	emit_str(e, FACT_MAKER, SERVER, 80, "Siemens");
	emit_text(e, FACT_HARDWARE, SERVER, 90, order);
	emit_text(e, FACT_MODEL, SERVER, 70, order); /* the article number */
	order = text_of(all.s, 0);
	while (order.n < all.n && order.n < 16 &&
	       (all.s[order.n] == 'V' || all.s[order.n] == '.' ||
		(all.s[order.n] >= '0' && all.s[order.n] <= '9')))
		order.n++;
	if (order.n > 2 && order.s[0] == 'V')
		emit_text(e, FACT_FIRMWARE, SERVER, 90, order);
}

static struct asked *asked_of(struct state *s, unsigned function, unsigned sequence)
{
	for (unsigned i = 0; i < PENDING; i++)
		if (s->asked[i].waits && s->asked[i].code == function && s->asked[i].sequence == sequence)
			return &s->asked[i];
	return NULL;
}

/* After the result: values of what was read; of what was set, the items that failed. */
static void tell_variables(const struct asked *q, struct rd r, struct emit *e)
{
	struct plus_value got[PLUS_ITEMS_MAX];
	const struct plus_value *values = q->code == GET_MANY ? got : q->values;
	unsigned n = q->values_n, failed;
	char name[PLUS_NAME];

	(void)plus_number(&r);
	if (q->code == GET_MANY)
		n = plus_values(&r, got);
	failed = q->code == SET_MANY ? (unsigned)plus_number(&r) : 0; /* the first of them */
	for (unsigned i = 0; i < n && failed == 0; i++) {
		struct text t = values[i].item < q->items_n ? plus_name(name, &q->items[values[i].item])
							    : text_of("", 0);

		if (t.n)
			emit_value(e, SERVER, t, values[i].value, (enum point_type)values[i].type,
				   q->code == SET_MANY);
	}
}

/* A result that is no zero is an error. */
static void hear_answer(struct state *s, struct rd r, struct emit *e)
{
	struct asked *q;
	unsigned function, sequence;
	bool refused;

	rd_skip(&r, 2);
	function = rd_be16(&r);
	rd_skip(&r, 2);
	sequence = rd_be16(&r);
	rd_skip(&r, 1);
	if (!rd_ok(&r))
		return;
	refused = rd_peek(&r, 0) > 0x80;
	q = asked_of(s, function, sequence);
	emit_answer(e, PROTO_s7comm_plus, function, q ? q->sub : -1, refused);
	if (q && !refused && q->items_n)
		tell_variables(q, r, e);
	if (q)
		q->waits = false;
	if (function == CREATE && !refused)
		tell_station(e, r);
}

static void hear_message(struct talk *t, struct rd payload, struct emit *e)
{
	struct state *s = t->state;
	struct message m;
	bool first = !s->goes_on[t->side];

	if (!read_message(payload, &m))
		return;
	s->goes_on[t->side] = !m.closed;
	if (first && m.opcode == REQUEST && t->side == FROM_CLIENT)
		hear_request(s, m.body, e);
	else if (first && m.opcode == RESPONSE && t->side == FROM_SERVER)
		hear_answer(s, m.body, e);
}

/* The called selector says whom the client is: an engineering station (ES) or a panel (HMI). */
static void hear_connect(struct rd packet, struct emit *e)
{
	static const struct {
		const char *selector, *kind;
	} roles[] = {{"SIMATIC-ROOT-ES", "engineering-station"}, {"SIMATIC-ROOT-HMI", "hmi"}};
	struct rd selector;

	if (!tpkt_called(packet, &selector))
		return;
	for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++)
		if (rd_left(&selector) == strlen(roles[i].selector) &&
		    rd_starts(&selector, roles[i].selector, strlen(roles[i].selector))) {
			emit_str(e, FACT_ROLE, CLIENT, 80, roles[i].kind);
			emit_str(e, FACT_KIND, CLIENT, 70, roles[i].kind);
		}
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct state *s = t->state;
	uint8_t room[ROOM];
	struct rd payload, packet = *in;
	unsigned type;
	enum heard heard = tpkt_message(in, room, sizeof room, &type, &payload);

	if (heard == BROKEN &&
	    t->hole) { /* after lost bytes: wait for a packet that begins with its segment */
		(void)rd_rest(in);
		s->goes_on[t->side] = false;
		return HEARD;
	}
	if (heard != HEARD)
		return heard;
	if (type == TPKT_CONNECT)
		hear_connect(packet, e);
	if (t->side == FROM_SERVER && type == TPKT_DATA && !s->told) {
		emit_str(e, FACT_KIND, SERVER, 60, "plc");
		s->told = true;
	}
	if (type == TPKT_DATA)
		hear_message(t, payload, e);
	return HEARD;
}

const struct decoder decoder_s7comm_plus = {
	.protocol = PROTO_s7comm_plus,
	.on = ON_TCP,
	.ports = ports,
	.begins = "03",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
