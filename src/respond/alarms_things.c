/* Things that go on, by what they are: detector, by, on, key. Past the bound what is over,
 * then what raised nothing yet, gives way. */
#include "respond/alarms_parts.h"

#include "base/hash.h"
#include "inventory/table.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { EVICT_LOOKS = 64 };

static uint64_t thing_hash(const struct alarms *a, const struct thing *t)
{
	uint64_t h = hash_bytes(&t->by, sizeof t->by, a->seed ^ (uintptr_t)t->words);

	h = hash_bytes(&t->on, sizeof t->on, h);
	return hash_bytes(t->key, strlen(t->key), h);
}

static bool same(const struct thing *x, const struct thing *y)
{
	return x->words == y->words && memcmp(&x->by, &y->by, sizeof x->by) == 0 &&
	       memcmp(&x->on, &y->on, sizeof x->on) == 0 && strcmp(x->key, y->key) == 0;
}

static uint32_t *bucket(const struct alarms *a, const struct thing *t)
{
	return &a->buckets[thing_hash(a, t) & a->bucket_mask];
}

struct thing *thing_find(const struct alarms *a, const struct thing *like)
{
	for (uint32_t i = *bucket(a, like); i != NO_INDEX; i = a->thing[i].next)
		if (same(&a->thing[i], like))
			return &a->thing[i];
	return NULL;
}

/* One that is over, else one that raised nothing; looks at some only, and goes on where it stopped. */
static bool give_way(struct alarms *a)
{
	struct thing *worst = NULL;

	for (unsigned i = 0; i < EVICT_LOOKS; i++) {
		struct thing *t = &a->thing[a->hand++ % a->things_room];

		if (t->words && !t->raised && (!worst || (t->over && !worst->over)))
			worst = t;
		if (worst && worst->over)
			break;
	}
	if (!worst)
		return false;
	a->counts.unlisted += worst->dirty;
	thing_free(a, worst);
	return true;
}

struct thing *thing_make(struct alarms *a, const struct thing *like)
{
	uint32_t *head, i;

	if (a->things_free == NO_INDEX && a->things_room == a->things_most && !give_way(a))
		return NULL;
	if (a->things_free == NO_INDEX) { /* one that was never used: its memory is taken now */
		i = a->things_room++;
	} else {
		i = a->things_free;
		a->things_free = a->thing[i].next;
	}
	a->thing[i] = *like;
	head = bucket(a, like);
	a->thing[i].next = *head;
	a->thing[i].group = a->thing[i].touch[0] = a->thing[i].touch[1] = NO_INDEX;
	*head = i;
	a->things_used++;
	return &a->thing[i];
}

void thing_free(struct alarms *a, struct thing *t)
{
	uint32_t i = thing_index(a, t), *at = bucket(a, t);

	while (*at != i)
		at = &a->thing[*at].next;
	*at = t->next;
	*t = (struct thing){.next = a->things_free, .group = NO_INDEX};
	a->things_free = i;
	a->things_used--;
}

int things_begin(struct alarms *a)
{
	uint32_t buckets = 64;

	while (buckets < a->things_most)
		buckets *= 2;
	a->seed = table_seed();
	a->things_free = NO_INDEX;
	a->thing = calloc(a->things_most, sizeof *a->thing);
	a->buckets = malloc(buckets * sizeof *a->buckets);
	if (!a->thing || !a->buckets)
		return -ENOMEM;
	memset(a->buckets, 0xff, buckets * sizeof *a->buckets);
	a->bucket_mask = buckets - 1;
	return 0;
}

void things_end(struct alarms *a)
{
	free(a->thing);
	free(a->buckets);
}
