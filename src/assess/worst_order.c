/* The order of worst cases, and what is rolled up by element, system and business. */
#include "assess/sql.h"
#include "assess/worst_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* --- order */

static int by(int a, int b) { return (a > b) - (a < b); }

/* An injury whose size nobody said is as bad as one that was said to be limited. */
static int safety(const struct worst_case *c)
{
	return c->harm == WORST_INJURY && c->safety > EFFECT_LIMITED ? EFFECT_LIMITED : (int)c->safety;
}

int worst_compare(const struct worst_case *a, const struct worst_case *b)
{
	int d = by(safety(a), safety(b));

	d = d ? d : by((int)a->core, (int)b->core);
	d = d ? d : by((int)a->quality, (int)b->quality);
	d = d ? d : by((int)a->delivery, (int)b->delivery);
	d = d ? d : by(b->loss_known, a->loss_known);
	if (d == 0 && a->loss_known && a->loss != b->loss)
		d = a->loss > b->loss ? -1 : 1;
	return d;
}

/* qsort() knows no context: indices carry what they are sorted by. */
struct placed {
	size_t index;
	const struct worst_case *c;
	int weight;
};

static int placed_compare(const void *x, const void *y)
{
	const struct placed *a = x, *b = y;
	int d = a->c && b->c ? worst_compare(a->c, b->c) : by(!a->c, !b->c);

	d = d ? d : by(a->weight, b->weight);
	if (d == 0 && a->c && b->c && a->c->record != b->c->record)
		d = a->c->record < b->c->record ? -1 : 1;
	return d ? d : by((int)a->index, (int)b->index);
}

static int sort_cases(struct worst *w)
{
	struct placed *p = calloc(w->count + 1, sizeof *p);
	struct worst_case *list = calloc(w->count + 1, sizeof *list), *unsorted = w->list;

	if (!p || !list) {
		free(p);
		free(list);
		return -ENOMEM;
	}
	for (size_t i = 0; i < w->count; i++)
		p[i] = (struct placed){i, &unsorted[i], (int)w->business[unsorted[i].business].weight};
	qsort(p, w->count, sizeof *p, placed_compare);
	for (size_t i = 0; i < w->count; i++)
		list[i] = *p[i].c;
	w->list = list;
	free(unsorted);
	free(p);
	return 0;
}

static const struct worst_case *gravest(const struct worst *w, size_t business)
{
	for (size_t i = 0; i < w->count; i++)
		if (w->list[i].business == business)
			return &w->list[i];
	return NULL;
}

/* Businesses by their gravest worst case; the index of each case follows. */
static int sort_businesses(struct worst *w)
{
	struct placed *p = calloc(w->business_count + 1, sizeof *p);
	struct worst_business *list = calloc(w->business_count + 1, sizeof *list);
	size_t *place = calloc(w->business_count + 1, sizeof *place);
	bool done = p && list && place;

	for (size_t i = 0; done && i < w->business_count; i++)
		p[i] = (struct placed){i, gravest(w, i), (int)w->business[i].weight};
	if (done)
		qsort(p, w->business_count, sizeof *p, placed_compare);
	for (size_t i = 0; done && i < w->business_count; i++) {
		list[i] = w->business[p[i].index];
		place[p[i].index] = i;
	}
	for (size_t i = 0; done && i < w->count; i++)
		w->list[i].business = place[w->list[i].business];
	if (done) {
		free(w->business);
		w->business = list;
	} else {
		free(list);
	}
	free(p);
	free(place);
	return done ? 0 : -ENOMEM;
}

static int index_businesses(struct worst *w)
{
	size_t at = 0;

	w->by_business = calloc(w->count + 1, sizeof *w->by_business);
	if (!w->by_business)
		return -ENOMEM;
	for (size_t b = 0; b < w->business_count; b++) {
		w->business[b].first = at;
		for (size_t i = 0; i < w->count; i++)
			if (w->list[i].business == b)
				w->by_business[at++] = i;
		w->business[b].count = at - w->business[b].first;
	}
	return 0;
}

int worst_order(struct worst *w)
{
	int e = sort_cases(w);

	e = e < 0 ? e : sort_businesses(w);
	return e < 0 ? e : index_businesses(w);
}

/* --- roll-ups */

const struct worst_case *worst_of_device(const struct worst *w, int64_t device, size_t *ret_count)
{
	const struct worst_case *top = NULL;

	*ret_count = 0;
	for (size_t i = 0; i < w->count; i++)
		if (w->list[i].device == device) {
			top = top ? top : &w->list[i];
			++*ret_count;
		}
	return top;
}

static bool of_system(struct store *s, const struct worst_case *c, const char *system)
{
	return strcmp(system, "site") == 0 || strcmp(c->system, system) == 0 ||
	       (c->device &&
		sql_number(s, 0, "SELECT 1 FROM system_device WHERE device = ?1 AND 's' || system = ?2", "it",
			   c->device, system));
}

const struct worst_case *worst_of_system(struct store *s, const struct worst *w, const char *system,
					 size_t *ret_count)
{
	const struct worst_case *top = NULL;

	*ret_count = 0;
	for (size_t i = 0; i < w->count; i++)
		if (of_system(s, &w->list[i], system)) {
			top = top ? top : &w->list[i];
			++*ret_count;
		}
	return top;
}

const struct worst_case *worst_of_business(const struct worst *w, size_t business, size_t *ret_count)
{
	const struct worst_business *b = &w->business[business];

	*ret_count = b->count;
	return b->count ? &w->list[w->by_business[b->first]] : NULL;
}

struct worst_money worst_money(const struct worst *w, size_t business)
{
	struct worst_money m = {0};

	for (size_t i = 0; i < w->count; i++) {
		const struct worst_case *c = &w->list[i];

		if (business != WORST_NONE && c->business != business)
			continue;
		if (!c->loss_known) {
			m.unknown++;
		} else if (!m.known || c->loss > m.largest) {
			m.known = true;
			m.largest = c->loss;
			m.record = c->record;
		}
	}
	return m;
}
