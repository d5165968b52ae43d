/* MELSOFT, the engineering protocol of Mitsubishi controllers, named by content. No public specification:
 * requests begin 57 00, answers d7 00, and both have 11 11 07 in the fifth to eighth byte (nmap's
 * melsecq-discover sends and expects the same). */
#include "decode/named.h"

enum { REQUEST = 0x57, ANSWER = 0xd7, HEADER = 9 };

static const uint16_t ports[] = {5006, 5007, 5008, 5009, 5560, 5562, 0};
static const uint8_t fixed[] = {0x00, 0x11, 0x11, 0x07};

static struct smell smells(const struct talk *t, struct rd head)
{
	int first = rd_peek(&head, 0);
	struct rd at = rd_at(&head, 4);

	(void)t;
	if ((first != REQUEST && first != ANSWER) || rd_left(&head) < HEADER || rd_peek(&head, 1) != 0 ||
	    !rd_starts(&at, fixed, sizeof fixed))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, first == REQUEST ? ROLE_CLIENT : ROLE_SERVER);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	return named_only(t, in, e, "plc", 60);
}

const struct decoder decoder_melsoft = {
	.protocol = PROTO_melsoft,
	.on = ON_TCP | ON_UDP,
	.ports = ports,
	.depth = DEPTH_NAMED,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
