#include "decode/dnp3.h"
#include "base/quick.h"
#include "decode/words.h"

#include <string.h>

enum { ATTRIBUTES = 0, TEXT = 1, INDICATIONS = 80 };

/* --- headers --- */

/* How an object is built: its bytes, where its value stands and what it is. flags: bit 7 is the state of
 * binaries. */
enum shape { NO_VALUE, STATE, TWO_BITS, NUMBER };
static const struct kind {
	uint8_t group, variation, bytes, at, shape, type;
} kinds[] = {
	{1, 2, 1, 0, STATE, POINT_BOOL},
	{2, 1, 1, 0, STATE, POINT_BOOL},
	{2, 2, 7, 0, STATE, POINT_BOOL},
	{2, 3, 3, 0, STATE, POINT_BOOL},
	{3, 2, 1, 0, TWO_BITS, POINT_UINT8},
	{4, 1, 1, 0, TWO_BITS, POINT_UINT8},
	{4, 2, 7, 0, TWO_BITS, POINT_UINT8},
	{4, 3, 3, 0, TWO_BITS, POINT_UINT8},
	{10, 2, 1, 0, STATE, POINT_BOOL},
	{11, 1, 1, 0, STATE, POINT_BOOL},
	{11, 2, 7, 0, STATE, POINT_BOOL},
	{12, 1, 11, 0, NO_VALUE, POINT_BOOL},
	{12, 2, 11, 0, NO_VALUE, POINT_BOOL},
	{13, 1, 1, 0, NO_VALUE, POINT_BOOL},
	{13, 2, 7, 0, NO_VALUE, POINT_BOOL},
	{20, 1, 5, 1, NUMBER, POINT_UINT32},
	{20, 2, 3, 1, NUMBER, POINT_UINT16},
	{20, 5, 4, 0, NUMBER, POINT_UINT32},
	{20, 6, 2, 0, NUMBER, POINT_UINT16},
	{21, 1, 5, 1, NUMBER, POINT_UINT32},
	{21, 2, 3, 1, NUMBER, POINT_UINT16},
	{21, 5, 11, 1, NUMBER, POINT_UINT32},
	{21, 6, 9, 1, NUMBER, POINT_UINT16},
	{21, 9, 4, 0, NUMBER, POINT_UINT32},
	{21, 10, 2, 0, NUMBER, POINT_UINT16},
	{22, 1, 5, 1, NUMBER, POINT_UINT32},
	{22, 2, 3, 1, NUMBER, POINT_UINT16},
	{22, 5, 11, 1, NUMBER, POINT_UINT32},
	{22, 6, 9, 1, NUMBER, POINT_UINT16},
	{23, 1, 5, 1, NUMBER, POINT_UINT32},
	{23, 2, 3, 1, NUMBER, POINT_UINT16},
	{23, 5, 11, 1, NUMBER, POINT_UINT32},
	{23, 6, 9, 1, NUMBER, POINT_UINT16},
	{30, 1, 5, 1, NUMBER, POINT_INT32},
	{30, 2, 3, 1, NUMBER, POINT_INT16},
	{30, 3, 4, 0, NUMBER, POINT_INT32},
	{30, 4, 2, 0, NUMBER, POINT_INT16},
	{30, 5, 5, 1, NUMBER, POINT_FLOAT},
	{30, 6, 9, 1, NUMBER, POINT_DOUBLE},
	{32, 1, 5, 1, NUMBER, POINT_INT32},
	{32, 2, 3, 1, NUMBER, POINT_INT16},
	{32, 3, 11, 1, NUMBER, POINT_INT32},
	{32, 4, 9, 1, NUMBER, POINT_INT16},
	{32, 5, 5, 1, NUMBER, POINT_FLOAT},
	{32, 6, 9, 1, NUMBER, POINT_DOUBLE},
	{32, 7, 11, 1, NUMBER, POINT_FLOAT},
	{32, 8, 15, 1, NUMBER, POINT_DOUBLE},
	{34, 1, 2, 0, NO_VALUE, POINT_UINT16},
	{34, 2, 4, 0, NO_VALUE, POINT_UINT32},
	{34, 3, 4, 0, NO_VALUE, POINT_FLOAT},
	{40, 1, 5, 1, NUMBER, POINT_INT32},
	{40, 2, 3, 1, NUMBER, POINT_INT16},
	{40, 3, 5, 1, NUMBER, POINT_FLOAT},
	{40, 4, 9, 1, NUMBER, POINT_DOUBLE},
	{41, 1, 5, 0, NO_VALUE, POINT_INT32},
	{41, 2, 3, 0, NO_VALUE, POINT_INT16},
	{41, 3, 5, 0, NO_VALUE, POINT_FLOAT},
	{41, 4, 9, 0, NO_VALUE, POINT_DOUBLE},
	{42, 1, 5, 1, NUMBER, POINT_INT32},
	{42, 2, 3, 1, NUMBER, POINT_INT16},
	{42, 3, 11, 1, NUMBER, POINT_INT32},
	{42, 4, 9, 1, NUMBER, POINT_INT16},
	{42, 5, 5, 1, NUMBER, POINT_FLOAT},
	{42, 6, 9, 1, NUMBER, POINT_DOUBLE},
	{42, 7, 11, 1, NUMBER, POINT_FLOAT},
	{42, 8, 15, 1, NUMBER, POINT_DOUBLE},
	{50, 1, 6, 0, NO_VALUE, 0},
	{50, 3, 6, 0, NO_VALUE, 0},
	{50, 4, 11, 0, NO_VALUE, 0},
	{51, 1, 6, 0, NO_VALUE, 0},
	{51, 2, 6, 0, NO_VALUE, 0},
	{52, 1, 2, 0, NO_VALUE, 0},
	{52, 2, 2, 0, NO_VALUE, 0},
};

