/* ECHONET Lite (ECHONET Lite Specification 1.13, part 2), UDP 3610 to a node or 224.0.23.0, TCP where a node
 * offers it; by content.
 *
 *	10 81 | transaction 2 | from object 3 | to object 3 | service 1 | count 1 |
 *	(property 1 | length 1 | value)...
 *	service 6e (set and get) and its answers have a second count and list
 *
 * Nodes are equal: who asks is read from the service, not from who spoke first; an answer may come from and go
 * to other ports than the question, and is told of the same two. A Set of which only a part was taken gives back
 * the rest: what was taken comes without a value. Numbers that stand for none (overflow, underflow, not
 * measured) are no values. Proved on a capture of npm echonet-lite 2.16.2 as controller and as device
 * (tests/captures/echonet-lite); SetGet, what a part taken looks like and numbers that are none from memory
 * of the specification and its appendix, manufacturer codes from their public list. */
#include "decode/commands.h"
#include "decode/decoder.h"
#include "decode/echonet.h"
#include "decode/words.h"

#include <stdio.h>

enum {
	HEAD_1 = 0x10,
	FORMAT_1 = 0x81,
	HEADER = 12,
	PROPERTIES_MAX = 64,
	OBJECTS_MAX = 84,
	PENDING = 8,
	KEPT = 8,
	DETAIL_MAX = 64
};
enum service {
	SET_I = 0x60,
	SET_C,
	GET,
	INF_REQ,
	SET_GET = 0x6e,
	SET_RES = 0x71,
	GET_RES,
	INF,
	INFC,
	INFC_RES = 0x7a,
	SET_GET_RES = 0x7e,
	SNA = 0x50,
	SNA_LAST = 0x5e
};
enum { NODE_PROFILE = 0x0ef0, ON = 0x30, OFF = 0x31 };
enum {
	STATUS = 0x80,
	VERSION = 0x82,
	POWER = 0x84,
	ENERGY = 0x85,
	IDENTITY = 0x83,
	MAKER = 0x8a,
	PRODUCT = 0x8c,
	SERIAL = 0x8d,
	MAP_INF = 0x9d,
	MAP_SET = 0x9e,
	MAP_GET = 0x9f,
	OWN_FROM = 0xa0,
	INSTANCES_SAID = 0xd5,
	INSTANCES = 0xd6
};

struct property {
	uint8_t code;
	struct rd edt;
};

struct message {
	uint16_t transaction;
	uint32_t from, to; /* objects: class 2, instance 1 */
	uint8_t service;
	struct rd properties; /* from the count on */
};

/* What a Set asked for, until it is answered. */
struct asked {
	bool waits;
	uint8_t side, n;
	uint16_t transaction;
	uint32_t object;
	struct kept {
		uint8_t code, size;
		uint32_t value;
	} kept[KEPT];
};

struct state {
	struct asked asked[PENDING];
	uint8_t next;
	bool answered; /* answers come in this conversation */
};
_Static_assert(sizeof(struct state) <= DECODER_STATE_MAX, "state");

static const uint16_t ports[] = {3610, 0};

static bool is_service(unsigned s)
{
	return (s >= SET_I && s <= INF_REQ) || s == SET_GET || (s >= SET_RES && s <= INFC) || s == INFC_RES ||
	       s == SET_GET_RES || (s >= SNA && s <= SNA + 3) || s == SNA_LAST;
}

static bool is_request(unsigned s) { return (s >= SET_I && s <= INF_REQ) || s == SET_GET || s == INFC; }
static bool has_two_lists(unsigned s) { return s == SET_GET || s == SET_GET_RES || s == SNA_LAST; }

static bool next_property(struct rd *r, struct property *p)
{
	unsigned length;

	p->code = rd_u8(r);
	length = rd_u8(r);
	p->edt = rd_sub(r, length);
	return rd_ok(r);
}

static bool skip_list(struct rd *r)
{
	struct property p;

	for (unsigned n = rd_u8(r); n > 0; n--)
		if (!next_property(r, &p) || p.code < STATUS)
			return false;
	return rd_ok(r);
}

static enum heard read_message(struct rd *r, struct message *m)
{
	struct rd look = *r;
	unsigned head = rd_u8(&look), format = rd_u8(&look);

