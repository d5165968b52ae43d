#include "decode/flow.h"

#include "base/hash.h"
#include "base/pages.h"

#include <errno.h>

enum { IP_TCP = 6, IP_UDP = 17 };
static const int64_t IDLE_US =
	300 * INT64_C(1000000); /* silence after which the same ports mean a new conversation */

struct halves {
	uint64_t h, l;
};

static struct halves halves(const struct ip *a)
{
	struct halves v;

	memcpy(&v.h, a->b, 8);
	memcpy(&v.l, a->b + 8, 8);
	return v;
}

enum { SET_BYTES = sizeof(struct flow_set) + FLOW_WAYS * sizeof(struct flow_slot) };

int flow_cache_init(struct flow_cache *c, size_t slots)
{
	size_t sets = 1;

	while (sets * FLOW_WAYS < slots && sets < 1u << 24)
		sets <<= 1;
	c->set_mask = (uint32_t)sets - 1;
	c->clock = 0;
	c->evicted = 0;
	c->slots = pages_new(sets * SET_BYTES);
	c->sets = c->slots ? (struct flow_set *)(void *)(c->slots + sets * FLOW_WAYS) : NULL;
	return c->slots ? 0 : -ENOMEM;
}

void flow_cache_clear(struct flow_cache *c)
{
	pages_free(c->slots, ((size_t)c->set_mask + 1) * SET_BYTES);
	memset(c, 0, sizeof *c);
}

/* Ends are ordered by address, then by port: any order will do that does not depend on who sends. */
static uint8_t end_of_sender(const struct view *v)
{
	struct halves a = halves(&v->seen.from.ip), b = halves(&v->seen.to.ip);

	if (a.l != b.l)
		return a.l > b.l;
	if (a.h != b.h)
		return a.h > b.h;
	return v->from_port > v->to_port;
}

static uint64_t folded(const struct ip *a)
{
	struct halves v = halves(a);

	return v.l ^ v.h * 31;
}

/* Either way round. Each is mixed by itself: x ^ y and x + y are the same for .10 with .13 and .9 with .14.
 */
static uint64_t pair_of(uint64_t x, uint64_t y) { return hash_mix(x) + hash_mix(y); }

uint64_t flow_pair(const struct ip *a, const struct ip *b) { return pair_of(folded(a), folded(b)); }

void flow_hash(struct view *v)
{
	uint32_t low, high;

	v->end = end_of_sender(v);
	v->print = 0;
	v->near = NULL;
	low = v->end ? v->to_port : v->from_port;
	high = v->end ? v->from_port : v->to_port;
	v->pair = flow_pair(&v->seen.from.ip, &v->seen.to.ip);
	v->hash = hash_mix(v->pair ^ ((uint64_t)low << 32 | high << 8 | v->protocol)) | 1;
}

static struct flow_set *set_of(const struct flow_cache *c, const struct view *v)
{
	return c->sets + (v->hash >> 16 & c->set_mask);
}

static uint16_t tag_of(const struct view *v) { return (uint16_t)v->hash; }

void flow_prefetch_set(const struct flow_cache *c, const struct view *v)
{
	__builtin_prefetch(set_of(c, v), 1);
}

static unsigned oldest(const struct flow_set *set)
{
	unsigned way = 0;

	for (unsigned i = 1; i < FLOW_WAYS; i++)
		if (set->used[i] < set->used[way])
			way = i;
	return way;
}

static struct flow_slot *slot_at(const struct flow_cache *c, const struct flow_set *set, unsigned way)
{
	return c->slots + (size_t)(set - c->sets) * FLOW_WAYS + way;
}

const struct flow_slot *flow_prefetch(const struct flow_cache *c, struct view *v)
{
	struct flow_set *set = set_of(c, v);
	unsigned way = 0;

	while (way < FLOW_WAYS && !(set->tag[way] == tag_of(v) && set->used[way]))
		way++;
	v->near = slot_at(c, set, way < FLOW_WAYS ? way : oldest(set));
	__builtin_prefetch(v->near, 1);
	__builtin_prefetch((const char *)v->near + 64, 1);
	return v->near;
}

