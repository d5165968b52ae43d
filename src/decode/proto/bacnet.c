/* BACnet/IP (ASHRAE 135 annex J), named by content: 81, a function, and the length of the whole datagram.
 *
 *	81 | function 1 | length 2 | [original source 6] | network version 1 = 1 | control 1 | ...
 */
#include "decode/named.h"

enum { BVLC = 0x81, FUNCTION_LAST = 0x0c, FORWARDED = 4, DISTRIBUTE = 9, UNICAST = 10, BROADCAST = 11 };

static const uint16_t ports[] = {47808, 0};

static struct smell smells(const struct talk *t, struct rd head)
{
	size_t whole = rd_left(&head);
	unsigned type = rd_u8(&head), function = rd_u8(&head), length = rd_be16(&head);

	/* some devices send more bytes than they say */
	if (!rd_ok(&head) || type != BVLC || function > FUNCTION_LAST || length < 4 ||
	    (length != whole && !t->cut && !(length < whole && talk_on_port(t, ports[0]))))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (function == FORWARDED)
		rd_skip(&head, 6);
	if ((function == FORWARDED || function >= DISTRIBUTE) && function != FUNCTION_LAST &&
	    rd_peek(&head, 0) != 1)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(function >= DISTRIBUTE || talk_on_port(t, ports[0]) ? SURE : LIKELY, ROLE_UNKNOWN);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	return named_only(t, in, e, NULL, 0);
}

const struct decoder decoder_bacnet = {
	.protocol = PROTO_bacnet,
	.on = ON_UDP,
	.ports = ports,
	.depth = DEPTH_NAMED,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
