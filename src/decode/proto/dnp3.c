/* DNP3 (IEEE 1815-2012 9.2), named by content: 05 64, a length, and a header check sequence that is right.
 *
 *	05 64 | length 1 | control 1 | destination 2 | source 2 | check 2 (little-endian)
 */
#include "decode/named.h"

enum { HEADER = 8, LENGTH_MIN = 5, FROM_MASTER = 0x80 };

static const uint16_t ports[] = {20000, 0};

/* Polynomial 3d65, reflected, inverted (1815 9.2.4.3). */
static unsigned check_of(const uint8_t *p, size_t n)
{
	unsigned crc = 0;

	while (n--) {
		crc ^= *p++;
		for (int i = 0; i < 8; i++)
			crc = crc & 1 ? crc >> 1 ^ 0xa6bc : crc >> 1;
	}
	return ~crc & 0xffff;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	const uint8_t *p = rd_bytes(&head, HEADER);
	unsigned check = rd_le16(&head);

	(void)t;
	if (!rd_ok(&head) || p[0] != 0x05 || p[1] != 0x64 || p[2] < LENGTH_MIN ||
	    check != check_of(p, HEADER))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, p[3] & FROM_MASTER ? ROLE_CLIENT : ROLE_SERVER);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	return named_only(t, in, e, "plc", 40);
}

const struct decoder decoder_dnp3 = {
	.protocol = PROTO_dnp3,
	.on = ON_TCP | ON_UDP,
	.ports = ports,
	.begins = "05",
	.depth = DEPTH_NAMED,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
