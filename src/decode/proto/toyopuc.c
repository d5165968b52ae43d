/* JTEKT TOYOPUC computer link (2ET and built-in Ethernet), by content: its port is the user's. All numbers
 * are little-endian.
 *
 *	FT 1: 00 request, 80 answer | RC 1: 00, of an answer 10 refused | length 2, of what follows | CMD 1 | ...
 *	1c word read: address 2 | count 2		-> word 2...
 *	1d word write: address 2 | word 2...		-> nothing
 *	94 to 99: the same with a program number 1 before the address
 *	60 relay: link 1 | node 2 | 05 (answer 06, refused 15) | length 2 | CMD 1 | ...	at most four deep
 *
 * Such a head is weak: it is named when its length and the form of its command fit, on a strange port only
 * when the other side fits, too. Numbers: the protocol notes of fa-yoshinobu/pytoyopuc-computerlink (MIT,
 * verified there on two controllers) and its examples of messages, which are this decoder's vectors; no
 * capture of a real one was to be had. */
#include "decode/commands.h"
#include "decode/decoder.h"
#include "decode/toyopuc-areas.h"

#include <stdio.h>

enum {
	REQUEST = 0x00,
	ANSWER = 0x80,
	REFUSED = 0x10,
	HEAD = 4,
	LENGTH_MAX = 2048,
	PENDING = 8,
	ITEMS = 32,
	POINTS_MAX = 64,
	RELAYS_MAX = 4,
	DETAIL_MAX = 64
};
enum {
	FUNCTION = 0x32,
	CLOCK_WRITE = 0x71,
	PC10_WRITE = 0xc3,
	RELAY = 0x60,
	STATUS_FLASH = 0xa0,
	ENQ = 5,
	ACK = 6
};

enum form { OTHER_FORM, RUN_READ, RUN_WRITE, ONE_READ, ONE_WRITE, MANY_READ, MANY_WRITE, WITH_SUB };

static const struct command {
	uint8_t code, form, unit;
	bool extended; /* a program number stands before the address */
} commands[] = {
	{0x1c, RUN_READ, TOYOPUC_WORD, false},  {0x1d, RUN_WRITE, TOYOPUC_WORD, false},
	{0x1e, RUN_READ, TOYOPUC_BYTE, false},  {0x1f, RUN_WRITE, TOYOPUC_BYTE, false},
	{0x20, ONE_READ, TOYOPUC_BIT, false},   {0x21, ONE_WRITE, TOYOPUC_BIT, false},
	{0x22, MANY_READ, TOYOPUC_WORD, false}, {0x23, MANY_WRITE, TOYOPUC_WORD, false},
	{0x24, MANY_READ, TOYOPUC_BYTE, false}, {0x25, MANY_WRITE, TOYOPUC_BYTE, false},
	{0x26, MANY_READ, TOYOPUC_BIT, false},  {0x27, MANY_WRITE, TOYOPUC_BIT, false},
	{FUNCTION, WITH_SUB, 0, false},         {RELAY, OTHER_FORM, 0, false},
	{0x94, RUN_READ, TOYOPUC_WORD, true},   {0x95, RUN_WRITE, TOYOPUC_WORD, true},
	{0x96, RUN_READ, TOYOPUC_BYTE, true},   {0x97, RUN_WRITE, TOYOPUC_BYTE, true},
	{0x98, OTHER_FORM, 0, false},           {0x99, OTHER_FORM, 0, false},
	{STATUS_FLASH, WITH_SUB, 0, false},     {0xc2, OTHER_FORM, 0, false},
	{0xc3, OTHER_FORM, 0, false},           {0xc4, OTHER_FORM, 0, false},
	{0xc5, OTHER_FORM, 0, false},           {0xca, OTHER_FORM, 0, false},
};

struct asked {
	uint8_t code, items, program;
	bool run; /* one address, count elements from there */
	int32_t sub;
	uint16_t count;
	uint16_t address[ITEMS], value[ITEMS];
};

struct state {
	struct asked asked[PENDING];
	uint8_t first, waiting;
	bool told; /* that it is a controller */
};
_Static_assert(sizeof(struct state) <= DECODER_STATE_MAX, "state");

struct message {
	uint8_t type, result;
	struct rd body; /* from CMD on */
};

static const struct command *command_of(unsigned code)
{
	for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
		if (commands[i].code == code)
			return &commands[i];
	return NULL;
}

static unsigned size_of(const struct command *c) { return c->unit == TOYOPUC_WORD ? 2 : 1; }

static enum heard read_message(struct rd *r, struct message *m)
{
	struct rd look = *r;
	unsigned length;

	m->type = rd_u8(&look);
	m->result = rd_u8(&look);
	length = rd_le16(&look);
	if (rd_left(r) && m->type != REQUEST && m->type != ANSWER)
		return BROKEN;
	if (rd_left(r) < HEAD)
		return MORE;
	if (length < 1 || length > LENGTH_MAX)
		return BROKEN;
	m->body = rd_sub(&look, length);
	if (!rd_ok(&look))
		return MORE;
	*r = look;
	return HEARD;
}

