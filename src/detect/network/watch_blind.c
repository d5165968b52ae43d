/* Nothing can be seen: no frames at all, an interface down, a replay at its end. Who looks decides that
 * (detect_sight()); it is said so that nobody takes silence for peace. */
#include "detect/detect.h"
#include "detect/known.h"
#include "detect/table.h"

#include <errno.h>
#include <stdio.h>

struct blind { /* key: one */
	uint64_t one;
	uint8_t on;
	char why[31];
};

static int begin(struct detect *d, void **ret_state)
{
	*ret_state = detect_table(d, &(struct detect_table){"watch-blind", sizeof(struct blind), 8, 1, 1});
	return *ret_state ? 0 : -ENOMEM;
}

static void say(struct detect *d, const struct blind *b, uint8_t what)
{
	struct signal s = {.detector = "watch-blind", .what = what, .at_once = true};

	snprintf(s.key, sizeof s.key, "%.*s", (int)sizeof b->why - 1, b->why);
	detect_say(d, &s);
}

static void sight(struct detect *d, void *state)
{
	struct table *t = state;
	const struct detect_sight *now = detect_seen(d);
	const uint64_t one = 1;
	bool is_new;
	struct blind *b = table_add(t, &one, &is_new);

	if (!b || b->on == now->blind)
		return;
	if (now->blind)
		snprintf(b->why, sizeof b->why, "%s", now->why ? now->why : "");
	b->on = now->blind;
	say(d, b, b->on ? SIGNAL_ON : SIGNAL_OFF);
}

/* It was blind when it ended, and sees now. */
static void sighting(struct detect *d, void *state, const struct sighting *s)
{
	const struct blind *b = ((struct table *)state)->count ? table_at(state, 0) : NULL;

	(void)s;
	if (b && b->on && !detect_seen(d)->blind)
		sight(d, state);
}

const struct detector watch_blind_detector = {
	.name = "watch-blind", .begin = begin, .sight = sight, .sighting = sighting};
