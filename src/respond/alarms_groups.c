/* Which alarm a thing belongs to: that of its cause, of what it follows from, of many at once; or a new one.
 */
#include "respond/alarms_parts.h"

#include <string.h>

enum { CLAIMED_MOST = 3, CLAIMED_WITHIN = 60 };

/* --- whose it is */

/* The same one: by its number where both are known; else by its IP, which several behind a router do not
 * share; else by its MAC. */
static bool same_who(int64_t x_device, const struct who *x, int64_t y_device, const struct who *y)
{
	if (x_device && y_device)
		return x_device == y_device;
	if (!ip_is_none(x->ip) && !ip_is_none(y->ip))
		return ip_same(x->ip, y->ip);
	return !mac_is_none(x->mac) ? mac_same(x->mac, y->mac) : who_is_none(x) && who_is_none(y);
}

static bool cause_on(const struct thing *t) { return t->words->by_on; }

static enum severity severity_of(const struct thing *t)
{
	return t->claimed && t->words->severity < SEVERITY_MEDIUM ? SEVERITY_MEDIUM : t->words->severity;
}

static bool is_cause_of(const struct alarm *g, const struct thing *t, enum alarm_lamp lamp)
{
	bool on = cause_on(t);
	enum group_kind kind = on ? GROUP_ON : t->claimed ? GROUP_CLAIMED : GROUP_BY;

	return g->used && !g->detached && g->kind == kind && (!on || g->words->lamp == lamp) &&
	       same_who(g->cause_device, &g->cause, on ? t->on_device : t->by_device, on ? &t->on : &t->by);
}

static struct alarm *group_of_cause(struct alarms *a, const struct thing *t, enum alarm_lamp lamp)
{
	struct alarm *ended = NULL;

	for (uint32_t i = 0; i < a->groups_most; i++) {
		struct alarm *g = &a->group[i];

		if (!is_cause_of(g, t, lamp) || g->joined != NO_INDEX)
			continue;
		if (!g->ended)
			return g;
		if (!ended && a->now - g->ended < ALARM_AGAIN_S * ALARM_SECOND)
			ended = g;
	}
	return ended;
}

/* --- beginning and ending */

static struct alarm *slot(struct alarms *a)
{
	struct alarm *oldest = NULL;

	for (uint32_t i = 0; i < a->groups_most; i++) {
		struct alarm *g = &a->group[i];

		if (!g->used)
			return g;
		if (g->ended && g->file.written && g->file.ended && !g->dirty &&
		    (!oldest || g->ended < oldest->ended))
			oldest = g;
	}
	if (oldest)
		group_free(a, oldest);
	return oldest;
}

/* The gravest thing gives the alarm its words. */
static void speak(struct alarm *g, const struct thing *t)
{
	g->words = t->words;
	g->by = t->by;
	g->on = t->on;
	g->by_device = t->by_device;
	g->on_device = t->on_device;
	memcpy(g->key, t->key, sizeof g->key);
	memcpy(g->data, t->data, sizeof g->data);
}

static void note_raised(struct alarms *a) { a->raised_at[a->raised_hand++ % ALARMS_RAISED_MOST] = a->now; }

/* As many were raised within the last minute as may be, or there is no place. */
static bool flood(const struct alarms *a)
{
	int64_t then = a->raised_at[a->raised_hand % ALARMS_RAISED_MOST];

	return a->raised_hand >= ALARMS_RAISED_MOST && a->now - then < 60 * ALARM_SECOND;
}

static struct alarm *begin(struct alarms *a, const struct thing *t, enum group_kind kind)
{
	struct alarm *g = slot(a);

	if (!g)
		return NULL;
	*g = (struct alarm){.used = true,
			    .kind = kind,
			    .severity = severity_of(t),
			    .cause = cause_on(t) ? t->on : t->by,
			    .cause_device = cause_on(t) ? t->on_device : t->by_device,
			    .began = t->began,
			    .last = t->last,
			    .joined = NO_INDEX,
			    .work = t->work};
	speak(g, t);
	note_raised(a);
	a->pending = true;
	return g;
}

