#include "serve/watching.h"

#include <stddef.h>

const char *const watched_states[] = {
	[WATCHED_UP] = "up",           [WATCHED_DOWN] = "down", [WATCHED_GONE] = "gone",
	[WATCHED_REFUSED] = "refused", [WATCHED_STATES] = NULL,
};

const char *const watched_mirrors[] = {
	[MIRROR_QUIET] = "quiet",         [MIRROR_GOOD] = "good", [MIRROR_ONE_WAY] = "one-way",
	[MIRROR_BROADCAST] = "broadcast", [MIRROR_STATES] = NULL,
};

const char *const watched_storings[] = {
	[STORING_NOT] = "off",   [STORING_WAITS] = "waiting", [STORING_GOES] = "on",
	[STORING_FULL] = "full", [STORING_STATES] = NULL,
};

const struct watched_period *watched_period(const struct capture_state *s, unsigned i)
{
	if (i >= WATCHED_PERIODS || i >= s->periods)
		return NULL;
	return &s->period[(s->periods - 1 - i) % WATCHED_PERIODS];
}
