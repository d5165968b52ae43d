/* NAT-PMP (RFC 6886) and PCP (RFC 6887): a device asks the router to open a port to the outside.
 *
 *	0: version 1 = 0 | op 1 | [result 2 | epoch 4] | inside port 2 | outside port 2 | seconds 4
 *	2: version 1 = 2 | R op 1 | 2 | seconds 4 | client 16 / epoch 16 | nonce 12 | protocol 1 | 3 | inside
 *2 | outside 2 | address 16
 */
#include "decode/decoder.h"

enum {
	PCP = 2,
	ANSWER = 0x80,
	MAP_UDP = 1,
	MAP_TCP = 2,
	PCP_MAP = 1,
	PCP_PEER = 2,
	PCP_HEAD = 24,
	PCP_MAP_BODY = 36
};

static const uint16_t ports[] = {5351, 5350, 0};

/* The length of each message is fixed (RFC 6886 3). */
static bool is_nat_pmp(const struct rd *r)
{
	int op = rd_peek(r, 1);
	size_t n = rd_left(r);

	if (rd_peek(r, 0) != 0)
		return false;
	return (op == 0 && n == 2) || ((op == MAP_UDP || op == MAP_TCP) && n == 12) ||
	       (op == ANSWER && (n == 12 || n == 8)) ||
	       ((op == (ANSWER | MAP_UDP) || op == (ANSWER | MAP_TCP)) && n == 16);
}

static bool is_pcp(const struct rd *r)
{
	return rd_peek(r, 0) == PCP && (rd_peek(r, 1) & ~ANSWER) <= 3 && rd_left(r) >= PCP_HEAD &&
	       rd_left(r) % 4 == 0;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	if ((!talk_on_port(t, ports[0]) && !talk_on_port(t, ports[1])) ||
	    (!is_nat_pmp(&head) && !is_pcp(&head)))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, rd_peek(&head, 1) & ANSWER ? ROLE_SERVER : ROLE_CLIENT);
}

static void tell(struct emit *e, unsigned inside, unsigned outside, uint32_t seconds)
{
	struct fact f = {.kind = FACT_PORT_MAP, .confidence = 90, .num = {outside, inside, seconds}};

	f.about = emit_who(e, CLIENT);
	f.peer = emit_who(e, SERVER);
	if (inside && seconds) /* 0 seconds closes it */
		emit_fact(e, f);
}

static void hear_nat_pmp(struct emit *e, struct rd r)
{
	unsigned op, result = 0, inside, outside;
	uint32_t seconds;

	rd_skip(&r, 1);
	op = rd_u8(&r);
	result = rd_be16(&r);
	if (op & ANSWER) {
		rd_skip(&r, 4);
		emit_str(e, FACT_ROUTER, SERVER, 80, "");
	}
	inside = rd_be16(&r);
	outside = rd_be16(&r);
	seconds = rd_be32(&r);
	if (rd_ok(&r) && (op & ~(unsigned)ANSWER) && result == 0)
		tell(e, inside, outside, seconds);
}

static void hear_pcp(struct emit *e, struct rd r)
{
	unsigned op, result, inside, outside;
	uint32_t seconds;

	rd_skip(&r, 1);
	op = rd_u8(&r);
	result = rd_be16(&r);
	seconds = rd_be32(&r);
	rd_skip(&r, 16 + 16);
	inside = rd_be16(&r);
	outside = rd_be16(&r);
	if (op & ANSWER)
		emit_str(e, FACT_ROUTER, SERVER, 80, "");
	if (rd_ok(&r) && (op & ~(unsigned)ANSWER) == PCP_MAP && result == 0)
		tell(e, inside, outside, seconds);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	(void)t;
	if (is_nat_pmp(in))
		hear_nat_pmp(e, *in);
	else if (is_pcp(in))
		hear_pcp(e, *in);
	(void)rd_rest(in);
	return HEARD;
}

const struct decoder decoder_nat_pmp = {
	.protocol = PROTO_nat_pmp,
	.on = ON_UDP,
	.ports = ports,
	.begins = "",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
