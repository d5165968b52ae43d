/* QUIC (RFC 8999, RFC 9000, RFC 9369): named by its long header. What is inside needs keys derived from it
 *and is not read.
 *
 *	first(1: 1 fixed type ....) version(4) length(1) destination id, length(1) source id
 */
#include "decode/decoder.h"

enum { ID_MAX = 20, INITIAL_LEAST = 1200 };

static bool is_version(uint32_t v)
{
	return v == 1 || v == 0x6b3343cf || v >> 8 == 0xff0000 || v >> 24 == 'Q' || v >> 8 == 0xfaceb0;
}

static struct smell quic_smells(const struct talk *t, struct rd head)
{
	size_t n = rd_left(&head);
	unsigned first = rd_u8(&head);
	uint32_t version = rd_be32(&head);
	unsigned destination = rd_u8(&head), source;

	(void)t;
	rd_skip(&head, destination);
	source = rd_u8(&head);
	rd_skip(&head, source);
	if (!rd_ok(&head) || !(first & 0x80) || destination > ID_MAX || source > ID_MAX)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (version == 0) /* negotiation: a list of versions from a server */
		return smell(rd_left(&head) % 4 == 0 && is_version(rd_be32(&head)) ? SURE : NOT_MINE,
			     ROLE_SERVER);
	if (!(first & 0x40) || !is_version(version))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, n >= INITIAL_LEAST && destination >= 8 && (first & 0x30) == 0 ? ROLE_CLIENT
											 : ROLE_UNKNOWN);
}

static enum heard quic_decode(struct talk *t, struct rd *in, struct emit *e)
{
	(void)t;
	(void)e;
	rd_skip(in, rd_left(in));
	return ENOUGH;
}

const struct decoder decoder_quic = {
	.protocol = PROTO_quic,
	.on = ON_UDP,
	.ports = (const uint16_t[]){443, 0},
	.depth = DEPTH_NAMED,
	.secrecy = SECRECY_ENCRYPTED,
	.smells = quic_smells,
	.decode = quic_decode,
};
