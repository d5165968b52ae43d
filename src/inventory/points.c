/* Values of points: how many, between which bounds, the last one, how often they come. */
#include "inventory/seen.h"

#include <math.h>
#include <string.h>

enum { PAUSE = 4 }; /* so many times the usual distance: nobody asked for a while */

void seen_point(struct seen *v, const struct fact *f)
{
	ZEROED(measured, m);

	m.about = end_of(&f->about);
	m.protocol = f->source;
	m.name = texts_add(&v->texts, f->value);
	memcpy(&m.last_value, &f->num[0], sizeof m.last_value);
	m.type = (uint16_t)f->num[1];
	m.writes = f->num[2] != 0;
	m.last = f->when;
	m.at = f->at;
	batch_add(&v->measuring, &m, table_hash(&v->points, &m));
}

/* The mean distance of readings, pauses left out; several clients that read the same add up to what there is.
 */
static void distance(struct measured *r, int64_t span)
{
	if (span <= 0 || (r->spans_count > 1 && span > PAUSE * (r->spans / r->spans_count)))
		return;
	r->spans += span;
	r->spans_count++;
}

void seen_measured(void *ctx, const void *change, uint64_t hash)
{
	struct seen *v = ctx;
	const struct measured *m = change;
	struct measured *r = table_add_hashed(&v->points, m, hash);
	double value = m->last_value;

	if (!r || !isfinite(value)) /* sensor is not trusted to have looked */
		return;
	if (r->count++ == 0) {
		r->first = m->last;
		r->at = m->at;
		r->least = r->most = value;
	} else if (!m->writes) {
		distance(r, m->last - r->last);
	}
	r->writes += m->writes;
	if (m->type)
		r->type = m->type;
	r->least = value < r->least ? value : r->least;
	r->most = value > r->most ? value : r->most;
	r->last_value = value;
	r->last = m->last;
}
