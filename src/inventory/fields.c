/* The best value of each field of a device: by confidence, then by how often it was said, then the earlier.
 */
#include "inventory/model.h"

static bool better(const struct kept *a, const struct kept *b)
{
	if (a->confidence != b->confidence)
		return a->confidence > b->confidence;
	return a->count > b->count;
}

void fields_choose(struct model *m)
{
	for (uint32_t i = 0; i < m->seen->facts.count; i++) {
		const struct kept *f = table_at(&m->seen->facts, i);
		uint32_t device;
		uint32_t *best;

		if (f->kind == FACT_UNIT_ID && (device = identity_of(&m->who, &f->about)))
			identity_device(&m->who, device)->units++;
		if (f->kind > FACT_KIND || fact_fold(f->kind) != FOLD_FIELD ||
		    !(device = identity_of(&m->who, &f->about)))
			continue;
		best = &identity_device(&m->who, device)->best[f->kind];
		if (!*best || better(f, table_at(&m->seen->facts, *best - 1)))
			*best = i + 1;
	}
}
