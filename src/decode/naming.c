#include "decode/naming.h"

#include <errno.h>
#include <stdlib.h>

static void names_fill(struct names *names, enum on on, uint8_t *ports)
{
	for (unsigned p = 0; p < PROTO_COUNT; p++) {
		const struct decoder *d = decoders[p];

		if (!d || !(d->on & on) || !d->decode || d->state_size > DECODER_STATE_MAX)
			continue;
		if (!d->smells && on & (ON_TCP | ON_UDP))
			continue;
		names->list[names->count++] = d;
		for (const uint16_t *port = d->ports; ports && port && *port; port++)
			ports[*port] = 1;
	}
}

int naming_init(struct naming *n)
{
	memset(n, 0, sizeof *n);
	n->tcp_port = calloc(65536, 1);
	n->udp_port = calloc(65536, 1);
	if (!n->tcp_port || !n->udp_port)
		return -ENOMEM;
	names_fill(&n->tcp, ON_TCP, n->tcp_port);
	names_fill(&n->udp, ON_UDP, n->udp_port);
	names_fill(&n->ip, ON_IP, NULL);
	names_fill(&n->ether, ON_ETHER, NULL);
	names_fill(&n->llc, ON_LLC, NULL);
	return 0;
}

void naming_clear(struct naming *n)
{
	free(n->tcp_port);
	free(n->udp_port);
}

bool decoder_has_port(const struct decoder *d, uint16_t port)
{
	for (const uint16_t *p = d->ports; p && *p; p++)
		if (*p == port)
			return true;
	return false;
}

static bool hinted(const struct decoder *d, const struct talk *t)
{
	return decoder_has_port(d, t->to_port) || decoder_has_port(d, t->from_port);
}

/* Better: sure before likely, a port of its own before none; the first asked among equals. */
static void consider(struct verdict *best, const struct decoder *d, struct smell s, bool on_port)
{
	unsigned worth = s.certainty * 2u + on_port, had = best->certainty * 2u + best->hinted;

	if (s.certainty == NOT_MINE || (best->decoder && worth <= had))
		return;
	*best = (struct verdict){d, s.certainty, s.role, on_port};
}

struct verdict naming_smell(const struct naming *n, const struct talk *t, struct rd head)
{
	bool tcp = t->transport == 6;
	const struct names *names = tcp ? &n->tcp : &n->udp;
	const uint8_t *ports = tcp ? n->tcp_port : n->udp_port;
	bool some_hint = ports[t->from_port] || ports[t->to_port];
	struct verdict best = {NULL, NOT_MINE, ROLE_UNKNOWN, false};

	for (unsigned i = 0; some_hint && i < names->count; i++) {
		if (!hinted(names->list[i], t))
			continue;
		consider(&best, names->list[i], names->list[i]->smells(t, head), true);
		if (best.certainty == SURE)
			return best;
	}
	for (unsigned i = 0; i < names->count && best.certainty != SURE; i++)
		if (!some_hint || !hinted(names->list[i], t))
			consider(&best, names->list[i], names->list[i]->smells(t, head), false);
	return best;
}

const struct decoder *naming_exact(const struct naming *n, enum on on, const struct talk *t, struct rd head,
				   enum role *ret_role)
{
	const struct names *names = on == ON_ETHER ? &n->ether : on == ON_LLC ? &n->llc : &n->ip;

	for (unsigned i = 0; i < names->count; i++) {
		const struct decoder *d = names->list[i];
		struct smell s = {SURE, ROLE_UNKNOWN};

		if (d->ports && !decoder_has_port(d, t->ethertype))
			continue;
		if (d->smells)
			s = d->smells(t, head);
		if (s.certainty == NOT_MINE || !(d->smells || d->ports))
			continue;
		*ret_role = s.role;
		return d;
	}
	return NULL;
}