static uint64_t differs(const struct ip *a, const struct ip *b)
{
	struct halves x = halves(a), y = halves(b);

	return (x.h ^ y.h) | (x.l ^ y.l);
}

static bool slot_is(const struct flow_slot *f, const struct view *v)
{
	unsigned from = v->end;

	return !(differs(&f->ip[from], &v->seen.from.ip) | differs(&f->ip[!from], &v->seen.to.ip)) &&
	       f->port[from] == v->from_port && f->port[!from] == v->to_port && f->transport == v->protocol;
}

static unsigned way_of(const struct flow_cache *c, const struct flow_set *set, const struct view *v)
{
	unsigned way = v->near ? (unsigned)(v->near - slot_at(c, set, 0)) : FLOW_WAYS;

	if (way < FLOW_WAYS && set->used[way] && slot_is(v->near, v))
		return way;
	for (way = 0; way < FLOW_WAYS; way++)
		if (set->tag[way] == tag_of(v) && set->used[way] && slot_is(slot_at(c, set, way), v))
			break;
	return way;
}

struct flow_slot *flow_find(struct flow_cache *c, const struct view *v)
{
	struct flow_set *set = set_of(c, v);
	unsigned way = way_of(c, set, v);

	if (way == FLOW_WAYS)
		return NULL;
	set->used[way] = ++c->clock;
	return slot_at(c, set, way);
}

/* Frame counts are 32 bits wide: before the clock turns over, ages are halved to keep their order roughly. */
static void clock_wind_back(struct flow_cache *c)
{
	for (size_t i = 0; i <= c->set_mask; i++)
		for (unsigned way = 0; way < FLOW_WAYS; way++)
			c->sets[i].used[way] = c->sets[i].used[way] / 2 + (c->sets[i].used[way] != 0);
	c->clock = c->clock / 2 + 1;
}

struct flow_claim flow_claim(struct flow_cache *c, const struct view *v)
{
	struct flow_set *set = set_of(c, v);
	unsigned way = oldest(set);
	struct flow_claim claim = {.slot = slot_at(c, set, way), .given_up = set->used[way] != 0};

	set->evicted |= claim.given_up;
	c->evicted += claim.given_up;
	if (c->clock >= UINT32_MAX - 1)
		clock_wind_back(c);
	set->used[way] = ++c->clock;
	set->tag[way] = tag_of(v);
	claim.is_first = !set->evicted || v->protocol != IP_TCP || v->tcp_flags & TCP_SYN;
	return claim;
}

void flow_each(struct flow_cache *c, void (*visit)(void *, struct flow_slot *), void *ctx)
{
	for (size_t i = 0; i <= c->set_mask; i++)
		for (unsigned way = 0; way < FLOW_WAYS; way++)
			if (c->sets[i].used[way])
				visit(ctx, slot_at(c, c->sets + i, way));
}

void flow_cache_reset(struct flow_cache *c)
{
	memset(c->sets, 0, ((size_t)c->set_mask + 1) * sizeof *c->sets);
}

void flow_continue(struct flow_slot *f)
{
	f->marks &= (uint8_t)~FLOW_STARTED;
	f->end_marks |= FLOW_TOLD;
	f->payload = f->copy_payload = 0;
	for (int i = 0; i < 2; i++) {
		f->packets[i] = f->bytes[i] = f->copy_bytes[i] = 0;
		f->copies[i] = 0;
	}
}

/* A handshake alone looks like an attempt, a question without its answer like one that nobody heard. */
bool flow_is_ripe(const struct flow_slot *f)
{
	if (f->transport != IP_TCP)
		return (f->end_marks & END_SENT * 3) == END_SENT * 3;
	return f->marks & FLOW_CLOSED ||
	       (f->end_marks & END_PAYLOAD * 3 && (f->protocol || f->marks & FLOW_DEAF));
}

