/* TCP payloads to decoders: two lanes a conversation, smelled until they have a name, then decoded in order.
 */
#include "decode/inside.h"

enum {
	SMELLS_A_SIDE = 4,
	SHORT = 16,      /* a segment that adds no more is no try by itself, */
	HEAD_LONG = 512, /* until there is enough of the head for anything */
	BROKEN_MAX = 3
};

/* One frame being heard. */
struct hearing {
	struct stack *s;
	struct conversation *c;
	const struct view *v;
	bool broken;
};

static void give_up(struct conversation *c) { c->flow->marks |= FLOW_DEAF; }

/* The decoder was wrong about an only likely conversation: it has no name again. */
static void unname(struct conversation *c)
{
	if (!(c->flow->marks & FLOW_SURE)) {
		c->flow->protocol = PROTO_none;
		c->flow->secrecy = SECRECY_UNKNOWN;
	}
	give_up(c);
}

static void was_heard(struct conversation *c)
{
	c->broken = 0;
	c->sure = true;
	c->flow->marks |= FLOW_SURE;
}

static void was_broken(struct hearing *h, struct lane *l)
{
	struct conversation *c = h->c;

	l->hole = true;
	h->broken |= c->sure && !h->v->cut;
	if (++c->broken >= BROKEN_MAX && !c->sure)
		unname(c);
}

static void became(struct hearing *h, const struct emit *e)
{
	struct conversation *c = h->c;

	c->wanted = (uint8_t)e->becomes;
	talk_unname(h->s, c);
	for (int end = 0; end < 2; end++) {
		c->lane[end].smelled = c->lane[end].likely = 0;
		c->lane[end].enough = false;
	}
}

static void speech_of_lane(const struct hearing *h, const struct lane *l, bool old, struct emit *e)
{
	struct flow_slot *f = h->c->flow;
	unsigned from = lane_end(h->c, l);

	speech_of(h->s, f, h->v, e);
	speech_in(h->s, h->c, from, e);
	if (h->c->decoder)
		e->source = h->c->decoder->protocol;
	if (from != h->v->end) {
		e->who[SENDER] = &h->v->seen.to;
		e->who[RECEIVER] = &h->v->seen.from;
	}
	if (old) {
		e->when = h->c->kept[from].when;
		e->at = h->c->kept[from].at;
	}
}

/* Shows bytes to the decoder until it wants more; returns how many it is done with. */
static size_t decode(struct hearing *h, struct lane *l, const uint8_t *p, size_t n, bool old)
{
	struct conversation *c = h->c;
	struct rd in = rd_of(p, n);
	struct talk t;
	struct emit e;

	talk_fill(&t, c->flow, lane_end(c, l));
	speech_of_lane(h, l, old, &e);
	t.cut = h->v->cut;
	t.state = c->state;
	t.narrow = c->narrow;
	while (!rd_empty(&in) && c->decoder && !l->enough && !(c->flow->marks & FLOW_DEAF)) {
		struct rd try = in;
		enum heard heard;

		t.hole = l->hole;
		heard = c->decoder->decode(&t, &try, &e);
		if (heard == MORE)
			break;
		if (heard == WIDER && talk_widen(h->s, c)) {
			t.state = c->state;
			t.narrow = false;
			continue;
		}
		l->hole = false;
		if (heard == HEARD && try.at > in.at) {
			was_heard(c);
			in.at = try.at;
		} else if (heard == ENOUGH) {
			in.at = in.end;
			l->enough = true;
		} else {
			in.at = in.end;
			was_broken(h, l);
		}
		flow_said(c->flow, &e);
		if (e.becomes_said)
			became(h, &e);
	}
	if (l->enough || c->flow->marks & FLOW_DEAF)
		in.at = in.end;
	return rd_used(&in);
}

static void lane_drop(struct hearing *h, struct lane *l, size_t n)
{
	h->s->counts.stream_bytes_dropped += n + l->kept_n;
	lane_forget(h->s, h->c, l);
	l->hole = true;
}

static void keep(struct hearing *h, struct lane *l, const uint8_t *p, size_t n)
{
	if (l->kept_n + n > DECODER_KEEP || !lane_keep(h->s, h->c, l, p, n)) {
		lane_drop(h, l, n);
		return;
	}
	h->c->kept[lane_end(h->c, l)].when = h->v->seen.when;
	h->c->kept[lane_end(h->c, l)].at = h->v->seen.at;
}

