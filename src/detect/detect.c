#include "detect/detect.h"

#include "base/text.h"
#include "detect/room.h"
#include "inventory/key.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECOND = 1000000, JUMP = 60 * SECOND, SAVE_EVERY = 60 * SECOND };

/* --- beginning and end */

static bool begin_clock(struct detect *d)
{
	d->clock = detect_table(d, &(struct detect_table){"clock", sizeof(struct kept_clock), 8, 1, 1});
	d->watched = 1;
	return d->clock;
}

static void listen_to(struct listeners *l, const struct detector *t, void *state, bool wants)
{
	if (wants)
		l->all[l->count++] = (struct listener){t, state};
}

/* Of the kinds that it names; of all when it names none. */
static int listen_to_facts(struct detect *d, const struct detector *t, void *state)
{
	for (unsigned k = 0; t->fact && k < FACT_COUNT; k++) {
		if (t->facts && !(t->facts >> k & 1))
			continue;
		if (d->facts[k].count == FACT_LISTENERS)
			return -ENOMEM;
		d->facts[k].all[d->facts[k].count++] = (struct listener){t, state};
	}
	return 0;
}

static int begin_one(struct detect *d, unsigned i, const struct detector *t)
{
	int r = t->begin ? t->begin(d, &d->state[i]) : 0;

	if (r < 0)
		return r;
	listen_to(&d->sightings, t, d->state[i], t->sighting);
	listen_to(&d->flows, t, d->state[i], t->flow);
	listen_to(&d->ticks, t, d->state[i], t->tick);
	listen_to(&d->knowns, t, d->state[i], t->known);
	listen_to(&d->sights, t, d->state[i], t->sight);
	listen_to(&d->anews, t, d->state[i], t->anew);
	return listen_to_facts(d, t, d->state[i]);
}

struct detect *detect_new(const struct detect_options *o)
{
	struct detect *d = calloc(1, sizeof *d);
	int r;

	if (!d)
		return NULL;
	d->options = *o;
	d->seed = table_seed();
	d->senders = calloc(HEARD_SENDERS, sizeof *d->senders);
	r = d->senders && known_begin(&d->known, o->devices_max) == 0 && begin_clock(d) ? anew_begin(d)
											: -ENOMEM;
	for (unsigned i = 0; r == 0 && detectors[i] && i < DETECT_DETECTORS; i++)
		r = begin_one(d, i, detectors[i]);
	if (r == 0)
		return d;
	detect_free(d);
	return NULL;
}

void detect_free(struct detect *d)
{
	if (!d)
		return;
	for (unsigned i = 0; detectors[i] && i < DETECT_DETECTORS; i++)
		if (detectors[i]->end && d->state[i])
			detectors[i]->end(d->state[i]);
	for (unsigned i = 0; i < d->kept_count; i++)
		kept_free(d->kept[i]);
	known_end(&d->known);
	free(d->senders);
	free(d);
}

/* --- the clock */

/* An event tells the time, too, but is not believed beyond a minute: a frame may bear any time. */
static void hear(struct detect *d, int64_t when)
{
	int64_t ahead = when - d->heard;

	if (d->heard == 0)
		ahead = 0;
	else if (ahead <= 0 || ahead > JUMP)
		return;
	d->heard = when;
	if (!d->sight.blind)
		d->watched += ahead;
	if (when > d->now)
		d->now = when;
}

static void set_clock(struct detect *d, int64_t now)
{
	if (d->heard && now < d->heard)
		d->counts.clock_back++;
	if (d->heard && now - d->heard > JUMP)
		d->counts.clock_jumps++;
	hear(d, now);
	d->heard = now;
	if (now > d->now)
		d->now = now;
}

void detect_tick(struct detect *d, int64_t now)
{
	set_clock(d, now);
	if (now / SECOND == d->second)
		return;
	d->second = now / SECOND;
	for (unsigned i = 0; i < d->ticks.count; i++)
		d->ticks.all[i].detector->tick(d, d->ticks.all[i].state, d->now);
}

int64_t detect_now(const struct detect *d) { return d->now; }
int64_t detect_watched(const struct detect *d) { return d->watched; }

int64_t detect_watched_at(const struct detect *d, int64_t when)
{
	int64_t back = d->heard - when;

	back = back < 0 ? 0 : back > JUMP ? JUMP : back;
	return back < d->watched ? d->watched - back : 1;
}

