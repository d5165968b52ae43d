/* An access point without protection has the name of one that is protected: devices choose by name. That somebody
 * set up guests' Wi-Fi of the same name looks the same; only people can tell, and where they said of its number that
 * it is the plant's own nothing is said. Whose name it is is sure where people settled the protected one. Neighbours
 * among themselves are no alarm. */
#include "detect/known.h"
#include "detect/recent.h"

#include "fact/wifi.h"

#include <errno.h>

enum { ROWS_MAX = 2048, NAME_MAX_BYTES = 32 /* IEEE 802.11-2020 9.4.2.2 */ };
static const int64_t GONE = 10 * MINUTE_US;

struct network { /* key: name, n */
	char name[NAME_MAX_BYTES];
	uint8_t n, pad[7];
	/* --- */
	struct mac guarded, open, said; /* said: of whom it was said */
	uint8_t is_on, pad2[5];
	uint32_t times, pad3;
	int64_t guarded_at, open_at, last; /* watched; 0 never */
};

enum { KEY = offsetof(struct network, guarded) };

static int begin(struct detect *d, void **ret_state)
{
	*ret_state = detect_table(
		d, &(struct detect_table){"wifi-imitated", sizeof(struct network), KEY, ROWS_MAX, 1});
	return *ret_state ? 0 : -ENOMEM;
}

static void say(struct detect *d, const struct network *w, struct packet at, uint8_t what)
{
	struct who guarded = {.mac = w->guarded};
	const struct known_device *owner = known_who(d, &guarded);
	struct signal s = {.detector = "wifi-imitated",
			   .what = what,
			   .claimed = !owner || !owner->settled,
			   .by = {.mac = w->said},
			   .on = guarded,
			   .packet = at};

	signal_value(&s, "ssid", "%.*s", (int)(w->n < NAME_MAX_BYTES ? w->n : NAME_MAX_BYTES), w->name);
	detect_say(d, &s);
}

static struct network *row_of(struct table *t, struct text name)
{
	struct network key;

	memset(&key, 0, sizeof key);
	memcpy(key.name, name.s, name.n);
	key.n = (uint8_t)name.n;
	return recent_row_of(
		t, &key, &(struct recent){offsetof(struct network, last), offsetof(struct network, times)},
		KEY);
}

static bool is_now(int64_t at, int64_t now) { return at && now - at < GONE; }

/* The name is one of the plant's, or nothing tells; and the open one is nobody's whom people vouch for. */
static bool is_ours(const struct detect *d, const struct network *w)
{
	return known_network(d, w->guarded) != NETWORK_OTHERS && known_network(d, w->open) != NETWORK_SAID;
}

static void fact(struct detect *d, void *state, const struct fact *f)
{
	int64_t now = detect_watched(d);
	struct wifi_announced a;
	struct network *w;

	if (!wifi_unpack(f->num[0], &a) || a.network != WIFI_AP || f->value.n == 0 ||
	    f->value.n > NAME_MAX_BYTES || !(w = row_of(state, f->value)))
		return;
	w->times++;
	w->last = now;
	if (a.security == WIFI_OPEN || a.security == WIFI_WEP) {
		w->open = f->about.mac;
		w->open_at = now;
	} else {
		if (!w->is_on && (mac_is_none(w->guarded) || !is_now(w->guarded_at, now) ||
				  known_network(d, f->about.mac) != NETWORK_OTHERS))
			w->guarded = f->about.mac; /* ours before others'; of whom it was said stays */
		w->guarded_at = now;
	}
	if (w->is_on || !is_now(w->guarded_at, now) || !is_now(w->open_at, now) || !is_ours(d, w))
		return;
	w->is_on = true;
	w->said = w->open;
	say(d, w, f->at, SIGNAL_ON);
}

static void tick(struct detect *d, void *state, int64_t when)
{
	struct table *t = state;
	int64_t now = detect_watched(d);

	(void)when;
	for (uint32_t i = 0; i < t->count; i++) {
		struct network *w = table_at(t, i);

		if (!w->is_on || (is_now(w->open_at, now) && is_ours(d, w)))
			continue;
		w->is_on = false;
		say(d, w, (struct packet){0, 0}, SIGNAL_OFF);
	}
}

const struct detector wifi_imitated_detector = {.name = "wifi-imitated",
						.facts = DETECT_FACT(ACCESS_POINT),
						.begin = begin,
						.fact = fact,
						.tick = tick};
