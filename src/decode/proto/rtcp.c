/* RTCP (RFC 3550 6): reports whose lengths add up to the datagram; names and tools of the senders.
 *
 *	version(2 bits = 2) padding(1) count(5) type(1: 200 SR, 201 RR, 202 SDES, 203 BYE, 204 APP ...) length
 *in words - 1 (2)
 */
#include "decode/decoder.h"
#include "decode/words.h"

enum { SENDER_REPORT = 200, RECEIVER_REPORT, DESCRIPTION, LAST = 207 };
enum { CNAME = 1, NAME = 2, TOOL = 6 };

struct rtcp {
	bool told[2];
};

/* The packets of a compound add up, and it begins with a report (6.1). */
static bool is_compound(struct rd r)
{
	for (unsigned i = 0; !rd_empty(&r); i++) {
		unsigned first = rd_u8(&r), type = rd_u8(&r), words = rd_be16(&r);

		if (first >> 6 != 2 || type < SENDER_REPORT || type > LAST ||
		    (i == 0 && type > RECEIVER_REPORT))
			return false;
		if ((type == SENDER_REPORT && words < 6) || words == 0)
			return false;
		rd_skip(&r, 4 * (size_t)words);
		if (!rd_ok(&r))
			return false;
	}
	return true;
}

static struct smell rtcp_smells(const struct talk *t, struct rd head)
{
	(void)t;
	return smell(rd_left(&head) >= 8 && is_compound(head) ? SURE : NOT_MINE, ROLE_UNKNOWN);
}

static void description(struct rd r, struct emit *e)
{
	rd_skip(&r, 4); /* SSRC of the first chunk */
	while (!rd_empty(&r)) {
		unsigned type = rd_u8(&r);
		struct rd item;

		if (type == 0)
			return;
		item = rd_sub(&r, rd_u8(&r));
		if (!rd_ok(&r) || rd_empty(&item))
			return;
		if (type == TOOL)
			emit_text(e, FACT_USER_AGENT, SENDER, 60, text_rd(&item));
		else if (type == CNAME || type == NAME)
			emit_fmt(e, FACT_PROPERTY, SENDER, 60, "rtcp-name=%.*s", (int)rd_left(&item),
				 (const char *)item.at);
	}
}

static enum heard rtcp_decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct rtcp *s = t->state;

	if (!is_compound(*in))
		return BROKEN;
	while (!rd_empty(in)) {
		unsigned type;
		struct rd body;

		rd_skip(in, 1);
		type = rd_u8(in);
		body = rd_sub(in, 4 * (size_t)rd_be16(in));
		if (type != DESCRIPTION || s->told[t->side])
			continue;
		s->told[t->side] = true;
		description(body, e);
	}
	return HEARD;
}

const struct decoder decoder_rtcp = {
	.protocol = PROTO_rtcp,
	.on = ON_UDP,
	.begins = "80-bf",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct rtcp),
	.smells = rtcp_smells,
	.decode = rtcp_decode,
};
