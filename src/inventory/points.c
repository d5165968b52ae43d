/* Values of points: how many, between which bounds, the last one, how often they come. */
#include "inventory/seen.h"

#include "inventory/key.h"

#include <math.h>
#include <string.h>

static const uint32_t NO_ROW = UINT32_MAX;
enum { PAUSE = 4 }; /* so many times the usual distance: nobody asked for a while */

/* The mean distance of readings, pauses left out; several clients that read the same add up to what there is.
 */
static void distance(struct measured *r, int64_t span)
{
	int64_t most;

	if (span <= 0)
		return;
	/* longer than PAUSE times the mean, asked without dividing by how many there are */
	if (r->spans_count > 1 &&
	    (__builtin_mul_overflow(span / PAUSE + (span % PAUSE != 0), (int64_t)r->spans_count, &most) ||
	     r->spans < most))
		return;
	r->spans += span;
	r->spans_count++;
}

static void measure(struct measured *r, const struct reading *f)
{
	double value = f->value;

	if (r->count++ == 0) {
		r->first = f->when;
		r->at = f->at;
		r->least = r->most = value;
	} else if (!f->set) {
		distance(r, f->when - r->last);
	}
	r->writes += f->set;
	if (f->type)
		r->type = f->type;
	if (value < r->least)
		r->least = value;
	if (value > r->most)
		r->most = value;
	r->last_value = value;
	r->last = f->when;
}

/* --- which point --- */

/* Keyed by the run's seed, so that nobody can choose two names that meet. */
static uint64_t print_of(const struct seen *v, const struct reading *f)
{
	const struct who *w = f->about;
	bool by_ip = !ip_is_unspecified(w->ip);
	uint64_t who = by_ip ? key_hash_of(&w->ip, sizeof w->ip, v->points.seed ^ f->source)
			     : key_hash_of(&w->mac, sizeof w->mac, v->points.seed ^ f->source);

	/* the length, too: keys are of one length and hashed without it */
	return key_hash_of(f->name.s, f->name.n, who ^ f->name.n) | 1;
}

/* Prints lie by themselves: which row it is costs no look at the rows. */
static bool is_row(const struct seen *v, uint32_t row, uint64_t print)
{
	return row < v->points.count && v->prints[row] == print;
}

static struct measured *look_up(struct seen *v, const struct reading *f)
{
	ZEROED(measured, key);

	key.about = end_of(f->about);
	key.protocol = f->source;
	key.name = texts_add(&v->texts, f->name);
	if (!key.name) {
		v->points.dropped++;
		return NULL;
	}
	return table_add_hashed(&v->points, &key, table_hash(&v->points, &key));
}

static uint32_t found(struct seen *v, const struct reading *f, uint64_t print)
{
	uint32_t *recent = &v->recent_points[print % RECENT_POINTS];
	const struct measured *r;

	if (is_row(v, *recent, print))
		return *recent;
	r = look_up(v, f);
	if (!r)
		return NO_ROW;
	*recent = table_row(&v->points, r);
	v->prints[*recent] = print;
	return *recent;
}

/* What was read together is read together again: mostly it is the row behind the last one. Where another message begins
 * it is the row that the conversation has noted, which was fetched ahead; else the one that was found in this place of a
 * small table; else it is looked up. */
static uint32_t row_of(struct seen *v, const struct reading *f)
{
	uint64_t print = print_of(v, f);
	uint32_t row;

	if (is_row(v, v->next_point, print))
		return v->next_point;
	if (f->note && *f->note && is_row(v, *f->note - 1, print))
		return *f->note - 1;
	row = found(v, f, print);
	if (row != NO_ROW && f->note)
		*f->note = row + 1;
	return row;
}

static void fetch(const struct seen *v, uint32_t row)
{
	__builtin_prefetch(&((const struct measured *)table_at(&v->points, row))->count, 1);
}

void seen_point_soon(const struct seen *v, uint32_t note)
{
	if (note > v->points.count)
		return;
	__builtin_prefetch(v->prints + note - 1);
	fetch(v, note - 1);
	fetch(v, note);
}

void seen_reading(struct seen *v, const struct reading *r)
{
	uint32_t row;

	if (r->name.n == 0)
		return;
	row = row_of(v, r);
	if (row == NO_ROW)
		return;
	v->next_point = row + 1;
	fetch(v, row + 2);
	measure(table_at(&v->points, row), r);
}

void seen_point(struct seen *v, const struct fact *f)
{
	struct reading r = {.when = f->when,
			    .at = f->at,
			    .about = &f->about,
			    .name = f->value,
			    .note = f->note,
			    .source = f->source,
			    .type = (uint8_t)f->num[1],
			    .set = f->num[2] != 0};

	memcpy(&r.value, &f->num[0], sizeof r.value);
	if (isfinite(r.value)) /* sensor is not trusted to have looked */
		seen_reading(v, &r);
}
