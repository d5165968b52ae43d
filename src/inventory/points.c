/* Values of points: how many, between which bounds, the last one, how often they come. */
#include "inventory/seen.h"

#include "inventory/key.h"

#include <math.h>
#include <string.h>

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

static void measure(struct measured *r, const struct fact *f, double value)
{
	bool set = f->num[2] != 0;

	if (r->count++ == 0) {
		r->first = f->when;
		r->at = f->at;
		r->least = r->most = value;
	} else if (!set) {
		distance(r, f->when - r->last);
	}
	r->writes += set;
	if (f->num[1])
		r->type = (uint16_t)f->num[1];
	r->least = value < r->least ? value : r->least;
	r->most = value > r->most ? value : r->most;
	r->last_value = value;
	r->last = f->when;
}

/* --- which point --- */

/* Keyed by the run's seed, so that nobody can choose two names that meet. */
static uint64_t print_of(const struct seen *v, const struct fact *f)
{
	const struct who *w = &f->about;
	bool by_ip = !ip_is_unspecified(w->ip);
	uint64_t who = by_ip ? key_hash_of(&w->ip, sizeof w->ip, v->points.seed ^ f->source)
			     : key_hash_of(&w->mac, sizeof w->mac, v->points.seed ^ f->source);

	/* the length, too: keys are of one length and hashed without it */
	return key_hash_of(f->value.s, f->value.n, who ^ f->value.n) | 1;
}

/* Prints lie by themselves: which row it is costs no look at the rows. */
static bool is_row(const struct seen *v, uint32_t row, uint64_t print)
{
	return row < v->points.count && v->prints[row] == print;
}

static struct measured *look_up(struct seen *v, const struct fact *f)
{
	ZEROED(measured, key);

	key.about = end_of(&f->about);
	key.protocol = f->source;
	key.name = texts_add(&v->texts, f->value);
	if (!key.name) {
		v->points.dropped++;
		return NULL;
	}
	return table_add_hashed(&v->points, &key, table_hash(&v->points, &key));
}

static struct measured *found(struct seen *v, const struct fact *f, uint64_t print)
{
	uint32_t *recent = &v->recent_points[print % RECENT_POINTS];
	struct measured *r;

	if (is_row(v, *recent, print))
		return table_at(&v->points, *recent);
	r = look_up(v, f);
	if (r) {
		*recent = table_row(&v->points, r);
		v->prints[*recent] = print;
	}
	return r;
}

/* What was read together is read together again: mostly it is the row behind the last one. Where another message begins
 * it is the row that the conversation has noted, which was fetched ahead; else the one that was found in this place of a
 * small table; else it is looked up. */
static struct measured *point_of(struct seen *v, const struct fact *f)
{
	uint64_t print = print_of(v, f);
	struct measured *r;

	if (is_row(v, v->next_point, print))
		return table_at(&v->points, v->next_point);
	if (f->note && *f->note && is_row(v, *f->note - 1, print))
		return table_at(&v->points, *f->note - 1);
	r = found(v, f, print);
	if (r && f->note)
		*f->note = table_row(&v->points, r) + 1;
	return r;
}

void seen_point_soon(const struct seen *v, uint32_t note)
{
	const uint8_t *row;

	if (note > v->points.count)
		return;
	row = table_at(&v->points, note - 1);
	for (size_t at = 0; at < 2 * sizeof(struct measured); at += 64)
		__builtin_prefetch(row + at, 1);
}

void seen_point(struct seen *v, const struct fact *f)
{
	struct measured *r;
	double value;

	memcpy(&value, &f->num[0], sizeof value);
	if (f->value.n == 0 || !isfinite(value)) /* sensor is not trusted to have looked */
		return;
	r = point_of(v, f);
	if (!r)
		return;
	v->next_point = table_row(&v->points, r) + 1;
	measure(r, f, value);
}
