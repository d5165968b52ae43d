/* CODESYS V3 (controllers of many makers), named by content: over TCP the block driver's magic number, over UDP its
 * first byte on its own four ports. From public analyses of the protocol; no public capture was at hand.
 *
 *	TCP    00 01 17 e8 | length 4, little-endian, of all of it | ...
 *	UDP    c5 | header's length, hops 1 | priority, form 1 | service 1 | ...
 */
#include "decode/named.h"

enum { LENGTH_LEAST = 9, LENGTH_MAX = 65536 };

static const uint16_t ports[] = {11740, 1740, 1741, 1742, 1743, 0};

static struct smell smells_tcp(struct rd head)
{
	uint32_t magic = rd_be32(&head), length = rd_le32(&head);

	if (!rd_ok(&head) || magic != 0x000117e8 || length < LENGTH_LEAST || length > LENGTH_MAX)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, ROLE_UNKNOWN);
}

static struct smell smells(const struct talk *t, struct rd head)
{
	if (t->transport == 6)
		return smells_tcp(head);
	for (int i = 1; i <= 4; i++)
		if (t->to_port == ports[i] && rd_left(&head) >= 12 && rd_peek(&head, 0) == 0xc5)
			return smell(t->from_port >= ports[1] && t->from_port <= ports[4] ? SURE : LIKELY,
				     ROLE_UNKNOWN);
	return smell(NOT_MINE, ROLE_UNKNOWN);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	return named_only(t, in, e, t->transport == 6 ? "plc" : NULL, 50);
}

const struct decoder decoder_codesys = {
	.protocol = PROTO_codesys,
	.on = ON_TCP | ON_UDP,
	.ports = ports,
	.begins = "00",
	.depth = DEPTH_NAMED,
	.secrecy = SECRECY_UNKNOWN,
	.smells = smells,
	.decode = decode,
};
