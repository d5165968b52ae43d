#include "inventory/seen.h"
#include "inventory/key.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* How much is kept of each; a row's size and the length of its key. What does not fit is counted, and said in
 * limit_. */
enum {
	TALKERS_MAX = 262144,
	FACTS_MAX = 240000,
	FLOWS_MAX = 112000, /* 100,000 are shown; the rest is room for what merges */
	COMMANDS_MAX = 65536,
	EVENTS_MAX = 65536,
	OPERATIONS_MAX = 10000,
	POINTS_MAX = 100000,
	NETWORKS_MAX = 16384,
	SCANS_MAX = 16384,
	JOINED_MAX = 4096,
	TEXTS_MAX = 260000,
	TEXT_BYTES = 24 << 20,
};

static const int64_t REMEMBERED_US = INT64_C(3600) * 1000000;

#define KEY_TO(type, member) (offsetof(struct type, member) + sizeof(((struct type *)0)->member))

int seen_init(struct seen *v)
{
	memset(v, 0, sizeof *v);
	v->scans_left = true;
	table_init(&v->talkers, sizeof(struct talker), KEY_TO(talker, who), TALKERS_MAX);
	table_init(&v->facts, sizeof(struct kept), KEY_TO(kept, value), FACTS_MAX);
	table_init(&v->fact_counts, sizeof(struct kept_count), KEY_TO(kept_count, kind), FACTS_MAX);
	table_init(&v->flows, sizeof(struct talked), KEY_TO(talked, pad), FLOWS_MAX);
	table_init(&v->commands, sizeof(struct commanded), KEY_TO(commanded, sub), COMMANDS_MAX);
	table_init(&v->operations, sizeof(struct operated), KEY_TO(operated, second), OPERATIONS_MAX);
	table_init(&v->logins, sizeof(struct signed_in), KEY_TO(signed_in, method), EVENTS_MAX);
	table_init(&v->secrets, sizeof(struct shared_secret), KEY_TO(shared_secret, server), EVENTS_MAX);
	table_init(&v->certificates, sizeof(struct shown), KEY_TO(shown, not_after), EVENTS_MAX);
	table_init(&v->tls, sizeof(struct shook), KEY_TO(shook, sni), EVENTS_MAX);
	table_init(&v->points, sizeof(struct measured), KEY_TO(measured, name), POINTS_MAX);
	table_init(&v->times, sizeof(struct told_time), KEY_TO(told_time, ends), EVENTS_MAX);
	table_init(&v->maps, sizeof(struct mapped), KEY_TO(mapped, inside_port), EVENTS_MAX);
	table_init(&v->hops, sizeof(struct hopped), KEY_TO(hopped, source), EVENTS_MAX);
	table_init(&v->neighbours, sizeof(struct neighboured), KEY_TO(neighboured, source), EVENTS_MAX);
	table_init(&v->names, sizeof(struct named), KEY_TO(named, name), EVENTS_MAX);
	table_init(&v->joined, sizeof(struct joined), KEY_TO(joined, from), JOINED_MAX);
	table_init(&v->networks, sizeof(struct announced), KEY_TO(announced, bssid), NETWORKS_MAX);
	table_init(&v->network_names, sizeof(struct announced_name), KEY_TO(announced_name, ssid),
		   NETWORKS_MAX);
	table_init(&v->stations, sizeof(struct stationed), KEY_TO(stationed, station), EVENTS_MAX);
	table_init(&v->leaves, sizeof(struct sent_away), KEY_TO(sent_away, reason), EVENTS_MAX);
	table_init(&v->scans, sizeof(struct tried), KEY_TO(tried, transport), SCANS_MAX);
	v->prints = calloc(POINTS_MAX, sizeof *v->prints);
	v->waiting = calloc(FLOWS_WAITING, sizeof *v->waiting);
	v->sighted = calloc(SIGHTINGS_WAITING, sizeof *v->sighted);
	if (!v->prints || !v->waiting || !v->sighted ||
	    batch_init(&v->keeping, &v->facts, sizeof(struct kept), seen_kept, v) < 0 ||
	    batch_init(&v->ordering, &v->commands, sizeof(struct order_waiting), seen_ordered, v) < 0)
		return -ENOMEM;
	return texts_init(&v->texts, TEXTS_MAX, TEXT_BYTES);
}

