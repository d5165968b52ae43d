/* CIP implicit (I/O) messages over UDP (CIP networks library volume 2, 2-6), named by content: a list of two items,
 * a sequenced address and connected data. What they carry is agreed elsewhere: nothing more is told of them.
 * Explicit messages travel inside EtherNet/IP (enip.c) and are CIP's requests and answers. */
#include "decode/named.h"

enum { SEQUENCED = 0x8002, CONNECTED = 0x00b1 };

static const uint16_t ports[] = {2222, 0};

/* count 2 = 2 | type 2 | length 2 = 8 | connection 4 | sequence 4 | type 2 | length 2 | data */
static struct smell smells(const struct talk *t, struct rd head)
{
	unsigned count = rd_le16(&head), address = rd_le16(&head), address_n = rd_le16(&head), data, data_n;

	(void)t;
	rd_skip(&head, 8);
	data = rd_le16(&head);
	data_n = rd_le16(&head);
	if (!rd_ok(&head) || count != 2 || address != SEQUENCED || address_n != 8 || data != CONNECTED ||
	    data_n != rd_left(&head))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, ROLE_UNKNOWN);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	return named_only(t, in, e, NULL, 0);
}

const struct decoder decoder_cip = {
	.protocol = PROTO_cip,
	.on = ON_UDP,
	.ports = ports,
	.begins = "02",
	.depth = DEPTH_COMMANDS,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
