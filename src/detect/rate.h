/* How often something happened within the last so long: two windows side by side, the older one fading out as
 * the newer fills (the sliding count as rate limiters keep it; wrong by a fraction of a window at most). A
 * value in a detector's row; a clock that goes back counts as standing still. */
#ifndef MIMAMORI_DETECT_RATE_H
#define MIMAMORI_DETECT_RATE_H

#include <stdint.h>

struct rate {
	int64_t began; /* us; 0: never */
	uint32_t now, before;
};

/* The count of the last `window` us, n (0: only asked) included. */
static inline uint32_t rate_add(struct rate *r, int64_t at, int64_t window, uint32_t n)
{
	int64_t past = at - r->began;

	if (!r->began || past >= 2 * window)
		*r = (struct rate){.began = at};
	else if (past >= window)
		*r = (struct rate){.began = r->began + window, .before = r->now};
	past = at > r->began ? at - r->began : 0;
	r->now = n > UINT32_MAX / 2 - r->now ? UINT32_MAX / 2 : r->now + n;
	return r->now + (uint32_t)((uint64_t)r->before * (uint64_t)(window - past) / (uint64_t)window);
}

#endif