void flow_orient(struct flow_slot *f, unsigned client, enum orientation why)
{
	if (why < f->orientation || (why == f->orientation && why != BY_PORT))
		return;
	f->client = client & 1;
	f->orientation = why & 3;
}

void flow_start(struct flow_slot *f, const struct view *v, bool is_first)
{
	unsigned from = v->end;

	memset(f, 0, sizeof *f);
	f->ip[from] = v->seen.from.ip;
	f->ip[!from] = v->seen.to.ip;
	f->mac[from] = v->seen.from.mac;
	f->mac[!from] = v->seen.to.mac;
	f->port[from] = v->from_port;
	f->port[!from] = v->to_port;
	f->transport = v->protocol;
	f->secrecy = SECRECY_UNKNOWN;
	f->marks = is_first ? FLOW_STARTED : 0;
	f->first = v->seen.when;
	f->last = v->seen.when;
	f->first_packet = v->seen.at;
	flow_orient(f, v->from_port < v->to_port ? !from : from, BY_PORT);
	if (v->to_group) /* a group asks for nothing */
		flow_orient(f, from, BY_HINT);
}

/* What TCP's flags say about who is who and how it stands. */
static void count_tcp(struct flow_slot *f, const struct view *v, unsigned from)
{
	unsigned flags = v->tcp_flags & (TCP_SYN | TCP_ACK | TCP_RST | TCP_FIN);

	if (flags == TCP_SYN) {
		flow_orient(f, from, BY_SYN);
		f->isn = v->seq;
		f->marks |= FLOW_SYN;
		return;
	}
	f->marks |= FLOW_MORE_THAN_SYN;
	if (flags == (TCP_SYN | TCP_ACK)) {
		flow_orient(f, !from, BY_SYN);
		f->end_marks |= (uint16_t)(END_SYN_ACK << from);
	}
	if (flags & TCP_RST) {
		f->end_marks |= (uint16_t)(END_RST << from);
		f->marks |= FLOW_CLOSED;
	}
	if (flags & TCP_FIN) {
		f->end_marks |= (uint16_t)(END_FIN << from);
		if ((f->end_marks & END_FIN * 3) == END_FIN * 3)
			f->marks |= FLOW_CLOSED;
	}
}

void flow_count(struct flow_slot *f, const struct view *v)
{
	unsigned from = v->end;
	uint32_t wire = v->wire < INT32_MAX ? v->wire : INT32_MAX; /* no more than a slot can add up */

	if (!f->packets[0] && !f->packets[1]) { /* the first of a part (flow_continue()) */
		f->first = v->seen.when;
		f->first_packet = v->seen.at;
	}
	f->last = v->seen.when > f->last ? v->seen.when : f->last;
	f->first = v->seen.when < f->first ? v->seen.when : f->first;
	f->last_packet = v->seen.at;
	f->packets[from]++;
	f->bytes[from] += wire;
	f->end_marks |= (uint16_t)(END_SENT << from);
	if (v->copied && f->copies[from] < UINT16_MAX) {
		f->copies[from]++;
		f->copy_bytes[from] += wire;
		f->copy_payload += v->claimed;
	}
}

void flow_payload(struct flow_slot *f, const struct view *v)
{
	unsigned from = v->end;

	if (v->claimed) {
		f->payload += v->claimed;
		f->end_marks |= (uint16_t)(END_PAYLOAD << from);
	}
	if (v->kind == VIEW_TCP)
		count_tcp(f, v, from);
	else
		f->marks |= FLOW_MORE_THAN_SYN;
}

