#include "decode/naming.h"

#include <errno.h>
#include <stdlib.h>

/* Adds the decoder at this place to the set of a port, which until then may have been another port's as well.
 */
static int hint_add(struct names *names, uint16_t port, unsigned place)
{
	name_set set = names->hints[names->port[port]] | (name_set)1 << place;
	unsigned i = 0;

	while (i < names->hints_count && names->hints[i] != set)
		i++;
	if (i == HINTS_MAX)
		return -E2BIG;
	if (i == names->hints_count)
		names->hints[names->hints_count++] = set;
	names->port[port] = (uint8_t)i;
	return 0;
}

/* The next range of decoder.begins; false at its end. */
static bool next_range(const char **at, unsigned long *ret_low, unsigned long *ret_high)
{
	char *end;

	if (!**at)
		return false;
	*ret_low = *ret_high = strtoul(*at, &end, 16);
	if (*end == '-')
		*ret_high = strtoul(end + 1, &end, 16);
	*at = end + strspn(end, " ");
	return true;
}

bool decoder_begins(const struct decoder *d, uint8_t first)
{
	const char *at = d->begins;
	unsigned long low, high;

	while (at && next_range(&at, &low, &high))
		if (first >= low && first <= high)
			return true;
	return !at;
}

static void begin_add(struct names *names, const struct decoder *d, unsigned place)
{
	const char *at = d->begins ? d->begins : "0-ff";
	unsigned long low, high;

	while (next_range(&at, &low, &high))
		for (unsigned long first = low; first <= high && first < 256; first++)
			names->begin[first] |= (name_set)1 << place;
}

static int name_add(struct names *names, const struct decoder *d)
{
	int r = 0;

	if (names->count == NAMES_MAX)
		return -E2BIG;
	for (const uint16_t *port = d->ports; names->port && port && *port && r == 0; port++)
		r = hint_add(names, *port, names->count);
	if (names->port)
		begin_add(names, d, names->count);
	names->list[names->count++] = d;
	return r;
}

static int names_fill(struct names *names, enum on on)
{
	int r = 0;

	if (on & (ON_TCP | ON_UDP) && !(names->port = calloc(65536, 1)))
		return -ENOMEM;
	names->hints_count = 1; /* the empty set */
	for (unsigned p = 0; p < PROTO_COUNT && r == 0; p++) {
		const struct decoder *d = decoders[p];

		if (!d || !(d->on & on) || !d->decode || d->state_size > DECODER_STATE_MAX)
			continue;
		if (d->smells || !(on & (ON_TCP | ON_UDP)))
			r = name_add(names, d);
	}
	return r;
}

int naming_init(struct naming *n)
{
	const struct {
		struct names *names;
		enum on on;
	} all[] = {{&n->tcp, ON_TCP},
		   {&n->udp, ON_UDP},
		   {&n->ip, ON_IP},
		   {&n->ether, ON_ETHER},
		   {&n->llc, ON_LLC}};
	int r = 0;

	memset(n, 0, sizeof *n);
	for (size_t i = 0; i < sizeof all / sizeof *all && r == 0; i++)
		r = names_fill(all[i].names, all[i].on);
	return r;
}

void naming_clear(struct naming *n)
{
	free(n->tcp.port);
	free(n->udp.port);
}

bool decoder_has_port(const struct decoder *d, uint16_t port)
{
	for (const uint16_t *p = d->ports; p && *p; p++)
		if (*p == port)
			return true;
	return false;
}

/* Better: sure before likely, a port of its own before none; the first asked among equals. */
static void consider(struct verdict *best, const struct decoder *d, struct smell s, bool on_port)
{
	unsigned worth = s.certainty * 2u + on_port, had = best->certainty * 2u + best->hinted;

	if (s.certainty == NOT_MINE || (best->decoder && worth <= had))
		return;
	*best = (struct verdict){d, s.certainty, s.role, on_port};
}

/* The first place of a set that is not empty. */
static unsigned first_of(name_set s)
{
	uint64_t low = (uint64_t)s;

	return low ? (unsigned)__builtin_ctzll(low) : 64 + (unsigned)__builtin_ctzll((uint64_t)(s >> 64));
}

/* Asks a set of decoders, in order, until one is sure. */
static void ask(struct verdict *best, const struct names *names, name_set whom, const struct talk *t,
		struct rd head, bool on_port)
{
	for (; whom && best->certainty != SURE; whom &= whom - 1) {
		const struct decoder *d = names->list[first_of(whom)];

		consider(best, d, d->smells(t, head), on_port);
	}
}

struct verdict naming_smell(const struct naming *n, const struct talk *t, struct rd head)
{
	const struct names *names = t->transport == 6 ? &n->tcp : &n->udp;
	name_set others = rd_empty(&head) ? 0 : names->begin[*head.at];
	name_set hinted = names->hints[names->port[t->from_port]] | names->hints[names->port[t->to_port]];
	struct verdict best = {NULL, NOT_MINE, ROLE_UNKNOWN, false};

	ask(&best, names, hinted, t, head, true);
	ask(&best, names, others & ~hinted, t, head, false);
	return best;
}

struct verdict naming_smell_beside(const struct naming *n, const struct talk *t, struct rd head,
				   enum protocol other)
{
	struct verdict v = naming_smell(n, t, head);
	const struct decoder *d = decoders[other];
	struct smell s;

	if (!d || v.certainty == SURE || v.hinted || v.decoder == d || rd_empty(&head) ||
	    !decoder_begins(d, *head.at))
		return v;
	s = d->smells(t, head);
	return s.certainty == NOT_MINE ? v : (struct verdict){d, s.certainty, s.role, false};
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
