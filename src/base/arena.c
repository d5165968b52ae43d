#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 64 * 1024 };

struct block {
	struct block *next;
	size_t size, used;
	max_align_t bytes[];
};

struct arena {
	struct block *first, *now;
	size_t limit, total, used;
};

struct arena *arena_new(size_t limit_bytes)
{
	struct arena *a = calloc(1, sizeof *a);

	if (a)
		a->limit = limit_bytes;
	return a;
}

static struct block *block_new(struct arena *a, size_t n)
{
	size_t size = n > BLOCK ? n : BLOCK;
	struct block *b;

	if (size > a->limit - a->total || !(b = malloc(sizeof *b + size)))
		return NULL;
	a->total += size;
	*b = (struct block){.size = size};
	if (a->now) {
		b->next = a->now->next;
		a->now->next = b;
	} else {
		a->first = b;
	}
	return b;
}

/* A block with n bytes free: this one, one kept from before a reset, or a new one. */
static struct block *room(struct arena *a, size_t n)
{
	for (struct block *b = a->now; b; b = b->next)
		if (b->size - b->used >= n)
			return b;
	return block_new(a, n);
}

void *arena_get(struct arena *a, size_t count, size_t size)
{
	struct block *b;
	size_t n;
	void *p;

	if (__builtin_mul_overflow(count, size, &n) || n > SIZE_MAX - 8)
		return NULL;
	n = (n + 7) & ~(size_t)7;
	b = room(a, n);
	if (!b)
		return NULL;
	a->now = b;
	p = (char *)b->bytes + b->used;
	b->used += n;
	a->used += n;
	return memset(p, 0, n);
}

char *arena_text(struct arena *a, const char *s, size_t n)
{
	char *copy = arena_get(a, n + 1, 1);

	if (copy && n)
		memcpy(copy, s, n);
	return copy;
}

size_t arena_used(const struct arena *a) { return a->used; }

void arena_reset(struct arena *a)
{
	for (struct block *b = a->first; b; b = b->next)
		b->used = 0;
	a->now = a->first;
	a->used = 0;
}

void arena_free(struct arena *a)
{
	for (struct block *b = a ? a->first : NULL, *next; b; b = next) {
		next = b->next;
		free(b);
	}
	free(a);
}
