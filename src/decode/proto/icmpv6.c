/* ICMPv6 neighbour discovery (RFC 4861, 8106): who owns which address, who forwards, what the network is. */
#include "decode/decoder.h"

#include <stdio.h>

enum { ROUTER_ADVERTISEMENT = 134, SOLICITATION = 135, ADVERTISEMENT = 136, REDIRECT = 137 };
enum { SOURCE_LINK = 1, TARGET_LINK = 2, PREFIX = 3, DNS_SERVERS = 25, OPTIONS_MAX = 32 };

static const uint16_t protocols[] = {58, 0};

static struct smell smells(const struct talk *t, struct rd head)
{
	(void)head;
	return smell(t->ethertype == protocols[0] ? SURE : NOT_MINE, ROLE_UNKNOWN);
}

/* The next option: type 1 | length 1 in units of eight bytes | value. False at the end; r bad when it is
 * broken. */
static bool next_option(struct rd *r, unsigned *ret_type, struct rd *ret_value)
{
	unsigned type, length;

	if (rd_empty(r) || !rd_ok(r))
		return false;
	type = rd_u8(r);
	length = rd_u8(r);
	if (length == 0)
		rd_spoil(r);
	*ret_type = type;
	*ret_value = rd_sub(r, length ? length * 8 - 2 : 0);
	return rd_ok(r);
}

/* The first option of this type that holds a MAC; false when there is none. */
static bool link_address(struct rd options, unsigned wanted, struct mac *ret_mac)
{
	struct rd value;
	unsigned type;

	while (next_option(&options, &type, &value)) {
		if (type != wanted || rd_left(&value) < 6)
			continue;
		*ret_mac = mac_of(value.at);
		return true;
	}
	return false;
}

static void tell_owner(struct emit *e, struct mac mac, struct ip ip, bool answered)
{
	struct fact f = {.kind = FACT_ADDRESS, .confidence = 90, .about = {mac, ip}, .num = {answered}};

	if (!mac_is_none(mac) && !mac_is_group(mac) && !ip_is_unspecified(ip) && !ip_is_multicast(ip))
		emit_fact(e, f);
}

/* From :: it asks whether an address is free (RFC 4862 5.4): no claim. */
static void hear_solicitation(struct emit *e, struct rd r)
{
	struct mac mac;

	rd_skip(&r, 20);
	if (rd_ok(&r) && link_address(r, SOURCE_LINK, &mac))
		tell_owner(e, mac, emit_who(e, SENDER).ip, false);
}

static void hear_advertisement(struct emit *e, struct rd r)
{
	struct who sender = emit_who(e, SENDER);
	const uint8_t *target;
	struct mac mac;

	rd_skip(&r, 4);
	target = rd_bytes(&r, 16);
	if (!target)
		return;
	if (link_address(r, TARGET_LINK, &mac))
		tell_owner(e, mac, ip_of6(target), true);
	else if (ip_same(ip_of6(target), sender.ip))
		tell_owner(e, sender.mac, sender.ip, true);
}

static void hear_prefix(struct emit *e, struct rd v)
{
	struct prefix p = {.bits = rd_u8(&v)};
	char text[PREFIX_TEXT];
	const uint8_t *address;

	rd_skip(&v, 13);
	address = rd_bytes(&v, 16);
	if (!address || p.bits > 128)
		return;
	p.ip = ip_of6(address);
	emit_fmt(e, FACT_PROPERTY, SENDER, 80, "prefix=%s", prefix_text(&p, text));
}

static void hear_dns_servers(struct emit *e, struct rd v)
{
	rd_skip(&v, 6);
	while (rd_left(&v) >= 16) {
		struct who about = {.ip = ip_of6(rd_bytes(&v, 16))};

		emit_text_of(e, FACT_ROLE, &about, 60, text_z("dns-server"));
	}
}

/* hop limit 1 | flags 1 | lifetime 2 | reachable 4 | retransmit 4 | options. Lifetime 0: no router by
 * default. */
static void hear_router(struct emit *e, struct rd r)
{
	struct rd value, options;
	unsigned lifetime, type;
	struct mac mac;
	int n = 0;

	rd_skip(&r, 2);
	lifetime = rd_be16(&r);
	rd_skip(&r, 8);
	if (!rd_ok(&r))
		return;
	if (lifetime)
		emit_str(e, FACT_ROUTER, SENDER, 90, "");
	if (link_address(r, SOURCE_LINK, &mac))
		tell_owner(e, mac, emit_who(e, SENDER).ip, true);
	for (options = r; n < OPTIONS_MAX && next_option(&options, &type, &value); n++) {
		if (type == PREFIX)
			hear_prefix(e, value);
		else if (type == DNS_SERVERS)
			hear_dns_servers(e, value);
	}
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct rd r = *in;
	unsigned type = rd_u8(&r);

	(void)t;
	rd_skip(&r, 3);
	if (!rd_ok(&r))
		return MORE;
	if (type == SOLICITATION)
		hear_solicitation(e, r);
	else if (type == ADVERTISEMENT)
		hear_advertisement(e, r);
	else if (type == ROUTER_ADVERTISEMENT)
		hear_router(e, r);
	else if (type == REDIRECT)
		emit_str(e, FACT_ROUTER, SENDER, 80, "");
	(void)rd_rest(in);
	return HEARD;
}

const struct decoder decoder_icmpv6 = {
	.protocol = PROTO_icmpv6,
	.on = ON_IP,
	.ports = protocols,
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_UNKNOWN,
	.smells = smells,
	.decode = decode,
};
