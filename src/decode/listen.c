/* What listening to streams, datagrams and frames has in common. */
#include "decode/inside.h"

void speech_of(struct stack *s, const struct flow_slot *f, const struct view *v, struct emit *e)
{
	bool back = f && v->end != f->client;

	*e = (struct emit){.home = &s->home,
			   .when = v->seen.when,
			   .at = v->seen.at,
			   .who = {[SENDER] = &v->seen.from,
				   [RECEIVER] = &v->seen.to,
				   [CLIENT] = back ? &v->seen.to : &v->seen.from,
				   [SERVER] = back ? &v->seen.from : &v->seen.to}};
	if (!f)
		return;
	e->transport = f->transport;
	e->server_port = f->port[!f->client];
	e->source = f->protocol;
}

void speech_in(struct stack *s, struct conversation *c, unsigned from, struct emit *e)
{
	e->tally = s->sums ? &c->tally : NULL;
	e->from_end = (uint8_t)from;
	e->note = &c->note[from];
}

void talk_fill(struct talk *t, const struct flow_slot *f, unsigned from)
{
	*t = (struct talk){
		.side = from == f->client ? FROM_CLIENT : FROM_SERVER,
		.transport = f->transport,
		.from_port = f->port[from],
		.to_port = f->port[!from],
		.client_port = f->port[f->client],
		.server_port = f->port[!f->client],
	};
}

void flow_named(struct flow_slot *f, const struct decoder *d, enum role role, unsigned from)
{
	f->protocol = (uint8_t)d->protocol;
	if (!(f->marks & FLOW_SECRECY_SAID))
		f->secrecy = d->secrecy & 3;
	if (role != ROLE_UNKNOWN)
		flow_orient(f, role == ROLE_CLIENT ? from : !from, BY_CONTENT);
	else if (decoder_has_port(d, f->port[0]) != decoder_has_port(d, f->port[1]))
		flow_orient(f, decoder_has_port(d, f->port[0]), BY_HINT);
}

void flow_became(struct flow_slot *f, const struct decoder *d)
{
	f->secrecy = d->secrecy & 3;
	f->marks |= FLOW_SECRECY_SAID;
}

void flow_said(struct flow_slot *f, const struct emit *e)
{
	if (!e->secrecy_said)
		return;
	f->secrecy = e->encrypted ? SECRECY_ENCRYPTED : SECRECY_CLEAR;
	f->marks |= FLOW_SECRECY_SAID;
}
