#include "decode/mirror.h"

#include "base/hash.h"

enum { TWIN_WITHIN_US = 1000, TWINS_MIN = 2, ONE_IN = 5 };

/* Of the payload; its end would cost a cache line, and the checksum knows it. */
static inline uint64_t first_bytes(const struct rd *r)
{
	uint64_t first = 0;

	if (rd_left(r) >= sizeof first)
		memcpy(&first, r->at, sizeof first);
	else
		for (const uint8_t *p = r->end; p > r->at;)
			first = first << 8 | *--p;
	return first;
}

/* What two copies have in common and a packet sent again has not: identification and checksum besides the
 * sequence number. TTL and link addresses differ when a router lies between the two places. */
static inline uint64_t print_of(const struct view *v)
{
	uint64_t head = (uint64_t)v->ident << 48 | (uint64_t)v->checksum << 32 | v->claimed;
	uint64_t place = (uint64_t)v->seq << 32 | v->ack, first = first_bytes(&v->rest);

	place ^= (uint64_t)v->tcp_flags << 24 ^ (uint64_t)v->end << 23 ^ (uint64_t)v->offset << 3;
	return hash_mix(v->hash ^ head * 0x9e3779b97f4a7c15u ^ place * 0xc2b2ae3d27d4eb4fu ^ first);
}

static void count_segment(struct mirror *m, const struct view *v, bool twin)
{
	unsigned i = v->pair % MIRROR_PAIRS;

	if (m->pairs[i].pair != v->pair) {
		if (m->pairs[i].twins) /* who has shown copies keeps its place */
			return;
		m->pairs[i].pair = v->pair;
		m->pairs[i].segments = 0;
	}
	if (twin)
		m->pairs[i].twins++;
	else
		m->pairs[i].segments++;
}

void mirror_fetch(const struct mirror *m, struct view *v)
{
	v->print = print_of(v);
	__builtin_prefetch(&m->recent[v->print % MIRROR_RECENT], 1);
	if (v->kind == VIEW_TCP && v->claimed)
		__builtin_prefetch(&m->pairs[v->pair % MIRROR_PAIRS], 1);
}

bool mirror_twin(struct mirror *m, const struct view *v)
{
	uint64_t print = v->print ? v->print : print_of(v);
	unsigned i = print % MIRROR_RECENT;
	int64_t apart = v->seen.when - m->recent[i].when;
	bool twin = m->recent[i].print == print && apart <= TWIN_WITHIN_US && apart >= -TWIN_WITHIN_US;

	if (!twin) { /* a third copy is one of the first, too */
		m->recent[i].print = print;
		m->recent[i].when = v->seen.when;
	}
	if (v->kind == VIEW_TCP && v->claimed)
		count_segment(m, v, twin);
	return twin;
}

/* The same number for the same bytes: whoever numbers what he sends (0, 1: who does not) sent it once. */
bool mirror_is_copy(const struct view *v) { return v->kind == VIEW_UDP && v->copied && v->ident > 1; }

bool mirror_declared(const struct mirror *m, uint64_t pair)
{
	unsigned i = pair % MIRROR_PAIRS;

	return m->pairs[i].pair == pair && m->pairs[i].twins >= TWINS_MIN &&
	       m->pairs[i].twins * (uint64_t)ONE_IN >= m->pairs[i].segments;
}