	if ((rd_left(r) >= 1 && head != HEAD_1) || (rd_left(r) >= 2 && format != FORMAT_1))
		return BROKEN;
	m->transaction = rd_be16(&look);
	m->from = rd_be24(&look);
	m->to = rd_be24(&look);
	m->service = rd_u8(&look);
	m->properties = look;
	if (!rd_ok(&look))
		return MORE;
	if (!is_service(m->service))
		return BROKEN;
	for (int lists = has_two_lists(m->service) ? 2 : 1; lists > 0; lists--)
		if (!skip_list(&look))
			return rd_ok(&look) ? BROKEN : MORE;
	*r = look;
	return HEARD;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct message m;

	if (read_message(&head, &m) != HEARD || (t->transport != 6 && !rd_empty(&head)))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	/* who listens on the port is the server of a conversation, even where it is told an answer */
	if (t->to_port == ports[0] && t->from_port != ports[0])
		return smell(SURE, ROLE_CLIENT);
	if (m.service == INF || m.service == INFC)
		return smell(SURE, ROLE_UNKNOWN);
	return smell(SURE, is_request(m.service) ? ROLE_CLIENT : ROLE_SERVER);
}

/* --- what a node says of itself
 * ------------------------------------------------------------------------------ */

static void tell_text(struct emit *e, enum fact_kind kind, struct rd room)
{
	struct text t = words_trim(
		text_of(room.at, rd_left(&room) ? strnlen((const char *)room.at, rd_left(&room)) : 0));

	if (t.n > 1 && text_is_plain(t))
		emit_text(e, kind, SENDER, 90, t);
}

static void tell_maker(struct emit *e, struct rd edt)
{
	uint32_t code = rd_be24(&edt);
	const char *name = echonet_maker(code);

	if (!rd_ok(&edt) || code == 0)
		return;
	if (name)
		emit_str(e, FACT_MAKER, SENDER, 90, name);
	emit_fmt(e, FACT_PROPERTY, SENDER, 90, "echonet-maker=%06x", code);
}

/* count 1 | (class 2 | instance 1)... */
static void tell_objects(struct emit *e, struct rd edt)
{
	unsigned n = rd_u8(&edt);
	const char *kind = NULL;

	for (unsigned i = 0; i < n && i < OBJECTS_MAX && rd_left(&edt) >= 3; i++) {
		unsigned class = rd_be16(&edt), instance = rd_u8(&edt);
		const char *word = echonet_class(class);

		emit_fmt(e, FACT_PROPERTY, SENDER, 90, "echonet-object=%04x%02x%s%s", class, instance,
			 word ? " " : "", word ? word : "");
		if (!kind || class == 0x05ff)
			kind = echonet_kind(class);
	}
	if (kind)
		emit_str(e, FACT_KIND, SENDER, 80, kind);
}

static void tell_version(struct emit *e, unsigned class, struct rd edt)
{
	unsigned major = rd_u8(&edt), minor = rd_u8(&edt);

	if (class == NODE_PROFILE && rd_ok(&edt) && major < 100 && minor < 100)
		emit_fmt(e, FACT_PROPERTY, SENDER, 90, "echonet-lite=%u.%02u", major, minor);
}

static void tell_map(struct emit *e, uint32_t object, const struct property *p)
{
	static const char *const words[] = {"announced", "settable", "readable"};
	char map[ECHONET_MAP];

	if (echonet_map(p->edt, map))
		emit_fmt(e, FACT_PROPERTY, SENDER, 90, "echonet-%s-%06x=%s", words[p->code - MAP_INF], object,
			 map);
}

/* fe | maker 3 | what the maker makes unique 13 */
static void tell_number(struct emit *e, struct rd edt)
{
	char number[33];

	if (rd_left(&edt) != 17 || rd_u8(&edt) != 0xfe)
		return;
	for (size_t i = 0; i < 16; i++)
		snprintf(number + 2 * i, 3, "%02x", rd_u8(&edt));
	emit_fmt(e, FACT_PROPERTY, SENDER, 90, "echonet-id=%s", number);
}

static bool lists_objects(uint32_t object, const struct property *p)
{
	return object >> 8 == NODE_PROFILE && (p->code == INSTANCES_SAID || p->code == INSTANCES);
}

static void tell_identity(struct emit *e, uint32_t object, const struct property *p)
{
	if (p->code == MAKER)
		tell_maker(e, p->edt);
	else if (p->code == PRODUCT)
		tell_text(e, FACT_MODEL, p->edt);
	else if (p->code == SERIAL)
		tell_text(e, FACT_SERIAL, p->edt);
	else if (p->code == VERSION)
		tell_version(e, object >> 8, p->edt);
	else if (p->code == IDENTITY && object >> 8 == NODE_PROFILE)
		tell_number(e, p->edt);
	else if (p->code >= MAP_INF && p->code <= MAP_GET)
		tell_map(e, object, p);
}

