/* RTP (RFC 3550): named only, and only when both sides (or what RTCP and RTSP say) look like it: its header
 * has little to know it by. A MPEG transport stream inside makes it sure. */
#include "decode/decoder.h"

enum { HEADER = 12, MPEG_TS = 33, TS_PACKET = 188 };

static bool is_type(unsigned pt) { return pt <= 18 || (pt >= 25 && pt <= 34) || pt >= 96; }

static struct smell rtp_smells(const struct talk *t, struct rd head)
{
	unsigned first = rd_u8(&head), type = rd_u8(&head) & 0x7f;

	rd_skip(&head, 2);
	if (first != 0x80 || !is_type(type) || (t->from_port | t->to_port) & 1 || t->from_port < 1024 ||
	    t->to_port < 1024)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (rd_be32(&head) == 0 || rd_be32(&head) == 0 || rd_left(&head) < 8)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (type == MPEG_TS && rd_left(&head) % TS_PACKET == 0 && rd_peek(&head, 0) == 0x47)
		return smell(SURE, ROLE_UNKNOWN);
	return smell(LIKELY, ROLE_UNKNOWN);
}

static enum heard rtp_decode(struct talk *t, struct rd *in, struct emit *e)
{
	(void)t;
	(void)e;
	rd_skip(in, rd_left(in));
	return ENOUGH;
}

const struct decoder decoder_rtp = {
	.protocol = PROTO_rtp,
	.on = ON_UDP,
	.begins = "80",
	.depth = DEPTH_NAMED,
	.secrecy = SECRECY_CLEAR,
	.smells = rtp_smells,
	.decode = rtp_decode,
};
