#include "inventory/outside.h"

#include "base/hash.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { OUTSIDE_MAX = 65536, OUTSIDE_IPS_MAX = 131072 };

struct best_name { /* key: ip */
	struct ip ip;
	uint32_t count, name;
	uint8_t confidence;
};

/* The most trusted, then most often seen name of each address. */
static void names_of(const struct seen *v, struct table *names)
{
	for (uint32_t i = 0; i < v->names.count; i++) {
		const struct named *n = table_at(&v->names, i);
		struct best_name *b;
		char domain[128];
		bool is_new;

		if (!domain_registered(texts_get(&v->texts, n->name), domain) ||
		    !(b = table_add(names, &n->ip, &is_new)))
			continue;
		if (is_new || n->confidence > b->confidence ||
		    (n->confidence == b->confidence && n->count > b->count)) {
			b->name = n->name;
			b->count = n->count;
			b->confidence = n->confidence;
		}
	}
}

static struct prefix network_of(struct ip ip)
{
	struct prefix p = {ip, ip_is4(ip) ? 120 : 48};

	for (unsigned i = p.bits / 8; i < 16; i++)
		p.ip.b[i] = 0;
	return p;
}

static uint32_t group_of(struct outside *o, const char *name, struct ip ip)
{
	struct prefix net = network_of(ip);
	struct outside_group key, *g;
	struct outsider *more;
	bool is_new;

	memset(&key, 0, sizeof key);
	key.hash_a = *name ? hash_bytes(name, strlen(name), 1) : hash_bytes(net.ip.b, 16, 2);
	key.hash_b = *name ? hash_bytes(name, strlen(name), 3) : hash_bytes(net.ip.b, 16, 4);
	g = table_add(&o->groups, &key, &is_new);
	if (!g || !is_new)
		return g ? g->group : 0;
	if (o->count == o->room) {
		o->room = o->room ? o->room * 2 : 64;
		more = realloc(o->all, o->room * sizeof *more);
		if (!more)
			abort();
		o->all = more;
	}
	memset(&o->all[o->count], 0, sizeof *o->all);
	memcpy(o->all[o->count].name, name, strlen(name) + 1);
	o->all[o->count].network = net;
	return g->group = ++o->count;
}

/* The part of both prefixes that is the same, as long as it is still a network (/16, or /32 of IPv6): a name
 * that is served from everywhere keeps the network where it was first met. */
static void widen(struct prefix *p, struct ip ip)
{
	uint8_t bits = 0, least = ip_is4(ip) ? 112 : 32;

	while (bits < p->bits && ((p->ip.b[bits / 8] ^ ip.b[bits / 8]) >> (7 - bits % 8) & 1) == 0)
		bits++;
	if (bits < least || ip_is4(p->ip) != ip_is4(ip))
		return;
	p->bits = bits;
	for (unsigned i = bits; i < 128; i++)
		p->ip.b[i / 8] &= (uint8_t) ~(0x80u >> i % 8);
}

static struct outsider *outsider_of(struct outside *o, const struct seen *v, const struct table *names,
				    struct ip ip)
{
	const struct best_name *b = table_find(names, &ip);
	struct outside_ip *r;
	char name[128] = "";
	bool is_new;

	r = table_add(&o->ips, &ip, &is_new);
	if (!r)
		return NULL;
	if (!is_new)
		return r->group ? &o->all[r->group - 1] : NULL;
	if (b)
		domain_registered(texts_get(&v->texts, b->name), name);
	r->group = group_of(o, name, ip);
	if (!r->group)
		return NULL;
	r->next = o->all[r->group - 1].ips;
	o->all[r->group - 1].ips = table_row(&o->ips, r) + 1;
	widen(&o->all[r->group - 1].network, ip);
	return &o->all[r->group - 1];
}

static bool earlier(struct packet a, struct packet b)
{
	return a.file < b.file || (a.file == b.file && a.n < b.n);
}

static void count(struct outsider *x, const struct talked *f)
{
	if (x->packets == 0 || f->first < x->first)
		x->first = f->first;
	if (x->packets == 0 || f->last > x->last)
		x->last = f->last;
	if (x->packets == 0 || earlier(f->at, x->at))
		x->at = f->at;
	x->packets += f->packets;
	x->bytes += f->bytes;
}

static bool is_outside(const struct identity *d, struct ip ip)
{
	return !ip_is_none(ip) && !ip_is_unspecified(ip) && !ip_is_multicast(ip) && !ip_is_broadcast(ip) &&
	       !identity_on_site(d, ip);
}

static const struct outsider *sorting; /* within number() only */

static int by_first(const void *a, const void *b)
{
	const struct outsider *x = &sorting[*(const uint32_t *)a], *y = &sorting[*(const uint32_t *)b];

	if (x->at.file != y->at.file)
		return x->at.file < y->at.file ? -1 : 1;
	if (x->at.n != y->at.n)
		return x->at.n < y->at.n ? -1 : 1;
	return x < y ? -1 : x > y;
}

static int number(struct outside *o)
{
	uint32_t *order = malloc((o->count + 1) * sizeof *order);

	if (!order)
		return -ENOMEM;
	for (uint32_t i = 0; i < o->count; i++)
		order[i] = i;
	sorting = o->all;
	qsort(order, o->count, sizeof *order, by_first);
	for (uint32_t i = 0; i < o->count; i++)
		o->all[order[i]].id = i + 1;
	free(order);
	return 0;
}

int outside_collect(struct outside *o, const struct identity *d, const struct seen *v)
{
	struct table names;

	*o = (struct outside){0};
	table_init(&o->ips, sizeof(struct outside_ip), sizeof(struct ip), OUTSIDE_IPS_MAX);
	table_init(&o->groups, sizeof(struct outside_group), 16, OUTSIDE_MAX);
	table_init(&names, sizeof(struct best_name), sizeof(struct ip), OUTSIDE_IPS_MAX);
	names_of(v, &names);
	for (uint32_t i = 0; i < v->flows.count; i++) {
		const struct talked *f = table_at(&v->flows, i);
		const struct ip ends[] = {f->client, f->server};

		for (int e = 0; e < 2; e++) {
			bool no_host = e == 1 && f->to_group; /* a directed broadcast */
			struct outsider *x = !no_host && is_outside(d, ends[e])
						     ? outsider_of(o, v, &names, ends[e])
						     : NULL;

			if (x)
				count(x, f);
		}
	}
	table_clear(&names);
	return number(o);
}

void outside_clear(struct outside *o)
{
	table_clear(&o->ips);
	table_clear(&o->groups);
	free(o->all);
	*o = (struct outside){0};
}

uint32_t outside_of(const struct outside *o, struct ip ip)
{
	const struct outside_ip *r = table_find(&o->ips, &ip);

	return r && r->group ? o->all[r->group - 1].id : 0;
}
