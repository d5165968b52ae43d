/* GE Ethernet Global Data, over UDP, named by content: a producer's values, every few milliseconds. Proved on nDPI's
 * capture beside tshark.
 *
 *	0d (data) | version 1 = 1 | number 2 | producer 4 | exchange 4 | time 8 | status 4 | signature 4 | 0 4 | data
 *
 * Little-endian. What the data means is said by the configuration alone: values are not read. */
#include "decode/named.h"

enum { HEADER = 32, DATA_MAX = 1400 };

static const uint16_t ports[] = {18246, 0};

static struct smell smells(const struct talk *t, struct rd head)
{
	size_t whole = rd_left(&head);
	unsigned type = rd_u8(&head), version = rd_u8(&head);
	uint32_t reserved;

	rd_skip(&head, 26);
	reserved = rd_le32(&head);
	if (!rd_ok(&head) || type != 0x0d || version != 1 || reserved != 0 || whole > HEADER + DATA_MAX)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(talk_on_port(t, ports[0]) ? SURE : LIKELY, ROLE_UNKNOWN);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct rd r = *in;
	uint32_t exchange;

	(void)t;
	rd_skip(&r, 8);
	exchange = rd_le32(&r);
	if (!rd_ok(&r))
		return MORE;
	(void)rd_rest(in);
	emit_fmt(e, FACT_PROPERTY, SENDER, 80, "egd-exchange=%u", exchange);
	emit_str(e, FACT_KIND, SENDER, 50, "plc");
	return HEARD;
}

const struct decoder decoder_egd = {
	.protocol = PROTO_egd,
	.on = ON_UDP,
	.ports = ports,
	.begins = "0d",
	.depth = DEPTH_NAMED,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
