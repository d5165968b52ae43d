/* A MAC address that the site never saw, or an address behind a router. Said with its first frame; once the
 * site has given it a number, that is told, too. Over when people approved it or said what state it is in,
 * and when it has left: whoever visits is gone after a while. Not meant: addresses that several share (VRRP
 * ...), groups, what switches say among themselves, whoever is outside. A flood of made-up addresses is said
 * up to a rate, the rest waits: whoever is real shows again. Whoever is heard in the air may be anybody's: told once
 * the site takes it in, as a station of a network of the plant's (inventory/save-air.sql). */
#include "detect/known.h"
#include "detect/table.h"

#include "inventory/identity.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	ROWS_MAX = 20000,
	AT_ONCE = 30,          /* said at once, then one every REFILL */
	REFILL = 20 * 1000000, /* us */
	LOOK_EVERY = 30 * 1000000,
	LEFT = 15 * 60 /* s without a frame */
};

struct met { /* key: who, as known_key() tells it apart */
	struct who key;
	uint8_t over, numbered;
	struct who who; /* as it was seen */
	int64_t device; /* 0: the site has not taken it in yet */
	int64_t when;   /* watched */
	struct packet at;
};

struct new_device {
	struct table *met;
	int64_t tokens, refilled;
	int64_t looked; /* watched: for those that left */
	uint32_t open;  /* rows that are not over */
	uint32_t slots; /* of the devices that were known at the last look; 0 not yet */
	bool counted;
};

static int begin(struct detect *d, void **ret_state)
{
	struct new_device *n = calloc(1, sizeof *n);

	if (!n)
		return -ENOMEM;
	n->tokens = AT_ONCE;
	n->met = detect_table(
		d, &(struct detect_table){"new-device", sizeof(struct met), sizeof(struct who), ROWS_MAX, 1});
	*ret_state = n;
	return n->met ? 0 : -ENOMEM;
}

/* What switches say to one another (IEEE 802.1D, LLDP; CDP, PVST) bears the address of a port. Whose port,
 * the site finds out; a device that says nothing else is told once it is taken in (known()). */
static bool among_switches(const struct mac *to)
{
	static const uint8_t ieee[5] = {0x01, 0x80, 0xc2, 0x00, 0x00},
			     cisco[5] = {0x01, 0x00, 0x0c, 0xcc, 0xcc};

	return (to->b[0] & 1) &&
	       ((memcmp(to->b, ieee, 5) == 0 && to->b[5] < 0x10) || memcmp(to->b, cisco, 5) == 0);
}

static bool is_nobody_new(const struct detect *d, const struct sighting *s, struct who *ret_key)
{
	const struct who *w = &s->from;

	if (s->inner || among_switches(&s->to.mac) || mac_is_group(w->mac) || mac_is_virtual(w->mac))
		return true;
	if (!ip_is_nobody(w->ip) && !known_on_site(d, w->ip))
		return true; /* outside; who carries it shows with frames of its own */
	if (s->arp && known_mac(d, w->mac))
		return true; /* another address of a router */
	*ret_key = known_key(d, w);
	return mac_is_none(ret_key->mac) && ip_is_none(ret_key->ip);
}

static bool may_say(struct new_device *n, int64_t watched)
{
	int64_t more = (watched - n->refilled) / REFILL;

	if (more > 0) {
		n->tokens = n->tokens + more > AT_ONCE ? AT_ONCE : n->tokens + more;
		n->refilled = watched;
	}
	return n->tokens > 0 && n->tokens--;
}

static void say(struct detect *d, const struct met *m, uint8_t what)
{
	struct signal s = {
		.detector = "new-device", .what = what, .by = m->who, .on = m->who, .packet = m->at};
	char mac[MAC_TEXT], ip[IP_TEXT];

	s.by_device = s.on_device = m->device;
	s.claimed =
		mac_is_none(m->key.mac); /* behind a router an address is only what somebody wrote there */
	snprintf(s.key, sizeof s.key, "%s",
		 mac_is_none(m->key.mac) ? ip_text(m->key.ip, ip) : mac_text(m->key.mac, mac));
	if (!mac_is_none(m->key.mac))
		signal_value(&s, "mac", "%s", mac_text(m->key.mac, mac));
	if (!ip_is_nobody(m->who.ip))
		signal_value(&s, "ip", "%s", ip_text(m->who.ip, ip));
	if (!mac_is_none(m->key.mac) && mac_is_local(m->key.mac))
		signal_value(&s, "random", "%s", "random");
	detect_say(d, &s);
}