static const struct kind *kind_of(const struct dnp3_block *b)
{
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (kinds[i].group == b->group && kinds[i].variation == b->variation)
			return &kinds[i];
	return NULL;
}

enum { INDEX_1 = 1, INDEX_2, INDEX_4, SIZE_1, SIZE_2, SIZE_4 };
enum { RANGE_1, RANGE_2, RANGE_4, ALL = 6, COUNT_1, COUNT_2, COUNT_4, FREE = 0xb };

static uint32_t little(struct rd *r, unsigned bytes)
{
	return bytes == 1 ? rd_u8(r) : bytes == 2 ? rd_le16(r) : bytes == 4 ? rd_le32(r) : 0;
}

/* The range that a qualifier announces (4.2.2.7.3.3); false for those that are reserved. */
static bool range(struct rd *r, unsigned code, struct dnp3_block *b)
{
	uint32_t last;

	if (code <= RANGE_4) {
		b->first = little(r, 1u << code);
		last = little(r, 1u << code);
		b->count = last - b->first + 1;
		return rd_ok(r) && last >= b->first && b->count != 0;
	}
	if (code == ALL)
		return true;
	if (code >= COUNT_1 && code <= COUNT_4)
		b->count = little(r, 1u << (code - COUNT_1));
	else if (code == FREE)
		b->count = rd_u8(r);
	else
		return false;
	return rd_ok(r);
}

static void sizes(struct dnp3_block *b)
{
	const struct kind *k = kind_of(b);

	b->packed = b->variation == 1 &&
		    (b->group == 1 || b->group == 3 || b->group == 10 || b->group == INDICATIONS);
	b->bits = b->group == 3 ? 2 : 1;
	if (b->group == 110 || b->group == 111 || b->group == 112 || b->group == 113)
		b->bytes = b->variation;
	else
		b->bytes = k ? k->bytes : 0;
}

/* The bytes of a block's objects; everything that is left where its size is not known. */
static struct rd objects(struct rd *r, const struct dnp3_block *b)
{
	uint64_t n = (uint64_t)b->count * (b->prefix + (uint64_t)b->bytes);

