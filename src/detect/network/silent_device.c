/* A device that says nothing for longer than it ever did. Its rhythm is the longest gap between two of its
 * frames so far; late is three times that, and never less than a floor. Nobody is judged before it has shown
 * a rhythm, and nobody is silent while nobody at all is heard: silence is measured up to the last frame of
 * anyone, in watched time.
 *
 * Whoever nobody approved is watched for as long as learning takes before it is judged. What people carry,
 * switch on when they come and off when they go is not judged at all.
 *
 * A gap that was said to be silence is not learnt at once, or an outage would teach that outages are usual. A
 * device that came back by itself twice (a line that rests over night) is then known to be silent for so
 * long. */
#include "detect/detect.h"
#include "detect/known.h"
#include "detect/table.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
	ROWS_MAX = 20000,
	SECOND = 1000000,
	FLOOR = 20 * SECOND, /* never said before */
	GAPS_NEEDED = 8,     /* before a rhythm is one */
	AFTER_RESTART = 10 * SECOND,
	AFTER_BLINDNESS = 60 * SECOND
};

struct rhythm { /* key: the main MAC of a device, or its main IP */
	struct who key;
	uint8_t silent, returns; /* returns: how often it came back from a silence that was said */
	uint8_t judged;          /* of a kind that is on by itself; 2: people approved it */
	uint32_t gaps;
	int64_t last, since, longest; /* watched; watched; us */
	int64_t returned;             /* us: the longest silence that it came back from by itself */
	int64_t heard;                /* by the source's clock, for people */
	struct packet at;
};

struct silent_device {
	struct table *rhythms;
	uint32_t *of_slot; /* row + 1 */
	uint32_t slots;
	int64_t anyone;     /* watched: the last frame of anybody */
	int64_t judge_from; /* watched */
	bool began;
};

static int begin(struct detect *d, void **ret_state)
{
	struct silent_device *n = calloc(1, sizeof *n);

	if (!n)
		return -ENOMEM;
	n->rhythms = detect_table(d, &(struct detect_table){"silent-device", sizeof(struct rhythm),
							    sizeof(struct who), ROWS_MAX, 1});
	*ret_state = n;
	return n->rhythms ? 0 : -ENOMEM;
}

static void end(void *state)
{
	struct silent_device *n = state;

	free(n->of_slot);
	free(n);
}

enum { WITH_PEOPLE, ALWAYS_ON, APPROVED };

static uint8_t judged(const struct known_device *v)
{
	static const char *const with_people[] = {"pc", "phone", "wearable", "printer",
						  "engineering-station"};

	for (size_t i = 0; i < sizeof with_people / sizeof *with_people; i++)
		if (strcmp(v->kind, with_people[i]) == 0)
			return WITH_PEOPLE;
	return v->settled && strcmp(v->kind, "unknown") != 0 ? APPROVED : ALWAYS_ON;
}

static struct who key_of(const struct known_device *v)
{
	struct who key = {{{0}}, {{0}}};

	if (mac_is_none(v->mac))
		key.ip = v->ip;
	else
		key.mac = v->mac;
	return key;
}

static bool room_for(struct silent_device *n, uint32_t slot)
{
	uint32_t slots = n->slots ? n->slots : 64, *more;

	if (slot < n->slots)
		return true;
	while (slots <= slot)
		slots *= 2;
	more = realloc(n->of_slot, slots * sizeof *more);
	if (!more)
		return false;
	memset(more + n->slots, 0, (slots - n->slots) * sizeof *more);
	n->of_slot = more;
	n->slots = slots;
	return true;
}

/* The row of a device; its first frame makes it. */
static struct rhythm *row_of(struct silent_device *n, const struct known_device *v, int64_t watched)
{
	struct who key;
	struct rhythm *r;
	bool is_new;

	if (v->slot < n->slots && n->of_slot[v->slot])
		return table_at(n->rhythms, n->of_slot[v->slot] - 1);
	key = key_of(v);
	if ((mac_is_none(key.mac) && ip_is_none(key.ip)) || !room_for(n, v->slot))
		return NULL;
	r = table_add(n->rhythms, &key, &is_new);
	if (!r)
		return NULL;
	n->of_slot[v->slot] = table_row(n->rhythms, r) + 1;
	r->judged = judged(v);
	if (is_new) {
		r->since = r->last = watched;
		r->longest = v->silence; /* what the site has learnt before there were detectors */
	}
	return r;
}

