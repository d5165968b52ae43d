#include "decode/s7plus.h"

#include <stdio.h>
#include <string.h>

enum { LONG_MAX_BYTES = 10, FIELDS_MAX = 4096, AREA_I = 80, AREA_M = 82, AREA_DB = 0x8a0e, OUTSIDE = 0x80 };

uint64_t plus_number(struct rd *r)
{
	uint64_t v = 0;
	unsigned b = 0x80;

	for (int i = 0; i < LONG_MAX_BYTES && b & 0x80; i++) {
		b = rd_u8(r);
		v = v << 7 | (b & 0x7f);
	}
	return v;
}

int64_t plus_signed(struct rd *r)
{
	uint64_t v = rd_peek(r, 0) >= 0 && rd_peek(r, 0) & 0x40 ? UINT64_MAX : 0;
	unsigned b = 0x80;

	for (int i = 0; i < LONG_MAX_BYTES && b & 0x80; i++) {
		b = rd_u8(r);
		v = v << 7 | (b & 0x7f);
	}
	return (int64_t)v;
}

static void item(struct rd *r, struct plus_item *ret)
{
	uint64_t numbers;

	*ret = (struct plus_item){0};
	(void)plus_number(r);
	ret->area = (uint32_t)plus_number(r);
	numbers = plus_number(r);
	if (numbers > 0)
		(void)plus_number(r); /* which part of the area */
	for (uint64_t i = 1; i < numbers && i < FIELDS_MAX && rd_ok(r); i++) {
		uint32_t n = (uint32_t)plus_number(r);

		if (ret->numbers < PLUS_NUMBERS_MAX)
			ret->number[ret->numbers++] = n;
		else
			ret->area = 0; /* too deep to be named */
	}
}

unsigned plus_items(struct rd *r, struct plus_item items[PLUS_ITEMS_MAX])
{
	uint64_t count = plus_number(r);
	struct plus_item more;
	unsigned n = 0;

	(void)plus_number(r);
	for (uint64_t i = 0; i < count && i < FIELDS_MAX && rd_ok(r) && !rd_empty(r); i++) {
		item(r, i < PLUS_ITEMS_MAX ? &items[i] : &more);
		n += i < PLUS_ITEMS_MAX && rd_ok(r);
	}
	return n;
}

/* --- values --- */

enum how { BYTES, SIGNED_BYTES, NUMBER, SIGNED_NUMBER, REAL, LONG_REAL, TEXT };
static const struct type {
	uint8_t type, how, bytes, point;
} types[] = {
	{0x01, BYTES, 1, POINT_BOOL},
	{0x02, BYTES, 1, POINT_UINT8},
	{0x03, BYTES, 2, POINT_UINT16},
	{0x04, NUMBER, 0, POINT_UINT32},
	{0x05, NUMBER, 0, POINT_UINT64},
	{0x06, SIGNED_BYTES, 1, POINT_INT8},
	{0x07, SIGNED_BYTES, 2, POINT_INT16},
	{0x08, SIGNED_NUMBER, 0, POINT_INT32},
	{0x09, SIGNED_NUMBER, 0, POINT_INT64},
	{0x0a, BYTES, 1, POINT_UINT8},
	{0x0b, BYTES, 2, POINT_UINT16},
	{0x0c, BYTES, 4, POINT_UINT32},
	{0x0d, BYTES, 8, POINT_UINT64},
	{0x0e, REAL, 4, POINT_FLOAT},
	{0x0f, LONG_REAL, 8, POINT_DOUBLE},
	{0x10, BYTES, 8, POINT_UNKNOWN},
	{0x11, SIGNED_NUMBER, 0, POINT_UNKNOWN},
	{0x12, BYTES, 4, POINT_UNKNOWN},
	{0x13, NUMBER, 0, POINT_UNKNOWN},
	{0x15, TEXT, 0, POINT_UNKNOWN},
};

static const struct type *type_of(unsigned type)
{
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
		if (types[i].type == type)
			return &types[i];
	return NULL;
}

static uint64_t bytes_of(struct rd *r, unsigned n)
{
	uint64_t v = 0;

	while (n--)
		v = v << 8 | rd_u8(r);
	return v;
}

static double number(const struct type *t, struct rd *r)
{
	uint64_t bits;
	uint32_t short_bits;
	double d;
	float f;

	switch (t->how) {
	case SIGNED_BYTES:
		bits = bytes_of(r, t->bytes);
		return t->bytes == 1 ? (double)(int8_t)bits : (double)(int16_t)bits;
	case NUMBER:
		return (double)plus_number(r);
	case SIGNED_NUMBER:
		return (double)plus_signed(r);
	case REAL:
		short_bits = rd_be32(r);
		memcpy(&f, &short_bits, sizeof f);
		return (double)f;
	case LONG_REAL:
		bits = rd_be64(r);
		memcpy(&d, &bits, sizeof d);
		return d;
	case TEXT:
		rd_skip(r, (size_t)plus_number(r));
		return 0;
	default:
		return (double)bytes_of(r, t->bytes);
	}
}

unsigned plus_values(struct rd *r, struct plus_value values[PLUS_ITEMS_MAX])
{
	unsigned n = 0;

	while (n < PLUS_ITEMS_MAX) {
		uint64_t place = plus_number(r);
		unsigned flags = rd_u8(r);
		const struct type *t = type_of(rd_u8(r));
		double value;

		if (!rd_ok(r) || place == 0 || place > PLUS_ITEMS_MAX || !t ||
		    flags & ~(unsigned)OUTSIDE) /* arrays */
			break;
		value = number(t, r);
		if (!rd_ok(r))
			break;
		if (t->point != POINT_UNKNOWN)
			values[n++] = (struct plus_value){value, (uint8_t)(place - 1), t->point};
	}
	return n;
}

struct text plus_name(char buf[PLUS_NAME], const struct plus_item *item)
{
	int n;

	if (item->area >> 16 == AREA_DB)
		n = snprintf(buf, PLUS_NAME, "DB%u", item->area & 0xffff);
	else if (item->area >= AREA_I && item->area <= AREA_M)
		n = snprintf(buf, PLUS_NAME, "%c", "IQM"[item->area - AREA_I]);
	else
		return text_of("", 0);
	for (unsigned i = 0; i < item->numbers; i++)
		n += snprintf(buf + n, PLUS_NAME - (size_t)n, ".%u", item->number[i]);
	return text_of(buf, (size_t)n);
}
