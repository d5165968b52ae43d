/* DNS over UDP and TCP (RFC 1035, 5936). Who answers names, and what names addresses have. What was asked is
 * told with the answer: the name of an address, and (as peer) who asked for it. mDNS, LLMNR and NetBIOS have
 * the same form on ports of their own. */
#include "decode/decoder.h"
#include "decode/dnsname.h"

enum { RECORDS_MAX = 64 };

static const uint16_t ports[] = {53, 0};
static const uint16_t relatives[] = {5353, 5355, 137, 138};

static bool is_relative(const struct talk *t)
{
	for (size_t i = 0; i < sizeof relatives / sizeof relatives[0]; i++)
		if (talk_on_port(t, relatives[i]))
			return true;
	return false;
}

static bool asks_one(struct rd message)
{
	return rd_peek(&message, 4) == 0 && rd_peek(&message, 5) == 1 && (rd_peek(&message, 3) & 0x70) == 0;
}

/* On its port a readable header and first name will do; elsewhere the records must end where the message
 * ends. */
static bool is_whole(struct rd message)
{
	struct dns_walk w;
	struct dns_record r;
	enum dns_section s;
	int n = 0;

	if (!dns_walk_of(message, &w) || !asks_one(message))
		return false;
	while (dns_next_record(&w, &r, &s))
		if (++n > RECORDS_MAX)
			return false;
	return !dns_is_broken(&w) && rd_empty(&w.message);
}

/* The message in these bytes; over TCP two bytes of length stand before it. */
static enum heard message_of(const struct talk *t, struct rd *r, struct rd *ret_message)
{
	struct rd look = *r;
	unsigned length = t->transport == 6 ? rd_be16(&look) : (unsigned)rd_left(&look);

	if (!rd_ok(&look))
		return MORE;
	if (length < DNS_HEADER)
		return t->transport == 6 ? BROKEN : MORE;
	*ret_message = rd_sub(&look, length);
	if (!rd_ok(&look))
		return MORE;
	*r = look;
	return HEARD;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct rd message;
	bool answer;

	if (is_relative(t) || message_of(t, &head, &message) != HEARD ||
	    !(talk_on_port(t, ports[0]) || asks_one(message)) || !dns_smells(message))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	answer = rd_peek(&message, 2) & 0x80;
	if (talk_on_port(t, ports[0]) || is_whole(message))
		return smell(SURE, answer ? ROLE_SERVER : ROLE_CLIENT);
	return smell(NOT_MINE, ROLE_UNKNOWN);
}

static void tell_name(struct emit *e, struct ip about, struct text name, struct text other)
{
	struct fact f = {.kind = FACT_NAME_OF, .confidence = 80, .value = name, .other = other};

	if (name.n == 0 || ip_is_none(about) || ip_is_unspecified(about))
		return;
	f.about.ip = about;
	f.peer = emit_who(e, RECEIVER);
	emit_fact(e, f);
}

/* The name that was asked is the one people know; the one the address really has (after CNAME) goes beside
 * it. */
static void tell_record(struct emit *e, const struct dns_record *r, struct text asked)
{
	struct text owner = text_of(r->name, r->name_n);
	char target[DNS_NAME];
	size_t n;
	struct ip ip;

	if (dns_address(r, &ip)) {
		bool same = asked.n == owner.n && memcmp(asked.s, owner.s, owner.n) == 0;

		tell_name(e, ip, asked.n ? asked : owner, same ? text_of(NULL, 0) : owner);
	} else if (r->type == DNS_PTR && dns_reverse(owner, &ip) && dns_target(r, target, &n)) {
		tell_name(e, ip, text_of(target, n), text_of(NULL, 0));
	}
}

static bool hear_answer(struct emit *e, struct dns_walk *w)
{
	struct dns_question q;
	struct dns_record r;
	enum dns_section s;
	unsigned rcode = w->header.flags & DNS_RCODE;
	int n = 0;

	if (rcode == 0 || rcode == DNS_RCODE_NXDOMAIN)
		emit_str(e, FACT_ROLE, SENDER, 90, "dns-server");
	q.name_n = 0;
	dns_next_question(w, &q);
	while (n++ < RECORDS_MAX && dns_next_record(w, &r, &s))
		if (s != DNS_AUTHORITY &&
		    (r.class & 0x7fff) == 1) /* beside the answer: its own name servers and services */
			tell_record(e, &r, text_of(q.name, s == DNS_ANSWER ? q.name_n : 0));
	return !dns_is_broken(w);
}

/* A dynamic update (RFC 2136) of one's own address is a name one gives oneself. */
static bool hear_update(struct emit *e, struct dns_walk *w)
{
	struct dns_record r;
	enum dns_section s;
	struct who sender = emit_who(e, SENDER);
	struct ip ip;
	int n = 0;

	while (n++ < RECORDS_MAX && dns_next_record(w, &r, &s))
		if (s == DNS_AUTHORITY && dns_address(&r, &ip) && ip_same(ip, sender.ip))
			emit_text(e, FACT_NAME, SENDER, 80, dns_host(text_of(r.name, r.name_n)));
	return !dns_is_broken(w);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct dns_walk w;
	struct rd message;
	struct rd r = *in;
	enum heard heard = message_of(t, &r, &message);
	bool whole = true;

	if (heard != HEARD)
		return heard;
	if (!dns_walk_of(message, &w))
		return BROKEN;
	if (w.header.flags & DNS_QR)
		whole = hear_answer(e, &w);
	else if ((w.header.flags & DNS_OPCODE) >> 11 == 5)
		whole = hear_update(e, &w);
	if (!whole)
		return t->cut ? MORE : BROKEN;
	*in = r;
	return HEARD;
}

const struct decoder decoder_dns = {
	.protocol = PROTO_dns,
	.on = ON_UDP | ON_TCP,
	.ports = ports,
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
