#include "respond/alarms_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { THINGS = 16384, GROUPS = 512, FORGET_S = 600, LINGER_S = 60, STALE_S = 86400 };

struct alarms *alarms_new(const struct alarms_options *o)
{
	struct alarms *a = calloc(1, sizeof *a);

	if (!a)
		return NULL;
	a->things_most = (uint32_t)(o && o->things_most ? o->things_most : THINGS);
	a->groups_most = (uint32_t)(o && o->alarms_most ? o->alarms_most : GROUPS);
	a->group = calloc(a->groups_most, sizeof *a->group);
	if (!a->group || things_begin(a) < 0 || touches_begin(a) < 0) {
		alarms_free(a);
		return NULL;
	}
	return a;
}

void alarms_free(struct alarms *a)
{
	if (!a)
		return;
	things_end(a);
	touches_end(a);
	free(a->group);
	free(a->member);
	free(a);
}

/* --- one signal */

static void clock_to(struct alarms *a, int64_t when)
{
	if (when < a->now - ALARM_SECOND)
		a->counts.clock_back++;
	else if (when > a->now)
		a->now = when;
}

/* Its values as JSON; a value that finds no room is left out whole. */
static void keep_values(struct thing *t, const struct signal *s)
{
	struct out o;
	size_t fits = 0;
	const char *bytes;

	if (out_init(&o, -1) < 0)
		return;
	json_object(&o, NULL);
	for (unsigned i = 0; i < s->values && i < SIGNAL_VALUES; i++) {
		json_str(&o, s->value[i].name, s->value[i].text);
		bytes = out_bytes(&o, &fits);
		if (fits + 2 > sizeof t->data)
			break;
		memcpy(t->data, bytes, fits);
		t->data[fits] = '}';
		t->data[fits + 1] = '\0';
	}
	if (!s->values)
		memcpy(t->data, "{}", 3);
	out_clear(&o);
}

static struct thing like_signal(const struct alarm_words *w, const struct signal *s)
{
	struct thing t = {.words = w, .by = s->by, .on = s->on};

	memcpy(t.key, s->key, sizeof t.key);
	t.key[sizeof t.key - 1] = '\0';
	return t;
}

/* Edges within a minute: it flaps. */
static void note_edge(struct alarms *a, struct thing *t)
{
	memmove(t->edge + 1, t->edge, sizeof t->edge - sizeof *t->edge);
	t->edge[0] = a->now;
	if (!t->edge[ALARM_EDGES - 1] || a->now - t->edge[ALARM_EDGES - 1] >= 60 * ALARM_SECOND ||
	    !t->raised || t->group == NO_INDEX)
		return;
	if (a->group[t->group].severity == SEVERITY_CRITICAL)
		t->stays = a->now + ALARM_FLAP_S * ALARM_SECOND;
	else if (!a->group[t->group].file.shelved_until && !a->group[t->group].flaps)
		a->group[t->group].flaps = a->pending = true;
}

/* A new row of history; but one that the file still shows as standing goes on. */
static void begin_again(struct alarms *a, struct thing *t)
{
	t->over = false;
	t->group = NO_INDEX;
	if (t->dirty && t->row)
		return;
	t->began = a->now;
	t->count = t->times = 0;
	t->row = 0;
}

static bool is_blind(const struct alarm_words *w) { return strcmp(w->name, "watch-blind") == 0; }

static void thing_on(struct alarms *a, struct thing *t, const struct signal *s)
{
	bool was_off = t->times && (t->off_at || t->over);

	if (t->over)
		begin_again(a, t);
	if (was_off)
		note_edge(a, t);
	if (is_blind(t->words) && (!t->times || was_off))
		a->blind++;
	t->off_at = 0;
	t->last = a->now;
	t->count += s->count ? s->count : 1;
	t->times++;
	t->learning = s->learning;
	t->claimed = s->claimed;
	if (s->by_device)
		t->by_device = s->by_device;
	if (s->on_device)
		t->on_device = s->on_device;
	if (s->packet.n)
		t->packet = s->packet;
	if (s->values || !*t->data)
		keep_values(t, s);
	t->dirty = a->history = true;
}

