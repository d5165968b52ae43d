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
	if (span <= 0 || (r->spans_count > 1 && span > PAUSE * (r->spans / r->spans_count)))
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

static bool is_row(const struct seen *v, uint32_t row, const struct who *about, const struct fact *f)
{
	const struct measured *r;
	struct text name;

	if (row >= v->points.count)
		return false;
	r = table_at(&v->points, row);
	name = texts_get(&v->texts, r->name);
	return r->protocol == f->source && key_same(&r->about, about, sizeof *about) &&
	       name.n == f->value.n && memcmp(name.s, f->value.s, name.n) == 0;
}

static struct measured *look_up(struct seen *v, const struct who *about, const struct fact *f)
{
	ZEROED(measured, key);

	key.about = *about;
	key.protocol = f->source;
	key.name = texts_add(&v->texts, f->value);
	if (!key.name) {
		v->points.dropped++;
		return NULL;
	}
	return table_add_hashed(&v->points, &key, table_hash(&v->points, &key));
}

static unsigned place_of(const struct who *about, const struct fact *f)
{
	uint64_t who = (uint64_t)about->ip.b[14] << 8 | about->ip.b[15] | (uint64_t)about->mac.b[5] << 16;

	return key_hash_of(f->value.s, f->value.n, who) % RECENT_POINTS;
}

/* What was read together is read together again: mostly it is the row behind the last one; and where another message
 * begins, the one that was found in this place of a small table. Else it is looked up. */
static struct measured *point_of(struct seen *v, const struct who *about, const struct fact *f)
{
	uint32_t *recent;
	struct measured *r;

	if (is_row(v, v->next_point, about, f))
		return table_at(&v->points, v->next_point);
	recent = &v->recent_points[place_of(about, f)];
	if (is_row(v, *recent, about, f))
		return table_at(&v->points, *recent);
	r = look_up(v, about, f);
	if (r)
		*recent = table_row(&v->points, r);
	return r;
}

void seen_point(struct seen *v, const struct fact *f)
{
	struct who about = end_of(&f->about);
	struct measured *r;
	double value;

	memcpy(&value, &f->num[0], sizeof value);
	if (f->value.n == 0 || !isfinite(value)) /* sensor is not trusted to have looked */
		return;
	r = point_of(v, &about, f);
	if (!r)
		return;
	v->next_point = table_row(&v->points, r) + 1;
	measure(r, f, value);
}