/* --- values
 * -------------------------------------------------------------------------------------------------- */

/* A number of one, two or four bytes of a property that is the object's own, not its label. */
static bool value_of(uint32_t object, const struct property *p, struct kept *ret)
{
	struct rd r = p->edt;
	size_t n = rd_left(&r);
	bool own = p->code >= OWN_FROM || p->code == STATUS || p->code == POWER || p->code == ENERGY;

	if (!own || object >> 8 == NODE_PROFILE || (n != 1 && n != 2 && n != 4))
		return false;
	*ret = (struct kept){p->code, (uint8_t)n, n == 1 ? rd_u8(&r) : n == 2 ? rd_be16(&r) : rd_be32(&r)};
	return p->code != STATUS || ret->value == ON || ret->value == OFF;
}

/* The last numbers of a type stand for "more than this", "less than this" and "none". */
static bool is_number(uint32_t value, size_t size, bool below_zero)
{
	uint32_t most = size == 4 ? UINT32_MAX : (1u << 8 * size) - 1, half = most >> 1;

	if (below_zero)
		return value < half - 1 || value > half + 1;
	return value < most - (size == 1 ? 2 : 1);
}

/* Two currents in one property: of R and T phase, each of two bytes, below zero, too. */
static void tell_currents(struct emit *e, enum about about, uint32_t object, const struct kept *k)
{
	for (int i = 0; i < 2; i++) {
		uint32_t value = k->value >> (i ? 0 : 16) & 0xffff;
		char name[20];

		snprintf(name, sizeof name, "%06X:%02X.%c", object, k->code, i ? 'T' : 'R');
		if (is_number(value, 2, true))
			emit_value(e, about, text_z(name), (int16_t)value, POINT_INT16, false);
	}
}

static void tell_value(struct emit *e, enum about about, uint32_t object, const struct kept *k, bool written)
{
	static const uint8_t types[2][5] = {{0, POINT_UINT8, POINT_UINT16, 0, POINT_UINT32},
					    {0, POINT_INT8, POINT_INT16, 0, POINT_INT32}};
	bool below_zero = echonet_is_signed(object >> 8, k->code);
	char name[16];
	double value = k->value;

	if (k->size == 4 && echonet_is_two_currents(object >> 8, k->code)) {
		tell_currents(e, about, object, k);
		return;
	}
	if (k->code != STATUS && !is_number(k->value, k->size, below_zero))
		return;
	if (below_zero)
		value = k->size == 1   ? (int8_t)k->value
			: k->size == 2 ? (int16_t)k->value
				       : (int32_t)k->value;
	snprintf(name, sizeof name, "%06X:%02X", object, k->code);
	if (k->code == STATUS)
		emit_value(e, about, text_z(name), k->value == ON, POINT_BOOL, written);
	else
		emit_value(e, about, text_z(name), value, (enum point_type)types[below_zero][k->size],
			   written);
}

static void tell_list(struct emit *e, uint32_t object, struct rd *r)
{
	struct property p;
	struct kept k;
	bool listed = false; /* a list of up to 84 objects is told once, however often it is said */

	for (unsigned n = rd_u8(r), i = 0; i < n && i < PROPERTIES_MAX && next_property(r, &p); i++) {
		if (rd_empty(&p.edt))
			continue;
		if (lists_objects(object, &p) && !listed) {
			tell_objects(e, p.edt);
			listed = true;
		}
		tell_identity(e, object, &p);
		if (value_of(object, &p, &k))
			tell_value(e, SENDER, object, &k, false);
	}
}

/* --- questions and answers
 * ----------------------------------------------------------------------------------- */

/* "013001 80=30, b3=19" */
static void describe(const struct message *m, char out[DETAIL_MAX])
{
	struct rd r = m->properties;
	int n = snprintf(out, DETAIL_MAX, "%06x", m->to);
	struct property p;

	for (unsigned count = rd_u8(&r), i = 0;
	     i < count && i < 4 && next_property(&r, &p) && n > 0 && n < DETAIL_MAX - 8; i++) {
		n += snprintf(out + n, DETAIL_MAX - (size_t)n, "%s%02x", i ? ", " : " ", p.code);
		for (size_t b = 0; b < 4 && !rd_empty(&p.edt) && n < DETAIL_MAX - 4; b++)
			n += snprintf(out + n, DETAIL_MAX - (size_t)n, b ? "%02x" : "=%02x", rd_u8(&p.edt));
	}
}

