#include "decode/s7items.h"

#include "base/quick.h"

#include <string.h>

enum { SPECIFICATION = 0x12, ANY = 0x10, ANY_LENGTH = 10, GOOD = 0xff };
enum { AREA_DB = 0x84, AREA_INSTANCE = 0x85, AREA_COUNTER = 0x1c, AREA_TIMER = 0x1d };
enum { BIT = 1, IN_BITS_FIRST = 3, IN_BITS_LAST = 5 };

/* Types of items: the bytes of an element, and what it is a number of. The rest (dates, strings, IEC timers)
 * is not told as a value. */
static const struct type {
	uint8_t type, bytes;
	char letter; /* DBx B W D */
	uint8_t point;
} types[] = {
	{BIT, 1, 'X', POINT_BOOL},  {2, 1, 'B', POINT_UINT8},   {3, 1, 'B', POINT_UINT8},
	{4, 2, 'W', POINT_UINT16},  {5, 2, 'W', POINT_INT16},   {6, 4, 'D', POINT_UINT32},
	{7, 4, 'D', POINT_INT32},   {8, 4, 'D', POINT_FLOAT},   {11, 4, 'D', POINT_INT32},
	{12, 2, 'W', POINT_UINT16}, {0x1c, 2, 0, POINT_UINT16}, {0x1d, 2, 0, POINT_UINT16},
};

static const struct type *type_of(unsigned type)
{
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
		if (types[i].type == type)
			return &types[i];
	return NULL;
}

uint64_t s7_span(const struct s7_item *item)
{
	const struct type *t = type_of(item->type);

	if (!t || t->letter == 0 || t->type == BIT)
		return item->count;
	return (uint64_t)item->count * t->bytes * 8;
}

static const struct {
	uint8_t area;
	char name[4];
} areas[] = {{0x80, "P"},         {0x81, "I"},       {0x82, "Q"}, {0x83, "M"},
	     {AREA_COUNTER, "C"}, {AREA_TIMER, "T"}, {0x86, "L"}};

static const char *area_of(unsigned area)
{
	for (size_t i = 0; i < sizeof areas / sizeof areas[0]; i++)
		if (areas[i].area == area)
			return areas[i].name;
	return NULL;
}

/* 12 | length 1 | 10 | type 1 | count 2 | DB 2 | area 1 | address 3 */
static bool item(struct rd *r, struct s7_item *ret)
{
	unsigned specification = rd_u8(r);
	struct rd body = rd_sub(r, rd_u8(r));

	*ret = (struct s7_item){0};
	if (!rd_ok(r) || specification != SPECIFICATION)
		return false;
	if (rd_left(&body) != ANY_LENGTH || rd_u8(&body) != ANY)
		return true;
	ret->type = rd_u8(&body);
	ret->count = rd_be16(&body);
	ret->db = rd_be16(&body);
	ret->area = rd_u8(&body);
	ret->at = rd_be24(&body);
	return true;
}

unsigned s7_items(struct rd parameter, struct s7_item items[S7_ITEMS_MAX])
{
	unsigned count = rd_u8(&parameter), n = 0;

	while (n < count && n < S7_ITEMS_MAX && item(&parameter, &items[n]))
		n++;
	return n;
}

static double number(enum point_type type, struct rd *r)
{
	uint32_t bits;
	float f;

	switch (type) {
	case POINT_BOOL:
		return rd_u8(r) & 1;
	case POINT_UINT8:
		return rd_u8(r);
	case POINT_UINT16:
		return rd_be16(r);
	case POINT_INT16:
		return (int16_t)rd_be16(r);
	case POINT_UINT32:
		return rd_be32(r);
	case POINT_INT32:
		return (int32_t)rd_be32(r);
	default:
		bits = rd_be32(r);
		memcpy(&f, &bits, sizeof f);
		return (double)f;
	}
}

static unsigned elements(const struct s7_item *item, unsigned place, struct rd data, struct s7_value *out,
			 unsigned max)
{
	const struct type *t = type_of(item->type);
	unsigned n = 0;

	if (!t || !item->area)
		return 0;
	while (n < max && n < item->count && rd_left(&data) >= t->bytes) {
		double value = number((enum point_type)t->point, &data);

		out[n] = (struct s7_value){value, (uint16_t)n, (uint8_t)place};
		n++;
	}
	return n;
}

/* return code 1 | transport size 1 | length 2 (in bits for sizes 3 to 5) | bytes, filled up to an even number
 */
static bool part(struct rd *r, unsigned *ret_code, struct rd *ret_data)
{
	unsigned size, length;

	*ret_code = rd_u8(r);
	size = rd_u8(r);
	length = rd_be16(r);
	if (size >= IN_BITS_FIRST && size <= IN_BITS_LAST)
		length = (length + 7) / 8;
	*ret_data = rd_sub(r, length);
	if (length % 2 && !rd_empty(r))
		rd_skip(r, 1);
	return rd_ok(r);
}

unsigned s7_values(const struct s7_item *items, unsigned n, struct rd data, struct s7_value *out,
		   unsigned max, uint32_t *ret_good)
{
	unsigned told = 0, code;
	struct rd bytes;

	*ret_good = 0;
	for (unsigned i = 0; i < n && part(&data, &code, &bytes); i++) {
		if (code == GOOD)
			*ret_good |= UINT32_C(1) << i;
		if (code == GOOD || code == 0) /* 0: in the data that is written */
			told += elements(&items[i], i, bytes, out + told, max - told);
	}
	return told;
}

struct text s7_name(char buf[S7_NAME], const struct s7_item *item, unsigned element)
{
	const struct type *t = type_of(item->type);
	const char *area = area_of(item->area);
	char letter = t ? t->letter : 'B';
	uint32_t at = item->at + element * (!t || t->letter == 0 || t->letter == 'X' ? 1u : 8u * t->bytes);
	bool counts = item->area == AREA_COUNTER || item->area == AREA_TIMER;
	bool block = item->area == AREA_DB || item->area == AREA_INSTANCE;
	struct spell w = spell_in(buf, S7_NAME);

	if (block) {
		spell_z(&w, item->area == AREA_DB ? "DB" : "DI");
		spell_u(&w, item->db);
		spell_z(&w, ".DB");
	} else {
		spell_z(&w, area ? area : "?");
	}
	if (block || (!counts && letter != 'X'))
		spell_char(&w, letter);
	spell_u(&w, counts ? at : at / 8);
	if (letter == 'X') {
		spell_char(&w, '.');
		spell_u(&w, at % 8);
	}
	return text_of(buf, spell_n(&w));
}

void s7_tell(struct emit *e, const struct s7_item *item, const struct s7_value *v, bool written)
{
	const struct type *t = type_of(item->type);
	char buf[S7_NAME];

	emit_value(e, SERVER, s7_name(buf, item, v->element), v->value,
		   t ? (enum point_type)t->point : POINT_UNKNOWN, written);
}
