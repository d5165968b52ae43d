/* S7comm-plus (Siemens S7-1200/1500), named by content: 72 and a version behind TPKT and COTP data. */
#include "decode/named.h"
#include "decode/tpkt.h"

enum { S7_PLUS = 0x72, REQUEST = 0x31, RESPONSE = 0x32, NOTIFICATION = 0x33, KEEP_ALIVE = 0xff };

static const uint16_t ports[] = {102, 0};

/* 72 | version 1 (1..3, fe, ff) | length 2 | [integrity 33] | opcode 1 | ... */
static struct smell smells(const struct talk *t, struct rd head)
{
	struct rd r;
	unsigned version, length;
	int opcode;

	(void)t;
	if (!tpkt_data(head, &r) || rd_u8(&r) != S7_PLUS)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	version = rd_u8(&r);
	length = rd_be16(&r);
	opcode = rd_peek(&r, 0);
	if (!rd_ok(&r) || ((version < 1 || version > 3) && version < 0xfe) ||
	    (length > rd_left(&r) && length > 1024))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (version == 1 && opcode != REQUEST && opcode != RESPONSE && opcode != NOTIFICATION)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, opcode == REQUEST ? ROLE_CLIENT : opcode == RESPONSE ? ROLE_SERVER : ROLE_UNKNOWN);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	return named_only(t, in, e, "plc", 60);
}

const struct decoder decoder_s7comm_plus = {
	.protocol = PROTO_s7comm_plus,
	.on = ON_TCP,
	.ports = ports,
	.begins = "03",
	.depth = DEPTH_NAMED,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
