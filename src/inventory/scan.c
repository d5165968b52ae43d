/* Who tried many: distinct targets and ports of unanswered attempts, counted in fixed memory. One sketch is
 * 128 registers of HyperLogLog (Flajolet et al., 2007; linear counting while it is nearly empty): about 9 %
 * off, exact enough for "many". */
#include "base/hash.h"
#include "inventory/key.h"
#include "inventory/seen.h"

#include <math.h>
#include <string.h>

_Static_assert(offsetof(struct tried, watched) == sizeof(struct tried_key), "a row begins with its key");

static void sketch_add(uint8_t sketch[SKETCH_SIZE], uint64_t value) /* value: mixed already */
{
	uint64_t rest = value >> SKETCH_BITS;
	uint8_t rank = (uint8_t)(rest ? __builtin_ctzll(rest) + 1 : 64 - SKETCH_BITS);
	uint8_t *cell = &sketch[value & (SKETCH_SIZE - 1)];

	if (rank > *cell)
		*cell = rank;
}

static unsigned sketch_count(const uint8_t sketch[SKETCH_SIZE])
{
	double sum = 0, m = SKETCH_SIZE, estimate;
	unsigned empty = 0;

	for (unsigned i = 0; i < SKETCH_SIZE; i++) {
		sum += 1.0 / (double)(1ull << sketch[i]); /* no rank is above 58 */
		empty += sketch[i] == 0;
	}
	estimate = 0.7213 / (1 + 1.079 / m) * m * m / sum;
	if (empty && estimate < 2.5 * m)
		estimate = m * log(m / empty);
	return (unsigned)lround(estimate);
}

unsigned scan_targets(const struct tried *t) { return sketch_count(t->targets); }
unsigned scan_ports(const struct tried *t) { return sketch_count(t->ports); }

/* Targets of one port: counted by its bits while they tell (linear counting), else as many as tries or all
 * its targets. */
unsigned scan_targets_of(const struct tried *t, unsigned watched)
{
	unsigned set = (unsigned)__builtin_popcountll(t->bits[watched]), all = scan_targets(t);
	unsigned most = t->attempts[watched] < all ? t->attempts[watched] : all;
	unsigned few = set < 60 ? (unsigned)lround(64 * log(64.0 / (64 - set))) : most;

	return few < most ? few : most;
}

static uint64_t target_of(const struct who *w)
{
	return ip_is_none(w->ip) ? hash_mix(mac_u64(w->mac)) : hash_bytes(w->ip.b, 16, 1);
}

/* The least busy of the next few gives way: who tries many is soon busy. */
static struct tried *tried_row(struct seen *v, const struct tried_key *key, uint64_t hash)
{
	struct table *t = &v->scans;
	struct tried *r = key_find(t, key, hash, sizeof *key);
	uint32_t best;

	if (r)
		return r;
	if (!table_full(t))
		return table_add_hashed(t, key, hash);
	best = t->hand;
	for (unsigned i = 0; i < 4; i++, t->hand = (t->hand + 1) % t->count)
		if (((struct tried *)table_at(t, t->hand))->packets <
		    ((struct tried *)table_at(t, best))->packets)
			best = t->hand;
	if (((struct tried *)table_at(t, best))->packets > 2)
		return NULL;
	return table_replace(t, best, key);
}

/* Where this port is among those watched, or how many these are. All are looked at: that is a few
 * instructions on vectors, and no branch to be guessed wrong. */
static unsigned watched_at(const struct tried *r, uint16_t port)
{
	static const uint16_t bit[PORTS_WATCHED] = {1,       2,       4,       8,      16,      32,
						    64,      128,     1 << 8,  1 << 9, 1 << 10, 1 << 11,
						    1 << 12, 1 << 13, 1 << 14, 1 << 15};
	uint16_t hits = 0;
	unsigned at;

	for (unsigned i = 0; i < PORTS_WATCHED; i++)
		hits |= (uint16_t)(r->port[i] == port ? bit[i] : 0);
	at = hits ? (unsigned)__builtin_ctz(hits) : PORTS_WATCHED;
	return at < r->watched ? at : r->watched; /* places not yet taken hold 0 */
}

static void watch_port(struct tried *r, uint16_t port, uint64_t target)
{
	unsigned i = watched_at(r, port);

	if (i == r->watched) {
		if (i == PORTS_WATCHED)
			return;
		r->watched++;
		r->port[i] = port;
	}
	r->attempts[i] += r->attempts[i] < UINT32_MAX;
	r->bits[i] |= 1ull << (target >> 58);
}

bool scan_attempt(const struct flow *f, struct attempt *a)
{
	bool from_server =
		f->packets_up == 0 && !f->oriented; /* one way: who sends it tries, whatever its port */

	if (ip_is_multicast(f->server.ip) || ip_is_broadcast(f->server.ip) || mac_is_group(f->server.mac))
		return false;
	a->by.who = from_server ? f->server : f->client;
	a->by.transport = f->transport;
	a->at = from_server ? f->client : f->server;
	a->port = from_server ? f->client_port : f->server_port;
	if (f->transport == 6)
		return !from_server && f->started && !f->payload_seen &&
		       (f->bare_syn || f->answered == FLOW_REFUSED || f->packets <= 6);
	if (!from_server && !f->packets_up) /* an answer without its question: nobody tried */
		return false;
	return f->transport == 17 &&
	       (f->packets_up == 0 || f->packets_up == f->packets || f->answered != FLOW_ANSWERED);
}

/* Refused, or only begun: whoever was answered goes on, whether the answer was recorded or not. */
static bool is_evident(const struct flow *f) { return f->bare_syn || f->answered != FLOW_UNANSWERED; }

void scan_feed(struct seen *v, const struct flow *f, const struct attempt *a, uint64_t hash)
{
	struct tried *r = tried_row(v, &a->by, hash);
	uint64_t target;

	if (!r)
		return;
	if (r->packets == 0 || f->first < r->first) {
		r->first = f->first;
		r->at = f->first_packet;
	}
	r->packets += f->packets;
	r->evident += is_evident(f);
	if (f->last > r->last)
		r->last = f->last;
	target = target_of(&a->at);
	sketch_add(r->targets, target);
	sketch_add(r->ports, hash_mix(a->port));
	watch_port(r, a->port, target);
}
