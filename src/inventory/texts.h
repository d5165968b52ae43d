/* Texts kept once, named by a number. Raw bytes as they came (at most TEXTS_LONGEST of each): whoever shows
 * them cleans them. Bounded in number and bytes; 0 is "none" and what a text becomes when there is no more
 * room (counted). */
#ifndef MIMAMORI_INVENTORY_TEXTS_H
#define MIMAMORI_INVENTORY_TEXTS_H

#include "base/arena.h"
#include "base/text.h"
#include "inventory/table.h"

enum { TEXTS_LONGEST = 1024 };

struct text_slot {
	uint32_t tag, id; /* of the hash; id 0: free */
};

struct texts {
	struct arena *arena;
	struct text *all; /* by number - 1 */
	struct text_slot *slots;
	uint32_t count, room, mask, max;
	uint64_t dropped, seed;
};

int texts_init(struct texts *x, uint32_t max, size_t bytes);
void texts_clear(struct texts *x);
uint32_t texts_add(struct texts *x, struct text t);
struct text texts_get(const struct texts *x, uint32_t id); /* 0: empty. Borrowed for the life of x */

#endif
