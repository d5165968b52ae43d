#include "inventory/table.h"

#include "base/hash.h"

#include <stdlib.h>
#include <sys/random.h>

enum { ROOM_FIRST = 64 };

/* Differs from run to run, so that nobody can prepare a capture whose keys all meet; order never depends on
 * it. */
static uint64_t seed(void)
{
	static uint64_t s;

	if (s == 0 && getrandom(&s, sizeof s, GRND_NONBLOCK) != sizeof s)
		s = 0x6d696d616d6f7269u;
	return s;
}

void table_init(struct table *t, size_t row_size, size_t key_size, uint32_t max)
{
	*t = (struct table){.row_size = row_size, .key_size = key_size, .max = max};
}

void table_clear(struct table *t)
{
	free(t->rows);
	free(t->slots);
	*t = (struct table){.row_size = t->row_size, .key_size = t->key_size, .max = t->max};
}

static uint64_t hash_of(const struct table *t, const void *key)
{
	return hash_bytes(key, t->key_size, seed());
}

static void slot_put(struct table *t, uint64_t hash, uint32_t row)
{
	uint32_t i = (uint32_t)hash & t->mask;

	while (t->slots[i].row)
		i = (i + 1) & t->mask;
	t->slots[i] = (struct table_slot){(uint32_t)(hash >> 32), row + 1};
}

static bool grow(struct table *t)
{
	uint32_t room = t->room ? t->room * 2 : ROOM_FIRST;
	struct table_slot *slots;
	uint8_t *rows;

	if (room > t->max)
		room = t->max;
	rows = realloc(t->rows, room * t->row_size);
	if (!rows)
		return false;
	t->rows = rows;
	if (!t->slots || room * 2 > t->mask + 1) { /* at most half full */
		uint32_t n = ROOM_FIRST * 2;

		while (n < room * 2)
			n *= 2;
		slots = calloc(n, sizeof *slots);
		if (!slots)
			return false;
		free(t->slots);
		t->slots = slots;
		t->mask = n - 1;
		for (uint32_t i = 0; i < t->count; i++)
			slot_put(t, hash_of(t, table_at(t, i)), i);
	}
	t->room = room;
	return true;
}

static struct table_slot *slot_of(const struct table *t, const void *key, uint64_t hash)
{
	uint32_t tag = (uint32_t)(hash >> 32);

	if (!t->slots)
		return NULL;
	for (uint32_t i = (uint32_t)hash & t->mask; t->slots[i].row; i = (i + 1) & t->mask)
		if (t->slots[i].tag == tag && memcmp(table_at(t, t->slots[i].row - 1), key, t->key_size) == 0)
			return &t->slots[i];
	return NULL;
}

void *table_find(const struct table *t, const void *key)
{
	const struct table_slot *s = slot_of(t, key, hash_of(t, key));

	return s ? table_at(t, s->row - 1) : NULL;
}

static void *fill(struct table *t, uint32_t row, const void *key, uint64_t hash)
{
	uint8_t *r = table_at(t, row);

	memset(r, 0, t->row_size);
	memcpy(r, key, t->key_size);
	slot_put(t, hash, row);
	return r;
}

void *table_add(struct table *t, const void *key, bool *ret_new)
{
	uint64_t hash = hash_of(t, key);
	const struct table_slot *s = slot_of(t, key, hash);

	*ret_new = !s;
	if (s)
		return table_at(t, s->row - 1);
	if (table_full(t) || (t->count == t->room && !grow(t))) {
		t->dropped++;
		*ret_new = false;
		return NULL;
	}
	return fill(t, t->count++, key, hash);
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
		home = (uint32_t)hash_of(t, table_at(t, t->slots[i].row - 1)) & t->mask;
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

	slot_remove(t, slot_of(t, old, hash_of(t, old)));
	t->dropped++;
	return fill(t, row, key, hash_of(t, key));
}
