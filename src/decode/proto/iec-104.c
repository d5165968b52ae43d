/* IEC 60870-5-104, by content on any port.
 *
 *	68 | length 1 | control 4 | ASDU: type 1 | objects 1 (80: numbered on) | cause 1 (40: negative) | origin 1 |
 *	common address 2 | (object address 3 | element | [time])...
 *
 * Types, causes and sizes from the standard; single, double and set-point commands, interrogation, clock and the
 * monitored values are proved on captures (../shared/corpus/ot/iec60870-5-104) beside tshark, the rest is from the
 * standard's text. Points are ca1.ioa4101: common address and object address. A command is set when it is confirmed,
 * unless it only selects. */
#include "decode/decoder.h"

#include "base/quick.h"

#include <string.h>

enum {
	START = 0x68,
	LENGTH_MIN = 4,
	LENGTH_MAX = 253,
	PENDING = 16,
	OBJECTS_MAX = 127,
	POINTS_MAX = 64,
	NAME = 40
};
enum { NUMBERED = 0x80, NEGATIVE = 0x40, CAUSE = 0x3f, SELECT = 0x80, COMMANDS = 45, READ = 102 };
enum {
	REQUESTED = 5,
	ACTIVATED = 6,
	CONFIRMED = 7,
	DEACTIVATED = 8,
	DEACTIVATION_CONFIRMED = 9,
	FILE_TRANSFER = 13,
	UNKNOWN_FIRST = 44,
	UNKNOWN_LAST = 47
};
enum { STARTDT = 1, STOPDT = 4, TESTFR = 16 };

struct state {
	bool told;
	uint8_t next;
	struct {
		bool waits;
		uint8_t type;
		uint16_t station;
		uint32_t object;
	} asked[PENDING];
};

struct asdu {
	uint8_t type, count, cause;
	bool numbered, negative;
	uint16_t station;
	struct rd objects;
};

/* What an element holds behind its object address, without the time that some types add. */
enum shape { NOTHING, BIT, TWO_BITS, STEP, BITS, NORMALISED, SCALED, FLOATING, COUNTER };
static const struct type {
	uint8_t type, bytes, time, shape;
	bool command;
} types[] = {
	{1, 1, 0, BIT, false},         {2, 1, 3, BIT, false},         {30, 1, 7, BIT, false},
	{3, 1, 0, TWO_BITS, false},    {4, 1, 3, TWO_BITS, false},    {31, 1, 7, TWO_BITS, false},
	{5, 2, 0, STEP, false},        {6, 2, 3, STEP, false},        {32, 2, 7, STEP, false},
	{7, 5, 0, BITS, false},        {8, 5, 3, BITS, false},        {33, 5, 7, BITS, false},
	{9, 3, 0, NORMALISED, false},  {10, 3, 3, NORMALISED, false}, {34, 3, 7, NORMALISED, false},
	{21, 2, 0, NORMALISED, false}, {11, 3, 0, SCALED, false},     {12, 3, 3, SCALED, false},
	{35, 3, 7, SCALED, false},     {13, 5, 0, FLOATING, false},   {14, 5, 3, FLOATING, false},
	{36, 5, 7, FLOATING, false},   {15, 5, 0, COUNTER, false},    {16, 5, 3, COUNTER, false},
	{37, 5, 7, COUNTER, false},    {20, 5, 0, NOTHING, false},    {38, 3, 7, NOTHING, false},
	{39, 4, 7, NOTHING, false},    {40, 4, 7, NOTHING, false},    {70, 1, 0, NOTHING, false},
	{45, 1, 0, BIT, true},         {46, 1, 0, TWO_BITS, true},    {47, 1, 0, TWO_BITS, true},
	{48, 3, 0, NORMALISED, true},  {49, 3, 0, SCALED, true},      {50, 5, 0, FLOATING, true},
	{51, 4, 0, BITS, true},        {58, 1, 7, BIT, true},         {59, 1, 7, TWO_BITS, true},
	{60, 1, 7, TWO_BITS, true},    {61, 3, 7, NORMALISED, true},  {62, 3, 7, SCALED, true},
	{63, 5, 7, FLOATING, true},    {64, 4, 7, BITS, true},        {100, 1, 0, NOTHING, true},
	{101, 1, 0, NOTHING, true},    {102, 0, 0, NOTHING, true},    {103, 7, 0, NOTHING, true},
	{104, 2, 0, NOTHING, true},    {105, 1, 0, NOTHING, true},    {106, 2, 0, NOTHING, true},
	{107, 2, 7, NOTHING, true},    {110, 3, 0, NOTHING, true},    {111, 3, 0, NOTHING, true},
	{112, 5, 0, NOTHING, true},    {113, 1, 0, NOTHING, true},
};

