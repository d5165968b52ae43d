#include "decode/tpkt.h"

enum { VERSION = 3, PACKETS_MAX = 8 };

/* version 1 | 0 | length 2 | COTP length 1 | type 1 | ... */
bool tpkt_next(struct rd *r, unsigned *ret_type, struct rd *ret_payload)
{
	struct rd look = *r, packet, cotp;
	unsigned version = rd_u8(&look), reserved = rd_u8(&look), length = rd_be16(&look);

	if (!rd_ok(&look) || version != VERSION || reserved != 0 || length < 7)
		return false;
	packet = rd_sub(&look, length - 4);
	cotp = rd_sub(&packet, rd_u8(&packet));
	if (!rd_ok(&look) || !rd_ok(&cotp) || rd_empty(&cotp))
		return false;
	*ret_type = cotp.at[0] & 0xf0u;
	*ret_payload = packet;
	*r = look;
	return true;
}

bool tpkt_data(struct rd r, struct rd *ret_payload)
{
	unsigned type;

	for (int i = 0; i < PACKETS_MAX && tpkt_next(&r, &type, ret_payload); i++)
		if (type == TPKT_DATA && !rd_empty(ret_payload))
			return true;
	return false;
}
