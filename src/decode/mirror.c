#include "decode/mirror.h"

#include "base/hash.h"

enum { TWIN_WITHIN_US = 1000, TWINS_MIN = 2, ONE_IN = 5 };
/* Below IP: two copies of the longest frame at 100 Mbit/s lie as far apart; nearer by so much than what was really sent. */
enum { COPY_WITHIN_US = 100, NEARER = 4 };
enum { SENDER_TWINS_MIN = 3, EVERYWHERE_MIN = 16, SHARE_MAX = 1 << 16 };

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
	return hash_fold(v->hash ^ head, place * 0xc2b2ae3d27d4eb4fu ^ first ^ 0xe7037ed1a0b428dbu);
}

static void count(struct mirror_share *s, bool twin)
{
	if (s->firsts >= SHARE_MAX || s->twins >= SHARE_MAX) { /* what is so now counts more than what was */
		s->firsts /= 2;
		s->twins /= 2;
	}
	if (twin)
		s->twins++;
	else
		s->firsts++;
}

/* Four of five: a third copy or one that was lost makes no difference. */
static bool nearly_all(const struct mirror_share *s)
{
	return s->twins * UINT64_C(5) >= s->firsts * UINT64_C(4);
}

static void count_segment(struct mirror *m, const struct view *v, bool twin)
{
	unsigned i = v->pair % MIRROR_PAIRS;

	count(&m->sure, twin);
	if (v->kind == VIEW_UDP && !twin) /* a copy of it is sure by itself: no share to be worked out */
		return;
	if (m->pairs[i].pair != v->pair) {
		if (m->pairs[i].share.twins) /* who has shown copies keeps its place */
			return;
		m->pairs[i].pair = v->pair;
		m->pairs[i].share.firsts = 0;
	}
	count(&m->pairs[i].share, twin);
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
	if (v->claimed && (v->kind == VIEW_TCP || (v->kind == VIEW_UDP && v->ident > 1)))
		count_segment(m, v, twin);
	return twin;
}

/* The same number for the same bytes: whoever numbers what he sends (0, 1: who does not) sent it once. */
bool mirror_is_copy(const struct view *v) { return v->kind == VIEW_UDP && v->copied && v->ident > 1; }

bool mirror_declared(const struct mirror *m, uint64_t pair)
{
	unsigned i = pair % MIRROR_PAIRS;

	return m->pairs[i].pair == pair && m->pairs[i].share.twins >= TWINS_MIN &&
	       m->pairs[i].share.twins * (uint64_t)ONE_IN >= m->pairs[i].share.firsts;
}

bool mirror_everywhere(const struct mirror *m)
{
	return m->sure.twins >= EVERYWHERE_MIN && nearly_all(&m->sure);
}

static uint64_t print_of_frame(const struct view *v)
{
	uint64_t ends =
		hash_two(mac_u64(v->seen.from.mac), mac_u64(v->seen.to.mac) ^ (uint64_t)v->type << 48);

	return hash_bytes(v->rest.at, rd_left(&v->rest), ends);
}

/* The same bytes, how long after the last of them? Keeps when. A copy lies much nearer to its frame than that to the
 * same bytes before: what is sent at even distances, however short, is no copy. */
static bool frame_twin(struct mirror *m, const struct view *v, bool once)
{
	uint64_t print = print_of_frame(v);
	unsigned i = print % MIRROR_FRAMES;
	bool known = m->frames[i].print == print && v->seen.when >= m->frames[i].when;
	int64_t apart = known ? v->seen.when - m->frames[i].when : INT64_MAX;
	bool twin = once ? apart <= TWIN_WITHIN_US
			 : apart <= COPY_WITHIN_US && apart <= m->frames[i].apart / NEARER;

	m->frames[i].print = print;
	m->frames[i].when = v->seen.when;
	m->frames[i].apart = apart;
	return twin;
}

static struct mirror_share *share_of_sender(struct mirror *m, uint64_t sender)
{
	unsigned i = hash_mix(sender) % MIRROR_SENDERS;

	if (m->senders[i].sender != sender) {
		if (m->senders[i].share.twins)
			return NULL;
		m->senders[i].sender = sender;
		m->senders[i].share.firsts = 0;
	}
	return &m->senders[i].share;
}

bool mirror_frame_copied(struct mirror *m, const struct view *v, bool once)
{
	struct mirror_share *share = share_of_sender(m, mac_u64(v->seen.from.mac));
	bool twin = frame_twin(m, v, once);

	if (share)
		count(share, twin);
	if (once)
		count(&m->sure, twin);
	if (!twin || once)
		return twin;
	return mirror_everywhere(m) || (share && share->twins >= SENDER_TWINS_MIN && nearly_all(share));
}
