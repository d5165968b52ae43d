/* PTP, version 2 (IEEE 1588-2008, 13; IEEE 802.1AS), which CC-Link IE TSN runs on: who gives machines their
 * time. By content, over ethertype 88F7 and UDP 319 and 320.
 *
 *	kind 4 bits, type 4 bits | version 1 | length 2 | domain 1 | 1 | flags 2 | correction 8 | 4
 *	| clock 8, port 2 | sequence 2 | 1 | interval 1 | body
 *	announce:   time 10 | offset of UTC 2 | 1 | priority 1 | class 1, accuracy 1, variance 2
 *		    | priority 1 | grandmaster 8 | steps 2 | source 1
 *	management: whose clock 8, port 2 | hops 1 1 | action 1 | ...
 *
 * Big-endian. Version 1 (2002) is another layout and not taken for it.
 *
 * Proved: types on the recording of nttcom's zeek-parser-CCLinkTSNPTP, where tshark counts the same;
 * announcements on those of tcpdump; management by the standard alone. */
#include "decode/commands.h"
#include "decode/decoder.h"

enum { HEAD = 34, VERSION = 2, ANNOUNCE = 11, MANAGEMENT = 13, LENGTH_MAX = 1500, TELL_AGAIN = 256 };

struct state {
	uint16_t announced;
};

struct message {
	unsigned type, domain;
	const uint8_t *clock;
	struct rd body;
};

/* UDP's first port carries what is timed, the second the rest. */
static const uint16_t ports[] = {0x88f7, 319, 320, 0};

static bool read_message(struct rd *r, struct message *m)
{
	unsigned version, length;

	m->type = rd_u8(r) & 0x0f;
	version = rd_u8(r) & 0x0f;
	length = rd_be16(r);
	m->domain = rd_u8(r);
	rd_skip(r, 15);
	m->clock = rd_bytes(r, 8);
	rd_skip(r, 6);
	if (!rd_ok(r) || version != VERSION || length < HEAD || length > LENGTH_MAX)
		return false;
	m->body = rd_sub(r, length - HEAD);
	return true;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct message m;

	if (t->ethertype != ports[0] && !talk_on_port(t, ports[1]) && !talk_on_port(t, ports[2]))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (!read_message(&head, &m) || !rd_ok(&m.body) || !command_find(PROTO_ptp, m.type, -1))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, ROLE_UNKNOWN);
}

/* Whoever announces serves the time of the grandmaster he names; when he names himself he is it. */
static void tell_announced(struct emit *e, const struct message *m)
{
	struct rd r = m->body;
	const uint8_t *grandmaster;
	unsigned class;

	rd_skip(&r, 14);
	class = rd_u8(&r);
	rd_skip(&r, 4);
	grandmaster = rd_bytes(&r, 8);
	if (!rd_ok(&r))
		return;
	emit_str(e, FACT_ROLE, SENDER, 90,
		 memcmp(grandmaster, m->clock, 8) == 0 ? "ptp-grandmaster" : "ptp-master");
	emit_fmt(e, FACT_PROPERTY, SENDER, 90, "ptp-domain=%u", m->domain);
	emit_fmt(e, FACT_PROPERTY, SENDER, 90, "ptp-clock-class=%u", class);
	emit_fmt(e, FACT_PROPERTY, SENDER, 90, "ptp-grandmaster=%02x%02x%02x%02x%02x%02x%02x%02x",
		 grandmaster[0], grandmaster[1], grandmaster[2], grandmaster[3], grandmaster[4],
		 grandmaster[5], grandmaster[6], grandmaster[7]);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct state *s = t->state;
	struct message m;
	struct rd r = *in;

	if (!read_message(&r, &m))
		return BROKEN;
	if (!rd_ok(&m.body))
		return MORE;
	(void)rd_rest(in);
	emit_request_by(e, SENDER, PROTO_ptp, m.type, m.type == MANAGEMENT ? rd_peek(&m.body, 12) & 0x0f : -1,
			text_of("", 0));
	if (m.type == ANNOUNCE && s->announced++ % TELL_AGAIN == 0)
		tell_announced(e, &m);
	return HEARD;
}

const struct decoder decoder_ptp = {
	.protocol = PROTO_ptp,
	.on = ON_ETHER | ON_UDP,
	.ports = ports,
	.depth = DEPTH_COMMANDS,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
