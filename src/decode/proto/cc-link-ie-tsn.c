/* CC-Link IE TSN over UDP 45238 (a master configures its network) and 45239 (its stations are looked after):
 * SLMP in the frames that CLPA calls LMT, by content.
 *
 *	68 00 / e8 00 | serial 2 | 0 0 | network 1 | station 1 | module 2 | 0 | large station 2 | 0
 *	| length 2 | timer 2, of answers end code 2 | command 2 | subcommand 2 | data
 *
 * Little-endian. Unlike in 3E and 4E an answer names its command.
 *
 * Proved: CLPA's own Wireshark plug-in (SLMP_Rev03.lua), and the recording of nttcom's
 * zeek-parser-CCLinkTSNSLMP, where length and commands agree in all of 7,156 frames. */
#include "decode/commands.h"
#include "decode/decoder.h"
#include "decode/slmp.h"

enum {
	REQUEST = 0x68,
	ANSWER = 0xe8,
	LENGTH_MIN = 6,
	LENGTH_MAX = 4096,
	SLAVE_CONFIG = 0x0e92,
	OWN_MODULE = 0x3ff
};

struct state {
	bool told[2];
};

struct frame {
	bool answer;
	unsigned end, command, sub;
	struct rd body;
};

static const uint16_t ports[] = {45238, 45239, 0};

static bool read_frame(struct rd *r, struct frame *f)
{
	unsigned type = rd_le16(r), zero, length;

	f->answer = type == ANSWER;
	rd_skip(r, 2);
	zero = rd_le16(r);
	rd_skip(r, 4);
	zero |= rd_u8(r);
	rd_skip(r, 2);
	zero |= rd_u8(r);
	length = rd_le16(r);
	if (!rd_ok(r) || (type != REQUEST && type != ANSWER) || zero != 0 || length < LENGTH_MIN ||
	    length > LENGTH_MAX)
		return false;
	f->body = rd_sub(r, length);
	f->end = rd_le16(&f->body);
	f->command = rd_le16(&f->body);
	f->sub = rd_le16(&f->body);
	return true;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct frame f;
	bool known;

	if (!read_frame(&head, &f) || !rd_ok(&f.body) || !rd_empty(&head))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	known = command_find(PROTO_cc_link_ie_tsn, f.command, f.sub);
	if (!known && !talk_on_port(t, ports[0]) && !talk_on_port(t, ports[1]))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(known ? SURE : LIKELY, f.answer ? ROLE_SERVER : ROLE_CLIENT);
}

/* Whoever configures the network is its master, for now. */
static void tell_roles(struct state *s, const struct talk *t, const struct frame *f, struct emit *e)
{
	if (s->told[t->side] || f->command < 0x0e90 || f->command > SLAVE_CONFIG + 1)
		return;
	s->told[t->side] = true;
	emit_str(e, FACT_ROLE, SENDER, 80, f->answer ? "cc-link-slave" : "cc-link-master");
	if (!f->answer)
		emit_str(e, FACT_KIND, SENDER, 50, "plc");
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct frame f;
	struct rd r = *in;
	struct melsec_asked q = {.station = 0xff};
	char buf[MELSEC_DETAIL];

	if (!read_frame(&r, &f))
		return BROKEN;
	if (!rd_ok(&f.body))
		return MORE;
	(void)rd_rest(in);
	q.command = (uint16_t)f.command;
	q.sub = (uint16_t)f.sub;
	/* master and stations ask each other from and to the same port */
	if (f.answer)
		emit_answer_by(e, SENDER, PROTO_cc_link_ie_tsn, f.command, f.sub, f.end != 0);
	else
		emit_request_by(e, SENDER, PROTO_cc_link_ie_tsn, f.command, f.sub,
				slmp_detail(buf, &q, (struct slmp_reader){f.body, false}));
	tell_roles(t->state, t, &f, e);
	return HEARD;
}

const struct decoder decoder_cc_link_ie_tsn = {
	.protocol = PROTO_cc_link_ie_tsn,
	.on = ON_UDP,
	.ports = ports,
	.begins = "68 e8",
	.depth = DEPTH_COMMANDS,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
