/* IGMP (RFC 2236, 3376): who asks for members is the querier, mostly a router or a switch. */
#include "decode/decoder.h"

enum { HEAD = 8, QUERY = 0x11 };

static const uint16_t protocols[] = {2, 0};

static struct smell smells(const struct talk *t, struct rd head)
{
	(void)head;
	return smell(t->ethertype == protocols[0] ? SURE : NOT_MINE, ROLE_UNKNOWN);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	(void)t;
	if (rd_left(in) < HEAD)
		return MORE;
	if (rd_peek(in, 0) == QUERY)
		emit_str(e, FACT_ROLE, SENDER, 80, "igmp-querier");
	(void)rd_rest(in);
	return HEARD;
}

const struct decoder decoder_igmp = {
	.protocol = PROTO_igmp,
	.on = ON_IP,
	.ports = protocols,
	.depth = DEPTH_NAMED,
	.secrecy = SECRECY_UNKNOWN,
	.smells = smells,
	.decode = decode,
};
