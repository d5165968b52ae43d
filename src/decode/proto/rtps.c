/* RTPS, the wire of DDS (robots, ROS 2; OMG DDSI-RTPS 2.5), over UDP, named by content. Proved on nDPI's capture beside
 * tshark.
 *
 *	"RTPS" | version 2 | vendor 2 | prefix 12 | [kind 1 | flags 1 | length 2 | ...]
 */
#include "decode/named.h"

static const uint16_t ports[] = {7400, 7410, 7411, 0};

static struct smell smells(const struct talk *t, struct rd head)
{
	(void)t;
	if (!rd_starts(&head, "RTPS", 4) || rd_left(&head) < 16 || rd_peek(&head, 4) < 1 ||
	    rd_peek(&head, 4) > 3)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, ROLE_UNKNOWN);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	return named_only(t, in, e, NULL, 0);
}

const struct decoder decoder_rtps = {
	.protocol = PROTO_rtps,
	.on = ON_UDP,
	.ports = ports,
	.begins = "52",
	.depth = DEPTH_NAMED,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
