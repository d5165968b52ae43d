/* JTEKT TOYOPUC computer link (2ET and built-in Ethernet), by content: its port is the user's. All numbers
 * are little-endian.
 *
 *	FT 1: 00 request, 80 answer | RC 1: 00, of an answer 10 refused | length 2, of what follows | CMD 1 | ...
 *	1c word read: address 2 | count 2		-> word 2...
 *	1d word write: address 2 | word 2...		-> nothing
 *	94 to 97: the same with a program number 1 before the address
 *	98 read: bits 1 | bytes 1 | words 1 | (program 1, of bits with the bit in its upper half | address 2)...
 *						-> bits, eight in a byte | bytes | words
 *	99 write: the same counts | (program 1 | address 2 | value)...
 *	c2 read: address 4 | bytes 2		-> bytes
 *	c3 write: address 4 | bytes
 *	c4 read: bits 1 | bytes 1 | words 1 | longs 1 | address 4...	-> the counts | values as of 98
 *	c5 write: as c4, then values as of 98
 *	32, a0 with 11 00, 01 10: status	-> the same | bytes 8: the first's bit 7 runs, the seventh's bit 0 is
 *						   being written while it runs
 *	60 relay: link 1 | node 2 | 05 (answer 06, refused 15) | length 2 | CMD 1 | ...	at most four deep
 *
 * Such a head is weak: it is named when its length and the form of its command fit, on a strange port only
 * when the other side fits, too. Numbers: the protocol notes of fa-yoshinobu/pytoyopuc-computerlink (MIT,
 * verified there on two controllers) and its examples of messages, which are this decoder's vectors; no
 * capture of a real one was to be had. */
#include "decode/commands.h"
#include "decode/decoder.h"
#include "decode/toyopuc-areas.h"
#include "decode/walk.h"

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
	PATH_MAX_BYTES = 40,
	DETAIL_MAX = 64
};
enum {
	FUNCTION = 0x32,
	CLOCK_WRITE = 0x71,
	STATUS = 0x11,
	STATUS_OF_FLASH = 0x1001,
	RELAY = 0x60,
	STATUS_FLASH = 0xa0,
	ENQ = 5,
	ACK = 6
};

enum form {
	OTHER_FORM,
	RUN_READ,
	RUN_WRITE,
	ONE_READ,
	ONE_WRITE,
	MANY_READ,
	MANY_WRITE,
	MIXED_READ,
	MIXED_WRITE,
	BLOCK_READ,
	BLOCK_WRITE,
	WITH_SUB
};

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
	{0x98, MIXED_READ, 0, false},           {0x99, MIXED_WRITE, 0, false},
	{STATUS_FLASH, WITH_SUB, 0, false},     {0xc2, BLOCK_READ, 0, false},
	{0xc3, BLOCK_WRITE, 0, false},          {0xc4, MIXED_READ, 0, false},
	{0xc5, MIXED_WRITE, 0, false},          {0xca, OTHER_FORM, 0, false},
};

struct place {
	uint32_t address, value;
	uint8_t unit, program; /* PC10: addresses of c2 to c5 */
};

struct asked {
	uint8_t code, items;
	bool run;   /* count elements from the first place on */
	bool packs; /* bits stand eight in a byte */
	uint8_t path_n;
	char path[PATH_MAX_BYTES]; /* "P0-L2:N3 ": the relays on the way to who is asked */
	int32_t sub;
	uint16_t count;             /* of all that were asked for; places are kept of ITEMS */
	struct place at[ITEMS + 1]; /* the last takes what finds no room */
};

struct state {
	struct walk walk;
	struct asked asked[PENDING];
	uint8_t first, waiting;
	bool told;      /* that it is a controller */
	uint8_t status; /* what was told of it, 1 more: runs, is written while it runs */
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

enum { PC10 = 0xfe };

static unsigned size_of(unsigned unit) { return unit == TOYOPUC_LONG ? 4 : unit == TOYOPUC_WORD ? 2 : 1; }

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

static uint32_t value_of(struct rd *r, unsigned unit)
{
	return unit == TOYOPUC_LONG ? rd_le32(r) : unit == TOYOPUC_WORD ? rd_le16(r) : rd_u8(r);
}

static struct place *add(struct asked *q, unsigned program, unsigned unit, uint32_t address)
{
	struct place *p = &q->at[q->items < ITEMS ? q->items++ : ITEMS];

