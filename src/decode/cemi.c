#include "decode/cemi.h"

#include <stdio.h>

struct telegram cemi_read(struct rd r)
{
	struct telegram t = {.code = rd_u8(&r), .apci = CEMI_NONE, .rest = rd_of(NULL, 0)};
	unsigned length;

	if (t.code != CEMI_REQ && t.code != CEMI_CON && t.code != CEMI_IND)
		return t;
	rd_skip(&r, rd_u8(&r));
	rd_skip(&r, 1);
	t.to_group = rd_u8(&r) & 0x80;
	t.source = rd_be16(&r);
	t.destination = rd_be16(&r);
	length = rd_u8(&r);
	if (length == 0 || length == 255) {
		t.data = rd_ok(&r);
		return t;
	}
	t.apci = rd_be16(&r) & 0x3ff;
	t.rest = rd_sub(&r, length - 1);
	t.data = rd_ok(&r);
	return t;
}

struct text cemi_address(const struct telegram *t, char out[CEMI_ADDRESS])
{
	unsigned d = t->destination;
	int n = t->to_group ? snprintf(out, CEMI_ADDRESS, "%u/%u/%u", d >> 11, d >> 8 & 7, d & 255)
			    : snprintf(out, CEMI_ADDRESS, "%u.%u.%u", d >> 12, d >> 8 & 15, d & 255);

	return text_of(out, (size_t)n);
}

bool cemi_is_answer(const struct telegram *t)
{
	static const uint16_t six_bits[] = {0x040, 0x140, 0x1c0, 0x240, 0x340},
			      all[] = {0x2c1, 0x2c9, 0x3d2, 0x3d6, 0x3d9};

	int apci = t->apci;

	if (!t->data || apci == CEMI_NONE)
		return false;
	for (size_t i = 0; i < sizeof six_bits / sizeof six_bits[0]; i++)
		if ((apci & 0x3c0) == six_bits[i])
			return true;
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
		if (apci == all[i])
			return true;
	return false;
}
