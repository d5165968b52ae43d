#include "inventory/texts.h"

#include "inventory/key.h"

#include <errno.h>
#include <stdlib.h>

int texts_init(struct texts *x, uint32_t max, size_t bytes)
{
	*x = (struct texts){.arena = arena_new(bytes), .max = max, .seed = table_seed()};
	return x->arena ? 0 : -ENOMEM;
}

void texts_clear(struct texts *x)
{
	arena_free(x->arena);
	free(x->all);
	free(x->slots);
	*x = (struct texts){0};
}

static uint32_t tag_of(const struct texts *x, struct text t)
{
	return (uint32_t)key_hash_of(t.s, t.n, x->seed ^ t.n);
}

/* Where it is, or the free place where it belongs. */
static struct text_slot *slot_of(const struct texts *x, struct text t, uint32_t tag)
{
	uint32_t i = tag & x->mask;

	for (; x->slots[i].id; i = (i + 1) & x->mask) {
		const struct text *have = &x->all[x->slots[i].id - 1];

		if (x->slots[i].tag == tag && have->n == t.n && memcmp(have->s, t.s, t.n) == 0)
			break;
	}
	return &x->slots[i];
}

static void slot_put(struct texts *x, struct text_slot s)
{
	uint32_t i = s.tag & x->mask;

	while (x->slots[i].id)
		i = (i + 1) & x->mask;
	x->slots[i] = s;
}

static bool grow(struct texts *x)
{
	uint32_t room = x->room ? x->room * 2 : 256;
	struct text *all = realloc(x->all, room * sizeof *all);
	struct text_slot *before = x->slots, *slots;
	uint32_t places = x->slots ? x->mask + 1 : 0;

	if (!all)
		return false;
	x->all = all;
	slots = calloc(room * 2, sizeof *slots);
	if (!slots)
		return false;
	x->slots = slots;
	x->room = room;
	x->mask = room * 2 - 1;
	for (uint32_t i = 0; i < places; i++)
		if (before[i].id)
			slot_put(x, before[i]);
	free(before);
	return true;
}

uint32_t texts_add(struct texts *x, struct text t)
{
	struct text_slot *slot;
	uint32_t tag;
	char *s;

	if (t.n == 0)
		return 0;
	if (t.n > TEXTS_LONGEST)
		t.n = TEXTS_LONGEST;
	if (x->count == x->room && x->count < x->max && !grow(x))
		return 0;
	tag = tag_of(x, t);
	slot = slot_of(x, t, tag);
	if (slot->id)
		return slot->id;
	if (x->count >= x->max || !(s = arena_text(x->arena, t.s, t.n))) {
		x->dropped++;
		return 0;
	}
	x->all[x->count] = text_of(s, t.n);
	*slot = (struct text_slot){tag, ++x->count};
	return slot->id;
}

struct text texts_get(const struct texts *x, uint32_t id)
{
	return id && id <= x->count ? x->all[id - 1] : (struct text){"", 0};
}
