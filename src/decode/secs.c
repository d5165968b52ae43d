#include "decode/secs.h"
#include "decode/words.h"

enum { WALK_MAX = 4096 }; /* items of one message */

/* Formats of items (E5 table 1), in octal as the standard writes them. */
static const struct {
	uint8_t format, size, type;
} numbers[] = {
	{010, 1, POINT_UINT8},  {011, 1, POINT_BOOL},  {030, 8, POINT_INT64},  {031, 1, POINT_INT8},
	{032, 2, POINT_INT16},  {034, 4, POINT_INT32}, {040, 8, POINT_DOUBLE}, {044, 4, POINT_FLOAT},
	{050, 8, POINT_UINT64}, {051, 1, POINT_UINT8}, {052, 2, POINT_UINT16}, {054, 4, POINT_UINT32},
};

static bool is_format(unsigned f)
{
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
		if (numbers[i].format == f)
			return true;
	return f == SECS_LIST || f == SECS_ASCII || f == 021 || f == 022;
}

bool secs_next(struct rd *r, struct secs_item *ret)
{
	unsigned head = rd_u8(r);

	*ret = (struct secs_item){.format = head >> 2};
	for (unsigned n = head & 3; n > 0; n--)
		ret->length = ret->length << 8 | rd_u8(r);
	if (!rd_ok(r) || !(head & 3) || !is_format(ret->format))
		return false;
	ret->data = ret->format == SECS_LIST ? rd_of(NULL, 0) : rd_sub(r, ret->length);
	return rd_ok(r);
}

bool secs_step(struct rd *r, struct secs_item *ret)
{
	struct secs_item inner;
	size_t left;

	if (!secs_next(r, ret))
		return false;
	left = ret->format == SECS_LIST ? ret->length : 0;
	for (int walked = 0; left > 0; left--) {
		if (walked++ == WALK_MAX || !secs_next(r, &inner))
			return false;
		left += inner.format == SECS_LIST ? inner.length : 0;
	}
	return true;
}

int secs_list(struct rd *r)
{
	struct rd look = *r;
	struct secs_item item;

	if (!secs_next(&look, &item) || item.format != SECS_LIST)
		return -1;
	*r = look;
	return item.length < WALK_MAX ? (int)item.length : WALK_MAX;
}

static double number_of(struct rd r, size_t size, enum point_type type)
{
	uint64_t raw = 0;
	double d;
	float f;

	for (size_t i = 0; i < size; i++)
		raw = raw << 8 | rd_u8(&r);
	switch (type) {
	case POINT_INT8:
		return (int8_t)raw;
	case POINT_INT16:
		return (int16_t)raw;
	case POINT_INT32:
		return (int32_t)raw;
	case POINT_INT64:
		return (double)(int64_t)raw;
	case POINT_BOOL:
		return raw != 0;
	case POINT_FLOAT: {
		uint32_t four = (uint32_t)raw;

		memcpy(&f, &four, sizeof f);
		return f;
	}
	case POINT_DOUBLE:
		memcpy(&d, &raw, sizeof d);
		return d;
	default:
		return (double)raw;
	}
}

bool secs_number(const struct secs_item *item, double *ret, enum point_type *ret_type)
{
	*ret_type = POINT_UNKNOWN;
	if (item->format == SECS_ASCII)
		return words_double(secs_text(item), ret);
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		if (numbers[i].format != item->format || numbers[i].size != item->length)
			continue;
		*ret_type = (enum point_type)numbers[i].type;
		*ret = number_of(item->data, numbers[i].size, *ret_type);
		return true;
	}
	return false;
}

uint32_t secs_id(const struct secs_item *item)
{
	enum point_type type;
	double value;

	if (item->format < 030 || !secs_number(item, &value, &type) || value < 0 || value > UINT32_MAX ||
	    type == POINT_FLOAT || type == POINT_DOUBLE)
		return 0;
	return (uint32_t)value;
}

struct text secs_text(const struct secs_item *item)
{
	struct text t = text_rd(&item->data);

	return item->format == SECS_ASCII && t.n > 0 && text_is_plain(t) ? words_trim(t) : text_of("", 0);
}
