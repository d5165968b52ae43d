/* Noticing that a client walks through a controller's values: requests that each begin where the one before
 * ended, on and on. Who watches equipment asks for the same places again and again; who wants to know what
 * there is goes from one to the next. A decoder keeps one of these in its state and shows it each reading
 * request; the fact `sweep` is told at 64 steps, 512 and 4,096 of one conversation. Header only; no
 * allocation. */
#ifndef MIMAMORI_DECODE_WALK_H
#define MIMAMORI_DECODE_WALK_H

#include "decode/emit.h"

enum { WALK_STEPS = 64, WALK_MORE = 8 /* times as many until it is told again */ };

struct walk {
	uint64_t next; /* where the next step would begin */
	uint32_t area; /* what is walked through: unit, function, kind of device or block */
	uint32_t steps, told;
};

static inline void walk_tell(struct walk *w, struct emit *e)
{
	struct fact f = {.kind = FACT_SWEEP,
			 .confidence = 90,
			 .about = emit_who(e, CLIENT),
			 .peer = emit_who(e, SERVER)};
	char ip[IP_TEXT];

	w->told = w->told ? w->told * WALK_MORE : WALK_STEPS;
	f.value = text_z(ip_text(f.peer.ip, ip));
	f.num[0] = w->steps;
	emit_fact(e, f);
}

/* A request for `count` places of an area, from `at` on. The same again (a repetition) is no step. */
static inline void walk_step(struct walk *w, struct emit *e, uint32_t area, uint64_t at, uint64_t count)
{
	bool same_area = w->steps && area == w->area;

	if (same_area && at + count == w->next)
		return;
	w->steps = same_area && at == w->next ? w->steps + 1 : 1;
	w->area = area;
	w->next = at + count;
	if (w->steps >= (w->told ? w->told * WALK_MORE : WALK_STEPS))
		walk_tell(w, e);
}

#endif
