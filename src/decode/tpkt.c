#include "decode/tpkt.h"

enum {
	VERSION = 3,
	PACKETS_MAX = 8,
	FRAGMENTS_MAX = 64,
	HEADER = 4,
	LENGTH_MIN = 7,
	LAST = 0x80,
	CALLED = 0xc2
};

struct part {
	unsigned type;
	bool last; /* nothing that belongs to it follows */
	struct rd payload;
};

/* version 1 | 0 | length 2 | COTP length 1 | type 1 | ... */
static bool next(struct rd *r, struct part *ret)
{
	struct rd look = *r, packet, cotp;
	unsigned version = rd_u8(&look), reserved = rd_u8(&look), length = rd_be16(&look);

	if (!rd_ok(&look) || version != VERSION || reserved != 0 || length < LENGTH_MIN)
		return false;
	packet = rd_sub(&look, length - HEADER);
	cotp = rd_sub(&packet, rd_u8(&packet));
	if (!rd_ok(&look) || !rd_ok(&cotp) || rd_empty(&cotp))
		return false;
	ret->type = cotp.at[0] & 0xf0u;
	ret->last = ret->type != TPKT_DATA || rd_peek(&cotp, 1) < 0 || rd_peek(&cotp, 1) & LAST;
	ret->payload = packet;
	*r = look;
	return true;
}

bool tpkt_next(struct rd *r, unsigned *ret_type, struct rd *ret_payload)
{
	struct part p;

	if (!next(r, &p))
		return false;
	*ret_type = p.type;
	*ret_payload = p.payload;
	return true;
}

/* Where no packet stands: is it one of which only the end is missing? */
static enum heard short_or_broken(const struct rd *r)
{
	struct rd look = *r;
	unsigned length;

	if (rd_left(r) >= DECODER_KEEP || rd_peek(r, 0) > VERSION || rd_peek(r, 1) > 0)
		return BROKEN;
	rd_skip(&look, 2);
	length = rd_be16(&look);
	if (!rd_ok(&look))
		return MORE;
	return length >= LENGTH_MIN && rd_left(r) < length ? MORE : BROKEN;
}

static size_t add(uint8_t *room, size_t cap, size_t n, const struct rd *part)
{
	size_t fits = rd_left(part) < cap - n ? rd_left(part) : cap - n;

	if (fits)
		memcpy(room + n, part->at, fits);
	return n + fits;
}

enum heard tpkt_message(struct rd *r, uint8_t *room, size_t cap, unsigned *ret_type, struct rd *ret_payload)
{
	struct rd look = *r;
	struct part p;
	size_t n;

	if (!next(&look, &p))
		return short_or_broken(&look);
	*ret_type = p.type;
	*ret_payload = p.payload;
	if (p.last || rd_empty(&p.payload)) {
		*r = look;
		return HEARD;
	}
	n = add(room, cap, 0, &p.payload);
	for (int i = 1; !p.last && i < FRAGMENTS_MAX; i++) {
		if (!next(&look, &p))
			return short_or_broken(&look);
		if (p.type != TPKT_DATA)
			return BROKEN;
		n = add(room, cap, n, &p.payload);
	}
	*ret_payload = rd_of(room, n);
	*r = look;
	return HEARD;
}

/* ... COTP length 1 | type 1 | destination 2 | source 2 | class 1 | (parameter 1 | length 1 | value)... */
bool tpkt_called(struct rd packet, struct rd *ret_selector)
{
	struct rd cotp;

	rd_skip(&packet, HEADER);
	cotp = rd_sub(&packet, rd_u8(&packet));
	rd_skip(&cotp, 6);
	while (rd_left(&cotp) >= 2) {
		unsigned parameter = rd_u8(&cotp);

		*ret_selector = rd_sub(&cotp, rd_u8(&cotp));
		if (rd_ok(&cotp) && parameter == CALLED)
			return true;
	}
	return false;
}

bool tpkt_data(struct rd r, struct rd *ret_payload)
{
	unsigned type;

	for (int i = 0; i < PACKETS_MAX && tpkt_next(&r, &type, ret_payload); i++)
		if (type == TPKT_DATA && !rd_empty(ret_payload))
			return true;
	return false;
}
