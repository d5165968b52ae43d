#include "inventory/identity.h"

#include "inventory/key.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { DEVICES_MAX = 200000, RESOLVED_TOGETHER = 32 };

/* --- on site
 * ------------------------------------------------------------------------------------------------------ */

/* IPv4 address, or the /64 of an IPv6 one: whoever answers for one address of it is on this link. */
static struct ip claim_key(struct ip ip)
{
	if (!ip_is4(ip))
		memset(ip.b + 8, 0, 8);
	return ip;
}

bool identity_on_site(const struct identity *d, struct ip ip)
{
	struct ip key = claim_key(ip);

	if (ip_is_private(ip))
		return true;
	for (unsigned i = 0; i < d->options->home_count; i++)
		if (ip_in(ip, &d->options->home[i]))
			return true;
	return table_find(&d->claims, &key) != NULL;
}

static void claims_collect(struct identity *d)
{
	for (uint32_t i = 0; i < d->seen->talkers.count; i++) {
		const struct talker *t = table_at(&d->seen->talkers, i);
		struct ip key = claim_key(t->who.ip);
		bool is_new;

		if ((t->flags & (TALKER_CLAIMED | TALKER_ANSWERED)) && !ip_is_private(t->who.ip))
			table_add(&d->claims, &key, &is_new);
	}
}

/* --- devices out of talkers
 * --------------------------------------------------------------------------------------- */

static uint32_t device_new(struct identity *d)
{
	if (d->count == d->room) {
		uint32_t room = d->room ? d->room * 2 : 64;
		struct device *more = realloc(d->devices, room * sizeof *more);

		if (!more)
			return 0;
		d->devices = more;
		d->room = room;
	}
	memset(&d->devices[d->count], 0, sizeof *d->devices);
	d->devices[d->count].at.n = UINT32_MAX;
	d->devices[d->count].at.file = UINT32_MAX;
	return ++d->count;
}

static bool earlier(struct packet a, struct packet b)
{
	return a.file < b.file || (a.file == b.file && a.n < b.n);
}

/* Which of its addresses stands for a device: a claimed private IPv4 one first, link-local last. */
static uint32_t ip_weight(const struct talker *t)
{
	uint32_t w = 1;

	if (ip_is_none(t->who.ip))
		return 0;
	if (ip_is4(t->who.ip))
		w += 4;
	if (!ip_is_link_local(t->who.ip))
		w += 8;
	if (t->flags & (TALKER_CLAIMED | TALKER_ANSWERED))
		w += 2;
	return w << 20 | (uint32_t)(talker_sent(t) < 0xfffff ? talker_sent(t) : 0xfffff);
}

static void count_frames(struct device *v, const struct talker *t)
{
	if (t->packets == 0)
		return;
	if (v->packets == 0 || t->first < v->first)
		v->first = t->first;
	if (v->packets == 0 || t->last > v->last)
		v->last = t->last;
	if (earlier(t->at, v->at))
		v->at = t->at;
	v->packets += t->packets;
	v->bytes += t->bytes;
}

static void give(struct identity *d, uint32_t talker, uint32_t device, bool own)
{
	const struct talker *t = table_at(&d->seen->talkers, talker);
	struct device *v = identity_device(d, device);

	d->of_talker[talker] = device;
	count_frames(v, t);
	if (!own)
		return;
	d->next[talker] = v->talkers;
	if (!v->talkers)
		v->last_talker = talker + 1;
	v->talkers = talker + 1;
	if (ip_weight(t) > v->ip_weight) {
		v->ip_weight = ip_weight(t);
		v->ip = t->who.ip;
	}
	v->router |= (t->flags & TALKER_ROUTER) != 0;
}

/* A device for each MAC whose own frames were seen. */
static void devices_of_macs(struct identity *d)
{
	for (uint32_t i = 0; i < d->macs.count; i++) {
		struct mac_seen *m = table_at(&d->macs, i);
		struct device *v;

		if (m->packets == 0 || m->virtual || !m->own_voice || !(m->device = device_new(d)))
			continue;
		v = identity_device(d, m->device);
		v->mac = m->mac;
		v->random_mac = mac_is_local(m->mac);
		v->forwards = m->forwards;
		v->router = m->forwards || m->said_router;
	}
}

static void own_ip(struct identity *d, struct ip ip, uint32_t device, uint64_t packets)
{
	struct owned_ip *r;
	bool is_new;

	if (ip_is_none(ip))
		return;
	r = table_add(&d->ips, &ip, &is_new);
	d->shared |= r && !is_new && r->device != device;
	if (r && (is_new || packets > r->packets)) {
		r->device = device;
		r->packets = packets;
	}
}