void detect_sight(struct detect *d, const struct detect_sight *s)
{
	if (s->blind == d->sight.blind)
		return;
	d->sight = *s;
	for (unsigned i = 0; i < d->sights.count; i++)
		d->sights.all[i].detector->sight(d, d->sights.all[i].state);
}

const struct detect_sight *detect_seen(const struct detect *d) { return &d->sight; }

/* --- what is heard */

/* Whoever sends a thousand frames a second is told of once. Which group a frame is for tells something (a
 * switch's own protocols), which device does not. */
static bool was_told(struct detect *d, const struct sighting *s)
{
	uint64_t how = (uint64_t)s->arp | (uint64_t)s->inner << 1 | (uint64_t)s->wifi_from << 2 |
		       (uint64_t)s->air << 3,
		 hash, now;

	if (mac_is_group(s->to.mac))
		how |= mac_u64(s->to.mac) << 8;
	hash = key_hash_of(&s->from, sizeof s->from, d->seed ^ how);
	now = (hash & ~(uint64_t)UINT32_MAX) | (uint32_t)((s->when + s->lasts) / SECOND);
	if (d->senders[hash % HEARD_SENDERS] == now)
		return true;
	d->senders[hash % HEARD_SENDERS] = now;
	return false;
}

static void on_sighting(void *ctx, const struct sighting *s)
{
	struct detect *d = ctx;
	const struct known_device *v;

	hear(d, s->when + s->lasts);
	if (was_told(d, s))
		return;
	v = known_who(d, &s->from); /* the listeners ask for the same next */
	if (v)
		d->known.devices[v->slot].heard = d->watched;
	for (unsigned i = 0; i < d->sightings.count; i++)
		d->sightings.all[i].detector->sighting(d, d->sightings.all[i].state, s);
}

static void on_fact(void *ctx, const struct fact *f)
{
	struct detect *d = ctx;

	hear(d, f->when);
	if (f->kind == FACT_NAME_OF)
		known_name_of(&d->known, f);
	if (f->kind >= FACT_COUNT)
		return;
	for (unsigned i = 0; i < d->facts[f->kind].count; i++)
		d->facts[f->kind].all[i].detector->fact(d, d->facts[f->kind].all[i].state, f);
}

static void on_flow(void *ctx, const struct flow *f)
{
	struct detect *d = ctx;

	hear(d, f->last);
	for (unsigned i = 0; i < d->flows.count; i++)
		d->flows.all[i].detector->flow(d, d->flows.all[i].state, f);
}

struct decode_sink detect_sink(struct detect *d)
{
	return (struct decode_sink){.ctx = d, .sighting = on_sighting, .fact = on_fact, .flow = on_flow};
}

/* --- what is said */

int64_t detect_learning_time(const struct detect *d)
{
	if (d->options.taught)
		return 0;
	return d->options.learning ? d->options.learning : d->known.learning;
}

bool detect_learning(const struct detect *d, int64_t device)
{
	const struct known_device *v;

	if (d->before + d->watched > detect_learning_time(d))
		return false;
	v = device ? known_number(d, device) : NULL;
	return !v || !v->settled;
}

int64_t detect_rhythm_time(const struct detect *d) { return d->known.rhythm; }

static int64_t number_of(const struct detect *d, const struct who *w)
{
	const struct known_device *v = known_who(d, w);

	return v ? v->id : 0;
}

void detect_say(struct detect *d, struct signal *s)
{
	if (!s->by_device)
		s->by_device = number_of(d, &s->by);
	if (!s->on_device)
		s->on_device = number_of(d, &s->on);
	if (!s->at_once)
		s->learning |= detect_learning(d, s->by_device) && detect_learning(d, s->on_device);
	s->when = s->when ? s->when : d->now;
	s->count = s->count ? s->count : 1;
	d->counts.signals++;
	d->unsaved = true;
	if (d->options.signal)
		d->options.signal(d->options.ctx, s);
}

struct signal *signal_value(struct signal *s, const char *name, const char *format, ...)
{
	char raw[SIGNAL_TEXT * 2], clean[TEXT_ROOM];
	struct signal_value *v = &s->value[s->values];
	va_list list;
	int n;

	if (s->values == SIGNAL_VALUES)
		return s;
	va_start(list, format);
	n = vsnprintf(raw, sizeof raw, format, list);
	va_end(list);
	text_clean((struct text){raw, n < 0 ? 0 : strnlen(raw, sizeof raw)}, clean);
	v->name = name;
	n = text_within(clean, sizeof v->text - 1);
	memcpy(v->text, clean, (size_t)n);
	v->text[n] = '\0';
	s->values++;
	return s;
}