static void say(struct detect *d, const struct rhythm *r, uint8_t what, int64_t silent)
{
	struct signal s = {
		.detector = "silent-device", .what = what, .by = r->key, .on = r->key, .packet = r->at};

	signal_value(&s, "seconds", "%lld", (long long)(silent / SECOND));
	signal_value(&s, "longest", "%lld", (long long)((r->longest + SECOND - 1) / SECOND));
	detect_say(d, &s);
}

static void speaks_again(struct detect *d, struct rhythm *r, int64_t device, int64_t gap)
{
	r->silent = false;
	if (r->returns < 255)
		r->returns++;
	if (gap > r->returned)
		r->returned = gap;
	if ((r->returns >= 2 || detect_learning(d, device)) && r->returned > r->longest)
		r->longest = r->returned;
	say(d, r, SIGNAL_OFF, gap);
}

static void sighting(struct detect *d, void *state, const struct sighting *s)
{
	struct silent_device *n = state;
	const struct known_device *v = known_who(d, &s->from);
	int64_t from, until;
	struct rhythm *r;

	n->anyone = detect_watched(d);
	if (!v || !(r = row_of(n, v, n->anyone)))
		return;
	from = detect_watched_at(d, s->when);
	until = s->lasts ? detect_watched_at(d, s->when + s->lasts) : from;
	if (r->silent)
		speaks_again(d, r, v->id, from - r->last);
	else if (from - r->last > r->longest)
		r->longest = from - r->last;
	r->gaps += r->gaps < UINT32_MAX && from > r->last;
	if (until > r->last)
		r->last = until;
	r->heard = s->when + s->lasts;
	r->at = s->at;
}

static int64_t patience(const struct rhythm *r) { return r->longest * 3 > FLOOR ? r->longest * 3 : FLOOR; }

/* As far as it was watched up to its last frame: a rest that has not ended yet says nothing. */
static bool has_rhythm(const struct detect *d, const struct rhythm *r)
{
	int64_t age = r->last - r->since;

	if (!r->judged || (r->judged == ALWAYS_ON && age < detect_learning_time(d)))
		return false;
	return r->gaps >= GAPS_NEEDED && age >= detect_rhythm_time(d) && age >= 5 * r->longest;
}

/* After a pause nobody is late for a while: what was unplugged has to start first. */
static void pause_over(struct silent_device *n, int64_t watched, int64_t grace)
{
	n->anyone = watched;
	n->judge_from = watched + grace;
	n->began = true;
}

static void tick(struct detect *d, void *state, int64_t now)
{
	struct silent_device *n = state;

	(void)now;
	if (!n->began)
		pause_over(n, detect_watched(d), AFTER_RESTART);
	if (detect_watched(d) < n->judge_from)
		return;
	for (uint32_t i = 0; i < n->rhythms->count; i++) {
		struct rhythm *r = table_at(n->rhythms, i);

		if (r->silent || n->anyone - r->last <= patience(r) || !has_rhythm(d, r))
			continue;
		r->silent = true;
		say(d, r, SIGNAL_ON, n->anyone - r->last);
	}
}

static void sight(struct detect *d, void *state)
{
	if (!detect_seen(d)->blind)
		pause_over(state, detect_watched(d), AFTER_BLINDNESS);
}

/* Whose row is whose: a main address may change, and then the old row is nobody's. */
static void known(struct detect *d, void *state)
{
	struct silent_device *n = state;

	if (!known_devices(d))
		return;
	if (n->slots)
		memset(n->of_slot, 0, n->slots * sizeof *n->of_slot);
	for (uint32_t i = 0; i < n->rhythms->count; i++) {
		struct rhythm *r = table_at(n->rhythms, i);
		const struct known_device *v = known_who(d, &r->key);
		struct who key = v ? key_of(v) : (struct who){{{0}}, {{0}}};

		if (v && !v->retired && memcmp(&key, &r->key, sizeof key) == 0) {
			if (room_for(n, v->slot))
				n->of_slot[v->slot] = i + 1;
			r->judged = judged(v);
			continue;
		}
		if (r->silent)
			say(d, r, SIGNAL_OFF, n->anyone - r->last);
		r->silent = false;
		r->gaps = 0; /* whoever it is later has to show a rhythm first */
		r->since = r->last;
	}
}

const struct detector silent_device_detector = {.name = "silent-device",
						.begin = begin,
						.end = end,
						.sighting = sighting,
						.tick = tick,
						.sight = sight,
						.known = known};
