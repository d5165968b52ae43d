/* b-CAP of DENSO robots (RC8, RC9, COBOTTA; ORiN2), by content; TCP and UDP 5007 unless set otherwise. Numbers
 * are little-endian.
 *
 *	01 | length 4, of all | serial 2 | version 2 | function 4 (answer: HRESULT) | arguments 2 |
 *	(length 4 | type 2 | elements 4 | data)... | 04
 *
 * An answer names its question by serial only: the last questions are kept. A variable is got by its name (9,
 * 26, 38, 62, 85: handle of what it belongs to, name, options -> its handle) and read (101: handle -> value) and
 * written (102: handle, value) by its handle, so its name is known where the getting was seen. Types: 2 and 3
 * int16, int32, 4 and 5 float, double, 11 bool, 17 to 19 uint8, 16, 32; 2000 more: an array.
 *
 * Layout, function numbers and arguments: DENSO WAVE's client libraries of 2009 as kept in
 * shadow-robot/sr-ros-interface and of 2014 as kept in DENSORobot/denso_robot_ros. Proved on no capture. */
#include "decode/commands.h"
#include "decode/decoder.h"
#include "decode/utf16.h"
#include "decode/words.h"

#include <stdio.h>

enum {
	SOH = 1,
	EOT = 4,
	LENGTH_LEAST = 16,
	LENGTH_MAX = 32 * 1024,
	FUNCTION_MAX = 200,
	PENDING = 16,
	BSTR = 8,
	DETAIL_MAX = 48,
	HANDLES = 32,
	VALUES = 16, /* of one variable */
	ARRAY = 0x2000
};
enum { START = 1, STOP, CONNECT, PUT_FILE = 53, GET_VALUE = 101, PUT_VALUE, FAILED = 0x80 };

struct values {
	uint8_t count;
	uint8_t type; /* enum point_type */
	bool array;
	double value[VALUES];
};

struct named {
	uint32_t handle;
	uint8_t n;
	char name[DETAIL_MAX];
};

struct state {
	struct asked {
		uint16_t serial, function;
		struct named of; /* the variable */
	} asked[PENDING];
	struct values put; /* what the last 102 writes */
	uint16_t put_serial;
	uint8_t next, next_handle;
	struct named variables[HANDLES];
};
_Static_assert(sizeof(struct state) <= DECODER_STATE_MAX, "state");

struct message {
	uint16_t serial, arguments;
	uint32_t function;
	struct rd body;
};

static const uint16_t ports[] = {5007, 0};

static enum heard read_message(struct rd *r, struct message *m)
{
	struct rd look = *r, rest;
	unsigned soh = rd_u8(&look);
	uint32_t length = rd_le32(&look);

	if (rd_left(r) && soh != SOH)
		return BROKEN;
	if (rd_left(r) < 5)
		return MORE;
	if (length < LENGTH_LEAST || length > LENGTH_MAX)
		return BROKEN;
	rest = rd_sub(&look, length - 5);
	if (!rd_ok(&rest))
		return MORE;
	m->serial = rd_le16(&rest);
	rd_skip(&rest, 2);
	m->function = rd_le32(&rest);
	m->arguments = rd_le16(&rest);
	m->body = rd_sub(&rest, rd_left(&rest) - 1);
	if (rd_u8(&rest) != EOT)
		return BROKEN;
	*r = look;
	return HEARD;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct message m;

	if (read_message(&head, &m) != HEARD || (t->transport != 6 && !rd_empty(&head)))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (m.function >= 1 && m.function <= FUNCTION_MAX)
		return smell(SURE, ROLE_CLIENT);
	return m.function == 0 || m.function >> 24 == FAILED ? smell(LIKELY, ROLE_SERVER)
							     : smell(NOT_MINE, ROLE_UNKNOWN);
}

struct argument {
	unsigned type;
	uint32_t elements;
	struct rd data;
};

static bool next_argument(struct rd *r, struct argument *a)
{
	struct rd whole = rd_sub(r, rd_le32(r));

	a->type = rd_le16(&whole);
	a->elements = rd_le32(&whole);
	a->data = whole;
	return rd_ok(r) && rd_ok(&whole);
}

/* Which argument is a name at the latest: of a service that is started and of what is put none, of a connection the third (name,
 * provider, machine), of all others the one behind the handle. What follows are options, which may hold a password, and
 * what is done with the name. */
static unsigned names_end(unsigned function)
{
	bool none = function == START || function == STOP || function == PUT_FILE || function == PUT_VALUE;

	return none ? 0 : function == CONNECT ? 3 : 2;
}

/* The first text among them: the name of a command, a robot, a variable. */
static struct text first_text(const struct message *m, char room[DETAIL_MAX])
{
	struct rd r = m->body;
	struct argument a;

	for (unsigned i = 0; i < m->arguments && i < names_end(m->function) && next_argument(&r, &a); i++) {
		unsigned bytes = rd_le32(&a.data);

		if (a.type == BSTR && a.elements == 1 && bytes)
			return text_of(room,
				       utf16_text(rd_sub(&a.data,
							 bytes < rd_left(&a.data) ? bytes : rd_left(&a.data)),
						  room, DETAIL_MAX));
	}
	return text_of("", 0);
}

static bool gets_variable(unsigned function)
{
	return function == 9 || function == 26 || function == 38 || function == 62 || function == 85;
}

/* The handle that the arguments begin with; 0: none. */
static uint32_t first_handle(const struct message *m, struct rd *ret_rest)
{
	struct argument a;

	*ret_rest = m->body;
	if (!m->arguments || !next_argument(ret_rest, &a) || (a.type != 3 && a.type != 19) ||
	    a.elements != 1 || rd_left(&a.data) != 4)
		return 0;
	return rd_le32(&a.data);
}