/* --- what is asked
 * ------------------------------------------------------------------------------------------- */

static unsigned value_of(struct rd *r, const struct command *c)
{
	return size_of(c) == 2 ? rd_le16(r) : rd_u8(r);
}

static void read_run(struct asked *q, struct rd *r, const struct command *c)
{
	q->run = true;
	q->address[0] = rd_le16(r);
	if (c->form == RUN_READ)
		q->count = rd_le16(r);
	while (c->form == RUN_WRITE && rd_left(r) >= size_of(c)) {
		unsigned value = value_of(r, c);

		if (q->items < ITEMS)
			q->value[q->items++] = (uint16_t)value;
		q->count++;
	}
}

static void read_many(struct asked *q, struct rd *r, const struct command *c)
{
	bool writes = c->form == MANY_WRITE || c->form == ONE_WRITE;

	while (rd_left(r) >= 2 + (writes ? size_of(c) : 0)) {
		unsigned address = rd_le16(r), value = writes ? value_of(r, c) : 0;

		if (q->items < ITEMS) {
			q->address[q->items] = (uint16_t)address;
			q->value[q->items++] = (uint16_t)value;
		}
		q->count++;
	}
}

/* The question behind the CMD; false: not in the form of its command. */
static bool read_question(struct rd r, struct asked *q)
{
	const struct command *c = command_of(rd_u8(&r));

	if (!c)
		return false;
	*q = (struct asked){.code = c->code, .sub = -1, .program = c->extended ? rd_u8(&r) : TOYOPUC_BASIC};
	if (c->form == WITH_SUB)
		q->sub = rd_le16(&r);
	else if (c->form == RUN_READ || c->form == RUN_WRITE)
		read_run(q, &r, c);
	else if (c->form != OTHER_FORM)
		read_many(q, &r, c);
	if (c->form == OTHER_FORM || c->form == WITH_SUB)
		return rd_ok(&r);
	return rd_ok(&r) && rd_empty(&r) && q->count > 0 &&
	       ((c->form != ONE_READ && c->form != ONE_WRITE) || q->count == 1);
}

/* Steps into relays: the question for the last of them. path names them: "L2:N3 ". */
static struct rd unwrap(struct rd r, char path[DETAIL_MAX])
{
	size_t n = 0;

	path[0] = '\0';
	for (int i = 0; i < RELAYS_MAX && rd_peek(&r, 0) == RELAY; i++) {
		struct rd inner = r;
		unsigned link, node, length;
		int written;

		rd_skip(&inner, 1);
		link = rd_u8(&inner);
		node = rd_le16(&inner);
		rd_skip(&inner, 1);
		length = rd_le16(&inner);
		inner = rd_sub(&inner, length);
		if (!rd_ok(&inner) || rd_empty(&inner))
			break;
		written = snprintf(path + n, DETAIL_MAX - n, "P%u-L%u:N%u ", link >> 4, link & 0xf, node);
		n += written > 0 && n + (size_t)written < DETAIL_MAX ? (size_t)written : 0;
		r = inner;
	}
	return r;
}

/* What is not a run of addresses: the clock as it is set (second to year, BCD), a PC10 address (low word first). */
static void describe(const struct asked *q, struct rd body, char *out, size_t cap)
{
	const uint8_t *p;

	rd_skip(&body, 1);
	if (q->code == FUNCTION && q->sub == CLOCK_WRITE) {
		rd_skip(&body, 2);
		p = rd_bytes(&body, 6);
		if (p)
			snprintf(out, cap, "20%02x-%02x-%02x %02x:%02x", p[5], p[4], p[3], p[2], p[1]);
	} else if (q->code == PC10_WRITE) {
		p = rd_bytes(&body, 4);
		if (p)
			snprintf(out, cap, "PC10 %02x%02x%02x%02x", p[3], p[2], p[1], p[0]);
	}
}

static void tell_question(struct emit *e, const struct asked *q, struct rd body, char detail[DETAIL_MAX])
{
	const struct command *c = command_of(q->code);
	char room[TOYOPUC_NAME];
	struct text name = {room, 0};
	size_t n = strnlen(detail, DETAIL_MAX);

	if (q->count)
		name = toyopuc_name(q->program, (enum toyopuc_unit)c->unit, q->address[0], room);
	if (name.n)
		snprintf(detail + n, DETAIL_MAX - n, "%.*s x%u", (int)name.n, name.s, q->count);
	else
		describe(q, body, detail + n, DETAIL_MAX - n);
	emit_request(e, PROTO_toyopuc, q->code, q->sub, text_z(detail));
}

static void hear_question(struct state *s, struct rd body, struct emit *e)
{
	char detail[DETAIL_MAX];
	struct asked q;

	if (rd_peek(&body, 0) == RELAY)
		emit_request(e, PROTO_toyopuc, RELAY, -1, text_of("", 0));
	body = unwrap(body, detail);
	if (!read_question(body, &q))
		return;
	if (q.code != RELAY)
		tell_question(e, &q, body, detail);
	if (s->waiting == PENDING) {
		s->first = (uint8_t)((s->first + 1) % PENDING);
		s->waiting--;
	}
	s->asked[(s->first + s->waiting++) % PENDING] = q;
}

