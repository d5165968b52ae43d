/* Data that a device sends in a fixed cycle ceased (fact `cyclic`): a slave that its master no longer hears, an I/O
 * connection that was given up. Over once they are back. What flaps is told once, and then now and then; what is lost
 * again within TELL_EVERY and stays away is told when that is over. */
#include "detect/known.h"
#include "detect/recent.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define TELL_EVERY (60 * SECOND_US)
enum { PAIRS_MAX = 4096 };

struct lost { /* key: up to protocol */
	struct who from, to;
	uint16_t protocol, pad[3];

	int64_t last, told; /* watched */
	uint32_t times, untold;
	uint32_t on;      /* said, and not said to be over */
	uint32_t waiting; /* lost again, and not said yet */
	struct who peer;  /* as it was seen */
	struct packet at;
	int64_t when; /* by the source's clock */
};

struct state {
	struct table *pairs;
	uint32_t waiting; /* how many at most */
};

static int begin(struct detect *d, void **ret_state)
{
	static const struct detect_table lost = {"cyclic-lost", sizeof(struct lost),
						 offsetof(struct lost, last), PAIRS_MAX, 2};
	struct state *s = calloc(1, sizeof *s);

	if (!s)
		return -ENOMEM;
	*ret_state = s;
	s->pairs = detect_table(d, &lost);
	s->waiting = 1; /* there may be some from before a restart */
	return s->pairs ? 0 : -ENOMEM;
}

static void say(struct detect *d, const struct lost *l, enum signal_what what)
{
	struct signal s = {.detector = "cyclic-lost",
			   .what = (uint8_t)what,
			   .when = l->when,
			   .by = l->from,
			   .on = l->from,
			   .packet = l->at,
			   .count = l->untold ? l->untold : 1};
	char ip[IP_TEXT];

	snprintf(s.key, sizeof s.key, "%s/%s", protocol_token(l->protocol), ip_text(l->peer.ip, ip));
	signal_value(&s, "protocol", "%s", protocol_title(l->protocol));
	if (!ip_is_none(l->peer.ip))
		signal_value(&s, "peer", "%s", ip_text(l->peer.ip, ip));
	detect_say(d, &s);
}

static void say_lost(struct detect *d, struct lost *l)
{
	say(d, l, l->on ? SIGNAL_MORE : SIGNAL_ON);
	l->on = 1;
	l->waiting = 0;
	l->told = detect_watched(d);
	l->untold = 0;
}

static void on_fact(struct detect *d, void *state, const struct fact *f)
{
	struct state *s = state;
	struct lost key, *l;

	memset(&key, 0, sizeof key);
	key.from = known_key(d, &f->about);
	key.to = known_key(d, &f->peer);
	key.protocol = f->source;
	l = recent_row(s->pairs, &key,
		       &(struct recent){offsetof(struct lost, last), offsetof(struct lost, times)});
	if (!l)
		return;
	l->last = detect_watched(d);
	l->peer = f->peer;
	l->at = f->at;
	l->when = f->when;
	if (!f->num[0]) {
		if (l->on)
			say(d, l, SIGNAL_OFF);
		l->on = l->waiting = 0;
		return;
	}
	l->times++;
	l->untold += f->more + 1;
	if (!l->told || l->last - l->told >= TELL_EVERY) {
		say_lost(d, l);
		return;
	}
	l->waiting = !l->on;
	s->waiting += l->waiting;
}

static void tick(struct detect *d, void *state, int64_t now)
{
	struct state *s = state;
	uint32_t waiting = 0;

	(void)now;
	for (uint32_t i = 0; s->waiting && i < s->pairs->count; i++) {
		struct lost *l = table_at(s->pairs, i);

		if (l->waiting && detect_watched(d) - l->told >= TELL_EVERY)
			say_lost(d, l);
		waiting += l->waiting;
	}
	s->waiting = waiting;
}

const struct detector cyclic_lost_detector = {.name = "cyclic-lost",
					      .facts = DETECT_FACT(CYCLIC),
					      .begin = begin,
					      .end = free,
					      .fact = on_fact,
					      .tick = tick};
