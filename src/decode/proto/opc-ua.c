/* OPC UA over TCP (OPC 10000-6, 7.1.2), named by content.
 *
 *	type 3 (HEL ACK ERR RHE OPN MSG CLO) | chunk 1 (F C A) | size 4, little-endian, of all of it
 */
#include "decode/named.h"

enum { HEADER = 8, SIZE_MAX_BYTES = 1 << 26 };

static const uint16_t ports[] = {4840, 0};

static const struct {
	const char *type;
	uint8_t role, least;
} types[] = {
	{"HEL", ROLE_CLIENT, 32}, {"ACK", ROLE_SERVER, 28},  {"ERR", ROLE_SERVER, 16},
	{"RHE", ROLE_SERVER, 16}, {"OPN", ROLE_UNKNOWN, 12}, {"MSG", ROLE_UNKNOWN, 24},
	{"CLO", ROLE_CLIENT, 24},
};

static struct smell smells(const struct talk *t, struct rd head)
{
	const uint8_t *p = rd_bytes(&head, 4);
	uint32_t size = rd_le32(&head);

	(void)t;
	if (!rd_ok(&head) || (p[3] != 'F' && p[3] != 'C' && p[3] != 'A') || size > SIZE_MAX_BYTES)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
		if (memcmp(p, types[i].type, 3) == 0 && size >= types[i].least)
			return smell(SURE, (enum role)types[i].role);
	return smell(NOT_MINE, ROLE_UNKNOWN);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	return named_only(t, in, e, NULL, 0);
}

const struct decoder decoder_opc_ua = {
	.protocol = PROTO_opc_ua,
	.on = ON_TCP,
	.ports = ports,
	.begins = "41 43 45 48 4d 4f 52",
	.depth = DEPTH_NAMED,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
