/* Who tried many: distinct targets and ports of unanswered attempts, counted in fixed memory. One sketch is
 * 128 registers of HyperLogLog (Flajolet et al., 2007; linear counting while it is nearly empty): about 9 %
 * off, exact enough for "many". */
#include "base/hash.h"
#include "inventory/seen.h"

#include <math.h>
#include <string.h>

static void sketch_add(uint8_t sketch[SKETCH_SIZE], uint64_t value)
{
	uint64_t h = hash_mix(value + 0x9e3779b97f4a7c15u), rest = h >> SKETCH_BITS;
	uint8_t rank = (uint8_t)(rest ? __builtin_ctzll(rest) + 1 : 64 - SKETCH_BITS);
	uint8_t *cell = &sketch[h & (SKETCH_SIZE - 1)];

	if (rank > *cell)
		*cell = rank;
}

static unsigned sketch_count(const uint8_t sketch[SKETCH_SIZE])
{
	double sum = 0, m = SKETCH_SIZE, estimate;
	unsigned empty = 0;

	for (unsigned i = 0; i < SKETCH_SIZE; i++) {
		sum += ldexp(1, -sketch[i]);
		empty += sketch[i] == 0;
	}
	estimate = 0.7213 / (1 + 1.079 / m) * m * m / sum;
	if (empty && estimate < 2.5 * m)
		estimate = m * log(m / empty);
	return (unsigned)lround(estimate);
}

unsigned scan_targets(const struct tried *t) { return sketch_count(t->targets); }
unsigned scan_ports(const struct tried *t) { return sketch_count(t->ports); }

static uint64_t target_of(const struct who *w)
{
	return ip_is_none(w->ip) ? mac_u64(w->mac) : hash_bytes(w->ip.b, 16, 1);
}

/* The least busy of the next few gives way: who tries many is soon busy. */
static struct tried *tried_row(struct seen *v, const struct tried *key)
{
	struct table *t = &v->scans;
	struct tried *r = table_find(t, key);
	uint32_t best;
	bool is_new;

	if (r)
		return r;
	if (!table_full(t))
		return table_add(t, key, &is_new);
	best = t->hand;
	for (unsigned i = 0; i < 4; i++, t->hand = (t->hand + 1) % t->count)
		if (((struct tried *)table_at(t, t->hand))->packets <
		    ((struct tried *)table_at(t, best))->packets)
			best = t->hand;
	if (((struct tried *)table_at(t, best))->packets > 2)
		return NULL;
	return table_replace(t, best, key);
}

static void tried_add(struct seen *v, const struct flow *f, bool all)
{
	struct tried key, *r;

	memset(&key, 0, offsetof(struct tried, targets));
	key.who = f->client;
	key.transport = f->transport;
	key.all = all;
	key.port = all ? 0 : f->server_port;
	r = tried_row(v, &key);
	if (!r)
		return;
	if (r->packets == 0) {
		r->first = f->first;
		r->at = f->first_packet;
	}
	r->packets += f->packets;
	if (f->first < r->first) {
		r->first = f->first;
		r->at = f->first_packet;
	}
	if (f->last > r->last)
		r->last = f->last;
	sketch_add(r->targets, target_of(&f->server));
	if (all)
		sketch_add(r->ports, f->server_port);
}

static bool is_attempt(const struct flow *f)
{
	if (ip_is_multicast(f->server.ip) || ip_is_broadcast(f->server.ip) || mac_is_group(f->server.mac))
		return false;
	if (f->transport == 6)
		return f->started && !f->payload_seen &&
		       (f->bare_syn || f->answered == FLOW_REFUSED || f->packets <= 6);
	return f->transport == 17 && f->answered != FLOW_ANSWERED;
}

void scan_feed(struct seen *v, const struct flow *f)
{
	if (!is_attempt(f))
		return;
	tried_add(v, f, true);
	tried_add(v, f, false);
}
