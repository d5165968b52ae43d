/* Radio networks, who is in them, and who was sent away: facts of 802.11 headers, counted by what the air
 * shows (BSSID, station). Numbers come from sensor, too: each is checked before it is used. */
#include "fact/wifi.h"
#include "inventory/seen.h"

#include <string.h>

static struct announced *network(struct seen *v, struct mac bssid, const struct fact *f)
{
	ZEROED(announced, key);
	struct announced *n;
	bool is_new;

	if (mac_is_none(bssid) || mac_is_group(bssid))
		return NULL;
	key.bssid = bssid;
	n = table_add(&v->networks, &key, &is_new);
	if (!n)
		return NULL;
	if (is_new) {
		n->first = f->when;
		n->at = f->at;
	}
	n->last = f->when > n->last ? f->when : n->last;
	return n;
}

static void name_network(struct seen *v, struct announced *n, struct text name)
{
	ZEROED(announced_name, key);
	bool is_new;

	if (name.n == 0 || !(key.ssid = texts_add(&v->texts, name)))
		return;
	n->ssid = key.ssid;
	key.bssid = n->bssid;
	if (table_add(&v->network_names, &key, &is_new) && is_new)
		n->names++;
}

/* Of several announcements under one BSSID the weakest counts: whoever joins may be given that one. */
static void weigh(struct announced *n, const struct wifi_announced *a, int64_t packed)
{
	struct wifi_announced before;

	if (!n->said || !wifi_unpack(n->packed, &before)) {
		n->packed = packed;
		return;
	}
	if (a->security != before.security)
		n->other = (uint8_t)((a->security > before.security ? a->security : before.security) + 1);
	if (a->security < before.security)
		before = *a;
	before.wps |= a->wps; /* some say it in probe responses only */
	n->packed = wifi_pack(&before);
}

void seen_network(struct seen *v, const struct fact *f)
{
	struct wifi_announced a;
	struct announced *n;

	if (!wifi_unpack(f->num[0], &a) || !(n = network(v, f->about.mac, f)))
		return;
	weigh(n, &a, f->num[0]);
	n->said = true;
	n->count += 1 + (uint64_t)f->more;
	n->hidden_beacon |= a.hidden;
	n->named_beacon |= !a.hidden && !a.probed;
	if (f->num[1] > 0 && f->num[1] <= UINT8_MAX)
		n->channel = (uint8_t)f->num[1];
	name_network(v, n, f->value);
}

static void stretch_add(struct stretch *s, uint64_t n, int64_t when, struct packet at)
{
	if (!s->count) {
		s->first = s->last = when;
		s->at = at;
	}
	s->count += n;
	s->last = when > s->last ? when : s->last;
}

static void count_sign(struct stationed *s, const struct fact *f)
{
	uint64_t n = 1 + (uint64_t)f->more;

	switch (f->num[0]) {
	case CLIENT_FRAME:
		s->frames += n;
		s->traffic |= (uint8_t)(1U << f->num[1]);
		break;
	case CLIENT_JOINED:
		s->joined += n;
		break;
	case CLIENT_MESSAGE:
		s->message[f->num[1] - 1] += n;
		break;
	case CLIENT_PMKID:
		s->pmkid += n;
		break;
	default:
		stretch_add(&s->reinstalled, n, f->when, f->at);
		break;
	}
}

static bool is_sign(const struct fact *f)
{
	if (f->num[0] == CLIENT_FRAME)
		return f->num[1] >= 0 && f->num[1] < TRAFFICS;
	if (f->num[0] == CLIENT_MESSAGE)
		return f->num[1] >= 1 && f->num[1] <= 4;
	return f->num[0] > 0 && f->num[0] < CLIENT_SIGNS;
}

void seen_station(struct seen *v, const struct fact *f)
{
	ZEROED(stationed, key);
	struct announced *n;
	struct stationed *s;
	bool is_new;

	if (!is_sign(f) || !(n = network(v, f->peer.mac, f)))
		return;
	if (f->num[0] == CLIENT_FRAME) {
		n->frames += 1 + (uint64_t)f->more;
		n->traffic |= (uint8_t)(1U << f->num[1]);
	}
	if (mac_is_none(f->about.mac) || mac_is_group(f->about.mac))
		return;
	key.bssid = n->bssid;
	key.station = f->about.mac;
	if (!(s = table_add(&v->stations, &key, &is_new)))
		return;
	if (is_new) {
		s->first = f->when;
		s->at = f->at;
	}
	s->last = f->when > s->last ? f->when : s->last;
	count_sign(s, f);
}

static bool is_known(const struct seen *v, struct mac mac)
{
	ZEROED(announced, key);

	key.bssid = mac;
	return table_find(&v->networks, &key) != NULL;
}

/* The network it is about: who tells others to leave in a hurry may name none that exists. */
static struct mac left(const struct seen *v, const struct fact *f)
{
	struct mac bssid = wifi_mac_unpack(f->num[0]);

	if (is_known(v, bssid))
		return bssid;
	return is_known(v, f->about.mac) ? f->about.mac : is_known(v, f->peer.mac) ? f->peer.mac : bssid;
}

static void window_begin(struct sent_away *l, const struct fact *f)
{
	l->window = f->when;
	l->window_at = f->at;
	l->in_window = 0;
}

/* The window became a flood, or goes on as one: what was counted of it as single orders belongs to it. */
static void flood_add(struct sent_away *l, const struct fact *f, uint64_t n)
{
	uint64_t before = l->in_window - n;

	before = before < l->single.count ? before : l->single.count; /* the rest was of an earlier period */
	if (before && l->in_window - n < WIFI_FLOOD) {
		l->single.count -= before;
		stretch_add(&l->flood, before, l->window, l->window_at);
	}
	stretch_add(&l->flood, n, f->when, f->at);
}

void seen_leave(struct seen *v, const struct fact *f)
{
	ZEROED(sent_away, key);
	uint64_t n = 1 + (uint64_t)f->more;
	struct sent_away *l;
	bool is_new;

	key.bssid = left(v, f);
	if (f->num[1] < -1 || f->num[1] > UINT16_MAX || mac_is_none(key.bssid) || mac_is_none(f->about.mac) ||
	    mac_is_none(f->peer.mac))
		return;
	key.from = f->about.mac;
	key.to = f->peer.mac;
	key.reason = (int32_t)f->num[1];
	key.disassociation = f->num[2] != 0;
	key.is_protected = f->num[3] != 0;
	if (!(l = table_add(&v->leaves, &key, &is_new)))
		return;
	if (is_new || f->when - l->window >= BURST_US || f->when < l->window)
		window_begin(l, f);
	l->in_window += n;
	if (l->in_window >= WIFI_FLOOD)
		flood_add(l, f, n);
	else
		stretch_add(&l->single, n, f->when, f->at);
	if (l->in_window >= WIFI_FLOOD)
		l->burst = l->in_window > l->burst ? l->in_window : l->burst;
	else
		l->calm = l->in_window > l->calm ? l->in_window : l->calm;
}

/* A flood that goes on from one period into the next is one. */
void leaves_go_on(struct seen *v, const struct table *before, int64_t now)
{
	for (uint32_t i = 0; i < before->count; i++) {
		const struct sent_away *b = table_at(before, i);
		struct sent_away *l;
		bool is_new;

		if (now - b->window >= BURST_US || !(l = table_add(&v->leaves, b, &is_new)))
			continue;
		l->in_window = b->in_window;
		l->window = b->window;
		l->window_at = b->window_at;
	}
}
