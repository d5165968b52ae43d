/* CC-Link IE Field Basic: a master's cyclic data over UDP 61450, by content. It looks like SLMP with command
 * 0E70, but stands apart:
 *
 *	request: 50 00 | 00 ff ff 03 00 | length 2 | 0 0 | 70 0e | 0 0 | version 2 | 0 0 | offset 2 | zeros 14
 *		 | master running 2 | 0 0 | clock 8 (ms since 1970) | master 4 | group 1 | 0 | frame 2
 *		 | timeout 2 | ... | stations 2 | ...
 *	answer:	 d0 00 | 00 ff ff 03 00 | length 2 | 0 0 | version 2 | end code 2 | offset 2 | zeros 14
 *		 | vendor 2 | 0 0 | model 4 | equipment version 2 | 0 0 | running 2 | error 2 | management 4
 *		 | slave 4 | ...
 *
 * Little-endian, addresses too. The master asks all slaves at once (directed broadcast), each answers alone.
 * What is carried (RX, RY, RWr, RWw) is named by the network's parameters, not here. End code CFE0: the slave
 * has another master already.
 *
 * Proved: BAP-C2010 as rt-labs c-link quotes it, and the recording of nttcom's zeek-parser-CCLinkFieldBasic.
 */
#include "decode/decoder.h"
#include "decode/slmp.h"

enum { HEAD = 9, REQUEST_BODY = 4 + 2 + 20, ANSWER_BODY = 2 + 20, OTHER_MASTER = 0xcfe0, TELL_AGAIN = 256 };

struct state {
	uint16_t heard[2]; /* who is who is told now and then, not ten times a second */
	uint16_t end, error, running[2];
	bool told[2];
};

static const uint16_t ports[] = {61450, 0};

static struct smell smells(const struct talk *t, struct rd head)
{
	(void)t;
	if (!slmp_is_cyclic(head))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, rd_peek(&head, 0) == 0x50 ? ROLE_CLIENT : ROLE_SERVER);
}

static bool often(struct state *s, enum side side) { return s->heard[side]++ % TELL_AGAIN != 0; }

/* Said once for each state: nobody reads it a second time. */
static void tell_running(struct state *s, enum side side, unsigned running, struct emit *e)
{
	if (s->told[side] && s->running[side] == running)
		return;
	s->told[side] = true;
	s->running[side] = (uint16_t)running;
	emit_str(e, FACT_PROPERTY, SENDER, 90,
		 running & 1 ? "cc-link-program=running" : "cc-link-program=stopped");
}

/* behind version and offset: running 2 | 0 2 | clock 8 | master 4 | group 1 | ... */
static void hear_request(struct state *s, struct rd r, struct emit *e)
{
	unsigned running = rd_le16(&r), group;
	uint32_t master;

	rd_skip(&r, 10);
	master = rd_le32(&r);
	group = rd_u8(&r);
	emit_request(e, PROTO_cc_link_ief_basic, SLMP_CYCLIC, 0, text_of("", 0));
	if (!rd_ok(&r))
		return;
	tell_running(s, FROM_CLIENT, running, e);
	if (often(s, FROM_CLIENT))
		return;
	emit_str(e, FACT_ROLE, SENDER, 90, "cc-link-master");
	emit_str(e, FACT_KIND, SENDER, 60, "plc");
	emit_fmt(e, FACT_PROPERTY, SENDER, 90, "cc-link-master=%u.%u.%u.%u group %u", master >> 24,
		 master >> 16 & 255, master >> 8 & 255, master & 255, group);
}

/* vendor 2 | 0 2 | model 4 | version 2 | 0 2 | running 2 | error 2 */
static void tell_slave(struct state *s, struct rd r, struct emit *e)
{
	unsigned vendor = rd_le16(&r), model, version, running;

	rd_skip(&r, 2);
	model = rd_le32(&r);
	version = rd_le16(&r);
	rd_skip(&r, 2);
	running = rd_le16(&r);
	if (!rd_ok(&r))
		return;
	tell_running(s, FROM_SERVER, running, e);
	if (often(s, FROM_SERVER))
		return;
	emit_str(e, FACT_ROLE, SENDER, 90, "cc-link-slave");
	emit_fmt(e, FACT_PROPERTY, SENDER, 90, "cc-link-vendor=0x%04x", vendor);
	emit_fmt(e, FACT_PROPERTY, SENDER, 90, "cc-link-model=0x%08x", model);
	emit_fmt(e, FACT_PROPERTY, SENDER, 90, "cc-link-version=%u", version);
}

static void hear_answer(struct state *s, unsigned end, struct rd r, struct emit *e)
{
	emit_answer(e, PROTO_cc_link_ief_basic, SLMP_CYCLIC, 0, end != 0);
	if (end == OTHER_MASTER && s->end != end)
		emit_str(e, FACT_ATTACK, RECEIVER, 80, "cc-link-master-duplicate");
	s->end = (uint16_t)end;
	tell_slave(s, r, e);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	bool request = rd_peek(in, 0) == 0x50;
	struct rd r = *in, body;
	unsigned end;

	if (!slmp_is_cyclic(r))
		return BROKEN;
	rd_skip(&r, HEAD - 2);
	body = rd_sub(&r, rd_le16(&r));
	if (!rd_ok(&r))
		return MORE;
	(void)rd_rest(in);
	rd_skip(&body, request ? 6 : 2);
	rd_skip(&body, 2);
	end = request ? 0 : rd_le16(&body);
	rd_skip(&body, request ? 18 : 16);
	if (!rd_ok(&body))
		return BROKEN;
	if (request != (t->side == FROM_CLIENT))
		return HEARD;
	if (request)
		hear_request(t->state, body, e);
	else
		hear_answer(t->state, end, body, e);
	return HEARD;
}

const struct decoder decoder_cc_link_ief_basic = {
	.protocol = PROTO_cc_link_ief_basic,
	.on = ON_UDP,
	.ports = ports,
	.begins = "50 d0",
	.depth = DEPTH_COMMANDS,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
