/* LLMNR (RFC 4795): who answers for a name on the link says it is its own. */
#include "decode/decoder.h"
#include "decode/dnsname.h"

enum { RECORDS_MAX = 32 };

static const uint16_t ports[] = {5355, 0};

static struct smell smells(const struct talk *t, struct rd head)
{
	if (!talk_on_port(t, ports[0]) || !dns_smells(head))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, rd_peek(&head, 2) & 0x80 ? ROLE_SERVER : ROLE_CLIENT);
}

static void hear_record(struct emit *e, const struct dns_record *r)
{
	struct who about = emit_who(e, SENDER);
	char target[DNS_NAME];
	struct ip ip;
	size_t n;

	if (dns_address(r, &ip))
		emit_text(e, FACT_NAME, SENDER, 85, dns_host(text_of(r->name, r->name_n)));
	else if (r->type == DNS_PTR && dns_reverse(text_of(r->name, r->name_n), &ip) &&
		 ip_same(ip, about.ip) && dns_target(r, target, &n))
		emit_text(e, FACT_NAME, SENDER, 85, dns_host(text_of(target, n)));
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct dns_walk w;
	struct dns_record r;
	enum dns_section s;
	int n = 0;

	if (!dns_walk_of(*in, &w))
		return MORE;
	while (n++ < RECORDS_MAX && dns_next_record(&w, &r, &s))
		if (s == DNS_ANSWER && w.header.flags & DNS_QR)
			hear_record(e, &r);
	if (dns_is_broken(&w))
		return t->cut ? MORE : BROKEN;
	(void)rd_rest(in);
	return HEARD;
}

const struct decoder decoder_llmnr = {
	.protocol = PROTO_llmnr,
	.on = ON_UDP,
	.ports = ports,
	.begins = "",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
