/* WireGuard: named by the form of its messages (whitepaper 5.4): type(1) and three zero bytes, each type of
 * its own length. */
#include "decode/decoder.h"

enum { INITIATION = 1, RESPONSE, COOKIE, DATA };
enum { INITIATION_SIZE = 148, RESPONSE_SIZE = 92, COOKIE_SIZE = 64, DATA_LEAST = 32 };

static struct smell wireguard_smells(const struct talk *t, struct rd head)
{
	size_t n = rd_left(&head);
	unsigned type = rd_le32(&head);

	if (type == INITIATION && n == INITIATION_SIZE)
		return smell(SURE, ROLE_CLIENT);
	if (type == RESPONSE && n == RESPONSE_SIZE)
		return smell(SURE, ROLE_SERVER);
	if ((type == COOKIE && n == COOKIE_SIZE) || (type == DATA && n >= DATA_LEAST && n % 16 == 0))
		return smell(LIKELY, ROLE_UNKNOWN);
	(void)t;
	return smell(NOT_MINE, ROLE_UNKNOWN);
}

static enum heard wireguard_decode(struct talk *t, struct rd *in, struct emit *e)
{
	(void)t;
	(void)e;
	rd_skip(in, rd_left(in));
	return ENOUGH;
}

const struct decoder decoder_wireguard = {
	.protocol = PROTO_wireguard,
	.on = ON_UDP,
	.ports = (const uint16_t[]){51820, 0},
	.begins = "01-04",
	.depth = DEPTH_NAMED,
	.secrecy = SECRECY_ENCRYPTED,
	.smells = wireguard_smells,
	.decode = wireguard_decode,
};
