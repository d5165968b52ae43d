/* S7comm (Siemens S7-300/400 and compatible), named by content: 32 and a message type behind TPKT and COTP
 * data. */
#include "decode/named.h"
#include "decode/tpkt.h"

enum { S7 = 0x32, JOB = 1, ACK = 2, ACK_DATA = 3, USER_DATA = 7, HEADER = 10 };

static const uint16_t ports[] = {102, 0};

/* 32 | type 1 | 0 0 | reference 2 | parameter length 2 | data length 2 | [error 2] */
static struct smell smells(const struct talk *t, struct rd head)
{
	struct rd r;
	unsigned type, parameters, data;

	(void)t;
	if (!tpkt_data(head, &r) || rd_u8(&r) != S7 || rd_left(&r) < HEADER - 1)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	type = rd_u8(&r);
	rd_skip(&r, 4);
	parameters = rd_be16(&r);
	data = rd_be16(&r);
	rd_skip(&r, type == ACK || type == ACK_DATA ? 2 : 0);
	if ((type != JOB && type != ACK && type != ACK_DATA && type != USER_DATA) ||
	    parameters + data > rd_left(&r))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, type == JOB ? ROLE_CLIENT : type == USER_DATA ? ROLE_UNKNOWN : ROLE_SERVER);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	return named_only(t, in, e, "plc", 60);
}

const struct decoder decoder_s7comm = {
	.protocol = PROTO_s7comm,
	.on = ON_TCP,
	.ports = ports,
	.depth = DEPTH_NAMED,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
