#include "serve/sight.h"

#include <stddef.h>

#define STALE INT64_C(60000000) /* us: frames came within the last minute, or nobody sees anything */

static bool any_up(const struct capture_state *w)
{
	for (unsigned i = 0; i < w->interfaces; i++)
		if (w->interface[i].state == WATCHED_UP)
			return true;
	return w->interfaces == 0;
}

const char *sight_blind(const struct api *a, int64_t now)
{
	const struct capture_state *w = a->watching;

	if (!w || !w->sensor)
		return "none";
	if (w->replay && w->replay_ended)
		return "replay-ended";
	if (!any_up(w))
		return "interface-down";
	return w->detecting.blind || w->last_frame < now - STALE ? "no-frames" : NULL;
}

struct lamps_sight sight_of(const struct call *c)
{
	return (struct lamps_sight){.now = c->now, .watching = sight_blind(c->api, c->now) == NULL};
}
