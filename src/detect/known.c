/* What the site knows, asked. */
#include "detect/room.h"

#include "base/hash.h"
#include "inventory/identity.h"
#include "inventory/key.h"

#include <stdlib.h>
#include <string.h>

enum {
	DEVICES_MAX = 20000,
	ADDRESSES_A_DEVICE = 8, /* a table of so many times the devices */
	OUTSIDE_IPS_MAX = 65536,
	LABELS_MAX = 16384,
	ENTRIES_MAX = 1000000,
	ORDERS_MAX = 200000,
	NETWORKS_MAX = 16384,
};

int known_begin(struct known *k, size_t devices_max)
{
	uint32_t max = devices_max ? (uint32_t)devices_max : DEVICES_MAX;

	*k = (struct known){.max = max,
			    .learning = INT64_C(24) * 3600 * 1000000,
			    .rhythm = KNOWN_RHYTHM_S * INT64_C(1000000)};
	table_init(&k->macs, sizeof(struct known_of_mac), sizeof(struct mac), max * ADDRESSES_A_DEVICE);
	table_init(&k->ips, sizeof(struct known_of_ip), sizeof(struct ip),
		   max * ADDRESSES_A_DEVICE + OUTSIDE_IPS_MAX);
	table_init(&k->ids, sizeof(struct known_of_id), sizeof(int64_t), max);
	table_init(&k->entries, sizeof(struct known_entry), 16, ENTRIES_MAX);
	table_init(&k->orders, sizeof(struct known_order), sizeof(struct known_order), ORDERS_MAX);
	table_init(&k->labels, sizeof(struct known_label), sizeof(uint64_t), LABELS_MAX);
	table_init(&k->networks, sizeof(struct known_network), sizeof(struct mac), NETWORKS_MAX);
	k->devices = calloc(max, sizeof *k->devices);
	k->asked = calloc(KNOWN_ASKED_LEAST, sizeof *k->asked);
	k->asked_mask = KNOWN_ASKED_LEAST - 1;
	return k->devices && k->asked ? 0 : -1;
}

void known_end(struct known *k)
{
	struct table *const all[] = {&k->macs,   &k->ips,    &k->ids,     &k->entries,
				     &k->orders, &k->labels, &k->networks};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		table_clear(all[i]);
	free(k->devices);
	free(k->asked);
	*k = (struct known){0};
}

/* A plant of many devices wants many places; without memory for more it stays as it is. */
static void asked_grow(struct known *k)
{
	uint32_t n = k->asked_mask + 1;
	struct known_asked *more;

	while (n < 2 * k->count && n < KNOWN_ASKED_MOST)
		n *= 2;
	if (n == k->asked_mask + 1 || !(more = calloc(n, sizeof *more)))
		return;
	free(k->asked);
	k->asked = more;
	k->asked_mask = n - 1;
}

void known_forget_asked(struct known *k)
{
	asked_grow(k);
	memset(k->asked, 0, ((size_t)k->asked_mask + 1) * sizeof *k->asked);
	memset(k->named, 0, sizeof k->named);
}

/* --- whose is it */

static const struct known_device *at_slot(const struct known *k, uint32_t slot_plus_1)
{
	const struct known_device *v = slot_plus_1 ? &k->devices[slot_plus_1 - 1] : NULL;

	return v && !v->gone ? v : NULL;
}

static const struct known_device *of_mac(const struct known *k, struct mac m)
{
	const struct known_of_mac *r =
		mac_is_none(m) ? NULL : key_find(&k->macs, &m, key_hash(&k->macs, &m, sizeof m), sizeof m);

	return r ? at_slot(k, r->slot) : NULL;
}

static const struct known_of_ip *row_of_ip(const struct known *k, struct ip ip)
{
	return key_find(&k->ips, &ip, key_hash(&k->ips, &ip, sizeof ip), sizeof ip);
}

static const struct known_device *of_ip(const struct known *k, struct ip ip)
{
	const struct known_of_ip *r = row_of_ip(k, ip);

	return r ? at_slot(k, r->slot) : NULL;
}

bool known_mac(const struct detect *d, struct mac m) { return of_mac(&d->known, m) != NULL; }
bool known_ip(const struct detect *d, struct ip ip) { return of_ip(&d->known, ip) != NULL; }

bool known_on_site(const struct detect *d, struct ip ip) { return ip_is_private(ip) || known_ip(d, ip); }

/* The rules of known.h: the device, and how it is told apart. Each table is asked once at most. */
static void look_up(const struct known *k, const struct who *w, struct known_asked *q)
{
	bool shared = mac_is_virtual(w->mac), nobody = ip_is_nobody(w->ip),
	     private = !nobody && ip_is_private(w->ip), bare = shared || mac_is_none(w->mac);
	const struct known_device *m = shared ? NULL : of_mac(k, w->mac);
	bool its_own = m && !m->router && private;
	const struct known_device *i = nobody || its_own ? NULL : of_ip(k, w->ip), *v = its_own ? m : i;

	q->device = nobody ? m : bare || m || (v && mac_is_none(v->mac)) ? v : NULL;
	memset(&q->key, 0, sizeof q->key);
	if (nobody ? !mac_is_group(w->mac) && !shared
		   : !bare && !mac_is_group(w->mac) && (private || i) && !(m && m->router && i != m))
		q->key.mac = w->mac;
	else if (!nobody)
		q->key.ip = w->ip;
}