struct alarm *group_own(struct alarms *a, const char *name, bool make)
{
	const struct alarm_words *words = alarm_words_of(name);
	struct thing like = {.words = words, .began = a->now, .last = a->now};

	for (uint32_t i = 0; i < a->groups_most; i++)
		if (a->group[i].used && a->group[i].kind == GROUP_OWN && a->group[i].words == words &&
		    !a->group[i].ended)
			return &a->group[i];
	return make && words ? begin(a, &like, GROUP_OWN) : NULL;
}

void group_free(struct alarms *a, struct alarm *g)
{
	uint32_t at = group_index(a, g);

	touches_forget(a, at);
	for (uint32_t i = 0; i < a->things_room; i++)
		if (a->thing[i].words && a->thing[i].group == at)
			a->thing[i].group = NO_INDEX;
	*g = (struct alarm){0};
}

void groups_age(struct alarms *a)
{
	for (uint32_t i = 0; i < a->groups_most; i++) {
		struct alarm *g = &a->group[i];

		if (g->used && g->ended && g->file.ended && !g->dirty &&
		    a->now - g->ended > ALARM_AGAIN_S * ALARM_SECOND)
			group_free(a, g);
	}
}

/* --- evidence and counting */

static void keep_packet(struct alarm *g, struct packet p)
{
	unsigned half = ALARM_PACKETS / 2;

	if (!p.n)
		return;
	if (g->firsts < half)
		g->first[g->firsts++] = p;
	else
		g->newest[g->newests++ % half] = p;
	g->packets_dirty = true;
}

void group_count(struct alarms *a, struct alarm *g, const struct thing *t, uint32_t count)
{
	g->count += count;
	if (a->now > g->last)
		g->last = a->now;
	g->dirty = a->history = true;
	keep_packet(g, t->packet);
}

/* --- joining */

static void take_in(struct alarms *a, struct alarm *g, struct thing *t)
{
	t->group = group_index(a, g);
	t->raised = true;
	t->dirty = g->dirty = true;
	g->active++;
	g->things++;
	if (t->work)
		g->work = t->work;
	if (g->ended) { /* again; who looks after it goes on doing so */
		g->ended = 0;
		g->end = END_NONE;
		a->pending = true;
	}
	thing_touch(a, t);
	a->history = true;
}

static void graver(struct alarms *a, struct alarm *g, const struct thing *t)
{
	enum severity s = severity_of(t);

	if (g->kind == GROUP_OWN)
		s = s < SEVERITY_HIGH ? SEVERITY_HIGH : s;
	if (s >= g->severity)
		return;
	g->severity = s;
	if (g->kind != GROUP_OWN && !g->many)
		speak(g, t);
	a->pending = true;
}

void thing_known(struct alarms *a, struct thing *t)
{
	struct alarm *g = t->raised && t->group != NO_INDEX ? &a->group[t->group] : NULL;

	if (!g)
		return;
	thing_touch(a, t);
	if (g->kind != GROUP_OWN && !g->many && !g->cause_device &&
	    (g->cause_device = cause_on(t) ? t->on_device : t->by_device))
		g->dirty = true;
	if (g->words == t->words && strcmp(g->key, t->key) == 0) {
		g->by_device = g->by_device ? g->by_device : t->by_device;
		g->on_device = g->on_device ? g->on_device : t->on_device;
	}
}

