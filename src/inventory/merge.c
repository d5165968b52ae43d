/* Several addresses, one device: merged where something says so, and the reason kept. Runs before devices get
 * their numbers. */
#include "inventory/identity.h"

#include "base/hash.h"

#include <string.h>

struct told { /* key: all but device: who first said this */
	uint64_t hash_a, hash_b;
	uint32_t device; /* + 1 */
};

/* The device that this one has become; the way there is shortened for the next who asks. */
static uint32_t root(struct identity *d, uint32_t device)
{
	uint32_t end = device;

	while (end && d->devices[end - 1].gone)
		end = d->devices[end - 1].into;
	while (device && d->devices[device - 1].gone) {
		uint32_t next = d->devices[device - 1].into;

		d->devices[device - 1].into = end;
		device = next;
	}
	return end;
}

static bool earlier(struct packet a, struct packet b)
{
	return a.file < b.file || (a.file == b.file && a.n < b.n);
}

static void join(struct identity *d, uint32_t into, uint32_t from)
{
	struct device *a = identity_device(d, into), *b = identity_device(d, from);

	if (b->talkers) {
		d->next[b->last_talker - 1] = a->talkers;
		a->last_talker = a->talkers ? a->last_talker : b->last_talker;
		a->talkers = b->talkers;
	}
	if (b->packets && (!a->packets || b->first < a->first))
		a->first = b->first;
	if (b->packets && (!a->packets || b->last > a->last))
		a->last = b->last;
	if (earlier(b->at, a->at))
		a->at = b->at;
	a->packets += b->packets;
	a->bytes += b->bytes;
	a->router |= b->router;
	a->forwards |= b->forwards;
	a->hidden |= b->hidden;
	a->random_mac &= b->random_mac;
	if (mac_is_none(a->mac)) {
		a->mac = b->mac;
		a->random_mac = b->random_mac;
		a->behind = b->behind;
	}
	if (b->ip_weight > a->ip_weight) {
		a->ip_weight = b->ip_weight;
		a->ip = b->ip;
	}
	b->gone = true;
	b->into = into;
}

static void merge(struct identity *d, uint32_t into, uint32_t from, const char *why, struct packet at)
{
	struct device *b;
	struct merged *m;

	into = root(d, into);
	from = root(d, from);
	if (!into || !from || into == from)
		return;
	b = identity_device(d, from);
	if (d->merged_count < MERGED_MAX) {
		m = &d->merged[d->merged_count++];
		*m = (struct merged){.into = into, .mac = b->mac, .ip = b->ip, .why = why, .at = at};
	}
	join(d, into, from);
}

static struct told *say(struct table *told, uint64_t kind, struct text t)
{
	struct told key;
	bool is_new;

	memset(&key, 0, sizeof key);
	key.hash_a = hash_bytes(t.s, t.n, kind);
	key.hash_b = hash_bytes(t.s, t.n, kind + 1000);
	return table_add(told, &key, &is_new);
}

/* LLDP (IEEE 802.1AB 8.5.2): ports of one device announce one chassis id, often the MAC it manages itself
 * with. */
static void by_chassis(struct identity *d, struct table *told, const struct kept *f, struct text value)
{
	char id[MAC_TEXT] = "";
	struct who chassis = {0};
	uint32_t device = identity_find(d, &f->about), other;
	struct told *t;

	if (value.n <= 8 || memcmp(value.s, "chassis=", 8) != 0 || !device)
		return;
	if (value.n - 8 < sizeof id)
		memcpy(id, value.s + 8, value.n - 8);
	other = mac_parse(id, &chassis.mac) ? identity_find(d, &chassis) : 0;
	if (other) {
		merge(d, other, device, "lldp-chassis", f->at);
		return;
	}
	t = say(told, FACT_PROPERTY, value);
	if (t && t->device)
		merge(d, t->device, device, "lldp-chassis", f->at);
	else if (t)
		t->device = device;
}

