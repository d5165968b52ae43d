/* The keys of a table (table.h), hashed and compared. Inline, with their size as an argument: whoever looks
 * for something with each frame gives it as a constant, and gets code made for that size. n is always the
 * table's key_size. */
#ifndef MIMAMORI_INVENTORY_KEY_H
#define MIMAMORI_INVENTORY_KEY_H

#include "base/hash.h"
#include "inventory/table.h"

#include <string.h>

/* Two words a step: keys are short and hashed once or twice a frame. */
static inline uint64_t key_fold(uint64_t a, uint64_t b) { return hash_fold(a, b); }

static inline uint64_t key_word(const uint8_t *p)
{
	uint64_t v;

	memcpy(&v, p, 8);
	return v;
}

/* 1 to 8 bytes. */
static inline uint64_t key_tail(const uint8_t *p, size_t n)
{
	uint32_t a = 0, b = 0;

	if (n == 8)
		return key_word(p);
	if (n < 4)
		return (uint64_t)p[0] << 16 | (uint64_t)p[n / 2] << 8 | p[n - 1];
	memcpy(&a, p, 4);
	memcpy(&b, p + n - 4, 4);
	return (uint64_t)a << 32 | b;
}

static inline __attribute__((always_inline)) uint64_t key_hash_of(const void *key, size_t n, uint64_t seed)
{
	const uint8_t *p = key;
	uint64_t h = seed;

	for (; n > 16; p += 16, n -= 16)
		h = key_fold(key_word(p) ^ h, key_word(p + 8) ^ 0xa0761d6478bd642fu);
	if (n > 8)
		return key_fold(key_word(p) ^ h, key_tail(p + 8, n - 8) ^ 0xe7037ed1a0b428dbu);
	return key_fold(key_tail(p, n) ^ h, 0x8ebc6af09c88c6e3u ^ n);
}

static inline __attribute__((always_inline)) uint64_t key_hash(const struct table *t, const void *key,
							       size_t n)
{
	return key_hash_of(key, n, t->seed);
}

static inline __attribute__((always_inline)) bool key_same(const void *a, const void *b, size_t n)
{
	const uint8_t *x = a, *y = b;

	for (; n > 8; x += 8, y += 8, n -= 8)
		if (key_word(x) != key_word(y))
			return false;
	return key_tail(x, n) == key_tail(y, n);
}

static inline __attribute__((always_inline)) struct table_slot *
key_slot(const struct table *t, const void *key, uint64_t hash, size_t n)
{
	uint32_t tag = (uint32_t)hash;

	if (!t->slots)
		return NULL;
	for (uint32_t i = tag & t->mask; t->slots[i].row; i = (i + 1) & t->mask)
		if (t->slots[i].tag == tag && key_same(table_at(t, t->slots[i].row - 1), key, n))
			return &t->slots[i];
	return NULL;
}

static inline __attribute__((always_inline)) void *key_find(const struct table *t, const void *key,
							    uint64_t hash, size_t n)
{
	const struct table_slot *s = key_slot(t, key, hash, n);

	return s ? table_at(t, s->row - 1) : NULL;
}

#endif
