#include "inventory/texts.h"

#include "base/hash.h"

#include <errno.h>
#include <stdlib.h>

int texts_init(struct texts *x, uint32_t max, size_t bytes)
{
	*x = (struct texts){.arena = arena_new(bytes), .max = max};
	return x->arena ? 0 : -ENOMEM;
}

void texts_clear(struct texts *x)
{
	arena_free(x->arena);
	free(x->all);
	free(x->slots);
	*x = (struct texts){0};
}

static uint32_t slot_of(const struct texts *x, struct text t)
{
	uint32_t i = (uint32_t)hash_bytes(t.s, t.n, 0) & x->mask;

	while (x->slots[i]) {
		struct text have = x->all[x->slots[i] - 1];

		if (have.n == t.n && memcmp(have.s, t.s, t.n) == 0)
			break;
		i = (i + 1) & x->mask;
	}
	return i;
}

static bool grow(struct texts *x)
{
	uint32_t room = x->room ? x->room * 2 : 256;
	struct text *all = realloc(x->all, room * sizeof *all);
	uint32_t *slots;

	if (!all)
		return false;
	x->all = all;
	slots = calloc(room * 2, sizeof *slots);
	if (!slots)
		return false;
	free(x->slots);
	x->slots = slots;
	x->room = room;
	x->mask = room * 2 - 1;
	for (uint32_t i = 0; i < x->count; i++)
		x->slots[slot_of(x, x->all[i])] = i + 1;
	return true;
}

uint32_t texts_add(struct texts *x, struct text t)
{
	uint32_t slot;
	char *s;

	if (t.n == 0)
		return 0;
	if (t.n > TEXTS_LONGEST)
		t.n = TEXTS_LONGEST;
	if (x->count == x->room && x->count < x->max && !grow(x))
		return 0;
	slot = slot_of(x, t);
	if (x->slots[slot])
		return x->slots[slot];
	if (x->count >= x->max || !(s = arena_text(x->arena, t.s, t.n))) {
		x->dropped++;
		return 0;
	}
	x->all[x->count] = text_of(s, t.n);
	return x->slots[slot] = ++x->count;
}

struct text texts_get(const struct texts *x, uint32_t id)
{
	return id && id <= x->count ? x->all[id - 1] : (struct text){"", 0};
}
