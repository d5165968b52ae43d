/* BSAP over UDP (Emerson's, once Bristol Babcock's, RTUs and flow computers), named by content on any port. Proved on
 * icsnpp-bsap's capture; layout and function numbers compared with its source.
 *
 *	header's length 2 = 0e 00 or 16 00 | messages 2 | what 2 (0 poll, 1 count, 5 answer, 6 request) | numbers 8 [8]
 *	length 4, of what follows and itself | 0c | number 4 | function 1 | status 1 | database function 1 | ...
 *	answer: ... | number 4 | status 1 | elements 1 | ...
 *
 * All little-endian. An answer names its request's number. Code of a command: the application's function above, the
 * database's (or the extension's, of two bytes) below 16 bits. */
#include "decode/decoder.h"

enum { POLL = 0, COUNTED = 1, ANSWER = 5, REQUEST = 6, REQUEST_84 = 0x84, REQUEST_86 = 0x86 };
enum { DATABASE = 0xa0, EXTENSION = 0xa1, ASKED = 8 };

static const uint16_t ports[] = {1234, 1235, 0};

struct state {
	uint8_t next;
	bool told_kind;
	struct {
		uint32_t number, code; /* code 0: free */
	} asked[ASKED];
};

struct message {
	unsigned what, count;
	uint32_t number;
	struct rd rest; /* behind the number; empty of a poll */
};

static bool is_request(unsigned what) { return what == REQUEST || what == REQUEST_84 || what == REQUEST_86; }

/* A datagram that is one through and through: every length agrees. */
static bool read_message(struct rd r, struct message *m)
{
	unsigned header = rd_le16(&r);
	uint32_t length;

	m->count = rd_le16(&r);
	m->what = rd_le16(&r);
	m->rest = rd_of(NULL, 0);
	m->number = 0;
	if (header != 0x0e && header != 0x16)
		return false;
	rd_skip(&r, header - 6);
	if (!rd_ok(&r))
		return false;
	if (m->what == POLL)
		return m->count == 0 && rd_empty(&r);
	if (m->what != COUNTED && m->what != ANSWER && !is_request(m->what))
		return false;
	length = rd_le32(&r);
	if (!rd_ok(&r) || (length != rd_left(&r) + 4 && m->count < 2) || rd_u8(&r) != 0x0c)
		return false;
	m->number = rd_le32(&r);
	m->rest = r;
	return rd_ok(&r);
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct message m;

	if (!read_message(head, &m))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	/* fourteen bytes, most of them zero, are no proof */
	return smell(m.what == POLL && !talk_on_port(t, ports[0]) ? LIKELY : SURE,
		     is_request(m.what) ? ROLE_CLIENT
		     : m.what == POLL   ? ROLE_UNKNOWN
					: ROLE_SERVER);
}

static void hear_request(struct state *s, const struct message *m, struct emit *e)
{
	struct rd r = m->rest;
	unsigned function = rd_u8(&r), below;

	rd_skip(&r, 1);
	below = function == EXTENSION ? rd_le16(&r) : function == DATABASE ? rd_u8(&r) : 0;
	if (!rd_ok(&r))
		return;
	s->asked[s->next % ASKED].number = m->number;
	s->asked[s->next++ % ASKED].code = function << 16 | below;
	emit_asks(e, SENDER);
	emit_request(e, PROTO_bsap, (int64_t)function << 16 | below, -1, text_of("", 0));
}

/* status: bit 7 says that something went wrong (from memory, not proved: no capture has one) */
static void hear_answer(struct state *s, const struct message *m, struct emit *e)
{
	struct rd r = m->rest;
	unsigned status = rd_u8(&r);

	emit_asks(e, RECEIVER);
	for (int i = 0; i < ASKED && rd_ok(&r); i++) {
		if (!s->asked[i].code || s->asked[i].number != m->number)
			continue;
		emit_answer(e, PROTO_bsap, s->asked[i].code, -1, status & 0x80);
		s->asked[i].code = 0;
		break;
	}
	if (!s->told_kind)
		emit_str(e, FACT_KIND, SENDER, 60, "plc");
	s->told_kind = true;
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct message m;
	bool good = read_message(*in, &m);

	if (!good)
		return BROKEN;
	(void)rd_rest(in);
	if (is_request(m.what))
		hear_request(t->state, &m, e);
	else if (m.what != POLL)
		hear_answer(t->state, &m, e);
	return HEARD;
}

const struct decoder decoder_bsap = {
	.protocol = PROTO_bsap,
	.on = ON_UDP,
	.ports = ports,
	.begins = "0e 16",
	.depth = DEPTH_COMMANDS,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
