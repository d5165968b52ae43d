/* Vnet/IP of Yokogawa CENTUM VP and ProSafe-RS (IEC 61784-2 CPF 10, IEC 61158 type 17), UDP 5313 at both ends.
 * From memory, not proved: the message is in a standard that was not to be had, nor a capture, so this is the
 * one decoder that goes by ports. It wants both of them, which a client with a port of its own never has, and
 * says no more than the name. */
#include "decode/named.h"

enum { PORT = 5313, LENGTH_LEAST = 16 };

static const uint16_t ports[] = {PORT, 0};

static struct smell smells(const struct talk *t, struct rd head)
{
	if (t->from_port != PORT || t->to_port != PORT || rd_left(&head) < LENGTH_LEAST)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(LIKELY, ROLE_UNKNOWN);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	return named_only(t, in, e, NULL, 0);
}

const struct decoder decoder_vnet_ip = {
	.protocol = PROTO_vnet_ip,
	.on = ON_UDP,
	.ports = ports,
	.begins = "",
	.depth = DEPTH_NAMED,
	.secrecy = SECRECY_UNKNOWN,
	.smells = smells,
	.decode = decode,
};
