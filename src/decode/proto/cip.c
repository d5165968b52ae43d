/* CIP implicit (I/O) messages over UDP (CIP networks library volume 2, 2-6), named by content: a list of two items,
 * a sequenced address and connected data. What they carry was agreed when the connection was opened (decode/cip-io.h):
 * where that was seen, who owns the outputs, run and idle, what is lost, small values; else who sends some is all
 * that is told. Explicit messages travel inside EtherNet/IP (enip.c) and are CIP's requests and answers. */
#include "decode/cip-io.h"
#include "decode/decoder.h"

enum { SEQUENCED = 0x8002, CONNECTED = 0x00b1 };

static const uint16_t ports[] = {2222, 0};

/* count 2 = 2 | type 2 | length 2 = 8 | connection 4 | sequence 4 | type 2 | length 2 | data */
static bool read_message(struct rd r, uint32_t *ret_number, struct rd *ret_data)
{
	unsigned count = rd_le16(&r), address = rd_le16(&r), address_n = rd_le16(&r), data, data_n;

	*ret_number = rd_le32(&r);
	rd_skip(&r, 4);
	data = rd_le16(&r);
	data_n = rd_le16(&r);
	*ret_data = r;
	return rd_ok(&r) && count == 2 && address == SEQUENCED && address_n == 8 && data == CONNECTED &&
	       data_n == rd_left(&r);
}

static struct smell smells(const struct talk *t, struct rd head)
{
	uint32_t number;
	struct rd data;

	if (!read_message(head, &number, &data))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	/* to many speaks the one that has the inputs */
	return smell(SURE, t->to_group ? ROLE_SERVER : ROLE_UNKNOWN);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	uint32_t number;
	struct rd data;

	if (read_message(*in, &number, &data))
		cip_io_data(e, number, data, t->to_group);
	else
		return BROKEN;
	(void)rd_rest(in);
	return HEARD;
}

const struct decoder decoder_cip = {
	.protocol = PROTO_cip,
	.on = ON_UDP,
	.ports = ports,
	.begins = "02",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
