/* Which of a decoder's places hold requests that wait for their answers. Places are taken in turn, and the
 * oldest gives way when all are taken; but when nothing waits the first is taken again: who asks and is answered, over
 * and over, uses one place, which stays in the processor's cache where a ring would go through all its memory. Header
 * only; the places themselves (at most 32) are the decoder's. */
#ifndef MIMAMORI_DECODE_WAITING_H
#define MIMAMORI_DECODE_WAITING_H

#include <stdbool.h>
#include <stdint.h>

enum { WAITING_MAX = 32 };

struct waiting {
	uint32_t open; /* a bit a place */
	uint32_t next;
};

/* A place for a request, of `places`; whatever waited there waits no more. */
static inline unsigned waiting_take(struct waiting *w, unsigned places)
{
	unsigned place = w->open ? w->next % places : 0;

	w->next = (place + 1) % places;
	w->open |= UINT32_C(1) << place;
	return place;
}

static inline bool waiting_at(const struct waiting *w, unsigned place) { return w->open >> place & 1; }

/* The i-th place in the order in which they were taken, whether or not it waits. */
static inline unsigned waiting_nth(const struct waiting *w, unsigned i, unsigned places)
{
	return (w->next + i) % places;
}

static inline void waiting_done(struct waiting *w, unsigned place) { w->open &= ~(UINT32_C(1) << place); }

#endif
