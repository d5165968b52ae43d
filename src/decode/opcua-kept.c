#include "decode/opcua-kept.h"

#include <string.h>

void opcua_forget(struct opcua_kept *k, struct opcua_asked *a)
{
	size_t end = (size_t)a->at + a->n;

	if (a->n) {
		memmove(k->names + a->at, k->names + end, k->names_n - end);
		k->names_n = (uint16_t)(k->names_n - a->n);
		for (struct opcua_asked *b = k->asked; b < k->asked + OPCUA_ASKED; b++)
			if (b->at >= end)
				b->at = (uint16_t)(b->at - a->n);
	}
	*a = (struct opcua_asked){0};
}

/* The one that waits longest; NULL when none but this one holds names. */
static struct opcua_asked *oldest(struct opcua_kept *k, const struct opcua_asked *but)
{
	for (unsigned i = 0; i < OPCUA_ASKED; i++) {
		struct opcua_asked *a = &k->asked[(k->next + i) % OPCUA_ASKED];

		if (a->service && a->n && a != but)
			return a;
	}
	return NULL;
}

struct opcua_asked *opcua_ask(struct opcua_kept *k, uint32_t request, unsigned service)
{
	struct opcua_asked *a = &k->asked[k->next++ % OPCUA_ASKED];

	opcua_forget(k, a);
	*a = (struct opcua_asked){request, (uint16_t)service, k->names_n, 0};
	return a;
}

static bool make_room(struct opcua_kept *k, const struct opcua_asked *a, size_t n)
{
	struct opcua_asked *old;

	while (k->names_n + n > OPCUA_ASKED_ROOM && (old = oldest(k, a)))
		opcua_forget(k, old);
	return k->names_n + n <= OPCUA_ASKED_ROOM;
}

void opcua_ask_body(struct opcua_kept *k, struct opcua_asked *a, struct rd body)
{
	size_t n = rd_left(&body);

	if (!n || n > OPCUA_ASKED_ROOM || !make_room(k, a, n))
		return;
	memcpy(k->names + k->names_n, body.at, n);
	k->names_n = (uint16_t)(k->names_n + n);
	a->n = (uint16_t)n;
}

struct rd opcua_body_of(const struct opcua_kept *k, const struct opcua_asked *a)
{
	return rd_of(k->names + a->at, a->n);
}

bool opcua_ask_name(struct opcua_kept *k, struct opcua_asked *a, struct text name)
{
	size_t n = name.n > 255 ? 0 : name.n;

	if (!make_room(k, a, n + 1))
		return false;
	k->names[k->names_n] = (uint8_t)n;
	if (n)
		memcpy(k->names + k->names_n + 1, name.s, n);
	k->names_n = (uint16_t)(k->names_n + n + 1);
	a->n = (uint16_t)(a->n + n + 1);
	return true;
}

struct opcua_asked *opcua_asked_of(struct opcua_kept *k, uint32_t request)
{
	for (struct opcua_asked *a = k->asked; a < k->asked + OPCUA_ASKED; a++)
		if (a->service && a->request == request)
			return a;
	return NULL;
}

struct text opcua_next_name(const struct opcua_kept *k, const struct opcua_asked *a, size_t *at)
{
	size_t here = *at;

	if (here >= (size_t)a->at + a->n)
		return text_of("", 0);
	*at += 1u + k->names[here];
	return text_of((const char *)k->names + here + 1, k->names[here]);
}

/* --- monitored items ----------------------------------------------------------------------------------- */

static const struct opcua_item *item_find(const struct opcua_kept *k, uint32_t handle)
{
	for (unsigned i = 0; i < k->items; i++)
		if (k->item[i].handle == handle)
			return &k->item[i];
	return NULL;
}

void opcua_keep_item(struct opcua_kept *k, uint32_t handle, struct text name)
{
	size_t n = name.n > 255 ? 0 : name.n;

	/* a handle that is given again (another subscription): its name is no longer sure */
	if (item_find(k, handle)) {
		if (opcua_item_of(k, handle).n != n || memcmp(opcua_item_of(k, handle).s, name.s, n) != 0)
			k->item_names[item_find(k, handle)->at] = 0;
		return;
	}
	if (k->items == OPCUA_ITEMS || k->item_names_n + n + 1 > OPCUA_ITEM_ROOM)
		return;
	k->item[k->items++] = (struct opcua_item){handle, k->item_names_n};
	k->item_names[k->item_names_n] = (uint8_t)n;
	if (n)
		memcpy(k->item_names + k->item_names_n + 1, name.s, n);
	k->item_names_n = (uint16_t)(k->item_names_n + n + 1);
}

struct text opcua_item_of(const struct opcua_kept *k, uint32_t handle)
{
	const struct opcua_item *item = item_find(k, handle);

	return item ? text_of((const char *)k->item_names + item->at + 1, k->item_names[item->at])
		    : text_of("", 0);
}
