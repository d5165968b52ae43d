#include "inventory/inventory.h"

#include "inventory/model.h"

#include <errno.h>
#include <stdlib.h>

struct inventory *inventory_new(const struct inventory_options *o)
{
	struct inventory *v = calloc(1, sizeof *v);

	if (!v)
		return NULL;
	v->options = *o;
	if (seen_init(&v->seen) < 0) {
		free(v);
		return NULL;
	}
	return v;
}

static void on_sighting(void *ctx, const struct sighting *s)
{
	seen_sighting(&((struct inventory *)ctx)->seen, s);
}
static void on_fact(void *ctx, const struct fact *f) { seen_fact(&((struct inventory *)ctx)->seen, f); }
static void on_flow(void *ctx, const struct flow *f) { seen_flow(&((struct inventory *)ctx)->seen, f); }
static void on_reading(void *ctx, const struct reading *r)
{
	seen_reading(&((struct inventory *)ctx)->seen, r);
}

static void on_soon(void *ctx, uint32_t note) { seen_point_soon(&((struct inventory *)ctx)->seen, note); }

struct decode_sink inventory_sink(struct inventory *v)
{
	return (struct decode_sink){.ctx = v,
				    .sighting = on_sighting,
				    .fact = on_fact,
				    .flow = on_flow,
				    .soon = on_soon,
				    .reading = on_reading};
}

uint32_t model_device(const struct model *m, const struct who *w)
{
	uint32_t device = identity_of(&m->who, w);

	return device ? identity_device(&m->who, device)->id : 0;
}

uint32_t model_outside(const struct model *m, const struct who *w)
{
	return ip_is_none(w->ip) ? 0 : outside_of(&m->outside, w->ip);
}

static int write_all(struct model *m)
{
	static int (*const writers[])(struct model *) = {
		write_flows, write_devices, write_outside, write_ledger, write_events, write_wifi, write_run};
	int r = store_begin(m->store);

	for (size_t i = 0; r == 0 && i < sizeof writers / sizeof *writers; i++)
		r = writers[i](m);
	if (r == 0)
		r = store_commit(m->store);
	return r < 0 ? r : store_index(m->store);
}

int inventory_write(struct inventory *v, const struct capture *c, const struct stack_counts *counts,
		    struct store *s)
{
	struct model m = {
		.seen = &v->seen, .options = &v->options, .capture = c, .counts = counts, .store = s};
	int r;

	seen_end(&v->seen);
	r = identity_decide(&m.who, &v->seen, &v->options);
	if (r == 0)
		identity_resolve(&m.who, &v->seen);
	if (r == 0)
		r = outside_collect(&m.outside, &m.who, &v->seen);
	if (r == 0) {
		banners_lend(&v->seen);
		names_lend(&v->seen, &m.who);
		table_clear(&v->seen.fact_counts); /* no fact comes after these: its memory is the store's */
		fields_choose(&m);
		ledger_match(&m);
		merges_remember(&m.who, &v->seen);
		r = evidence_collect(&m.evidence, &m);
	}
	if (r == 0)
		r = write_all(&m);
	evidence_clear(&m.evidence);
	outside_clear(&m.outside);
	identity_clear(&m.who);
	return r;
}

int inventory_next(struct inventory *v, int64_t now) { return seen_next(&v->seen, now); }

void inventory_free(struct inventory *v)
{
	if (v)
		seen_clear(&v->seen);
	free(v);
}