/* Talkers whose address is their MAC's own, and what a router forwards from outside. */
static void give_owned(struct identity *d)
{
	for (uint32_t i = 0; i < d->seen->talkers.count; i++) {
		const struct talker *t = table_at(&d->seen->talkers, i);
		const struct mac_seen *m = mac_is_none(t->who.mac) ? NULL : table_find(&d->macs, &t->who.mac);
		bool outside = !ip_is_none(t->who.ip) && !identity_on_site(d, t->who.ip);

		if (!m || !m->device || (!talker_sent(t) && !t->flags))
			continue;
		if (outside)
			give(d, i, m->device, false);
		else if (router_owns(d, m, t)) {
			give(d, i, m->device, true);
			own_ip(d, t->who.ip, m->device, talker_sent(t));
		}
	}
}

/* What is left on site and sent something: behind a router, or in a capture that shows no MAC. By address. */
static void give_rest(struct identity *d)
{
	for (uint32_t i = 0; i < d->seen->talkers.count; i++) {
		const struct talker *t = table_at(&d->seen->talkers, i);
		const struct mac_seen *m = mac_is_none(t->who.mac) ? NULL : table_find(&d->macs, &t->who.mac);
		const struct owned_ip *have;
		uint32_t device;

		if (d->of_talker[i] || talker_sent(t) == 0 || ip_is_none(t->who.ip) ||
		    !identity_on_site(d, t->who.ip))
			continue;
		have = table_find(&d->ips, &t->who.ip);
		device = have ? have->device : device_new(d);
		if (!device)
			continue;
		if (!have) {
			own_ip(d, t->who.ip, device, talker_sent(t));
			identity_device(d, device)->behind = m ? m->device : 0;
		}
		give(d, i, device, true);
		if (m && m->device)
			identity_device(d, m->device)->hidden = true;
	}
}

/* A router told of by address alone (DHCP option 3, RA relayed ...). */
static void routers_by_address(struct identity *d)
{
	for (uint32_t i = 0; i < d->seen->talkers.count; i++) {
		const struct talker *t = table_at(&d->seen->talkers, i);
		const struct owned_ip *r;

		if (!(t->flags & TALKER_ROUTER) || ip_is_none(t->who.ip))
			continue;
		r = table_find(&d->ips, &t->who.ip);
		if (r)
			identity_device(d, r->device)->router = true;
	}
}

/* --- numbers
 * ------------------------------------------------------------------------------------------------------ */

static const struct device *sorting; /* qsort has no context; set and used within number() only */

static int by_first(const void *a, const void *b)
{
	const struct device *x = &sorting[*(const uint32_t *)a], *y = &sorting[*(const uint32_t *)b];

	if (x->at.file != y->at.file)
		return x->at.file < y->at.file ? -1 : 1;
	if (x->at.n != y->at.n)
		return x->at.n < y->at.n ? -1 : 1;
	return x < y ? -1 : x > y;
}

static int by_packets(const void *a, const void *b)
{
	const struct device *x = &sorting[*(const uint32_t *)a], *y = &sorting[*(const uint32_t *)b];

	if (x->packets != y->packets)
		return x->packets > y->packets ? -1 : 1;
	return by_first(a, b);
}

static int number(struct identity *d)
{
	size_t max = d->options->devices_max ? d->options->devices_max : DEVICES_MAX;
	uint32_t n = 0;

	d->order = malloc((d->count + 1) * sizeof *d->order);
	if (!d->order)
		return -ENOMEM;
	for (uint32_t i = 0; i < d->count; i++)
		if (!d->devices[i].gone && d->devices[i].packets)
			d->order[n++] = i;
	sorting = d->devices;
	if (n > max) {
		qsort(d->order, n, sizeof *d->order, by_packets);
		d->folded = n - (uint32_t)max;
		n = (uint32_t)max;
	}
	qsort(d->order, n, sizeof *d->order, by_first);
	for (uint32_t i = 0; i < n; i++)
		d->devices[d->order[i]].id = i + 1;
	d->kept = n;
	return 0;
}