void seen_clear(struct seen *v)
{
	struct table *all[] = {&v->talkers,  &v->facts,   &v->fact_counts,  &v->flows,      &v->commands,
			       &v->logins,   &v->secrets, &v->certificates, &v->tls,        &v->points,
			       &v->times,    &v->maps,    &v->hops,         &v->neighbours, &v->names,
			       &v->scans,    &v->joined,  &v->operations,   &v->networks,   &v->network_names,
			       &v->stations, &v->leaves};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		table_clear(all[i]);
	texts_clear(&v->texts);
	free(v->prints);
	free(v->waiting);
	free(v->sighted);
	batch_clear(&v->keeping);
	batch_clear(&v->ordering);
}

static void talker_rests(struct talker *t, int64_t now)
{
	t->before = (t->before + t->packets) -
		    (t->before + t->packets) / 8; /* the address used now outweighs soon */
	t->packets = t->bytes = 0;
	t->first = t->last;
	if (now - t->last > REMEMBERED_US) {
		t->before = 0;
		t->flags = 0;
		t->ttl_low = t->ttl_high = 0;
	}
}

/* Their texts lie in the old one's place. */
static void names_again(struct seen *v, const struct table *names, const struct texts *texts)
{
	for (uint32_t i = 0; i < names->count; i++) {
		struct named n = *(const struct named *)table_at(names, i), *r;
		bool is_new;

		n.name = texts_add(&v->texts, texts_get(texts, n.name));
		if (n.name && (r = table_add(&v->names, &n, &is_new)))
			*r = n;
	}
}

int seen_next(struct seen *v, int64_t now)
{
	struct table talkers = v->talkers, names = v->names, joined = v->joined, operations = v->operations,
		     leaves = v->leaves, none = {0};
	struct texts texts = v->texts;
	int r;

	v->talkers = v->names = v->joined = v->operations = v->leaves = none;
	v->texts = (struct texts){0};
	seen_clear(v);
	r = seen_init(v);
	v->talkers = talkers;
	v->joined = joined;
	if (r == 0) {
		names_again(v, &names, &texts);
		seen_orders_again(v, &operations, &texts, now);
		leaves_go_on(v, &leaves, now);
	}
	table_clear(&names);
	table_clear(&operations);
	table_clear(&leaves);
	texts_clear(&texts);
	for (uint32_t i = 0; i < talkers.count; i++)
		talker_rests(table_at(&v->talkers, i), now);
	return r;
}

/* The place of the least active of the next few: what is rare gives way to what is new, what is busy stays.
 */
static uint32_t least_active(struct table *t)
{
	uint32_t best = t->hand;

	for (unsigned i = 0; i < 8; i++) {
		const struct talker *a = table_at(t, t->hand), *b = table_at(t, best);

		if (talker_sent(a) < talker_sent(b))
			best = t->hand;
		t->hand = (t->hand + 1) % t->count;
	}
	return best;
}

static struct talker *talker_new(struct seen *v, const struct who *w)
{
	const struct talker *least;
	uint32_t row;
	bool is_new;

	if (!table_full(&v->talkers))
		return table_add(&v->talkers, w, &is_new);
	row = least_active(&v->talkers);
	least = table_at(&v->talkers, row);
	if (talker_sent(least) > 4) { /* a flood of senders does not push out those that are busy */
		v->talkers.dropped++;
		return NULL;
	}
	return table_replace(&v->talkers, row, w);
}

struct talker *seen_talker(struct seen *v, const struct who *w, int64_t when, struct packet at)
{
	struct talker *t = table_find(&v->talkers, w);

	if (t || !(t = talker_new(v, w)))
		return t;
	t->first = t->last = when;
	t->at = at;
	return t;
}

/* IEEE 802.1D group addresses of switches (STP, pause, slow protocols) and Cisco's PVST: what a switch port
 * says as a switch. LLDP (..0e) and CDP (..cc) introduce a device, so they are not among them. */
static bool switch_control(const struct mac *to)
{
	static const uint8_t ieee[5] = {0x01, 0x80, 0xc2, 0x00, 0x00},
			     pvst[6] = {0x01, 0x00, 0x0c, 0xcc, 0xcc, 0xcd};

	return (to->b[0] & 1) && ((memcmp(to->b, ieee, 5) == 0 && to->b[5] != 0x0e && to->b[5] < 0x10) ||
				  memcmp(to->b, pvst, 6) == 0);
}

static bool before(struct packet a, struct packet b)
{
	return a.file < b.file || (a.file == b.file && a.n < b.n);
}

/* So far only spoken about; or what sensor gathered comes later than what it gathered afterwards. */
static bool is_first(const struct talker *t, const struct sighting_waiting *s)
{
	return t->packets == 0 ? t->at.n != s->at.n || s->when != t->first
			       : s->when <= t->first && before(s->at, t->at);
}