static const uint16_t ports[] = {2404, 0};

static const struct type *type_of(unsigned type)
{
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
		if (types[i].type == type)
			return &types[i];
	return NULL;
}

static bool read_asdu(struct rd r, struct asdu *a)
{
	unsigned number, cause;

	a->type = rd_u8(&r);
	number = rd_u8(&r);
	cause = rd_u8(&r);
	rd_skip(&r, 1);
	a->station = rd_le16(&r);
	a->numbered = number & NUMBERED;
	a->count = number & OBJECTS_MAX;
	a->cause = cause & CAUSE;
	a->negative = cause & NEGATIVE;
	a->objects = r;
	return rd_ok(&r);
}

/* Do its objects fill it, as its type and their number say? */
static bool fits(const struct asdu *a)
{
	const struct type *t = type_of(a->type);
	size_t one = t ? t->bytes + (size_t)t->time : 0;

	if (!t || a->count == 0 || a->cause == 0 || a->cause > UNKNOWN_LAST)
		return false;
	return rd_left(&a->objects) == (a->numbered ? 3 + a->count * one : a->count * (3 + one));
}

static unsigned unnumbered(unsigned control) { return control >> 2 & 0x3f; }

/* One frame: its control field and, of information frames, the ASDU. */
static enum heard read_frame(struct rd *r, uint8_t *ret_control, struct rd *ret_asdu)
{
	struct rd look = *r;
	unsigned start = rd_u8(&look), length = rd_u8(&look);
	struct rd body;

	if (start != START || (rd_ok(&look) && (length < LENGTH_MIN || length > LENGTH_MAX)))
		return BROKEN;
	body = rd_sub(&look, length);
	if (!rd_ok(&look))
		return MORE;
	*ret_control = rd_u8(&body);
	rd_skip(&body, 3);
	*ret_asdu = body;
	*r = look;
	return HEARD;
}

static enum role role_of(const struct asdu *a)
{
	if (a->type < COMMANDS || a->type == 70 || a->cause == CONFIRMED || a->cause > DEACTIVATED)
		return ROLE_SERVER;
	return a->cause == ACTIVATED || a->cause == DEACTIVATED || a->cause == REQUESTED ? ROLE_CLIENT
											 : ROLE_UNKNOWN;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct rd frame = head, asdu;
	struct asdu a;
	uint8_t control;
	unsigned u;

	if (read_frame(&head, &control, &asdu) != HEARD)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (!(control & 1))
		return read_asdu(asdu, &a) && fits(&a) ? smell(SURE, role_of(&a))
						       : smell(NOT_MINE, ROLE_UNKNOWN);
	rd_skip(&frame, 3);
	u = unnumbered(control);
	if (!rd_empty(&asdu) || (control & 3) != 3 || rd_u8(&frame) != 0 || rd_be16(&frame) != 0)
		return smell(talk_on_port(t, ports[0]) && rd_empty(&asdu) && (control & 3) == 1 ? LIKELY
												: NOT_MINE,
			     ROLE_UNKNOWN);
	if (u == STARTDT || u == STOPDT)
		return smell(LIKELY, ROLE_CLIENT);
	if (u == STARTDT << 1 || u == STOPDT << 1)
		return smell(LIKELY, ROLE_SERVER);
	return smell(u == TESTFR || u == TESTFR << 1 ? LIKELY : NOT_MINE, ROLE_UNKNOWN);
}