/* Shows the first n kept bytes to the decoder. */
static void decode_kept(struct hearing *h, struct lane *l, uint32_t n, bool old)
{
	const struct lane_kept *k = &h->c->kept[lane_end(h->c, l)];
	size_t used = n ? decode(h, l, k->bytes, n, old) : 0;

	l->kept_n -= (uint32_t)used;
	if (l->kept_n == 0)
		lane_forget(h->s, h->c, l);
	else if (used)
		memmove(k->bytes, k->bytes + used, l->kept_n);
}

/* Is the head of this lane some decoder's? Then the conversation has its name. */
static bool smell_out(struct hearing *h, struct lane *l, struct rd head)
{
	struct conversation *c = h->c;
	unsigned from = lane_end(c, l);
	struct verdict verdict;
	struct talk t;

	talk_fill(&t, c->flow, from);
	t.hole = l->hole;
	t.cut = h->v->cut;
	verdict = naming_smell_beside(&h->s->naming, &t, head, (enum protocol)c->lane[!from].likely);
	if (!verdict.decoder)
		return false;
	if (verdict.certainty == LIKELY && !verdict.hinted &&
	    c->lane[!from].likely != verdict.decoder->protocol) {
		l->likely = (uint8_t)verdict.decoder->protocol;
		return false;
	}
	c->sure = verdict.certainty == SURE;
	if (!c->wanted)
		flow_named(c->flow, verdict.decoder, verdict.role, from);
	else
		flow_became(c->flow, verdict.decoder);
	if (!talk_name(h->s, c, verdict.decoder))
		give_up(c);
	return true;
}

/* The head of a lane so far, with what has come; what came alone where the two cannot be joined. */
static struct rd head_of(struct hearing *h, struct lane *l, const uint8_t *p, size_t n)
{
	if (l->kept_n + n > HEAD_KEEP && l->kept_n)
		lane_drop(h, l, 0);
	if (l->kept_n)
		keep(h, l, p, n);
	return l->kept_n ? rd_of(h->c->kept[lane_end(h->c, l)].bytes, l->kept_n) : rd_of(p, n);
}

/* No name yet: what has come is kept for when there is one, if it is not too much. */
static void still_unnamed(struct hearing *h, struct lane *l, const uint8_t *p, size_t n)
{
	struct lane *other = &h->c->lane[!lane_end(h->c, l)];

	if (!l->kept_n && n <= HEAD_KEEP)
		keep(h, l, p, n);
	else if (!l->kept_n)
		l->hole = true;
	if (l->smelled >= SMELLS_A_SIDE &&
	    (other->smelled >= SMELLS_A_SIDE || h->c->flow->marks & FLOW_CLOSED))
		give_up(h->c);
}

/* Bytes of a lane without a name: true when they have just got one. Its kept bytes include them then, or
 * there are none. A lane met in the middle may come to the start of a message with any segment. */
static bool name_lane(struct hearing *h, struct lane *l, const uint8_t *p, size_t n)
{
	struct rd head;

	if (l->smelled >= SMELLS_A_SIDE) {
		lane_forget(h->s, h->c, l);
		l->hole = true;
		return false;
	}
	head = head_of(h, l, p, n);
	if (n >= SHORT || rd_left(&head) >= HEAD_LONG)
		l->smelled++;
	if (smell_out(h, l, head))
		return true;
	if (l->hole && rd_left(&head) > n && smell_out(h, l, rd_of(p, n))) {
		lane_forget(h->s, h->c, l);
		return true;
	}
	still_unnamed(h, l, p, n);
	return false;
}

/* In order of speaking: what the side that spoke first said, then the other. */
static void decode_heads(struct hearing *h, struct lane *l, uint32_t before)
{
	struct conversation *c = h->c;
	struct lane *other = &c->lane[!lane_end(c, l)];

	if (c->first == lane_end(c, l) && before)
		decode_kept(h, l, before < l->kept_n ? before : l->kept_n, true);
	if (other->kept_n)
		decode_kept(h, other, other->kept_n, true);
}

static void lane_decode(struct hearing *h, struct lane *l, const uint8_t *p, size_t n)
{
	size_t used;

	if (l->kept_n) {
		keep(h, l, p, n);
		if (l->kept_n)
			decode_kept(h, l, l->kept_n, false);
		return;
	}
	used = decode(h, l, p, n, false);
	if (used < n)
		keep(h, l, p + used, n - used);
}

static void lane_unnamed(struct hearing *h, struct lane *l, const uint8_t *p, size_t n)
{
	uint32_t before = l->kept_n;

	if (!name_lane(h, l, p, n))
		return;
	if (!l->kept_n)
		before = 0;
	decode_heads(h, l, before);
	if (before && l->kept_n)
		decode_kept(h, l, l->kept_n, false);
	else if (!before)
		lane_decode(h, l, p, n);
}

