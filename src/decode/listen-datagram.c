/* Payloads that are whole messages: UDP, other IP protocols, and frames below IP. */
#include "decode/inside.h"

enum { SMELLS_A_FLOW = 8, AGAIN = 4, BROKEN_MAX = 3 };

/* All of its state, where a conversation that there is has its first part alone. */
static bool widened(struct stack *s, const struct flow_slot *f, struct talk *t)
{
	struct conversation *c = f && f->talk ? s->talks.list + f->talk : NULL;

	if (!c || !talk_widen(s, c))
		return false;
	t->state = c->state;
	t->narrow = false;
	return true;
}

/* Shows one message to a decoder; true when it made no sense to it. f: NULL below IP. */
static bool decode(struct stack *s, const struct flow_slot *f, const struct decoder *d, struct talk *t,
		   struct rd in, struct emit *e, bool *ret_enough)
{
	while (!rd_empty(&in)) {
		struct rd try = in;
		enum heard heard = d->decode(t, &try, e);

		if (heard == WIDER && widened(s, f, t))
			continue;
		t->hole = false;
		if (heard == ENOUGH)
			*ret_enough = true;
		if (heard == ENOUGH || (heard != HEARD && t->cut)) /* of a cut frame nothing is expected */
			return false;
		if (heard != HEARD)
			return true;
		if (try.at <= in.at)
			return false;
		in.at = try.at;
	}
	return false;
}

static void name_flow(struct stack *s, struct flow_slot *f, const struct talk *t, struct rd head,
		      unsigned from)
{
	struct verdict v = naming_smell_beside(&s->naming, t, head, (enum protocol)f->likely[!from]);
	uint8_t *mine = &f->likely[from], named = v.decoder ? (uint8_t)v.decoder->protocol : 0;
	bool again = *mine == named && f->smelled >= AGAIN; /* one-way media: the same, time after time */
	bool borne_out = named && (v.certainty == SURE || v.hinted || f->likely[!from] == named || again);

	if (borne_out) {
		flow_named(f, v.decoder, v.role, from);
		f->marks |= v.certainty == SURE ? FLOW_SURE : 0;
		return;
	}
	*mine = named;
	if (++f->smelled >= SMELLS_A_FLOW)
		f->marks |= FLOW_DEAF;
}

static void name_packet(struct stack *s, struct flow_slot *f, const struct talk *t, struct rd head,
			unsigned from)
{
	enum role role = ROLE_UNKNOWN;
	const struct decoder *d = naming_exact(&s->naming, ON_IP, t, head, &role);

	if (d)
		flow_named(f, d, role, from);
	else if (++f->smelled >= SMELLS_A_FLOW)
		f->marks |= FLOW_DEAF;
}

/* The decoder's memory of this conversation; false when there is none to be had. */
static bool state_of(struct stack *s, struct flow_slot *f, const struct decoder *d, struct talk *t)
{
	struct conversation *c;

	if (d->state_size == 0)
		return true;
	c = talk_of(s, f);
	if (c->decoder != d && !talk_name(s, c, d)) {
		talk_drop(s, f);
		return false;
	}
	t->state = c->state;
	t->narrow = c->narrow;
	return true;
}

static bool was_broken(struct stack *s, struct flow_slot *f)
{
	if (f->marks & FLOW_SURE)
		return true;
	if (++f->broken < BROKEN_MAX)
		return false;
	f->protocol = PROTO_none;
	f->secrecy = SECRECY_UNKNOWN;
	f->marks |= FLOW_DEAF;
	talk_drop(s, f);
	return false;
}

/* An answer to everybody is told as one to whoever asked everybody. */
static void find_asker(struct stack *s, const struct view *v, const struct talk *t, struct emit *e)
{
	const struct who *asker =
		shout_heard(&s->shouts, &v->seen.from, v->from_port, v->to_port, v->seen.when);

	if (!asker || t->side != FROM_SERVER)
		return;
	e->who[CLIENT] = asker;
	e->tally = NULL; /* he is no end of this conversation */
}

bool listen_datagram(struct stack *s, struct flow_slot *f, const struct view *v)
{
	unsigned from = v->end;
	const struct decoder *d;
	struct talk t;
	struct emit e;
	bool enough = false;
	struct rd said = rd_of(v->rest.at, rd_left(&v->rest)); /* offsets (rd_at) count from here */

	if (f->marks & FLOW_DEAF || f->end_marks & END_ENOUGH << from || rd_empty(&v->rest))
		return false;
	talk_fill(&t, f, from);
	t.ethertype = v->protocol;
	t.cut = v->cut;
	t.to_group = v->to_group;
	if (!f->protocol) {
		(v->kind == VIEW_UDP ? name_flow : name_packet)(s, f, &t, said, from);
		if (!f->protocol)
			return false;
		t.side = from == f->client ? FROM_CLIENT : FROM_SERVER;
		t.client_port = f->port[f->client];
		t.server_port = f->port[!f->client];
	}
	d = decoders[f->protocol];
	if (!state_of(s, f, d, &t))
		return false;
	speech_of(s, f, v, &e);
	if (f->talk)
		speech_in(s, s->talks.list + f->talk, from, &e);
	if (t.to_group && ip_is_broadcast(v->seen.to.ip))
		find_asker(s, v, &t, &e);
	if (decode(s, f, d, &t, said, &e, &enough))
		return was_broken(s, f);
	f->broken = 0;
	f->marks |= FLOW_SURE;
	flow_said(f, &e);
	if (enough)
		f->end_marks |= (uint16_t)(END_ENOUGH << from);
	return false;
}

bool listen_frame(struct stack *s, const struct view *v)
{
	struct talk t = {.side = FROM_CLIENT, .ethertype = v->type, .cut = v->cut, .to_group = v->to_group};
	struct rd said = rd_of(v->rest.at, rd_left(&v->rest));
	enum role role = ROLE_UNKNOWN;
	const struct decoder *d =
		naming_exact(&s->naming, v->kind == VIEW_ETHER ? ON_ETHER : ON_LLC, &t, said, &role);
	struct emit e;
	bool enough;

	if (!d || rd_empty(&v->rest))
		return false;
	if (!v->radio.at && mirror_frame_copied(&s->mirror, v, d->said_once)) {
		s->counts.duplicates++;
		return false;
	}
	memset(s->scratch, 0, decoder_clears(d));
	t.state = s->scratch;
	speech_of(s, NULL, v, &e);
	e.source = d->protocol;
	return decode(s, NULL, d, &t, said, &e, &enough);
}