static void keep(struct state *s, enum side side, const struct message *m)
{
	struct asked *q = &s->asked[s->next++ % PENDING];
	struct rd r = m->properties;
	struct property p;

	*q = (struct asked){
		.waits = true, .side = (uint8_t)side, .transaction = m->transaction, .object = m->to};
	for (unsigned n = rd_u8(&r); n > 0 && q->n < KEPT && next_property(&r, &p); n--)
		if (value_of(m->to, &p, &q->kept[q->n]))
			q->n++;
}

/* A node may answer to port 3610, whatever port it was asked from: then the answer is another conversation, and
 * what was asked for counts as set at once, unless answers were seen here. Nobody answers SetI, nor what goes
 * to a group. */
static bool is_answered_here(const struct talk *t, const struct message *m)
{
	const struct state *s = t->state;

	return m->service != SET_I && !t->to_group &&
	       (t->transport == 6 || t->from_port == t->to_port || s->answered);
}

/* What was kept last. */
static void tell_set(struct state *s, struct emit *e)
{
	struct asked *q = &s->asked[(uint8_t)(s->next - 1) % PENDING];

	for (unsigned i = 0; i < q->n; i++)
		tell_value(e, RECEIVER, q->object, &q->kept[i], true);
	q->waits = false;
}

static void hear_request(struct talk *t, const struct message *m, struct emit *e)
{
	char detail[DETAIL_MAX];

	describe(m, detail);
	emit_request_by(e, SENDER, PROTO_echonet_lite, m->service, -1, text_z(detail));
	if (m->service != SET_I && m->service != SET_C && m->service != SET_GET)
		return;
	keep(t->state, t->side, m);
	if (!is_answered_here(t, m))
		tell_set(t->state, e);
}

/* The request that a service answers; 0: none. */
static unsigned answers(unsigned service)
{
	static const uint8_t pairs[][2] = {{SET_RES, SET_C},       {GET_RES, GET},      {INFC_RES, INFC},
					   {SET_GET_RES, SET_GET}, {SNA_LAST, SET_GET}, {SNA, SET_I},
					   {SNA + 1, SET_C},       {SNA + 2, GET},      {SNA + 3, INF_REQ}};

	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
		if (pairs[i][0] == service)
			return pairs[i][1];
	return 0;
}

/* Of a Set that was refused as a whole or in part: is this among what was taken? */
static bool is_taken(struct rd list, unsigned code)
{
	struct property p;

	for (unsigned n = rd_u8(&list); n > 0 && next_property(&list, &p); n--)
		if (p.code == code)
			return rd_empty(&p.edt);
	return false;
}

static void tell_written(struct talk *t, const struct message *m, struct emit *e, bool refused)
{
	struct state *s = t->state;

	for (struct asked *q = s->asked; q < s->asked + PENDING; q++) {
		if (!q->waits || q->side == t->side || q->transaction != m->transaction ||
		    q->object != m->from)
			continue;
		q->waits = false;
		for (unsigned i = 0; i < q->n; i++)
			if (!refused || is_taken(m->properties, q->kept[i].code))
				tell_value(e, SENDER, q->object, &q->kept[i], true);
	}
}

static void hear_answer(struct talk *t, const struct message *m, struct emit *e)
{
	unsigned asked = answers(m->service);
	bool refused = m->service >= SNA && m->service <= SNA_LAST;

	((struct state *)t->state)->answered |= asked != 0;
	if (asked)
		emit_answer_by(e, SENDER, PROTO_echonet_lite, asked, -1, refused);
	if (asked == SET_C || asked == SET_GET)
		tell_written(t, m, e, refused);
}

static void hear(struct talk *t, const struct message *m, struct emit *e)
{
	struct rd r = m->properties;

	if (is_request(m->service))
		hear_request(t, m, e);
	else
		hear_answer(t, m, e);
	if (m->service == SET_GET_RES || m->service == SNA_LAST)
		(void)skip_list(&r);
	/* a refused Set gives back what was not set */
	if ((!is_request(m->service) && m->service != SNA && m->service != SNA + 1) || m->service == INFC)
		tell_list(e, m->from, &r);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct message m;
	enum heard heard = read_message(in, &m);

	if (heard == HEARD)
		hear(t, &m, e);
	return heard == BROKEN && t->hole ? ENOUGH : heard;
}

const struct decoder decoder_echonet_lite = {
	.protocol = PROTO_echonet_lite,
	.on = ON_TCP | ON_UDP,
	.ports = ports,
	.begins = "10",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