bool flow_restarts(const struct flow_slot *f, const struct view *v)
{
	bool idle = v->seen.when - f->last > IDLE_US;

	if (v->kind == VIEW_TCP) {
		if ((v->tcp_flags & (TCP_SYN | TCP_ACK | TCP_RST)) != TCP_SYN)
			return false;
		if (f->marks & FLOW_SYN && f->isn == v->seq)
			return false;
		return idle || f->marks & FLOW_CLOSED || f->marks & FLOW_MORE_THAN_SYN;
	}
	return v->kind == VIEW_UDP && idle;
}

static bool server_answers(const struct flow_slot *f)
{
	unsigned server = !f->client;

	if (f->transport != IP_TCP)
		return f->end_marks & END_SENT << server;
	if (f->end_marks & (END_SYN_ACK | END_PAYLOAD) << server)
		return true;
	/* A connection met in the middle: a server that acknowledges is there. */
	return f->end_marks & END_SENT << server && !(f->end_marks & END_RST << server);
}

static enum flow_answered answered(const struct flow_slot *f)
{
	bool reset = f->end_marks & END_RST << !f->client && f->marks & FLOW_SYN;

	if (server_answers(f))
		return FLOW_ANSWERED;
	return reset || f->marks & FLOW_UNREACHABLE ? FLOW_REFUSED : FLOW_UNANSWERED;
}

bool flow_goes_on(struct flow_slot *f, unsigned from, int64_t when)
{
	enum { MOMENT_US = 100 }; /* two copies of the longest frame at 100 Mbit/s lie as far apart */
	bool was = f->end_marks & FLOW_LAST;

	f->end_marks = (uint16_t)(from ? f->end_marks | FLOW_LAST : f->end_marks & ~FLOW_LAST);
	return was == (from != 0) && when - f->last <= MOMENT_US && f->last - when <= MOMENT_US;
}

bool flow_doubled(const struct flow_slot *f)
{
	enum { LEAST = 3, PLENTY = 30000 /* copies are counted no further than 65,535 */ };
	uint64_t copies = (uint64_t)f->copies[0] + f->copies[1];
	uint64_t others = (uint64_t)f->packets[0] + f->packets[1] - copies;

	return f->transport == IP_UDP && copies >= LEAST && (copies * 5 >= others * 4 || copies >= PLENTY);
}

/* Second copies are taken off again. */
static void tell_without_copies(const struct flow_slot *f, struct flow *t)
{
	t->packets -= (uint64_t)f->copies[0] + f->copies[1];
	t->bytes -= (uint64_t)f->copy_bytes[0] + f->copy_bytes[1];
	t->packets_up -= f->copies[f->client];
	t->bytes_up -= f->copy_bytes[f->client];
	t->payload -= f->copy_payload;
}

void flow_tell(const struct flow_slot *f, bool mirrored, struct flow *t)
{
	unsigned client = f->client, server = !client;

	t->client = (struct who){f->mac[client], f->ip[client]};
	t->server = (struct who){f->mac[server], f->ip[server]};
	t->client_port = f->port[client];
	t->server_port = f->port[server];
	t->transport = f->transport;
	t->encrypted = f->secrecy;
	t->answered = (uint8_t)answered(f);
	t->oriented = f->orientation >= BY_CONTENT;
	t->started = f->marks & FLOW_STARTED;
	t->payload_seen = f->payload != 0;
	t->bare_syn = f->transport == IP_TCP && !(f->marks & FLOW_MORE_THAN_SYN);
	t->protocol = f->protocol;
	t->packets = (uint64_t)f->packets[0] + f->packets[1];
	t->bytes = (uint64_t)f->bytes[0] + f->bytes[1];
	t->packets_up = f->packets[client];
	t->bytes_up = f->bytes[client];
	t->payload = f->payload;
	if (mirrored)
		tell_without_copies(f, t);
	t->first = f->first;
	t->last = f->last;
	t->first_packet = f->first_packet;
	t->last_packet = f->last_packet;
}