static struct named *find(struct state *s, uint32_t handle)
{
	for (unsigned i = 0; handle && i < HANDLES; i++)
		if (s->variables[i].handle == handle)
			return &s->variables[i];
	return NULL;
}

static enum point_type type_of(unsigned type)
{
	switch (type) {
	case 2:
		return POINT_INT16;
	case 3:
		return POINT_INT32;
	case 4:
		return POINT_FLOAT;
	case 5:
		return POINT_DOUBLE;
	case 11:
		return POINT_BOOL;
	case 17:
		return POINT_UINT8;
	case 18:
		return POINT_UINT16;
	case 19:
		return POINT_UINT32;
	default:
		return POINT_UNKNOWN;
	}
}

static double value_of(struct rd *r, enum point_type type)
{
	uint64_t bits;
	uint32_t half;
	double wide;
	float narrow;

	switch (type) {
	case POINT_INT16:
		return (int16_t)rd_le16(r);
	case POINT_INT32:
		return (int32_t)rd_le32(r);
	case POINT_FLOAT:
		half = rd_le32(r);
		memcpy(&narrow, &half, sizeof narrow);
		return (double)narrow;
	case POINT_DOUBLE:
		bits = rd_le64(r);
		memcpy(&wide, &bits, sizeof wide);
		return wide;
	case POINT_BOOL:
		return rd_le16(r) != 0;
	case POINT_UINT8:
		return rd_u8(r);
	case POINT_UINT16:
		return rd_le16(r);
	default:
		return rd_le32(r);
	}
}

static void read_values(struct values *v, struct rd *r)
{
	struct argument a;
	enum point_type type;

	memset(v, 0, sizeof *v);
	if (!next_argument(r, &a))
		return;
	type = type_of(a.type & ~(unsigned)ARRAY);
	v->array = a.type & ARRAY;
	v->type = (uint8_t)type;
	for (uint32_t i = 0; type != POINT_UNKNOWN && i < a.elements && v->count < VALUES; i++) {
		v->value[v->count] = value_of(&a.data, type);
		if (!rd_ok(&a.data))
			return;
		v->count++;
	}
}

static void tell_values(struct emit *e, const struct named *of, const struct values *v, bool set)
{
	for (unsigned i = 0; of->n && i < v->count; i++) {
		char room[DETAIL_MAX + 8];
		int n = snprintf(room, sizeof room, v->array ? "%.*s[%u]" : "%.*s", (int)of->n, of->name, i);

		if (n > 0 && v->value[i] == v->value[i])
			emit_value(e, SERVER, text_of(room, (size_t)n), v->value[i], (enum point_type)v->type,
				   set);
	}
}

static void hear_request(struct state *s, const struct message *m, struct emit *e)
{
	struct asked *q = &s->asked[s->next];
	char room[DETAIL_MAX];
	struct text text = first_text(m, room);
	struct rd rest;
	uint32_t handle = first_handle(m, &rest);
	const struct named *of =
		m->function == GET_VALUE || m->function == PUT_VALUE ? find(s, handle) : NULL;

	memset(q, 0, sizeof *q);
	q->serial = m->serial;
	q->function = (uint16_t)m->function;
	if (gets_variable(m->function) && text.n && !words_is_secret(text)) {
		q->of.n = (uint8_t)text.n;
		memcpy(q->of.name, text.s, text.n);
	}
	if (of)
		q->of = *of;
	if (m->function == PUT_VALUE) {
		read_values(&s->put, &rest);
		s->put_serial = m->serial;
		text = of ? text_of(of->name, of->n) : text;
	}
	s->next = (uint8_t)((s->next + 1) % PENDING);
	emit_request(e, PROTO_b_cap, m->function, -1, text);
}

static void keep_variable(struct state *s, const struct named *name, uint32_t handle)
{
	struct named *slot = find(s, handle);

	if (!handle)
		return;
	if (!slot) {
		slot = &s->variables[s->next_handle];
		s->next_handle = (uint8_t)((s->next_handle + 1) % HANDLES);
	}
	*slot = *name;
	slot->handle = handle;
}

static void hear_done(struct state *s, const struct asked *q, const struct message *m, struct emit *e)
{
	struct rd r = m->body;
	struct values v;

	if (q->function == CONNECT) {
		emit_str(e, FACT_KIND, SERVER, 60, "plc");
		emit_str(e, FACT_MAKER, SERVER, 60, "DENSO");
	} else if (gets_variable(q->function) && q->of.n) {
		keep_variable(s, &q->of, first_handle(m, &r));
	} else if (q->function == GET_VALUE && m->arguments == 1) {
		read_values(&v, &r);
		tell_values(e, &q->of, &v, false);
	} else if (q->function == PUT_VALUE && s->put_serial == q->serial) {
		tell_values(e, &q->of, &s->put, true);
	}
}

static void hear_answer(struct state *s, const struct message *m, struct emit *e)
{
	for (unsigned i = 0; i < PENDING; i++) {
		struct asked *q = &s->asked[i];

		if (!q->function || q->serial != m->serial)
			continue;
		emit_answer(e, PROTO_b_cap, q->function, -1, m->function >> 24 == FAILED);
		if (m->function == 0)
			hear_done(s, q, m, e);
		q->function = 0;
		return;
	}
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct message m;
	enum heard heard = read_message(in, &m);

	if (heard != HEARD)
		return heard;
	if (t->side == FROM_SERVER)
		hear_answer(t->state, &m, e);
	else if (m.function >= 1 && m.function <= FUNCTION_MAX)
		hear_request(t->state, &m, e);
	return HEARD;
}

const struct decoder decoder_b_cap = {
	.protocol = PROTO_b_cap,
	.on = ON_TCP | ON_UDP,
	.ports = ports,
	.begins = "01",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