	if (b->packed)
		n = ((uint64_t)b->count * b->bits + 7) / 8;
	if (b->group == ATTRIBUTES && b->count == 1 && rd_peek(r, b->prefix + 1u) >= 0)
		return rd_sub(r, b->prefix + 2u + (size_t)rd_peek(r, b->prefix + 1u));
	if (b->sized || (!b->packed && !b->bytes) || n > rd_left(r))
		return rd_rest(r);
	return rd_sub(r, (size_t)n);
}

bool dnp3_next(struct rd *r, bool with_data, struct dnp3_block *ret)
{
	struct dnp3_block b = {0};
	unsigned qualifier, prefix;

	if (rd_left(r) < 3)
		return false;
	b.group = rd_u8(r);
	b.variation = rd_u8(r);
	qualifier = rd_u8(r);
	prefix = qualifier >> 4 & 7;
	if (prefix > SIZE_4 || !range(r, qualifier & 15u, &b))
		return false;
	b.sized = prefix >= SIZE_1;
	b.prefix = (uint8_t)(prefix == 0 ? 0 : 1u << (prefix - (b.sized ? SIZE_1 : INDEX_1)));
	sizes(&b);
	b.objects = rd_of(NULL, 0);
	if (with_data)
		b.objects = objects(r, &b);
	else if (b.prefix && !b.sized) /* a question for single points: indexes alone */
		rd_skip(r, rd_left(r) / b.prefix < b.count ? rd_left(r) : (size_t)b.prefix * b.count);
	*ret = b;
	return true;
}

bool dnp3_object(struct dnp3_block *b, uint32_t *i, struct dnp3_object *ret)
{
	uint32_t place = *i, prefix;
	size_t bit = (size_t)place * b->bits;

	if (place >= b->count || rd_empty(&b->objects))
		return false;
	(*i)++;
	*ret = (struct dnp3_object){.index = b->first + place};
	if (b->packed) {
		int byte = rd_peek(&b->objects, bit / 8);

		ret->value = (unsigned)byte >> bit % 8 & ((1u << b->bits) - 1);
		return byte >= 0;
	}
	prefix = little(&b->objects, b->prefix);
	if (b->prefix && !b->sized)
		ret->index = prefix;
	ret->bytes = rd_sub(&b->objects, b->sized ? prefix : b->bytes);
	return rd_ok(&b->objects) && (b->sized || b->bytes);
}

/* --- values --- */

static double number(enum point_type type, struct rd r)
{
	uint64_t bits;
	double d;
	float f;

	switch (type) {
	case POINT_UINT16:
		return rd_le16(&r);
	case POINT_INT16:
		return (int16_t)rd_le16(&r);
	case POINT_UINT32:
		return rd_le32(&r);
	case POINT_INT32:
		return (int32_t)rd_le32(&r);
	case POINT_FLOAT:
		bits = rd_le32(&r);
		memcpy(&f, &(uint32_t){(uint32_t)bits}, sizeof f);
		return (double)f;
	default:
		bits = rd_le64(&r);
		memcpy(&d, &bits, sizeof d);
		return d;
	}
}

static const struct {
	uint8_t from, to;
	char name[20];
} areas[] = {{1, 2, "binary-input"},     {3, 4, "double-bit-input"}, {10, 11, "binary-output"},
	     {20, 20, "counter"},        {21, 21, "frozen-counter"}, {22, 22, "counter"},
	     {23, 23, "frozen-counter"}, {30, 32, "analog-input"},   {40, 42, "analog-output"}};
enum { AREAS = sizeof areas / sizeof areas[0] };

static struct text point_name(char buf[DNP3_NAME], unsigned group, uint32_t index, unsigned outstation)
{
	struct spell w = spell_in(buf, DNP3_NAME);
	size_t i = 0;

	while (i < AREAS && (group < areas[i].from || group > areas[i].to))
		i++;
	if (i == AREAS)
		return text_of(buf, 0);
	if (outstation) {
		spell_z(&w, "address");
		spell_u(&w, outstation);
		spell_char(&w, ':');
	}
	spell_z(&w, areas[i].name);
	spell_char(&w, ':');
	spell_u(&w, index);
	return text_of(buf, spell_n(&w));
}