static void sender(struct talker *t, const struct sighting_waiting *s)
{
	if (is_first(t, s)) {
		t->first = s->when;
		t->at = s->at;
	}
	t->packets += 1 + (uint64_t)s->more;
	t->bytes += s->bytes;
	t->flags |= s->flags;
	if (s->when + s->lasts > t->last)
		t->last = s->when + s->lasts;
	if (s->vlan)
		t->vlan = s->vlan;
	if (s->ttl) {
		if (t->ttl_low == 0 || s->ttl < t->ttl_low)
			t->ttl_low = s->ttl;
		if (s->ttl > t->ttl_high)
			t->ttl_high = s->ttl;
	}
}

static void sightings_take(struct seen *v)
{
	for (unsigned i = 0; i < v->sighted_count; i++) {
		struct sighting_waiting *w = &v->sighted[i];

		w->hash = key_hash(&v->talkers, &w->who, sizeof w->who);
		table_fetch_slot(&v->talkers, w->hash);
	}
	for (unsigned i = 0; i < v->sighted_count; i++)
		table_fetch_row(&v->talkers, v->sighted[i].hash, sizeof(struct talker));
	for (unsigned i = 0; i < v->sighted_count; i++) {
		const struct sighting_waiting *w = &v->sighted[i];
		struct talker *t = key_find(&v->talkers, &w->who, w->hash, sizeof w->who);

		if (!t)
			t = seen_talker(v, &w->who, w->when, w->at);
		if (t)
			sender(t, w);
	}
	v->sighted_count = 0;
}

void seen_sighting(struct seen *v, const struct sighting *s)
{
	struct sighting_waiting *w = &v->sighted[v->sighted_count];
	bool no_ip = ip_is_nobody(s->from.ip), no_mac = mac_is_none(s->from.mac) || mac_is_group(s->from.mac);

	v->frames += 1 + (uint64_t)s->more;
	if (no_ip && no_mac)
		return;
	w->who = s->from;
	if (no_ip)
		memset(&w->who.ip, 0, sizeof w->who.ip);
	if (no_mac)
		memset(&w->who.mac, 0, sizeof w->who.mac);
	w->vlan = s->vlan;
	w->ttl = s->ttl;
	w->flags = (uint8_t)((switch_control(&s->to.mac) ? 0 : TALKER_OWN_VOICE) |
			     (s->wifi_from ? TALKER_WIFI : 0) | (s->air ? 0 : TALKER_WIRE));
	w->bytes = s->bytes;
	w->more = s->more;
	w->lasts = s->lasts;
	w->when = s->when;
	w->at = s->at;
	if (++v->sighted_count == SIGHTINGS_WAITING)
		sightings_take(v);
}

void seen_fact(struct seen *v, const struct fact *f)
{
	if (f->kind >= FACT_COUNT)
		return;
	if (fact_fold(f->kind) == FOLD_EVENT)
		seen_event(v, f);
	else
		seen_keep(v, f);
	if (f->kind == FACT_NEIGHBOUR)
		seen_event(v, f);
}

/* --- flows
 * -------------------------------------------------------------------------------------------------------- */

_Static_assert(offsetof(struct talked, transport) == offsetof(struct talked_key, transport) &&
		       KEY_TO(talked, pad) == sizeof(struct talked_key),
	       "a row begins with its key");
_Static_assert(KEY_TO(commanded, sub) == sizeof(struct commanded_key), "a row begins with its key");

static void talked_key(struct talked_key *k, const struct flow *f)
{
	memset(k, 0, sizeof *k);
	k->client = f->client.ip;
	k->server = f->server.ip;
	if (ip_is_unspecified(f->client.ip)) /* none, or 0.0.0.0: many ask from there */
		k->client_mac = f->client.mac;
	if (ip_is_none(f->server.ip))
		k->server_mac = f->server.mac;
	k->port = f->server_port;
	k->protocol = f->protocol;
	k->transport = f->transport;
}

static bool bare(const struct flow *f)
{
	return !f->payload_seen && (f->bare_syn || f->answered == FLOW_REFUSED);
}

/* A row to give up for f, when the table is full: a scan's share first, else one that is smaller. */
static struct talked *give_up(struct seen *v, const struct flow *f, const struct talked_key *key)
{
	struct table *t = &v->flows;
	uint32_t least = 0;
	uint64_t packets = f->packets;
	bool found = false;

