/* Noticing that a client walks through what a controller has: requests that each begin where the one before ended, on and on,
 * or ask of the next block where they began in the last. Who watches equipment asks for the same places again and again; who
 * wants to know what there is goes from one to the next. A decoder keeps one of these in its state and shows it each reading
 * request; the fact `sweep` is told at 64 steps, 512 and 4,096 of one conversation.
 *
 * Whoever polls many neighbouring blocks looks the same on his first round, and then comes back to where he began: so a walk
 * through values is told when it went on for so long that no round does (512), or when the conversation is over and he did
 * not come back; a walk through a list of what exists (names, objects) at once. Header only; no allocation. */
#ifndef MIMAMORI_DECODE_WALK_H
#define MIMAMORI_DECODE_WALK_H

#include "decode/emit.h"

enum { WALK_STEPS = 64, WALK_MORE = 8 /* times as many until it is told again */ };

struct walk {
	uint64_t first, next,
		round; /* where this walk began, where its next step would begin; where the first one began */
	uint32_t area, first_area,
		round_area;         /* what is walked through: unit, function, kind of device or block */
	uint32_t steps, most, told; /* most: of the longest walk */
	bool turned;                /* it came back to where it began: a round */
};

static inline void walk_tell(struct walk *w, struct emit *e)
{
	struct fact f = {.kind = FACT_SWEEP,
			 .confidence = 90,
			 .about = emit_who(e, CLIENT),
			 .peer = emit_who(e, SERVER)};
	char ip[IP_TEXT];

	w->told = w->told                              ? w->told * WALK_MORE
		  : w->steps >= WALK_STEPS * WALK_MORE ? WALK_STEPS * WALK_MORE
						       : WALK_STEPS;
	f.value = text_z(ip_text(f.peer.ip, ip));
	f.num[0] = w->most;
	emit_fact(e, f);
}

static inline bool walk_goes_on(const struct walk *w, uint32_t area, uint64_t at)
{
	return w->steps && ((area == w->area && at == w->next) || (area == w->area + 1 && at == w->first));
}

/* A request for `count` places of an area, from `at` on; true: one more step. The same again (a repetition) is none. */
static inline bool walk_moves(struct walk *w, uint32_t area, uint64_t at, uint64_t count)
{
	if (w->steps && area == w->area && at + count == w->next)
		return false;
	if (walk_goes_on(w, area, at)) {
		w->steps++;
	} else {
		w->turned |= w->most >= WALK_STEPS && area == w->round_area && at == w->round;
		w->first = at;
		w->first_area = area;
		w->steps = 1;
	}
	if (w->steps == WALK_STEPS && w->most < WALK_STEPS) {
		w->round = w->first;
		w->round_area = w->first_area;
	}
	w->area = area;
	w->next = at + count;
	w->most = w->steps > w->most ? w->steps : w->most;
	return w->steps > 1;
}

/* Of values. */
static inline void walk_step(struct walk *w, struct emit *e, uint32_t area, uint64_t at, uint64_t count)
{
	if (walk_moves(w, area, at, count) && !w->turned &&
	    w->steps >= (w->told ? w->told * WALK_MORE : WALK_STEPS * WALK_MORE))
		walk_tell(w, e);
}

/* Of a list of what exists: nobody polls that. */
static inline void walk_list(struct walk *w, struct emit *e, uint32_t area, uint64_t at, uint64_t count)
{
	if (walk_moves(w, area, at, count) && w->steps >= (w->told ? w->told * WALK_MORE : WALK_STEPS))
		walk_tell(w, e);
}

/* The conversation is over. */
static inline void walk_over(struct walk *w, struct emit *e)
{
	if (!w->told && !w->turned && w->most >= WALK_STEPS)
		walk_tell(w, e);
}

#endif
