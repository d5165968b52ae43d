/* MELSOFT, the engineering protocol of Mitsubishi controllers, named by content. No public specification:
 * requests begin 57, answers d7, and both have 00 11 11 07 in the fifth to eighth byte (as in recordings of
 * GX Works, and as nmap's melsecq-discover sends and expects). A connection may begin with 5a 00 00 ff,
 * answered da 00 00 ff. */
#include "decode/named.h"

enum { REQUEST = 0x57, ANSWER = 0xd7, HEADER = 9 };

static const uint16_t ports[] = {5006, 5007, 5008, 5009, 5560, 5562, 0};
static const uint8_t fixed[] = {0x00, 0x11, 0x11, 0x07}, hello[] = {0x5a, 0x00, 0x00, 0xff},
		     hello_answer[] = {0xda, 0x00, 0x00, 0xff};

static bool on_port(const struct talk *t)
{
	for (int i = 0; ports[i]; i++)
		if (talk_on_port(t, ports[i]))
			return true;
	return false;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	int first = rd_peek(&head, 0);
	struct rd at = rd_at(&head, 4);

	if (rd_starts(&head, hello, 4) && rd_left(&head) == 4)
		return smell(on_port(t) ? SURE : LIKELY, ROLE_CLIENT);
	if (rd_starts(&head, hello_answer, 4))
		return smell(on_port(t) ? SURE : LIKELY, ROLE_SERVER);
	if ((first != REQUEST && first != ANSWER) || rd_left(&head) < HEADER ||
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
