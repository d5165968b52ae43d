/* Rows of one size, each found by the key it begins with. Dense and in the order they were added, so that
 * walking them is walking an array and a run gives the same order as the next. Bounded: past max rows nothing
 * is added (and it is counted), unless the owner gives up a row of its own with table_replace(). A row is
 * borrowed until the next add. */
#ifndef MIMAMORI_INVENTORY_TABLE_H
#define MIMAMORI_INVENTORY_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct table_slot {
	uint32_t tag, row; /* of the hash: its place and more; row + 1, 0 free */
};

struct table {
	uint8_t *rows;
	struct table_slot *slots;
	size_t row_size, key_size, reserved; /* reserved: bytes, once all rows that may come have room */
	uint32_t count, room, max, mask;
	uint64_t seed;
	uint32_t hand;    /* where the search for a row to give up goes on */
	uint64_t dropped; /* rows that found no place, or were given up */
};

/* Differs from run to run, so that nobody can prepare a capture whose keys all meet. */
uint64_t table_seed(void);

/* Keys are compared byte by byte: build them zeroed. Takes no memory before the first row. */
void table_init(struct table *t, size_t row_size, size_t key_size, uint32_t max);
void table_clear(struct table *t);

void *table_find(const struct table *t, const void *key);
/* The same in steps, for many keys at once: hash all, fetch all slots, fetch all rows (the likely ones), then
 * ask. */
uint64_t table_hash(const struct table *t, const void *key);
void table_fetch_slot(const struct table *t, uint64_t hash);
void table_fetch_row(const struct table *t, uint64_t hash, size_t bytes);
void *table_find_hashed(const struct table *t, const void *key, uint64_t hash);
/* The row of this key, made (zero but for its key) when there is none; NULL at the limit, counted in dropped.
 */
void *table_add(struct table *t, const void *key, bool *ret_new);
void *table_add_hashed(struct table *t, const void *key, uint64_t hash);
void *table_replace(struct table *t, uint32_t row,
		    const void *key); /* that row is dropped, and counted; its place taken */

static inline void *table_at(const struct table *t, uint32_t row)
{
	return t->rows + (size_t)row * t->row_size;
}
static inline bool table_full(const struct table *t) { return t->count >= t->max; }
static inline uint32_t table_row(const struct table *t, const void *row)
{
	return (uint32_t)((size_t)((const uint8_t *)row - t->rows) / t->row_size);
}

#endif