/* All of one alarm becomes part of another, and it ends. */
static void join(struct alarms *a, struct alarm *from, struct alarm *to)
{
	uint32_t at = group_index(a, from);

	for (uint32_t i = 0; i < a->things_room; i++) {
		struct thing *t = &a->thing[i];

		if (!t->words || t->group != at)
			continue;
		t->group = group_index(a, to);
		t->dirty = true;
		if (!t->raised)
			continue;
		thing_untouch(a, t);
		to->active++;
		to->things++;
		thing_touch(a, t);
	}
	to->count += from->count;
	if (from->began < to->began && !to->file.written)
		to->began = from->began;
	for (unsigned i = 0; i < from->firsts; i++)
		keep_packet(to, from->first[i]);
	from->active = 0;
	from->ended = a->now;
	from->end = END_JOINED;
	from->joined = group_index(a, to);
	from->dirty = to->dirty = a->pending = true;
}

/* --- many at once */

static bool gathers(const struct alarms *a, const struct alarm *g, const struct thing *t, int64_t within)
{
	return g->used && !g->ended && !g->file.dismissed && g->words == t->words && !g->many &&
	       a->now - g->began < within;
}

/* Words that speak of many: with so many of them within the time, the first becomes the alarm of all. NULL:
 * not yet. */
static struct alarm *group_of_many(struct alarms *a, const struct thing *t)
{
	int64_t within = t->words->many_within * ALARM_SECOND;
	struct alarm *oldest = NULL;
	uint32_t count = 1;

	if (!t->words->many_count)
		return NULL;
	for (uint32_t i = 0; i < a->groups_most; i++) {
		struct alarm *g = &a->group[i];

		if (g->used && g->many && !g->ended && !g->file.dismissed && g->words == t->words &&
		    a->now - g->last < within)
			return g;
		if (!gathers(a, g, t, within))
			continue;
		count++;
		if (!oldest || g->began < oldest->began)
			oldest = g;
	}
	if (count < t->words->many_count)
		return NULL;
	oldest->many = true;
	for (uint32_t i = 0; i < a->groups_most; i++)
		if (&a->group[i] != oldest && gathers(a, &a->group[i], t, within))
			join(a, &a->group[i], oldest);
	a->pending = true;
	return oldest;
}

/* Claimed senders: from the fourth within a minute on, nobody is named. NULL: not yet. */
static struct alarm *group_of_claimed(struct alarms *a)
{
	struct alarm *all = group_own(a, ALARM_MANY_SOURCES, false);
	int64_t within = CLAIMED_WITHIN * ALARM_SECOND;
	uint32_t count = 0;

	if (all)
		return all;
	for (uint32_t i = 0; i < a->groups_most; i++)
		count += a->group[i].used && a->group[i].kind == GROUP_CLAIMED && !a->group[i].ended &&
			 a->now - a->group[i].began < within;
	if (count < CLAIMED_MOST || !(all = group_own(a, ALARM_MANY_SOURCES, true)))
		return NULL;
	for (uint32_t i = 0; i < a->groups_most; i++)
		if (a->group[i].used && a->group[i].kind == GROUP_CLAIMED && !a->group[i].ended &&
		    a->now - a->group[i].began < within)
			join(a, &a->group[i], all);
	return all;
}

/* --- what follows from something */

static bool concerns(const struct alarms *a, const struct alarm *g, const struct alarm_words *w,
		     const struct thing *t)
{
	const struct touch *x;

	if (!g->used || g->ended || g->detached || g->words != w)
		return false;
	if (!g->many)
		return same_who(g->cause_device, &g->cause, t->on_device, &t->on);
	x = t->on_device ? touch_find(a, group_index(a, g), t->on_device, 1, w->lamp) : NULL;
	return x && x->standing;
}

/* The alarm that this is a consequence of: the device is silent, so its values are. */
static struct alarm *group_of_followed(struct alarms *a, const struct thing *t)
{
	for (const char *const *name = t->words->follows; *name; name++) {
		const struct alarm_words *w = alarm_words_of(*name);

		for (uint32_t i = 0; w && i < a->groups_most; i++)
			if (concerns(a, &a->group[i], w, t))
				return &a->group[i];
	}
	return NULL;
}