	*p = (struct place){.address = address, .unit = (uint8_t)unit, .program = (uint8_t)program};
	q->count++;
	return p;
}

static void read_run(struct asked *q, struct rd *r, const struct command *c, unsigned program)
{
	uint32_t address = rd_le16(r);

	q->run = true;
	while (c->form == RUN_WRITE && rd_left(r) >= size_of(c->unit))
		add(q, program, c->unit, address)->value = value_of(r, c->unit);
	if (c->form == RUN_READ) {
		add(q, program, c->unit, address);
		q->count = rd_le16(r);
	}
}

static void read_many(struct asked *q, struct rd *r, const struct command *c)
{
	bool writes = c->form == MANY_WRITE || c->form == ONE_WRITE;

	q->packs = c->form == MANY_READ;
	while (rd_left(r) >= 2 + (writes ? size_of(c->unit) : 0)) {
		struct place *p = add(q, TOYOPUC_BASIC, c->unit, rd_le16(r));

		p->value = writes ? value_of(r, c->unit) : 0;
	}
}

/* address 4 | bytes 2, or address 4 | bytes: words, where both are even */
static void read_block(struct asked *q, struct rd *r, const struct command *c)
{
	uint32_t address = rd_le32(r);
	unsigned bytes = c->form == BLOCK_READ ? rd_le16(r) : (unsigned)rd_left(r);
	unsigned unit = (address | bytes) & 1 ? TOYOPUC_BYTE : TOYOPUC_WORD;

	q->run = true;
	while (c->form == BLOCK_WRITE && rd_left(r) >= size_of(unit))
		add(q, PC10, unit, address)->value = value_of(r, unit);
	if (c->form == BLOCK_READ) {
		add(q, PC10, unit, address);
		q->count = (uint16_t)(bytes / size_of(unit));
	}
}

static const uint8_t mixed[] = {TOYOPUC_BIT, TOYOPUC_BYTE, TOYOPUC_WORD, TOYOPUC_LONG};

/* program 1 | address 2 [| value]; of a bit the program's byte holds which of the byte's it is */
static void read_extended(struct asked *q, struct rd *r, unsigned unit, bool writes)
{
	unsigned program = rd_u8(r), address = rd_le16(r);
	struct place *p;

	if (unit == TOYOPUC_BIT)
		address = address * 8 + (program >> 4);
	p = add(q, unit == TOYOPUC_BIT ? program & 15 : program, unit, address);
	p->value = writes ? value_of(r, unit) : 0;
}

/* counts 3 or 4 | places */
static void read_mixed(struct asked *q, struct rd *r, const struct command *c)
{
	bool wide = c->code >= 0xc4, writes = c->form == MIXED_WRITE;
	unsigned counts[4] = {0};
	uint32_t bits = 0;

	for (unsigned k = 0; k < (wide ? 4 : 3); k++)
		counts[k] = rd_u8(r);
	q->packs = true;
	for (unsigned k = 0; k < 4; k++)
		for (unsigned i = 0; i < counts[k] && rd_ok(r); i++) {
			if (wide)
				add(q, PC10, mixed[k], rd_le32(r));
			else
				read_extended(q, r, mixed[k], writes);
		}
	for (unsigned i = 0; wide && writes && i < q->items; i++) {
		unsigned unit = q->at[i].unit;

		if (unit != TOYOPUC_BIT || i % 8 == 0)
			bits = value_of(r, unit);
		q->at[i].value = unit == TOYOPUC_BIT ? bits >> i % 8 & 1 : bits;
	}
	if (q->count > q->items) /* what is not kept has its values behind */
		(void)rd_rest(r);
}

static void read_places(struct asked *q, struct rd *r, const struct command *c)
{
	unsigned program = c->extended ? rd_u8(r) : TOYOPUC_BASIC;

	switch ((enum form)c->form) {
	case RUN_READ:
	case RUN_WRITE:
		read_run(q, r, c, program);
		break;
	case BLOCK_READ:
	case BLOCK_WRITE:
		read_block(q, r, c);
		break;
	case MIXED_READ:
	case MIXED_WRITE:
		read_mixed(q, r, c);
		break;
	default:
		read_many(q, r, c);
	}
}

/* The question behind the CMD; false: not in the form of its command. */
static bool read_question(struct rd r, struct asked *q)
{
	const struct command *c = command_of(rd_u8(&r));

	if (!c)
		return false;
	memset(q, 0, sizeof *q);
	q->code = c->code;
	q->sub = -1;
	if (c->form == WITH_SUB)
		q->sub = rd_le16(&r);
	if (c->form == OTHER_FORM || c->form == WITH_SUB)
		return rd_ok(&r);
	read_places(q, &r, c);
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

static struct text name_of(const struct place *p, unsigned i, char room[TOYOPUC_NAME])
{
	if (p->program == PC10)
		return toyopuc_name_pc10((enum toyopuc_unit)p->unit, p->address + i * size_of(p->unit), room);
	return toyopuc_name(p->program, (enum toyopuc_unit)p->unit, (p->address + i) & 0xfffff, room);
}

/* What is no place: the clock as it is set (second to year, BCD). */
static void describe(const struct asked *q, struct rd body, char *out, size_t cap)
{
	const uint8_t *p;

	rd_skip(&body, 3);
	p = rd_bytes(&body, 6);
	if (p && q->code == FUNCTION && q->sub == CLOCK_WRITE)
		snprintf(out, cap, "20%02x-%02x-%02x %02x:%02x", p[5], p[4], p[3], p[2], p[1]);
}

static void tell_question(struct emit *e, const struct asked *q, struct rd body, char detail[DETAIL_MAX])
{
	char room[TOYOPUC_NAME];
	struct text name = {room, 0};
	size_t n = strnlen(detail, DETAIL_MAX);

	if (q->items)
		name = name_of(&q->at[0], 0, room);
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
	q.path_n = (uint8_t)strnlen(detail, sizeof q.path);
	memcpy(q.path, detail, q.path_n);
	if (q.code != RELAY)
		tell_question(e, &q, body, detail);
	if (q.code != RELAY && q.run && command_of(q.code)->form == RUN_READ)
		walk_step(&s->walk, e, (uint32_t)q.at[0].program << 8 | q.code, q.at[0].address, q.count);
	if (s->waiting == PENDING) {
		s->first = (uint8_t)((s->first + 1) % PENDING);
		s->waiting--;
	}
	s->asked[(s->first + s->waiting++) % PENDING] = q;
}

/* --- what is answered
 * ---------------------------------------------------------------------------------------- */

static void tell_point(struct emit *e, const struct asked *q, unsigned i, uint32_t value, bool written)
{
	static const uint8_t types[] = {[TOYOPUC_WORD] = POINT_UINT16,
					[TOYOPUC_BYTE] = POINT_UINT8,
					[TOYOPUC_BIT] = POINT_BOOL,
					[TOYOPUC_LONG] = POINT_UINT32};
	const struct place *p = &q->at[q->run ? 0 : i];
	char room[TOYOPUC_NAME];
	struct text name = name_of(p, q->run ? i : 0, room);
	char far[PATH_MAX_BYTES + TOYOPUC_NAME];

	if (name.n && q->path_n) /* of another controller, behind the one that is connected */
		name = text_of(far, (size_t)snprintf(far, sizeof far, "%.*s%.*s", (int)q->path_n, q->path,
						     (int)name.n, name.s));
	if (name.n)
		emit_value(e, SERVER, name, value, (enum point_type)types[p->unit], written);
}

static void tell_values(struct emit *e, const struct asked *q, struct rd r)
{
	unsigned count = q->run ? q->count : q->items, bits = 0;

	for (unsigned i = 0; i < count && i < POINTS_MAX; i++) {
		unsigned unit = q->at[q->run ? 0 : i].unit;
		uint32_t value;

		if (unit == TOYOPUC_BIT && q->packs && i % 8)
			value = bits >> i % 8;
		else
			value = bits = value_of(&r, unit);
		if (!rd_ok(&r))
			return;
		tell_point(e, q, i, unit == TOYOPUC_BIT ? value & 1 : value, false);
	}
}

/* Its state, when it is another than the last time. */
static void tell_status(struct state *s, struct emit *e, struct rd r)
{
	unsigned first, seventh, told;

	rd_skip(&r, 2);
	first = rd_u8(&r);
	rd_skip(&r, 5);
	seventh = rd_u8(&r);
	told = 1 + (first >> 7) + ((seventh & 1) << 1);
	if (!rd_ok(&r) || s->status == told)
		return;
	s->status = (uint8_t)told;
	emit_str(e, FACT_PROPERTY, SERVER, 80,
		 first >> 7 ? "toyopuc-program=running" : "toyopuc-program=stopped");
	if (seventh & 1)
		emit_str(e, FACT_PROPERTY, SERVER, 80, "toyopuc-program=written-while-running");
}

static void tell_answer(struct state *s, struct emit *e, const struct asked *q, struct rd r)
{
	enum form form = (enum form)command_of(q->code)->form;

	if (form == RUN_READ || form == ONE_READ || form == MANY_READ || form == BLOCK_READ)
		tell_values(e, q, r);
	else if (form == MIXED_READ)
		tell_values(e, q, (rd_skip(&r, q->code == 0xc4 ? 4 : 0), r));
	else if (form == WITH_SUB && !q->path_n && (q->sub == STATUS || q->sub == STATUS_OF_FLASH))
		tell_status(s, e, r);
	else if (form != OTHER_FORM && form != WITH_SUB)
		for (unsigned i = 0; i < q->items; i++)
			tell_point(e, q, i, q->at[i].value, true);
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
		tell_answer(s, e, q, body);
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

	/* answers go by the order of the questions: after lost bytes, and over UDP, where one may be lost unnoticed, no
	 * older one is answered */
	if (t->hole || (t->transport != 6 && t->side == FROM_CLIENT))
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
