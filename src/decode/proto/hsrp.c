/* HSRP (version 1: RFC 2281; version 2: Cisco's TLVs): a MAC and an address that routers share.
 *
 *	1: version 1 = 0 | op 1 | state 1 | hello 1 | hold 1 | priority 1 | group 1 | 0 | authentication 8 |
 *address 4 2: type 1 = 1 | length 1 = 40 | version 1 = 2 | op 1 | state 1 | ip version 1 | group 2 | id 6 |
 *12 | address 16
 */
#include "decode/decoder.h"

enum { HELLO_V1 = 20, TLV_GROUP = 1, TLV_GROUP_LENGTH = 40, OP_MAX = 3 };

static const uint16_t ports[] = {1985, 2029, 0};

static bool is_v1(const struct rd *r)
{
	return rd_peek(r, 0) == 0 && rd_left(r) >= HELLO_V1 && rd_peek(r, 1) <= OP_MAX && rd_peek(r, 2) <= 16;
}

static bool is_v2(const struct rd *r)
{
	return rd_peek(r, 0) == TLV_GROUP && rd_peek(r, 1) == TLV_GROUP_LENGTH && rd_peek(r, 2) == 2;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	if (!talk_on_port(t, ports[0]) && !talk_on_port(t, ports[1]))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(is_v1(&head) || is_v2(&head) ? SURE : LIKELY, ROLE_UNKNOWN);
}

static void tell(struct emit *e, struct mac mac, struct ip ip)
{
	struct who router = {.ip = emit_who(e, SENDER).ip};
	struct fact f = {.kind = FACT_VIRTUAL_MAC, .confidence = 90, .about = {mac, ip}, .peer = router};

	emit_text_of(e, FACT_ROUTER, &router, 90, text_of(NULL, 0));
	if (!ip_is_unspecified(ip))
		emit_fact(e, f);
}

static void hear_v1(struct emit *e, struct rd r)
{
	struct mac mac = {{0x00, 0x00, 0x0c, 0x07, 0xac, 0}};

	rd_skip(&r, 6);
	mac.b[5] = rd_u8(&r);
	rd_skip(&r, 9);
	tell(e, mac, ip_of4(rd_bytes(&r, 4)));
}

static void hear_v2(struct emit *e, struct rd r)
{
	struct mac mac = {{0x00, 0x00, 0x0c, 0x9f, 0xf0, 0}};
	unsigned family, group;
	const uint8_t *ip;

	rd_skip(&r, 5);
	family = rd_u8(&r);
	group = rd_be16(&r);
	rd_skip(&r, 18);
	ip = rd_bytes(&r, 16);
	if (!rd_ok(&r))
		return;
	mac.b[4] = (uint8_t)(mac.b[4] | (group >> 8 & 15));
	mac.b[5] = (uint8_t)group;
	tell(e, mac, family == 6 ? ip_of6(ip) : ip_of4(ip));
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	(void)t;
	if (is_v1(in))
		hear_v1(e, *in);
	else if (is_v2(in))
		hear_v2(e, *in);
	(void)rd_rest(in);
	return HEARD;
}

const struct decoder decoder_hsrp = {
	.protocol = PROTO_hsrp,
	.on = ON_UDP,
	.ports = ports,
	.begins = "",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
