#include "inventory/table.h"

#include <stdlib.h>
#include <string.h>
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
	*t = (struct table){.row_size = row_size, .key_size = key_size, .max = max, .seed = seed()};
}

void table_clear(struct table *t)
{
	free(t->rows);
	free(t->slots);
	*t = (struct table){.row_size = t->row_size, .key_size = t->key_size, .max = t->max, .seed = t->seed};
}

/* Two words a step, folded through one wide product: keys are short and hashed once or twice a frame. */
static inline uint64_t fold(uint64_t a, uint64_t b)
{
	__extension__ typedef unsigned __int128 wide;
	wide p = (wide)a * b;

	return (uint64_t)p ^ (uint64_t)(p >> 64);
}

static inline uint64_t word_at(const uint8_t *p)
{
	uint64_t v;

	memcpy(&v, p, 8);
	return v;
}

/* 1 to 8 bytes. */
static inline uint64_t tail(const uint8_t *p, size_t n)
{
	uint32_t a = 0, b = 0;

	if (n == 8)
		return word_at(p);
	if (n < 4)
		return (uint64_t)p[0] << 16 | (uint64_t)p[n / 2] << 8 | p[n - 1];
	memcpy(&a, p, 4);
	memcpy(&b, p + n - 4, 4);
	return (uint64_t)a << 32 | b;
}

static inline uint64_t hash_of(const struct table *t, const void *key)
{
	const uint8_t *p = key;
	size_t n = t->key_size;
	uint64_t h = t->seed;

	for (; n > 16; p += 16, n -= 16)
		h = fold(word_at(p) ^ h, word_at(p + 8) ^ 0xa0761d6478bd642fu);
	if (n > 8)
		return fold(word_at(p) ^ h, tail(p + 8, n - 8) ^ 0xe7037ed1a0b428dbu);
	return fold(tail(p, n) ^ h, 0x8ebc6af09c88c6e3u ^ n);
}

static inline bool same_key(const struct table *t, const void *a, const void *b)
{
	const uint8_t *x = a, *y = b;
	size_t n = t->key_size;

	for (; n > 8; x += 8, y += 8, n -= 8)
		if (word_at(x) != word_at(y))
			return false;
	return tail(x, n) == tail(y, n);
}

static void slot_put(struct table *t, uint32_t tag, uint32_t row)
{
	uint32_t i = tag & t->mask;

	while (t->slots[i].row)
		i = (i + 1) & t->mask;
	t->slots[i] = (struct table_slot){tag, row + 1};
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
			slot_put(t, (uint32_t)hash_of(t, table_at(t, i)), i);
	}
	t->room = room;
	return true;
}

static inline struct table_slot *slot_of(const struct table *t, const void *key, uint64_t hash)
{
	uint32_t tag = (uint32_t)hash;

	if (!t->slots)
		return NULL;
	for (uint32_t i = tag & t->mask; t->slots[i].row; i = (i + 1) & t->mask)
		if (t->slots[i].tag == tag && same_key(t, table_at(t, t->slots[i].row - 1), key))
			return &t->slots[i];
	return NULL;
}

uint64_t table_hash(const struct table *t, const void *key) { return hash_of(t, key); }

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
	const struct table_slot *s = slot_of(t, key, hash);

	return s ? table_at(t, s->row - 1) : NULL;
}

void *table_find(const struct table *t, const void *key)
{
	return table_find_hashed(t, key, hash_of(t, key));
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
	const struct table_slot *s = slot_of(t, key, hash);

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
	void *row = table_add_hashed(t, key, hash_of(t, key));

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

	slot_remove(t, slot_of(t, old, hash_of(t, old)));
	t->dropped++;
	return fill(t, row, key, hash_of(t, key));
}