static bool follows(const struct alarm_words *w, const char *name)
{
	for (const char *const *f = w->follows; *f; f++)
		if (strcmp(*f, name) == 0)
			return true;
	return false;
}

/* Its consequences may have come first: they are taken in. */
static void take_followers(struct alarms *a, struct alarm *g, const struct thing *t)
{
	for (uint32_t i = 0; i < a->groups_most; i++) {
		struct alarm *f = &a->group[i];

		if (f != g && f->used && !f->ended && !f->file.dismissed &&
		    follows(f->words, t->words->name) &&
		    same_who(f->cause_device, &f->cause, t->on_device, &t->on))
			join(a, f, g);
	}
}

/* --- raising and lowering */

static struct alarm *standing_of(struct alarms *a, struct thing *t)
{
	struct alarm *g = group_of_followed(a, t);

	if (!g && t->claimed)
		g = group_own(a, ALARM_MANY_SOURCES, false);
	if (!g)
		g = group_of_cause(a, t, t->words->lamp);
	if (g && g->file.dismissed && !g->ended && severity_of(t) < g->severity) {
		g->detached = true; /* judged, but not this */
		return NULL;
	}
	return g;
}

/* Too much at once: into the alarm of many causes, which goes on gathering while it goes on. A critical one
 * is shown by itself as long as there is room. NULL: no flood. */
static struct alarm *group_of_flood(struct alarms *a, const struct thing *t)
{
	struct alarm *g = group_own(a, ALARM_MANY_CAUSES, false);

	if (severity_of(t) == SEVERITY_CRITICAL)
		return NULL;
	if (g && a->now - g->last < 60 * ALARM_SECOND)
		return g;
	return flood(a) ? group_own(a, ALARM_MANY_CAUSES, true) : NULL;
}

static struct alarm *new_for(struct alarms *a, struct thing *t)
{
	struct alarm *g = t->claimed ? group_of_claimed(a) : group_of_many(a, t);

	if (!g)
		g = group_of_flood(a, t);
	if (!g)
		g = begin(a, t, cause_on(t) ? GROUP_ON : t->claimed ? GROUP_CLAIMED : GROUP_BY);
	return g ? g : group_own(a, ALARM_MANY_CAUSES, true);
}

/* Nothing of it is kept but its count. */
static void fold(struct alarms *a, struct thing *t, struct alarm *g)
{
	struct thing like = {.words = g->words, .began = a->now, .last = a->now};
	struct thing *all = thing_find(a, &like);

	if (!all)
		all = thing_make(a, &like);
	t->group = group_index(a, g);
	t->raised = false;
	t->over = t->dirty = true;
	if (!all)
		return;
	all->over = false;
	if (!all->raised) {
		all->began = a->now;
		take_in(a, g, all);
	}
	all->group = group_index(a, g);
	all->last = a->now;
	all->count += t->count;
	all->times++;
	all->dirty = true;
}

void thing_raise(struct alarms *a, struct thing *t)
{
	struct alarm *g = standing_of(a, t);
	bool fresh = !g;

	if (!g)
		g = new_for(a, t);
	if (!g) {
		a->counts.unlisted++;
		return;
	}
	group_count(a, g, t, (uint32_t)(t->count > UINT32_MAX ? UINT32_MAX : t->count));
	graver(a, g, t);
	if (g->kind == GROUP_OWN) {
		fold(a, t, g);
		return;
	}
	take_in(a, g, t);
	if (fresh && cause_on(t))
		take_followers(a, g, t);
}

void thing_lower(struct alarms *a, struct thing *t, enum group_end how)
{
	struct alarm *g = t->group == NO_INDEX ? NULL : &a->group[t->group];

	t->over = t->dirty = true;
	a->history = true;
	if (!t->raised)
		return;
	t->raised = false;
	thing_untouch(a, t);
	if (!g)
		return;
	g->dirty = true;
	if (g->active && --g->active)
		return;
	g->ended = a->now;
	g->end = how;
	a->pending = true;
}
