#include "decode/walks.h"

#include "base/hash.h"

#define STAYS_US (600 * INT64_C(1000000))
enum { STAYS = 8 /* steps */ };

static uint64_t hash_of(const struct walks_ends *e)
{
	return hash_bytes(e, offsetof(struct walks_ends, when), 1);
}

/* Is the place theirs, or may it be? ret_new: it was not. */
static bool takes(struct walks_ends *place, const struct walks_ends *e, uint32_t steps, bool *ret_new)
{
	bool same = memcmp(place, e, offsetof(struct walks_ends, when)) == 0;

	if (!same && steps >= STAYS && e->when - place->when < STAYS_US)
		return false;
	*ret_new = !same;
	*place = *e;
	return true;
}

struct walk *walks_of(struct walks *w, const struct walks_ends *ends)
{
	struct walks_place *p = &w->places[hash_of(ends) % WALKS_PLACES];
	bool is_new;

	if (!takes(&p->ends, ends, p->walk.steps, &is_new))
		return NULL;
	if (is_new)
		memset(&p->walk, 0, sizeof p->walk);
	return &p->walk;
}

struct walk_names *walks_names_of(struct walks *w, const struct walks_ends *ends)
{
	struct walks_name *p = &w->names[hash_of(ends) % WALKS_NAMES];
	bool is_new;

	if (!takes(&p->ends, ends, p->walk.steps, &is_new))
		return NULL;
	if (is_new)
		memset(&p->walk, 0, sizeof p->walk);
	return &p->walk;
}