static void lane_bytes(void *ctx, struct stream *stream, const uint8_t *p, size_t n)
{
	struct hearing *h = ctx;
	struct conversation *c = h->c;
	unsigned from = stream == &c->end[1].stream;
	struct lane *l = &c->lane[from];

	if (c->flow->marks & FLOW_DEAF || l->enough)
		return;
	if (!c->spoken) {
		c->spoken = true;
		c->first = (uint8_t)from;
	}
	if (stream->hole) { /* what was kept cannot be joined to what comes */
		lane_drop(h, l, 0);
		stream->hole = false;
	}
	if (c->decoder)
		lane_decode(h, l, p, n);
	else
		lane_unnamed(h, l, p, n);
	/* What a decoder left when the conversation became another is smelled at once. */
	if (!c->decoder && c->wanted && l->kept_n && l->smelled == 0 &&
	    smell_out(h, l, rd_of(c->kept[from].bytes, l->kept_n)))
		decode_kept(h, l, l->kept_n, false);
	if (c->lane[0].enough && c->lane[1].enough)
		give_up(c);
}

/* Where both streams of a conversation begin, as far as its SYNs were seen: this is the first payload of
 * either. */
static void start_streams(struct stack *s, struct conversation *c, const struct view *v)
{
	const struct flow_slot *f = c->flow;
	unsigned server = !f->client;

	if (f->marks & FLOW_SYN)
		stream_start(&c->end[f->client].stream, &s->talks.pool, f->isn + 1);
	if (!(f->end_marks & END_SYN_ACK << server))
		return;
	if (v->end == server)
		stream_start(&c->end[server].stream, &s->talks.pool, v->seq + !!(v->tcp_flags & TCP_SYN));
	else if (v->tcp_flags & TCP_ACK)
		stream_start(&c->end[server].stream, &s->talks.pool, v->ack);
}

static struct conversation *conversation_of(struct stack *s, struct flow_slot *f, const struct view *v)
{
	bool is_new = !f->talk;
	struct conversation *c = talk_of(s, f);

	if (is_new && f->protocol && decoders[f->protocol])
		(void)talk_name(s, c, decoders[f->protocol]);
	else if (is_new)
		start_streams(s, c, v);
	return c;
}

static void hear_segment(struct hearing *h)
{
	const struct view *v = h->v;
	struct stream_pool *pool = &h->s->talks.pool;
	unsigned from = v->end;
	struct stream *own = &h->c->end[from].stream, *other = &h->c->end[!from].stream;
	bool syn = v->tcp_flags & TCP_SYN;

	if (syn && !own->known) /* else it was sent again */
		stream_start(own, pool, v->seq + 1);
	if (v->tcp_flags & TCP_ACK)
		stream_acked(other, pool, v->ack, lane_bytes, h);
	if (v->claimed)
		stream_segment(own, pool, v->seq + syn, v->rest, v->claimed, lane_bytes, h);
	if (h->c->flow->marks & FLOW_CLOSED) {
		stream_end(other, pool, lane_bytes, h);
		stream_end(own, pool, lane_bytes, h);
	}
}

static void conversation_over(struct hearing *h)
{
	struct conversation *c = h->c;
	struct talk t;
	struct emit e;

	if (!c->decoder || !c->decoder->over || !c->flow->protocol)
		return;
	talk_fill(&t, c->flow, c->flow->client);
	speech_of_lane(h, &c->lane[c->flow->client], false, &e);
	t.state = c->state;
	t.narrow = c->narrow;
	c->decoder->over(&t, &e);
}

bool listen_tcp(struct stack *s, struct flow_slot *f, const struct view *v)
{
	struct hearing h = {s, NULL, v, false};

	h.c = conversation_of(s, f, v);
	hear_segment(&h);
	if ((f->end_marks & END_FIN * 3) == END_FIN * 3)
		give_up(h.c);
	if (f->marks & FLOW_DEAF) {
		conversation_over(&h);
		talk_drop(s, f);
	}
	return h.broken;
}

void listen_end(struct stack *s, struct flow_slot *f)
{
	struct view v = {.seen = {.when = f->last, .at = f->last_packet}};
	struct hearing h = {s, NULL, &v, false};

	h.c = s->talks.list + f->talk;
	v.seen.from = (struct who){f->mac[0], f->ip[0]};
	v.seen.to = (struct who){f->mac[1], f->ip[1]};
	v.from_port = f->port[0];
	v.to_port = f->port[1];
	stream_end(&h.c->end[0].stream, &s->talks.pool, lane_bytes, &h);
	stream_end(&h.c->end[1].stream, &s->talks.pool, lane_bytes, &h);
	conversation_over(&h);
	talk_drop(s, f);
}