	if (bare(f) || (!v->scans_left && f->packets < 2))
		return NULL;
	for (unsigned i = 0; i < 16 && packets; i++, t->hand = (t->hand + 1) % t->count) {
		const struct talked *r = table_at(t, t->hand);
		uint64_t weight = r->packets - r->bare;

		if (weight < packets) {
			packets = weight;
			least = t->hand;
			found = true;
		}
		if (t->hand + 1 == t->count)
			v->scans_left = false; /* until a look finds one */
		if (weight == 0)
			v->scans_left = true;
	}
	return found ? table_replace(t, least, key) : NULL;
}

static void talked_start(struct talked *r, const struct flow *f)
{
	r->first = f->first;
	r->last = f->last;
	r->at = f->first_packet;
	r->last_at = f->last_packet;
	r->client_port = f->client_port;
	r->client_by = f->client.mac;
	r->server_by = f->server.mac;
	r->encrypted = f->encrypted;
	r->bare = 1;
	r->to_group =
		ip_is_multicast(f->server.ip) || ip_is_broadcast(f->server.ip) || mac_is_group(f->server.mac);
}

static void talked_add(struct talked *r, const struct flow *f)
{
	r->packets += f->packets;
	r->bytes += f->bytes;
	r->payload += f->payload;
	r->connections += f->started;
	r->answered |= f->answered == FLOW_ANSWERED;
	r->refused |= f->answered == FLOW_REFUSED;
	r->spoke |= f->payload_seen;
	r->up |= f->packets_up != 0;
	r->down |= f->packets_up < f->packets;
	if (!bare(f))
		r->bare = 0;
	if (f->first < r->first || (f->first == r->first && before(f->first_packet, r->at))) {
		r->first = f->first;
		r->at = f->first_packet;
		r->client_port = f->client_port;
	}
	if (f->last > r->last || (f->last == r->last && !before(f->last_packet, r->last_at))) {
		r->last = f->last;
		r->last_at = f->last_packet;
	}
	if (mac_is_none(r->client_by))
		r->client_by = f->client.mac;
	if (mac_is_none(r->server_by) || mac_is_group(r->server_by))
		r->server_by = f->server.mac;
	if (f->payload_seen)
		r->encrypted = f->encrypted;
}

static void flow_take(struct seen *v, const struct flow_waiting *w)
{
	const struct flow *f = &w->flow;
	struct talked *r;

	if (w->tries)
		scan_feed(v, f, &w->attempt, w->scan_hash);
	r = key_find(&v->flows, &w->key, w->hash, sizeof w->key);
	if (r) {
		talked_add(r, f);
		return;
	}
	if (!table_full(&v->flows))
		r = table_add_hashed(&v->flows, &w->key, w->hash);
	else if (!(r = give_up(v, f, &w->key)))
		v->flows.dropped++;
	if (!r)
		return;
	talked_start(r, f);
	talked_add(r, f);
}

static void flow_look_up(struct seen *v, struct flow_waiting *w)
{
	w->hash = key_hash(&v->flows, &w->key, sizeof w->key);
	table_fetch_slot(&v->flows, w->hash);
	if (!w->tries)
		return;
	w->scan_hash = key_hash(&v->scans, &w->attempt.by, sizeof w->attempt.by);
	table_fetch_slot(&v->scans, w->scan_hash);
}

static void flow_fetch(const struct seen *v, const struct flow_waiting *w)
{
	table_fetch_row(&v->flows, w->hash, sizeof(struct talked));
	if (w->tries)
		table_fetch_row(&v->scans, w->scan_hash, sizeof(struct tried));
}

/* One step for all, then the next: what is fetched from memory has time to come, and a key is not hashed
 * before it has left the processor's write buffer, out of which it could only be read in the pieces it was
 * made of. */
static void flows_take(struct seen *v)
{
	struct flow_waiting *w, *end = v->waiting + v->waiting_count;

	for (w = v->waiting; w < end; w++) {
		talked_key(&w->key, &w->flow);
		w->tries = scan_attempt(&w->flow, &w->attempt);
	}
	for (w = v->waiting; w < end; w++)
		flow_look_up(v, w);
	for (w = v->waiting; w < end; w++)
		flow_fetch(v, w);
	for (w = v->waiting; w < end; w++)
		flow_take(v, w);
	v->waiting_count = 0;
}

void seen_flow(struct seen *v, const struct flow *f)
{
	v->waiting[v->waiting_count++].flow = *f;
	if (v->waiting_count == FLOWS_WAITING)
		flows_take(v);
}

void seen_end(struct seen *v)
{
	sightings_take(v);
	flows_take(v);
	batch_end(&v->keeping);
	batch_end(&v->ordering);
}