int identity_decide(struct identity *d, const struct seen *v, const struct inventory_options *o)
{
	uint32_t n = v->talkers.count;

	*d = (struct identity){.options = o, .seen = v};
	table_init(&d->macs, sizeof(struct mac_seen), sizeof(struct mac), n + 1);
	table_init(&d->ips, sizeof(struct owned_ip), sizeof(struct ip), n + 1);
	table_init(&d->claims, sizeof(struct ip), sizeof(struct ip), n + 1);
	d->of_talker = calloc(n + 1, sizeof *d->of_talker);
	d->next = calloc(n + 1, sizeof *d->next);
	d->merged = calloc(MERGED_MAX, sizeof *d->merged);
	if (!d->of_talker || !d->next || !d->merged)
		return -ENOMEM;
	claims_collect(d);
	routers_find(d);
	devices_of_macs(d);
	give_owned(d);
	give_rest(d);
	routers_by_address(d);
	merges_find(d);
	return number(d);
}

void identity_clear(struct identity *d)
{
	table_clear(&d->macs);
	table_clear(&d->ips);
	table_clear(&d->claims);
	free(d->devices);
	free(d->of_talker);
	free(d->next);
	free(d->order);
	free(d->merged);
	*d = (struct identity){0};
}

/* --- asked
 * ----------------------------------------------------------------------------------------------------------
 */

static uint32_t after_merges(const struct identity *d, uint32_t device)
{
	while (device && d->devices[device - 1].gone)
		device = d->devices[device - 1].into;
	return device;
}

static uint32_t of_mac(const struct identity *d, struct mac mac)
{
	const struct mac_seen *m =
		mac_is_none(mac) ? NULL
				 : key_find(&d->macs, &mac, key_hash(&d->macs, &mac, sizeof mac), sizeof mac);

	return m ? m->device : 0;
}

static uint64_t talker_hash(const struct identity *d, const struct who *w)
{
	return key_hash(&d->seen->talkers, w, sizeof *w);
}

uint32_t identity_find(const struct identity *d, const struct who *w)
{
	const struct talker *t;
	const struct owned_ip *r;
	uint32_t device;

	if (ip_is_none(w->ip) || ip_is_unspecified(w->ip))
		return after_merges(d, of_mac(d, w->mac));
	if (!identity_on_site(d, w->ip))
		return 0;
	t = mac_is_none(w->mac) ? NULL : key_find(&d->seen->talkers, w, talker_hash(d, w), sizeof *w);
	if (t && (device = d->of_talker[table_row(&d->seen->talkers, t)]))
		return after_merges(d, device);
	r = key_find(&d->ips, &w->ip, key_hash(&d->ips, &w->ip, sizeof w->ip), sizeof w->ip);
	if (r)
		return after_merges(d, r->device);
	device = after_merges(d, of_mac(d, w->mac));
	return device && !d->devices[device - 1].router ? device : 0;
}

uint32_t identity_of(const struct identity *d, const struct who *w)
{
	uint32_t device = identity_find(d, w);

	return device && d->devices[device - 1].id ? device : 0;
}

static struct who client_of(const struct talked *f) { return (struct who){f->client_by, f->client}; }
static struct who server_of(const struct talked *f) { return (struct who){f->server_by, f->server}; }

/* What identity_of() will look at is fetched from memory for several flows together (table.h). */
static void ends_fetch(const struct identity *d, const struct talked *first, uint32_t n)
{
	const struct table *talkers = &d->seen->talkers;
	uint64_t hash[2 * RESOLVED_TOGETHER];

	for (uint32_t i = 0; i < n; i++) {
		struct who client = client_of(first + i), server = server_of(first + i);

		hash[2 * i] = talker_hash(d, &client);
		hash[2 * i + 1] = talker_hash(d, &server);
		table_fetch_slot(talkers, hash[2 * i]);
		table_fetch_slot(talkers, hash[2 * i + 1]);
	}
	for (uint32_t i = 0; i < 2 * n; i++)
		table_fetch_row(talkers, hash[i], sizeof(struct who));
}

void identity_resolve(const struct identity *d, struct seen *v)
{
	for (uint32_t i = 0; i < v->flows.count; i++) {
		struct talked *f = table_at(&v->flows, i);
		struct who client = client_of(f), server = server_of(f);

		if (i % RESOLVED_TOGETHER == 0)
			ends_fetch(d, f,
				   v->flows.count - i < RESOLVED_TOGETHER ? v->flows.count - i
									  : RESOLVED_TOGETHER);
		f->client_device = identity_of(d, &client);
		f->server_device = f->to_group ? 0 : identity_of(d, &server);
	}
}

uint32_t identity_number(const struct identity *d, uint32_t device_plus_1)
{
	uint32_t device = after_merges(d, device_plus_1);

	return device ? d->devices[device - 1].id : 0;
}
