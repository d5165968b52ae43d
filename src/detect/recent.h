/* What detectors share: spans of time, and rows that give way to newer ones. Header only. */
#ifndef MIMAMORI_DETECT_RECENT_H
#define MIMAMORI_DETECT_RECENT_H

#include "detect/table.h"
#include "inventory/key.h"

#include <stdint.h>
#include <string.h>

#define SECOND_US INT64_C(1000000)
#define MINUTE_US (60 * SECOND_US)
#define HOUR_US   (60 * MINUTE_US)
#define DAY_US    (24 * HOUR_US)

/* Where in a row stands when it was used last, and how much it is worth (uint32_t; 0 or 1: once). */
struct recent {
	size_t last, worth;
};

static inline bool recent_is_less(const char *a, const char *b, const struct recent *r)
{
	uint32_t x, y;
	int64_t s, t;

	memcpy(&x, a + r->worth, sizeof x);
	memcpy(&y, b + r->worth, sizeof y);
	memcpy(&s, a + r->last, sizeof s);
	memcpy(&t, b + r->last, sizeof t);
	return (x > 1) != (y > 1) ? x <= 1 : s < t;
}

/* The row of this key. In a full table it takes the place of one that was used once, or longest ago, of a
 * few: a flood of new ones does not wash away those who come again and again. NULL: no memory.
 * recent_row_of(): key_size, that of the table, is a constant, for what is asked with each frame. */
static inline __attribute__((always_inline)) void *recent_row_of(struct table *t, const void *key,
								 const struct recent *r, size_t key_size)
{
	enum { LOOKED_AT = 8 };
	void *row = key_find(t, key, key_hash(t, key, key_size), key_size);
	uint32_t least;

	if (row || !table_full(t))
		return row ? row : table_add(t, key, &(bool){false});
	least = t->hand % t->count;
	for (unsigned i = 0; i < LOOKED_AT; i++) {
		t->hand = (t->hand + 1) % t->count;
		if (recent_is_less(table_at(t, t->hand), table_at(t, least), r))
			least = t->hand;
	}
	return table_replace(t, least, key);
}

static inline void *recent_row(struct table *t, const void *key, const struct recent *r)
{
	return recent_row_of(t, key, r, t->key_size);
}

#endif