_Static_assert(sizeof(struct who) == 22, "hashed in the pieces below");

/* The place where answers about this one are kept: taken from whoever had it. */
static struct known_asked *asked(const struct detect *d, const struct who *w)
{
	const uint8_t *p = (const uint8_t *)w;
	struct known_asked *q = &d->known.asked[key_fold(key_word(p) ^ key_word(p + 14),
							 key_word(p + 8) ^ 0xa0761d6478bd642fu) &
						d->known.asked_mask];

	if (!key_same(&q->who, w, sizeof *w)) {
		q->who = *w;
		q->holds = false;
	}
	if (!q->holds) {
		look_up(&d->known, w, q);
		q->holds = true;
	}
	return q;
}

const struct known_device *known_who(const struct detect *d, const struct who *w)
{
	return asked(d, w)->device;
}

const struct known_device *known_number(const struct detect *d, int64_t id)
{
	const struct known_of_id *r = table_find(&d->known.ids, &id);

	return r ? at_slot(&d->known, r->slot) : NULL;
}

size_t known_devices(const struct detect *d) { return d->known.count; }

const struct known_device *known_at(const struct detect *d, uint32_t slot)
{
	return slot < d->known.count ? at_slot(&d->known, slot + 1) : NULL;
}

struct who known_key(const struct detect *d, const struct who *w) { return asked(d, w)->key; }

/* --- what was approved */

uint64_t known_what(enum known_sort sort, uint64_t detail)
{
	return (uint64_t)sort << 56 | (detail & ((UINT64_C(1) << 56) - 1));
}

uint64_t known_label_hash(const char *text) { return hash_bytes(text, strlen(text), 1) >> 8; }

static bool approved(const struct detect *d, const struct known_device *of, enum known_sort sort,
		     uint64_t detail)
{
	const struct {
		int64_t device;
		uint64_t what;
	} key = {of->id, known_what(sort, detail)};
	const struct known_entry *e = table_find(&d->known.entries, &key);

	return e && e->version == of->version;
}

bool known_peer(const struct detect *d, const struct known_device *of, int64_t peer)
{
	return approved(d, of, KNOWN_PEER, (uint64_t)peer);
}

bool known_service(const struct detect *d, const struct known_device *of, uint8_t transport, uint16_t port,
		   enum protocol p)
{
	unsigned said = p == PROTO_none ? KNOWN_ANY : (unsigned)p;

	return approved(d, of, KNOWN_SERVICE, known_service_detail(transport, port, said)) ||
	       approved(d, of, KNOWN_SERVICE, known_service_detail(transport, port, PROTO_none));
}

bool known_protocol(const struct detect *d, const struct known_device *of, enum protocol p)
{
	return approved(d, of, KNOWN_PROTOCOL, p);
}

bool known_class(const struct detect *d, const struct known_device *of, bool in, enum protocol p,
		 enum command_class c)
{
	return approved(d, of, KNOWN_CLASS, known_class_detail(in, p, c));
}

/* The network that an address without a name is shown by: its /24 or /48 (inventory/outside.c). */
static uint64_t network_hash(struct ip ip)
{
	struct prefix p = {ip, ip_is4(ip) ? 120 : 48};
	char text[PREFIX_TEXT];

	for (unsigned i = p.bits / 8; i < 16; i++)
		p.ip.b[i] = 0;
	return known_label_hash(prefix_text(&p, text));
}

bool known_outside(const struct detect *d, const struct known_device *of, struct ip ip)
{
	const struct known_of_ip *r = row_of_ip(&d->known, ip);
	const struct known_label *l = r && r->label ? table_at(&d->known.labels, r->label - 1) : NULL;

	return (l && approved(d, of, KNOWN_OUTSIDE, l->hash)) ||
	       approved(d, of, KNOWN_OUTSIDE, network_hash(ip));
}

const char *known_outside_label(const struct detect *d, struct ip ip)
{
	const struct known_of_ip *r = row_of_ip(&d->known, ip);

	return r && r->label ? ((const struct known_label *)table_at(&d->known.labels, r->label - 1))->text
			     : NULL;
}

/* --- who gave orders to whom */

bool known_commanded(const struct detect *d, int64_t client, int64_t server, enum protocol p,
		     enum command_class c)
{
	const struct known_order key = {client, server, p, c};

	return table_find(&d->known.orders, &key) != NULL;
}

enum known_whose known_network(const struct detect *d, struct mac bssid)
{
	const struct known *k = &d->known;
	const struct known_network *n = table_find(&k->networks, &bssid);
	const struct known_device *v = of_mac(k, bssid);

	if (n && n->read == k->networks_read)
		return n->whose;
	if (v && v->settled)
		return NETWORK_OURS;
	return k->own_networks ? NETWORK_OTHERS : NETWORK_UNSETTLED;
}