static void thing_off(struct alarms *a, struct thing *t)
{
	if (t->over || t->off_at)
		return;
	note_edge(a, t);
	t->off_at = a->now;
	t->dirty = a->history = true;
	if (is_blind(t->words) && a->blind && !--a->blind)
		a->sight_since = a->now;
}

/* Should it count towards an alarm by now? */
static void try_to_raise(struct alarms *a, struct thing *t)
{
	int64_t work;

	if (t->raised || t->over || t->off_at || t->learning || t->words->severity >= SEVERITY_INFO ||
	    t->times < t->words->raise_count || a->now - t->began < t->words->raise_after * ALARM_SECOND)
		return;
	work = work_over(a, t->by_device, t->on_device, a->now);
	t->work = work ? work : t->work; /* it began then, even if that is over */
	t->held = work && t->words->work_hold;
	if (t->held) {
		a->counts.held++;
		t->dirty = true;
		return;
	}
	thing_raise(a, t);
}

/* No room for it: counted where all such things are. */
static void no_room(struct alarms *a, const struct alarm_words *w, const struct signal *s)
{
	struct alarm *g;
	struct thing t = like_signal(w, s);

	a->counts.unlisted++;
	if (s->learning || w->severity >= SEVERITY_INFO || s->what == SIGNAL_OFF)
		return;
	g = group_own(a, s->claimed ? ALARM_MANY_SOURCES : ALARM_MANY_CAUSES, true);
	if (g)
		group_count(a, g, &t, s->count ? s->count : 1);
}

/* While many claim to be senders, nothing is kept of a new one but its count. */
static bool is_forged(struct alarms *a, const struct alarm_words *w, const struct signal *s)
{
	struct thing like, *all;
	struct alarm *g;

	if (!s->claimed || s->learning || w->severity >= SEVERITY_INFO || s->what == SIGNAL_OFF ||
	    !(g = group_own(a, ALARM_MANY_SOURCES, false)))
		return false;
	like = (struct thing){.words = g->words, .packet = s->packet};
	group_count(a, g, &like, s->count ? s->count : 1);
	if ((all = thing_find(a, &like))) {
		all->last = a->now;
		all->count += s->count ? s->count : 1;
		all->packet = s->packet;
		all->dirty = true;
	}
	a->counts.unlisted++;
	return true;
}

void alarms_take(struct alarms *a, const struct signal *s)
{
	const struct alarm_words *w = alarm_words_of(s->detector);
	struct thing like, *t;
	bool counts;

	a->counts.signals++;
	a->counts.learning += s->learning;
	clock_to(a, s->when);
	if (!w) {
		a->counts.unknown++;
		return;
	}
	like = like_signal(w, s);
	t = thing_find(a, &like);
	if (s->what == SIGNAL_OFF) {
		if (t)
			thing_off(a, t);
		return;
	}
	if (!t && is_forged(a, w, s))
		return;
	if (!t) {
		like.began = like.last = s->when < a->now ? s->when : a->now;
		t = thing_make(a, &like);
	}
	if (!t) {
		no_room(a, w, s);
		return;
	}
	counts = t->raised && !t->over && t->group != NO_INDEX;
	thing_on(a, t, s);
	if (counts) {
		group_count(a, &a->group[t->group], t, s->count ? s->count : 1);
		thing_known(a, t);
	} else {
		try_to_raise(a, t);
	}
}

/* --- time */

/* Since when has nothing come that could have come? While blind, never. */
static int64_t quiet_for(const struct alarms *a, const struct thing *t)
{
	int64_t since = t->last > a->sight_since ? t->last : a->sight_since;

	return a->blind && !is_blind(t->words) ? 0 : a->now - since;
}

static bool latched(const struct alarms *a, const struct thing *t)
{
	return t->raised && t->words->ends == ALARM_ENDS_PERSON && t->group != NO_INDEX &&
	       !a->group[t->group].file.acknowledged && !a->group[t->group].file.dismissed;
}

