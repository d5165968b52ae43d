#include "inventory/table.h"

#include "base/pages.h"
#include "inventory/key.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum { ROOM_FIRST = 64 };

/* Order never depends on it. */
uint64_t table_seed(void)
{
	static uint64_t s;

	if (s == 0 && getrandom(&s, sizeof s, GRND_NONBLOCK) != sizeof s)
		s = 0x6d696d616d6f7269u;
	return s;
}

void table_init(struct table *t, size_t row_size, size_t key_size, uint32_t max)
{
	*t = (struct table){.row_size = row_size, .key_size = key_size, .max = max, .seed = table_seed()};
}

static size_t slot_bytes(const struct table *t)
{
	return t->slots ? ((size_t)t->mask + 1) * sizeof *t->slots : 0;
}

static void rows_free(struct table *t)
{
	if (t->reserved)
		pages_free(t->rows, t->reserved);
	else
		free(t->rows);
}

void table_clear(struct table *t)
{
	rows_free(t);
	pages_free(t->slots, slot_bytes(t));
	*t = (struct table){.row_size = t->row_size, .key_size = t->key_size, .max = t->max, .seed = t->seed};
}

static void slot_put(struct table *t, uint32_t tag, uint32_t row)
{
	uint32_t i = tag & t->mask;

	while (t->slots[i].row)
		i = (i + 1) & t->mask;
	t->slots[i] = (struct table_slot){tag, row + 1};
}

/* Room for all rows that may come: they are copied once and never again, and only those that come cost
 * memory. */
static bool reserve(struct table *t)
{
	size_t bytes = (size_t)t->max * t->row_size;
	uint8_t *rows = pages_new(bytes);

	if (!rows)
		return false;
	if (t->rows)
		memcpy(rows, t->rows, t->count * t->row_size);
	rows_free(t);
	t->rows = rows;
	t->reserved = bytes;
	return true;
}

static bool grow_rows(struct table *t, uint32_t room)
{
	uint8_t *rows;

	if (t->reserved)
		return true;
	if (room * t->row_size >= PAGES_LARGE)
		return reserve(t);
	rows = realloc(t->rows, room * t->row_size);
	if (rows)
		t->rows = rows;
	return rows;
}

/* At most half full. */
static bool grow_slots(struct table *t, uint32_t room)
{
	struct table_slot *slots;
	uint32_t n = ROOM_FIRST * 2;

	if (t->slots && room * 2 <= t->mask + 1)
		return true;
	while (n < room * 2)
		n *= 2;
	slots = pages_new(n * sizeof *slots);
	if (!slots)
		return false;
	pages_free(t->slots, slot_bytes(t));
	t->slots = slots;
	t->mask = n - 1;
	for (uint32_t i = 0; i < t->count; i++)
		slot_put(t, (uint32_t)key_hash(t, table_at(t, i), t->key_size), i);
	return true;
}

static bool grow(struct table *t)
{
	uint32_t room = t->room ? t->room * 2 : ROOM_FIRST;

	if (room > t->max)
		room = t->max;
	if (!grow_rows(t, room) || !grow_slots(t, room))
		return false;
	t->room = room;
	return true;
}

uint64_t table_hash(const struct table *t, const void *key) { return key_hash(t, key, t->key_size); }

void table_fetch_slot(const struct table *t, uint64_t hash)
{
	if (t->slots)
		__builtin_prefetch(&t->slots[(uint32_t)hash & t->mask]);
}

void table_fetch_row(const struct table *t, uint64_t hash, size_t bytes)
{
	uint32_t tag = (uint32_t)hash;

	for (uint32_t i = tag & t->mask; t->slots && t->slots[i].row; i = (i + 1) & t->mask)
		if (t->slots[i].tag == tag) {
			const uint8_t *row = table_at(t, t->slots[i].row - 1);

			for (size_t at = 0; at < bytes; at += 64)
				__builtin_prefetch(row + at, 1);
			return;
		}
}

void *table_find_hashed(const struct table *t, const void *key, uint64_t hash)
{
	return key_find(t, key, hash, t->key_size);
}

void *table_find(const struct table *t, const void *key)
{
	return table_find_hashed(t, key, key_hash(t, key, t->key_size));
}

static void *fill(struct table *t, uint32_t row, const void *key, uint64_t hash)
{
	uint8_t *r = table_at(t, row);

	memset(r, 0, t->row_size);
	memcpy(r, key, t->key_size);
	slot_put(t, (uint32_t)hash, row);
	return r;
}

void *table_add_hashed(struct table *t, const void *key, uint64_t hash)
{
	const struct table_slot *s = key_slot(t, key, hash, t->key_size);

	if (s)
		return table_at(t, s->row - 1);
	if (table_full(t) || (t->count == t->room && !grow(t))) {
		t->dropped++;
		return NULL;
	}
	return fill(t, t->count++, key, hash);
}

void *table_add(struct table *t, const void *key, bool *ret_new)
{
	uint32_t count = t->count;
	void *row = table_add_hashed(t, key, key_hash(t, key, t->key_size));

	*ret_new = t->count > count;
	return row;
}

/* Linear probing without tombstones: what follows moves up into the hole. */
static void slot_remove(struct table *t, const struct table_slot *s)
{
	uint32_t hole = (uint32_t)(s - t->slots), i = hole;

	for (;;) {
		uint32_t home;

		i = (i + 1) & t->mask;
		if (!t->slots[i].row)
			break;
		home = t->slots[i].tag & t->mask; /* no row is looked at: each would be a miss */
		if (((i - home) & t->mask) >= ((i - hole) & t->mask)) {
			t->slots[hole] = t->slots[i];
			hole = i;
		}
	}
	t->slots[hole] = (struct table_slot){0, 0};
}

void *table_replace(struct table *t, uint32_t row, const void *key)
{
	const void *old = table_at(t, row);

	slot_remove(t, key_slot(t, old, key_hash(t, old, t->key_size), t->key_size));
	t->dropped++;
	return fill(t, row, key, key_hash(t, key, t->key_size));
}