/* The table is full: whoever was not seen since long gives way. */
static struct met *make_room(struct detect *d, struct new_device *n, const struct who *key)
{
	struct met *oldest = table_at(n->met, 0);

	for (uint32_t i = 1; i < n->met->count; i++) {
		struct met *m = table_at(n->met, i);

		if ((m->over && !oldest->over) || (m->over == oldest->over && m->when < oldest->when))
			oldest = m;
	}
	if (!oldest->over)
		say(d, oldest, SIGNAL_OFF);
	n->open -= !oldest->over;
	return table_replace(n->met, table_row(n->met, oldest), key);
}

static struct met *meet(struct detect *d, struct new_device *n, const struct who *key, const struct who *who)
{
	struct met *m;
	bool is_new;

	if (table_find(n->met, key) || !may_say(n, detect_watched(d)))
		return NULL;
	m = table_full(n->met) ? make_room(d, n, key) : table_add(n->met, key, &is_new);
	if (!m)
		return NULL;
	m->who = *who;
	if (ip_is_nobody(who->ip))
		memset(&m->who.ip, 0, sizeof m->who.ip);
	m->when = detect_watched(d);
	n->open++;
	return m;
}

static void sighting(struct detect *d, void *state, const struct sighting *s)
{
	struct new_device *n = state;
	struct who key;
	struct met *m;

	if (s->air || known_who(d, &s->from) || is_nobody_new(d, s, &key))
		return;
	m = meet(d, n, &key, &s->from);
	if (!m)
		return;
	m->at = s->at;
	say(d, m, SIGNAL_ON);
}

static bool has_left(const struct detect *d, const struct met *m, const struct known_device *v)
{
	int64_t heard = v && v->heard > m->when ? v->heard : m->when;

	return detect_watched(d) - heard > (int64_t)LEFT * 1000000;
}

/* Has the site taken it in; did people say something of it? */
static void look_again(struct detect *d, struct new_device *n, struct met *m)
{
	const struct known_device *v = known_who(d, &m->who);

	if (v && !m->numbered) {
		m->numbered = true;
		m->device = v->id;
		say(d, m, SIGNAL_MORE);
	}
	if (!(v && v->settled) && !has_left(d, m, v))
		return;
	m->over = true;
	n->open--;
	m->device = v ? v->id : m->device;
	say(d, m, SIGNAL_OFF);
}

static void look(struct detect *d, struct new_device *n)
{
	if (!n->counted)
		n->open = 0;
	for (uint32_t i = 0; !n->counted && i < n->met->count; i++)
		n->open += !((struct met *)table_at(n->met, i))->over;
	n->counted = true;
	for (uint32_t i = 0, left = n->open; left && i < n->met->count; i++) {
		struct met *m = table_at(n->met, i);

		if (m->over)
			continue;
		left--;
		look_again(d, n, m);
	}
}

/* Whom the site has taken in since, and who did not show in a frame that introduces. */
static void take_in(struct detect *d, struct new_device *n)
{
	uint32_t slots = (uint32_t)known_devices(d);

	for (uint32_t i = n->slots ? n->slots : slots; i < slots; i++) {
		const struct known_device *v = known_at(d, i);
		struct who who = {{{0}}, {{0}}}, key;
		struct met *m;

		if (!v || v->settled || mac_is_none(v->mac)) /* an address alone shows in its frames */
			continue;
		who.mac = v->mac;
		who.ip = v->ip;
		key = known_key(d, &who);
		m = meet(d, n, &key, &who);
		if (!m)
			continue;
		m->numbered = true;
		m->device = v->id;
		say(d, m, SIGNAL_ON);
	}
	n->slots = slots;
}

static void known(struct detect *d, void *state)
{
	look(d, state);
	take_in(d, state);
}

static void tick(struct detect *d, void *state, int64_t now)
{
	struct new_device *n = state;

	(void)now;
	if (n->open && detect_watched(d) - n->looked > LOOK_EVERY) {
		n->looked = detect_watched(d);
		look(d, n);
	}
}

const struct detector new_device_detector = {.name = "new-device",
					     .begin = begin,
					     .end = free,
					     .sighting = sighting,
					     .tick = tick,
					     .known = known};