/* --- what is answered
 * ---------------------------------------------------------------------------------------- */

static void tell_point(struct emit *e, const struct asked *q, unsigned i, unsigned value, bool written)
{
	static const uint8_t types[] = {
		[TOYOPUC_WORD] = POINT_UINT16, [TOYOPUC_BYTE] = POINT_UINT8, [TOYOPUC_BIT] = POINT_BOOL};
	const struct command *c = command_of(q->code);
	char room[TOYOPUC_NAME];
	unsigned address = q->run ? q->address[0] + i : q->address[i];
	struct text name = toyopuc_name(q->program, (enum toyopuc_unit)c->unit, address & 0xffff, room);

	if (name.n)
		emit_value(e, SERVER, name, value, (enum point_type)types[c->unit], written);
}

/* Bits of several addresses come packed, eight in a byte. */
static void tell_values(struct emit *e, const struct asked *q, struct rd r)
{
	const struct command *c = command_of(q->code);
	unsigned count = q->run ? q->count : q->items;
	unsigned bits = 0;

	for (unsigned i = 0; i < count && i < POINTS_MAX; i++) {
		bool packed = c->form == MANY_READ && c->unit == TOYOPUC_BIT;
		unsigned value;

		if (packed && i % 8)
			value = bits >> i % 8 & 1;
		else
			value = bits = value_of(&r, c);
		if (!rd_ok(&r))
			return;
		tell_point(e, q, i, c->unit == TOYOPUC_BIT ? value & 1 : value, false);
	}
}

static void tell_answer(struct emit *e, const struct asked *q, struct rd r)
{
	enum form form = (enum form)command_of(q->code)->form;

	if (form == RUN_READ || form == ONE_READ || form == MANY_READ)
		tell_values(e, q, r);
	else if (form == RUN_WRITE || form == ONE_WRITE || form == MANY_WRITE)
		for (unsigned i = 0; i < q->items; i++)
			tell_point(e, q, i, q->value[i], true);
}

/* The answer of the last relay; *ok false when one on the way refused. */
static struct rd unwrap_answer(struct rd r, bool *ok)
{
	for (int i = 0; i < RELAYS_MAX && rd_peek(&r, 0) == RELAY; i++) {
		unsigned length;

		rd_skip(&r, 4);
		*ok &= rd_u8(&r) == ACK;
		length = rd_le16(&r);
		r = rd_sub(&r, length < rd_left(&r) ? length : rd_left(&r));
	}
	return r;
}

static void hear_answer(struct state *s, const struct message *m, struct emit *e)
{
	const struct asked *q = &s->asked[s->first];
	bool ok = m->result == 0, relayed = rd_peek(&m->body, 0) == RELAY;
	struct rd body = unwrap_answer(m->body, &ok);

	if (relayed)
		emit_answer(e, PROTO_toyopuc, RELAY, -1, m->result != 0);
	if (!s->waiting || (ok && rd_peek(&body, 0) != q->code))
		return;
	s->first = (uint8_t)((s->first + 1) % PENDING);
	s->waiting--;
	if (!s->told)
		emit_str(e, FACT_KIND, SERVER, 60, "plc");
	s->told = true;
	if (q->code != RELAY)
		emit_answer(e, PROTO_toyopuc, q->code, q->sub, !ok);
	rd_skip(&body, 1);
	if (ok && q->code != RELAY)
		tell_answer(e, q, body);
}

/* --- recognised
 * ---------------------------------------------------------------------------------------------- */

static struct smell smells(const struct talk *t, struct rd head)
{
	struct message m;
	struct asked q;

	(void)t;
	if (read_message(&head, &m) != HEARD || (t->transport != 6 && !rd_empty(&head)))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (m.type == REQUEST && m.result == 0 && read_question(m.body, &q) &&
	    (q.sub < 0 || command_find(PROTO_toyopuc, q.code, q.sub)))
		return smell(LIKELY, ROLE_CLIENT);
	if (m.type == ANSWER &&
	    (m.result == REFUSED || (m.result == 0 && command_of((unsigned)rd_peek(&m.body, 0)))))
		return smell(LIKELY, ROLE_SERVER);
	return smell(NOT_MINE, ROLE_UNKNOWN);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct state *s = t->state;
	struct message m;
	enum heard heard = read_message(in, &m);

	if (t->hole)
		s->waiting = 0;
	if (heard != HEARD)
		return heard;
	if (t->side == FROM_CLIENT && m.type == REQUEST)
		hear_question(s, m.body, e);
	else if (t->side == FROM_SERVER && m.type == ANSWER)
		hear_answer(s, &m, e);
	return HEARD;
}

const struct decoder decoder_toyopuc = {
	.protocol = PROTO_toyopuc,
	.on = ON_TCP | ON_UDP,
	.begins = "00 80",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