static bool is_over(const struct alarms *a, const struct thing *t)
{
	int64_t after = t->words->ends_after * ALARM_SECOND;
	bool own_end = t->words->ends == ALARM_ENDS_QUIET || t->words->ends == ALARM_ENDS_PERSON;

	if (a->now < t->stays || latched(a, t))
		return false;
	if (t->off_at)
		return a->now - t->off_at >= after;
	if (own_end)
		return quiet_for(a, t) >= (t->words->ends == ALARM_ENDS_PERSON && !after ? 1 : after);
	/* its detector says so; but what is history only, or was dismissed, does not stand for ever */
	if (!t->raised && (t->learning || t->words->severity >= SEVERITY_INFO))
		return quiet_for(a, t) >= FORGET_S * ALARM_SECOND;
	return t->raised && a->group[t->group].file.dismissed && quiet_for(a, t) >= STALE_S * ALARM_SECOND;
}

static void thing_tick(struct alarms *a, struct thing *t)
{
	if (t->over) {
		if (!t->dirty && a->now - t->last >= LINGER_S * ALARM_SECOND)
			thing_free(a, t);
		return;
	}
	if (!t->raised)
		try_to_raise(a, t);
	if (!t->over && is_over(a, t))
		thing_lower(a, t, t->raised && t->words->ends == ALARM_ENDS_PERSON ? END_PERSON : END_OVER);
}

/* An alarm that has nothing any more to stand on: what it gathered found no room. */
static void groups_without_things(struct alarms *a)
{
	for (uint32_t i = 0; i < a->groups_most; i++) {
		struct alarm *g = &a->group[i];

		if (!g->used || g->ended || g->active ||
		    a->now - g->last < (int64_t)g->words->ends_after * ALARM_SECOND)
			continue;
		g->ended = a->now;
		g->end = END_OVER;
		g->dirty = a->pending = true;
	}
}

void alarms_tick(struct alarms *a, int64_t now)
{
	clock_to(a, now);
	if (a->now - a->tick < ALARM_SECOND)
		return;
	a->tick = a->now;
	for (uint32_t i = 0; i < a->things_room; i++)
		if (a->thing[i].words)
			thing_tick(a, &a->thing[i]);
	groups_without_things(a);
	groups_age(a);
}

/* --- what is asked */

bool alarms_pending(const struct alarms *a) { return a->pending; }

struct alarms_counts alarms_counts(const struct alarms *a)
{
	struct alarms_counts c = a->counts;

	for (uint32_t i = 0; i < a->groups_most; i++)
		c.open += a->group[i].used && !a->group[i].ended;
	c.things = a->things_used;
	c.bytes = a->things_room * sizeof *a->thing + a->groups_most * sizeof *a->group +
		  a->touches_room * sizeof *a->touch +
		  (a->bucket_mask + 1 + ALARM_TOUCHES) * sizeof(uint32_t) + a->members * sizeof *a->member +
		  sizeof *a;
	return c;
}

void alarms_each(const struct alarms *a, void (*fn)(void *ctx, const struct alarm_seen *s), void *ctx)
{
	for (uint32_t i = 0; i < a->groups_most; i++) {
		const struct alarm *g = &a->group[i];
		char cause[MAC_TEXT + IP_TEXT + 24];

		if (!g->used)
			continue;
		cause_text(g, cause, sizeof cause);
		fn(ctx, &(struct alarm_seen){.id = g->id,
					     .words = g->words,
					     .severity = g->severity,
					     .standing = !g->ended,
					     .many = g->many,
					     .joined = g->end == END_JOINED,
					     .acknowledged = g->file.acknowledged,
					     .dismissed = g->file.dismissed,
					     .shelved = g->file.shelved_until || g->flaps,
					     .claimed = g->kind == GROUP_CLAIMED,
					     .began = g->began,
					     .last = g->last,
					     .count = g->count,
					     .devices = g->concerned,
					     .things = g->things,
					     .cause = cause});
	}
}