/* A DUID (RFC 8415 11) names a host, not one of its interfaces. Option 61 with a MAC (01...) names only that.
 */
static void by_client_id(struct identity *d, struct table *told, const struct kept *f, struct text value)
{
	uint32_t device = identity_find(d, &f->about);
	struct told *t;

	if (!device || value.n < 20 || memcmp(value.s, "01", 2) == 0)
		return;
	t = say(told, FACT_DHCP_CLIENT_ID, value);
	if (t && t->device)
		merge(d, t->device, device, "dhcp-client-id", f->at);
	else if (t)
		t->device = device;
}

static bool tells_apart(struct text serial)
{
	unsigned seen[256] = {0}, different = 0;

	for (size_t i = 0; i < serial.n; i++)
		different += seen[(unsigned char)serial.s[i]]++ == 0;
	return serial.n >= 6 && different >= 4;
}

/* The same serial number by the same protocol: one product with two interfaces. */
static void by_serial(struct identity *d, struct table *told, const struct kept *f, struct text value)
{
	uint32_t device = identity_find(d, &f->about);
	struct told *t;

	if (!device || f->confidence < 80 || !tells_apart(value))
		return;
	t = say(told, (uint64_t)FACT_SERIAL << 16 | f->source, value);
	if (t && t->device)
		merge(d, t->device, device, "serial", f->at);
	else if (t)
		t->device = device;
}

/* A device known by an IPv6 address that is made of a MAC (RFC 4291 appendix A), and the device of that MAC.
 */
static void by_eui64(struct identity *d)
{
	for (uint32_t i = 0; i < d->count; i++) {
		const struct device *v = &d->devices[i];
		struct who who = {0};
		uint32_t other;

		if (v->gone || !mac_is_none(v->mac) || ip_is4(v->ip) || !ip_eui64(v->ip, &who.mac))
			continue;
		other = identity_find(d, &who);
		if (other)
			merge(d, other, i + 1, "eui-64", v->at);
	}
}

/* What was told of two devices in one period is so in the next, in which nobody tells it. */
static void by_memory(struct identity *d)
{
	for (uint32_t i = 0; i < d->seen->joined.count; i++) {
		const struct joined *j = table_at(&d->seen->joined, i);
		uint32_t into = identity_find(d, &j->into), from = identity_find(d, &j->from);

		if (into && from)
			merge(d, into, from, j->why, j->at);
	}
}

static struct who main_address(struct mac mac, struct ip ip)
{
	return mac_is_none(mac) ? (struct who){.ip = ip} : (struct who){.mac = mac};
}

void merges_remember(const struct identity *d, struct seen *v)
{
	for (uint32_t i = 0; i < d->merged_count; i++) {
		const struct merged *m = &d->merged[i];
		const struct device *into = identity_device(d, m->into);
		struct who from = main_address(m->mac, m->ip);
		struct joined *j;
		bool is_new;

		while (into->gone)
			into = identity_device(d, into->into);
		if ((j = table_add(&v->joined, &from, &is_new)) && is_new) {
			j->into = main_address(into->mac, into->ip);
			j->why = m->why;
			j->at = m->at;
		}
	}
}

void merges_find(struct identity *d)
{
	const struct seen *v = d->seen;
	struct table told;

	by_memory(d);
	table_init(&told, sizeof(struct told), 16, v->facts.count + 1);
	for (uint32_t i = 0; i < v->facts.count; i++) {
		const struct kept *f = table_at(&v->facts, i);
		struct text value = texts_get(&v->texts, f->value);

		if (f->kind == FACT_PROPERTY)
			by_chassis(d, &told, f, value);
		else if (f->kind == FACT_DHCP_CLIENT_ID)
			by_client_id(d, &told, f, value);
		else if (f->kind == FACT_SERIAL)
			by_serial(d, &told, f, value);
	}
	by_eui64(d);
	for (uint32_t i = 0; i < d->count; i++)
		root(d, i + 1);
	table_clear(&told);
}
