#include "decode/stream.h"

#include <stdlib.h>

/* Out-of-order bytes: a list by sequence number, no two overlap. */
struct piece {
	struct piece *after;
	uint32_t seq, n, claimed;
	uint8_t bytes[];
};

/* Sequence numbers wrap (RFC 9293 3.4). */
static int32_t seq_from(uint32_t a, uint32_t b) { return (int32_t)(a - b); }

static void hand_on(struct stream *s, const uint8_t *p, uint32_t n, uint32_t claimed, stream_sink *sink,
		    void *ctx)
{
	s->next += claimed;
	if (n)
		sink(ctx, s, p, n);
	s->hole |= n < claimed;
}

static void piece_free(struct stream *s, struct stream_pool *pool, struct piece *p)
{
	s->waiting -= p->n;
	s->count--;
	pool->used -= p->n + sizeof *p;
	free(p);
}

/* What waited and now follows, or is skipped to. */
static void hand_on_waiting(struct stream *s, struct stream_pool *pool, stream_sink *sink, void *ctx)
{
	while (s->pieces && seq_from(s->pieces->seq, s->next) <= 0) {
		struct piece *p = s->pieces;
		uint32_t old = s->next - p->seq;

		s->pieces = p->after;
		if (old < p->claimed)
			hand_on(s, p->bytes + (old < p->n ? old : p->n), old < p->n ? p->n - old : 0,
				p->claimed - old, sink, ctx);
		piece_free(s, pool, p);
	}
}

static void skip_hole(struct stream *s, struct stream_pool *pool, stream_sink *sink, void *ctx)
{
	if (!s->pieces)
		return;
	s->hole = true;
	s->next = s->pieces->seq;
	hand_on_waiting(s, pool, sink, ctx);
}

/* First wins: only what no piece has yet is kept. */
static void keep_part(struct stream *s, struct stream_pool *pool, struct piece **link, uint32_t seq,
		      struct rd data, uint32_t claimed)
{
	uint32_t n = (uint32_t)rd_left(&data);
	struct piece *p;

	if (n > claimed)
		n = claimed;
	p = malloc(sizeof *p + n);
	if (!p) {
		pool->dropped += n;
		return;
	}
	p->after = *link;
	p->seq = seq;
	p->n = n;
	p->claimed = claimed;
	if (n)
		memcpy(p->bytes, data.at, n);
	*link = p;
	s->waiting += n;
	s->count++;
	pool->used += n + sizeof *p;
}

static void keep(struct stream *s, struct stream_pool *pool, uint32_t seq, struct rd data, uint32_t claimed)
{
	struct piece **link = &s->pieces;

	while (claimed) {
		uint32_t take = claimed;
		struct piece *p = *link;

		if (p && seq_from(p->seq + p->claimed, seq) <= 0) {
			link = &p->after;
			continue;
		}
		if (p && seq_from(p->seq, seq) <= 0) /* covered by p: skip its share */
			take = p->seq + p->claimed - seq;
		else if (p && seq_from(seq + claimed, p->seq) > 0)
			take = p->seq - seq;
		if (take > claimed)
			take = claimed;
		if (!p || seq_from(p->seq, seq) > 0) {
			keep_part(s, pool, link, seq, data, take);
			if (*link == p)
				return;
			link = &(*link)->after;
		}
		seq += take;
		claimed -= take;
		rd_skip(&data, take < rd_left(&data) ? take : rd_left(&data));
	}
}

void stream_start(struct stream *s, struct stream_pool *pool, uint32_t next)
{
	stream_clear(s, pool);
	s->next = next;
	s->known = true;
	s->hole = false;
	s->has_acked = false;
}

/* The first bytes of a stream whose beginning was not seen. What the other side acknowledged tells where it
 * stands, unless that is far off. */
static void start_in_the_middle(struct stream *s, uint32_t seq)
{
	int32_t ahead = seq_from(seq, s->next);

	if (!s->guessed || ahead < 0 || ahead > STREAM_WAITING_MAX)
		s->next = seq;
	s->hole = true;
	s->known = true;
}

void stream_segment(struct stream *s, struct stream_pool *pool, uint32_t seq, struct rd data,
		    uint32_t claimed, stream_sink *sink, void *ctx)
{
	int32_t ahead;

	if (!s->known)
		start_in_the_middle(s, seq);
	ahead = seq_from(seq, s->next);
	if (ahead < 0) {
		uint32_t old = 0 - (uint32_t)ahead;

		if (old >= claimed)
			return; /* sent again, or a keep-alive */
		rd_skip(&data, old < rd_left(&data) ? old : rd_left(&data));
		claimed -= old;
		ahead = 0;
	} else if (ahead == 0 && !s->pieces) {
		hand_on(s, data.at, (uint32_t)rd_left(&data), claimed, sink, ctx);
		return;
	} else {
		keep(s, pool, seq, data, claimed);
		if (s->waiting > STREAM_WAITING_MAX || s->count > STREAM_PIECES_MAX ||
		    pool->used > pool->limit || (s->has_acked && seq_from(s->acked, s->pieces->seq) >= 0))
			skip_hole(s, pool, sink, ctx);
		else
			hand_on_waiting(s, pool, sink, ctx);
		return;
	}
	keep(s, pool, s->next, data, claimed);
	hand_on_waiting(s, pool, sink, ctx);
}

void stream_acked(struct stream *s, struct stream_pool *pool, uint32_t ack, stream_sink *sink, void *ctx)
{
	if (!s->known) {
		if (!s->guessed) {
			s->next = ack;
			s->guessed = true;
		}
		return;
	}
	if (s->has_acked && seq_from(ack, s->acked) <= 0)
		return;
	s->acked = ack;
	s->has_acked = true;
	while (s->pieces && seq_from(ack, s->pieces->seq) >= 0 && seq_from(s->pieces->seq, s->next) > 0)
		skip_hole(s, pool, sink, ctx);
}

void stream_end(struct stream *s, struct stream_pool *pool, stream_sink *sink, void *ctx)
{
	while (s->pieces)
		skip_hole(s, pool, sink, ctx);
}

void stream_clear(struct stream *s, struct stream_pool *pool)
{
	while (s->pieces) {
		struct piece *p = s->pieces;

		s->pieces = p->after;
		piece_free(s, pool, p);
	}
}
