/* Orders to leave a radio network, again and again to the same receiver. One that says goodbye does so once, with a
 * few retries; a tool that keeps devices away, or wants to record how they join, sends dozens a second. Orders that
 * are not protected name whom they like as their sender: nobody is blamed. What is between neighbours is no alarm. */
#include "detect/known.h"
#include "detect/rate.h"
#include "detect/recent.h"

#include "fact/wifi.h"

#include <errno.h>
#include <stdio.h>

enum { ROWS_MAX = 4096 };
static const int64_t WINDOW = 10 * SECOND_US, QUIET = MINUTE_US, AGAIN = 10 * SECOND_US;

struct cut { /* key: from, to, bssid */
	struct mac from, to, bssid, pad;
	/* --- */
	struct rate rate;
	uint32_t times, open;
	int64_t last, said; /* watched */
};

enum { KEY = offsetof(struct cut, rate) };

static int begin(struct detect *d, void **ret_state)
{
	*ret_state =
		detect_table(d, &(struct detect_table){"wifi-cut-off", sizeof(struct cut), KEY, ROWS_MAX, 1});
	return *ret_state ? 0 : -ENOMEM;
}

static void say(struct detect *d, const struct cut *c, struct packet at, uint8_t what)
{
	struct signal s = {.detector = "wifi-cut-off",
			   .what = what,
			   .claimed = true,
			   .at_once = true,
			   .by = {.mac = c->from},
			   .on = {.mac = c->bssid},
			   .packet = at};
	char to[MAC_TEXT];

	snprintf(s.key, sizeof s.key, "%s", mac_text(c->to, to));
	signal_value(&s, "times", "%u", c->times);
	detect_say(d, &s);
}

static struct cut *row_of(struct table *t, const struct fact *f)
{
	struct cut key;

	memset(&key, 0, sizeof key);
	key.from = f->about.mac;
	key.to = f->peer.mac;
	key.bssid = wifi_mac_unpack(f->num[0]);
	return recent_row_of(t, &key,
			     &(struct recent){offsetof(struct cut, last), offsetof(struct cut, times)}, KEY);
}

/* A network of the plant's, or, in the name of whichever, somebody who is; all, while nothing tells. */
static bool is_ours(const struct detect *d, const struct cut *c)
{
	const struct mac named[] = {c->bssid, c->from, c->to};

	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		if (!mac_is_group(named[i]) && known_network(d, named[i]) != NETWORK_OTHERS)
			return true;
	return false;
}

static void fact(struct detect *d, void *state, const struct fact *f)
{
	struct cut *c = f->num[3] ? NULL : row_of(state, f);
	int64_t now = detect_watched(d);
	uint32_t n = f->more < 1000000 ? f->more + 1 : 1000000;

	if (!c)
		return;
	c->times = c->times > UINT32_MAX - n ? UINT32_MAX : c->times + n;
	if (rate_add(&c->rate, now, WINDOW, n) < WIFI_FLOOD)
		return;
	if (!is_ours(d, c))
		return;
	c->last = now;
	if (c->open && now - c->said < AGAIN)
		return;
	say(d, c, f->at, c->open ? SIGNAL_MORE : SIGNAL_ON);
	c->open = true;
	c->said = now;
}

static void tick(struct detect *d, void *state, int64_t when)
{
	struct table *t = state;
	int64_t now = detect_watched(d);

	(void)when;
	for (uint32_t i = 0; i < t->count; i++) {
		struct cut *c = table_at(t, i);

		if (!c->open || (now - c->last < QUIET && is_ours(d, c)))
			continue;
		c->open = false;
		say(d, c, (struct packet){0, 0}, SIGNAL_OFF);
	}
}

const struct detector wifi_cut_off_detector = {
	.name = "wifi-cut-off", .facts = DETECT_FACT(WIFI_LEAVE), .begin = begin, .fact = fact, .tick = tick};