/* --- values --- */

static double value_of(enum shape shape, struct rd r, enum point_type *ret_type)
{
	uint32_t bits;
	float f;

	switch (shape) {
	case BIT:
		*ret_type = POINT_BOOL;
		return rd_u8(&r) & 1;
	case TWO_BITS:
		*ret_type = POINT_UINT8;
		return rd_u8(&r) & 3;
	case STEP: /* seven bits with a sign */
		*ret_type = POINT_INT8;
		return (double)(((int)(rd_u8(&r) & 0x7f) ^ 0x40) - 0x40);
	case NORMALISED: /* -1 .. 1 */
		*ret_type = POINT_FLOAT;
		return (int16_t)rd_le16(&r) / 32768.0;
	case SCALED:
		*ret_type = POINT_INT16;
		return (int16_t)rd_le16(&r);
	case FLOATING:
		*ret_type = POINT_FLOAT;
		bits = rd_le32(&r);
		memcpy(&f, &bits, sizeof f);
		return (double)f;
	case COUNTER:
		*ret_type = POINT_INT32;
		return (int32_t)rd_le32(&r);
	default:
		*ret_type = POINT_UINT32;
		return rd_le32(&r);
	}
}

/* The object of an ASDU in order: its address and element; false at the end. */
static bool object(struct asdu *a, const struct type *t, unsigned i, uint32_t *address,
		   struct rd *ret_element)
{
	if (i >= a->count)
		return false;
	if (i == 0 || !a->numbered) {
		uint32_t low = rd_le16(&a->objects);

		*address = low | (uint32_t)rd_u8(&a->objects) << 16;
	} else {
		(*address)++;
	}
	*ret_element = rd_sub(&a->objects, t->bytes);
	rd_skip(&a->objects, t->time);
	return rd_ok(&a->objects);
}

static struct text point_name(char buf[NAME], unsigned station, uint32_t address)
{
	return text_of(buf, (size_t)quick_fmt(buf, NAME, "ca%u.ioa%u", station, address));
}

/* Single and double commands carry their select bit in the value, set-points in the byte behind it. */
static bool selects(const struct type *t, struct rd element)
{
	return t->shape != BITS && rd_left(&element) > 0 && element.end[-1] & SELECT;
}

static void tell_values(struct asdu a, bool set, struct emit *e)
{
	const struct type *t = type_of(a.type);
	enum point_type type;
	struct rd element;
	uint32_t address = 0;
	char buf[NAME];

	if (!t || t->shape == NOTHING)
		return;
	for (unsigned i = 0; i < POINTS_MAX && object(&a, t, i, &address, &element); i++) {
		if (set && selects(t, element))
			continue;
		double value = value_of((enum shape)t->shape, element, &type);

		emit_value(e, SERVER, point_name(buf, a.station, address), value, type, set);
	}
}

/* --- the two directions --- */

static struct text detail_of(char buf[2 * NAME], struct asdu a)
{
	const struct type *t = type_of(a.type);
	enum point_type type;
	struct rd element;
	uint32_t address = 0;
	struct text name;
	char point[NAME];
	int n;

	if (!t || !object(&a, t, 0, &address, &element))
		return text_of("", 0);
	name = point_name(point, a.station, address);
	n = quick_fmt(buf, 2 * NAME, "%.*s", (int)name.n, name.s);
	if (t->shape != NOTHING)
		n += quick_fmt(buf + n, 2 * NAME - (size_t)n, " = %.6g%s",
			       value_of((enum shape)t->shape, element, &type),
			       selects(t, element) ? " (select)" : "");
	return text_of(buf, (size_t)n);
}

