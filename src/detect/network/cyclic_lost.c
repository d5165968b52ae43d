/* Data that a device sends in a fixed cycle ceased (fact `cyclic`): a slave that its master no longer hears, an I/O
 * connection that was given up. Over once they are back. What flaps is told once, and then now and then. */
#include "detect/known.h"
#include "detect/recent.h"

#include <errno.h>
#include <stdio.h>

#define TELL_EVERY (60 * SECOND_US)
enum { PAIRS_MAX = 4096 };

struct lost { /* key: up to protocol */
	struct who from, to;
	uint16_t protocol, pad[3];

	int64_t last, told; /* watched */
	uint32_t times, untold;
	uint32_t on, pad2; /* said, and not said to be over */
};

static int begin(struct detect *d, void **ret_state)
{
	static const struct detect_table lost = {"cyclic-lost", sizeof(struct lost),
						 offsetof(struct lost, last), PAIRS_MAX, 1};

	*ret_state = detect_table(d, &lost);
	return *ret_state ? 0 : -ENOMEM;
}

static void say(struct detect *d, const struct lost *l, const struct fact *f, enum signal_what what)
{
	struct signal s = {.detector = "cyclic-lost",
			   .what = (uint8_t)what,
			   .when = f->when,
			   .by = l->from,
			   .on = l->from,
			   .packet = f->at,
			   .count = l->untold ? l->untold : 1};
	char ip[IP_TEXT];

	snprintf(s.key, sizeof s.key, "%s/%s", protocol_token(l->protocol), ip_text(f->peer.ip, ip));
	signal_value(&s, "protocol", "%s", protocol_title(l->protocol));
	if (!ip_is_none(f->peer.ip))
		signal_value(&s, "peer", "%s", ip_text(f->peer.ip, ip));
	detect_say(d, &s);
}

static void on_fact(struct detect *d, void *state, const struct fact *f)
{
	int64_t now = detect_watched(d);
	struct lost key, *l;

	memset(&key, 0, sizeof key);
	key.from = known_key(d, &f->about);
	key.to = known_key(d, &f->peer);
	key.protocol = f->source;
	l = recent_row(state, &key,
		       &(struct recent){offsetof(struct lost, last), offsetof(struct lost, times)});
	if (!l)
		return;
	l->last = now;
	if (!f->num[0]) {
		if (l->on)
			say(d, l, f, SIGNAL_OFF);
		l->on = 0;
		return;
	}
	l->times++;
	l->untold += f->more + 1;
	if (l->told && now - l->told < TELL_EVERY)
		return;
	say(d, l, f, l->on ? SIGNAL_MORE : SIGNAL_ON);
	l->on = 1;
	l->told = now;
	l->untold = 0;
}

const struct detector cyclic_lost_detector = {
	.name = "cyclic-lost", .facts = DETECT_FACT(CYCLIC), .begin = begin, .fact = on_fact};