/* --- device attributes (annex A.1) --- */

static const struct {
	uint8_t variation;
	uint16_t kind;
	const char *key;
} attributes[] = {{242, FACT_FIRMWARE, NULL}, {243, FACT_HARDWARE, NULL}, {245, FACT_LOCATION, NULL},
		  {247, FACT_NAME, NULL},     {248, FACT_SERIAL, NULL},   {250, FACT_MODEL, NULL},
		  {252, FACT_MAKER, NULL}};

/* kind of data 1 | length 1 | data */
static void tell_attribute(struct emit *e, const struct dnp3_block *b)
{
	struct rd r = b->objects, value;
	unsigned data;

	rd_skip(&r, b->prefix);
	data = rd_u8(&r);
	value = rd_sub(&r, rd_u8(&r));
	if (!rd_ok(&r) || data != TEXT || rd_empty(&value))
		return;
	for (size_t i = 0; i < sizeof attributes / sizeof attributes[0]; i++)
		if (attributes[i].variation == b->variation)
			emit_text(e, (enum fact_kind)attributes[i].kind, SERVER, 90, text_rd(&value));
}

/* Which way the objects of a block are told: not at all, as states or as numbers. */
static enum shape shape_of(const struct dnp3_block *b, const struct kind *k)
{
	if (b->packed)
		return b->group == INDICATIONS ? NO_VALUE : STATE;
	return k ? (enum shape)k->shape : NO_VALUE;
}

static double value_of(const struct kind *k, struct dnp3_object *o)
{
	if (k->shape == NUMBER) {
		rd_skip(&o->bytes, k->at);
		return number((enum point_type)k->type, o->bytes);
	}
	return rd_u8(&o->bytes) >> (k->shape == STATE ? 7 : 6);
}

void dnp3_tell(struct emit *e, const struct dnp3_block *block, bool bits, unsigned outstation, unsigned *room)
{
	struct dnp3_block b = *block;
	const struct kind *k = kind_of(&b);
	enum point_type type = b.packed ? b.bits == 2 ? POINT_UINT8 : POINT_BOOL
			       : k      ? (enum point_type)k->type
					: POINT_UNKNOWN;
	enum shape shape = shape_of(&b, k);
	struct dnp3_object o;
	char buf[DNP3_NAME];

	if (bits && b.group == ATTRIBUTES)
		tell_attribute(e, &b);
	if (shape == NO_VALUE || bits != (shape != NUMBER))
		return;
	for (uint32_t i = 0; *room > 0 && dnp3_object(&b, &i, &o); (*room)--) {
		double value = b.packed ? o.value : value_of(k, &o);

		emit_value(e, SERVER, point_name(buf, b.group, o.index, outstation), value, type, false);
	}
}

/* --- controls --- */

enum { CROB = 12, ANALOG_OUTPUT = 41, CLOSE = 1, TRIP = 2, PULSE_ON = 1, LATCH_ON = 3 };

bool dnp3_control(const struct dnp3_block *b, const struct dnp3_object *o, struct dnp3_control *ret)
{
	const struct kind *k = kind_of(b);
	struct rd r = o->bytes;
	unsigned code, side;

	if (!k || (b->group != CROB && b->group != ANALOG_OUTPUT) || rd_left(&r) != k->bytes)
		return false;
	*ret = (struct dnp3_control){b->group == ANALOG_OUTPUT, r.end[-1], o->index, 0, k->type};
	if (ret->analog) {
		ret->value = number((enum point_type)k->type, r);
		return true;
	}
	code = rd_u8(&r);
	side = code >> 6;
	code &= 15;
	ret->value = side == CLOSE || (side != TRIP && (code == PULSE_ON || code == LATCH_ON));
	return true;
}

struct text dnp3_control_name(char buf[DNP3_NAME], const struct dnp3_control *c, unsigned outstation)
{
	return point_name(buf, c->analog ? ANALOG_OUTPUT : 10, c->index, outstation);
}