static uint32_t first_object(struct asdu a)
{
	return rd_le16(&a.objects) | (uint32_t)rd_u8(&a.objects) << 16;
}

static void hear_request(struct state *s, const struct asdu *a, struct emit *e)
{
	unsigned i = s->next++ % PENDING;
	char buf[2 * NAME];

	if (a->type < COMMANDS || a->type == 70 ||
	    (a->cause != ACTIVATED && a->cause != DEACTIVATED && a->cause != REQUESTED &&
	     a->cause != FILE_TRANSFER))
		return;
	emit_request(e, PROTO_iec_104, a->type, -1, detail_of(buf, *a));
	s->asked[i].waits = true;
	s->asked[i].type = a->type;
	s->asked[i].station = a->station;
	s->asked[i].object = first_object(*a);
}

static bool was_asked(struct state *s, const struct asdu *a, unsigned type)
{
	for (unsigned i = 0; i < PENDING; i++) {
		if (!s->asked[i].waits || s->asked[i].type != type || s->asked[i].object != first_object(*a))
			continue;
		s->asked[i].waits = false;
		return true;
	}
	return false;
}

static void hear_station(struct state *s, const struct asdu *a, struct emit *e)
{
	if (s->told)
		return;
	s->told = true;
	emit_str(e, FACT_KIND, SERVER, 40, "plc");
	emit_str(e, FACT_ROLE, SERVER, 80, "slave");
	emit_str(e, FACT_ROLE, CLIENT, 80, "master");
	emit_fmt(e, FACT_PROPERTY, SERVER, 90, "iec-104-address=%u", a->station);
}

static void hear_answer(struct state *s, const struct asdu *a, struct emit *e)
{
	bool unknown = a->cause >= UNKNOWN_FIRST && a->cause <= UNKNOWN_LAST,
	     refused = a->negative || unknown;

	hear_station(s, a, e);
	if (a->type < COMMANDS) {
		tell_values(*a, false, e);
		if (a->cause == REQUESTED && was_asked(s, a, READ))
			emit_answer(e, PROTO_iec_104, READ, -1, false);
		return;
	}
	if ((a->cause != CONFIRMED && a->cause != DEACTIVATION_CONFIRMED && !unknown) ||
	    !was_asked(s, a, a->type))
		return;
	emit_answer(e, PROTO_iec_104, a->type, -1, refused);
	if (!refused && a->cause == CONFIRMED)
		tell_values(*a, true, e);
}

static void hear_unnumbered(const struct talk *t, unsigned u, struct emit *e)
{
	bool asks = u == STARTDT || u == STOPDT || u == TESTFR;

	if (asks && t->side == FROM_CLIENT)
		emit_request(e, PROTO_iec_104, 0, u, text_of("", 0));
	if (!asks && t->side == FROM_SERVER)
		emit_answer(e, PROTO_iec_104, 0, u >> 1, false);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct rd asdu;
	struct asdu a;
	uint8_t control;
	enum heard heard = read_frame(in, &control, &asdu);

	if (heard == BROKEN &&
	    t->hole) { /* after lost bytes: wait for a frame that begins with its segment */
		(void)rd_rest(in);
		return HEARD;
	}
	if (heard != HEARD)
		return heard;
	if ((control & 3) == 3)
		hear_unnumbered(t, unnumbered(control), e);
	if (control & 1 || !read_asdu(asdu, &a))
		return HEARD;
	if (t->side == FROM_CLIENT)
		hear_request(t->state, &a, e);
	else
		hear_answer(t->state, &a, e);
	return HEARD;
}

const struct decoder decoder_iec_104 = {
	.protocol = PROTO_iec_104,
	.on = ON_TCP,
	.ports = ports,
	.begins = "68",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
