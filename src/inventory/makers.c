#include "inventory/makers.h"

#include <stdlib.h>

static int by_24(const void *key, const void *row)
{
	uint32_t a = *(const uint32_t *)key, b = ((const struct maker_24 *)row)->prefix;

	return a < b ? -1 : a > b;
}

static int by_36(const void *key, const void *row)
{
	const struct maker_36 *r = row;
	uint64_t a = *(const uint64_t *)key, b = (uint64_t)r->high << 12 | r->low;

	return a < b ? -1 : a > b;
}

static const char *name_at(uint32_t offset) { return offset ? maker_names + offset : NULL; }

const char *maker_of(struct mac m)
{
	uint64_t p36 = (uint64_t)m.b[0] << 28 | (uint64_t)m.b[1] << 20 | (uint64_t)m.b[2] << 12 |
		       (uint64_t)m.b[3] << 4 | (uint64_t)m.b[4] >> 4;
	uint32_t p28 = (uint32_t)(p36 >> 8), p24 = p28 >> 4;
	const struct maker_36 *a;
	const struct maker_24 *b, *c;

	if (mac_is_local(m) || mac_is_group(m) || mac_is_none(m))
		return NULL;
	if ((a = bsearch(&p36, makers_36, makers_36_count, sizeof *a, by_36)) && a->name)
		return name_at(a->name);
	if ((b = bsearch(&p28, makers_28, makers_28_count, sizeof *b, by_24)) && b->name)
		return name_at(b->name);
	c = bsearch(&p24, makers_24, makers_24_count, sizeof *c, by_24);
	return c ? name_at(c->name) : NULL;
}
