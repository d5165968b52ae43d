#include "report/intern.h"

#include "base/arena.h"
#include "base/hash.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static size_t place(const struct intern *t, const char *s)
{
	size_t i = hash_bytes(s, strlen(s), 1) & (t->slots - 1);

	while (t->slot[i] && strcmp(t->text[t->slot[i] - 1], s) != 0)
		i = (i + 1) & (t->slots - 1);
	return i;
}

static int grow(struct intern *t, size_t slots)
{
	uint32_t *slot = calloc(slots, sizeof *slot);
	const char **text = realloc(t->text, slots / 2 * sizeof *text);

	if (text)
		t->text = text;
	if (!slot || !text) {
		free(slot);
		return -ENOMEM;
	}
	free(t->slot);
	t->slot = slot;
	t->slots = slots;
	t->room = slots / 2;
	for (size_t i = 0; i < t->count; i++)
		t->slot[place(t, t->text[i])] = (uint32_t)i + 1;
	return 0;
}

int intern_init(struct intern *t, struct arena *arena)
{
	*t = (struct intern){.arena = arena};
	return grow(t, 1024);
}

int intern_number(struct intern *t, const char *s)
{
	size_t i;
	char *copy;

	if (!s)
		return -1;
	i = place(t, s);
	if (t->slot[i])
		return (int)t->slot[i] - 1;
	if (t->count + 1 >= t->room) {
		if (grow(t, t->slots * 2) < 0)
			return -1;
		i = place(t, s);
	}
	copy = arena_text(t->arena, s, strlen(s));
	if (!copy)
		return -1;
	t->text[t->count] = copy;
	t->slot[i] = (uint32_t)++t->count;
	return (int)t->count - 1;
}

void intern_clear(struct intern *t)
{
	free(t->text);
	free(t->slot);
}