struct detect_counts detect_counts(const struct detect *d)
{
	struct detect_counts c = d->counts;

	for (unsigned i = 0; i < d->kept_count; i++) {
		c.dropped += d->kept[i]->table.dropped;
		c.bytes += kept_bytes(d->kept[i]);
	}
	return c;
}

/* --- the site */

/* How long the site was watched before: by captures, and by mimamori without detectors. */
static int watched_before(struct detect *d, struct store *site)
{
	sqlite3_stmt *st = NULL;
	int step = SQLITE_ERROR;

	if (sqlite3_prepare_v2(store_db(site),
			       "SELECT coalesce(sum(last - first), 0) FROM source WHERE last > first", -1,
			       &st, NULL) == SQLITE_OK &&
	    (step = sqlite3_step(st)) == SQLITE_ROW)
		d->before = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return step == SQLITE_ROW ? 0 : -EIO;
}

static void tell_known(struct detect *d)
{
	for (unsigned i = 0; i < d->knowns.count; i++)
		d->knowns.all[i].detector->known(d, d->knowns.all[i].state);
}

int detect_site(struct detect *d, struct store *site)
{
	int r = 0;

	if (!d->known.site && d->clock->count == 0)
		r = watched_before(d, site);
	if (r == 0)
		r = known_read(&d->known, site, d->watched);
	if (r > 0)
		tell_known(d);
	if (r >= 0 && d->known.anew)
		r = anew_follow(d, site);
	d->known.anew &= r < 0; /* asked again */
	return r < 0 ? r : 0;
}

/* --- kept over restarts */

static void keep_clock(struct detect *d)
{
	const uint64_t one = 1;
	bool is_new;
	struct kept_clock *c = table_add(d->clock, &one, &is_new);

	if (c)
		*c = (struct kept_clock){one, d->watched, d->before};
}

int detect_save_all(struct detect *d, struct store *site)
{
	sqlite3 *db = store_db(site);
	sqlite3_stmt *put = NULL, *cut = NULL;
	int r = 0;

	keep_clock(d);
	if (sqlite3_prepare_v2(db,
			       "INSERT OR REPLACE INTO detect_state(detector, part, bytes) VALUES (?, ?, ?)",
			       -1, &put, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(db, "DELETE FROM detect_state WHERE detector = ? AND part >= ?", -1, &cut,
			       NULL) != SQLITE_OK)
		r = -EIO;
	for (unsigned i = 0; r == 0 && i < d->kept_count; i++)
		r = kept_save(d->kept[i], put, cut);
	sqlite3_finalize(put);
	sqlite3_finalize(cut);
	if (r == 0) {
		d->saved = d->watched;
		d->unsaved = false;
	}
	return r;
}

int detect_save(struct detect *d, struct store *site)
{
	return d->unsaved || d->watched - d->saved >= SAVE_EVERY ? detect_save_all(d, site) : 0;
}

void detect_unsaved(struct detect *d)
{
	d->unsaved = true;
	for (unsigned i = 0; i < d->kept_count; i++) {
		d->kept[i]->saved_pages = 0;
		d->kept[i]->stale = true;
	}
}

static void take_clock(struct detect *d)
{
	const struct kept_clock *c = d->clock->count ? table_at(d->clock, 0) : NULL;

	if (!c || c->watched < 0 || c->watched > INT64_MAX / 4 || c->before < 0 || c->before > INT64_MAX / 4)
		return;
	d->watched = c->watched + 1;
	d->saved = d->watched;
	d->before = c->before;
}

int detect_load(struct detect *d, struct store *site)
{
	sqlite3_stmt *get = NULL;
	int r = 0;

	if (sqlite3_prepare_v2(store_db(site),
			       "SELECT part, bytes FROM detect_state WHERE detector = ? ORDER BY part", -1,
			       &get, NULL) != SQLITE_OK)
		return -EIO;
	for (unsigned i = 0; r == 0 && i < d->kept_count; i++) {
		r = kept_load(d->kept[i], get);
		if (r == -EBADMSG) {
			d->counts.states_refused++;
			r = 0;
		}
	}
	sqlite3_finalize(get);
	take_clock(d);
	tell_known(d);
	return r;
}
