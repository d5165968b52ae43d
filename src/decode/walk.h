/* Noticing that a client walks through what a controller has: requests that each begin where the one before ended, on and on,
 * or ask of the next block where they began in the last; or that ask for one name after the other and for none again. Who
 * watches equipment asks for the same places again and again; who wants to know what there is goes from one to the next. A
 * decoder keeps one of these in its state and shows it each reading request; the fact `sweep` is told at 64 steps of a walk,
 * and again, as a long one, at 512.
 *
 * Whoever polls many neighbouring blocks looks the same on his first round, and then comes back to where he began, in this
 * conversation or in the next. So each round is told anew, with the place where it began as a part of its value ("192.168.1.10
 * 3:0"; a long one "192.168.1.10 3:0+"; names "192.168.1.10 n:1234"): what came round WALK_ROUNDS times is a poller's
 * (data/checks/register-sweep.yaml and detect/network/second_master.c judge so).
 *
 * Who opens a connection for each request walks, too: the first WALK_YOUNG steps of a conversation go on from where the same
 * two ends stood (emit_walked()) and are kept there. A long conversation goes by itself from then on. No allocation. */
#ifndef MIMAMORI_DECODE_WALK_H
#define MIMAMORI_DECODE_WALK_H

#include "base/quick.h"
#include "decode/emit.h"

enum { WALK_STEPS = 64, WALK_LONG = 512, WALK_ROUNDS = 3, WALK_YOUNG = 8, WALK_TEXT = IP_TEXT + 40 };

struct walk {
	uint64_t first, next,
		began; /* where this area's part began, where its next step would; where the walk began */
	uint32_t area, began_in; /* what is walked through: unit, function, kind of device or block */
	uint32_t steps;
	uint32_t asked; /* in this conversation, up to WALK_YOUNG */
};

/* Names, by their hashes: a set that forgets none, and takes some few for known that are not. */
enum { WALK_NAMES = 2048 };
struct walk_names {
	uint64_t known[WALK_NAMES / 64];
	uint32_t first, steps, again; /* hash of the first one; new names; asked again since it was told */
	uint8_t told;  /* rounds; 255: others were asked for again and again between the new ones */
	uint8_t asked; /* in this conversation, up to WALK_YOUNG */
};

static inline void walk_tell(struct emit *e, uint32_t steps, const char *place)
{
	struct fact f = {.kind = FACT_SWEEP,
			 .confidence = 90,
			 .about = emit_who(e, CLIENT),
			 .peer = emit_who(e, SERVER),
			 .num = {steps}};
	char ip[IP_TEXT], value[WALK_TEXT];
	int n = quick_fmt(value, sizeof value, "%s %s%s", ip_text(f.peer.ip, ip), place,
			  steps >= WALK_LONG ? "+" : "");

	f.value = text_of(value, (size_t)n);
	emit_fact(e, f);
}

static inline void walk_tell_places(const struct walk *w, struct emit *e)
{
	char place[40];

	quick_fmt(place, sizeof place, "%u:%u", w->began_in, (uint32_t)w->began);
	walk_tell(e, w->steps, place);
}

static inline bool walk_goes_on(const struct walk *w, uint32_t area, uint64_t at)
{
	return w->steps && ((area == w->area && at == w->next) || (area == w->area + 1 && at == w->first));
}

static inline void walk_place(struct walk *w, struct emit *e, uint32_t area, uint64_t at, uint64_t count)
{
	if (w->steps && area == w->area && at + count == w->next)
		return;
	if (walk_goes_on(w, area, at)) {
		w->steps++;
	} else {
		w->first = w->began = at;
		w->began_in = area;
		w->steps = 1;
	}
	w->area = area;
	w->next = at + count;
	if (w->steps == WALK_STEPS || w->steps == WALK_LONG)
		walk_tell_places(w, e);
}

/* A request for `count` places of an area, from `at` on. The same again (a repetition) is no step. */
static inline void walk_step(struct walk *w, struct emit *e, uint32_t area, uint64_t at, uint64_t count)
{
	struct walk *kept = w->asked < WALK_YOUNG ? emit_walked(e) : NULL;

	if (kept && !w->asked)
		*w = *kept;
	walk_place(w, e, area, at, count);
	if (!kept)
		return;
	*kept = *w;
	kept->asked = 0;
	w->asked++;
}

static inline void walk_tell_names(struct walk_names *w, struct emit *e)
{
	char place[40];

	w->told++;
	w->again = 0;
	quick_fmt(place, sizeof place, "n:%u", w->first);
	walk_tell(e, w->steps, place);
}

static inline void walk_name_of(struct walk_names *w, struct emit *e, const void *name, size_t n)
{
	const uint8_t *p = name;
	uint64_t h = 0xcbf29ce484222325; /* FNV-1a: the same in each conversation and each process */
	unsigned a, b;
	bool known;

	for (size_t i = 0; i < n; i++)
		h = (h ^ p[i]) * 0x100000001b3;
	h ^= h >> 32;
	a = h % WALK_NAMES;
	b = (h >> 11) % WALK_NAMES;
	known = w->known[a / 64] >> a % 64 & w->known[b / 64] >> b % 64 & 1;
	if (known) {
		w->again++;
		if (w->told && w->told < WALK_ROUNDS && w->again >= w->steps)
			walk_tell_names(w, e);
		return;
	}
	w->known[a / 64] |= UINT64_C(1) << a % 64;
	w->known[b / 64] |= UINT64_C(1) << b % 64;
	if (w->steps++ == 0)
		w->first = (uint32_t)h;
	if (w->steps == WALK_STEPS && w->again >= WALK_STEPS)
		w->told = UINT8_MAX;
	if (w->told != UINT8_MAX &&
	    (w->steps == WALK_STEPS || (w->steps == WALK_LONG && w->again < WALK_LONG)))
		walk_tell_names(w, e);
}

/* A request for something by its name, or by a number that is none of a row. */
static inline void walk_name(struct walk_names *w, struct emit *e, const void *name, size_t n)
{
	struct walk_names *kept = w->asked < WALK_YOUNG ? emit_walked_names(e) : NULL;

	if (kept && !w->asked)
		*w = *kept;
	walk_name_of(w, e, name, n);
	if (!kept)
		return;
	*kept = *w;
	kept->asked = 0;
	w->asked++;
}

#endif
