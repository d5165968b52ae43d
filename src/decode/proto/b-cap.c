/* b-CAP of DENSO robots (RC8, RC9, COBOTTA; ORiN2), by content; TCP and UDP 5007 unless set otherwise. Numbers
 * are little-endian.
 *
 *	01 | length 4, of all | serial 2 | version 2 | function 4 (answer: HRESULT) | arguments 2 |
 *	(length 4 | type 2 | elements 4 | data)... | 04
 *
 * An answer names its question by serial only: the last questions are kept. Layout and function numbers:
 * DENSO WAVE's client library of 2009 as kept in shadow-robot/sr-ros-interface; rows of the table of commands
 * that it lacks are from memory. Proved on no capture. */
#include "decode/commands.h"
#include "decode/decoder.h"
#include "decode/utf16.h"

enum {
	SOH = 1,
	EOT = 4,
	LENGTH_LEAST = 16,
	LENGTH_MAX = 32 * 1024,
	FUNCTION_MAX = 200,
	PENDING = 16,
	BSTR = 8,
	ARGUMENTS_MAX = 4,
	DETAIL_MAX = 48
};
enum { CONNECT = 3, FAILED = 0x80 };

struct state {
	struct {
		uint16_t serial, function;
	} asked[PENDING];
	uint8_t next;
};

struct message {
	uint16_t serial, arguments;
	uint32_t function;
	struct rd body;
};

static const uint16_t ports[] = {5007, 0};

static enum heard read_message(struct rd *r, struct message *m)
{
	struct rd look = *r, rest;
	unsigned soh = rd_u8(&look);
	uint32_t length = rd_le32(&look);

	if (rd_left(r) && soh != SOH)
		return BROKEN;
	if (rd_left(r) < 5)
		return MORE;
	if (length < LENGTH_LEAST || length > LENGTH_MAX)
		return BROKEN;
	rest = rd_sub(&look, length - 5);
	if (!rd_ok(&rest))
		return MORE;
	m->serial = rd_le16(&rest);
	rd_skip(&rest, 2);
	m->function = rd_le32(&rest);
	m->arguments = rd_le16(&rest);
	m->body = rd_sub(&rest, rd_left(&rest) - 1);
	if (rd_u8(&rest) != EOT)
		return BROKEN;
	*r = look;
	return HEARD;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct message m;

	if (read_message(&head, &m) != HEARD || (t->transport != 6 && !rd_empty(&head)))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (m.function >= 1 && m.function <= FUNCTION_MAX)
		return smell(SURE, ROLE_CLIENT);
	return m.function == 0 || m.function >> 24 == FAILED ? smell(LIKELY, ROLE_SERVER)
							     : smell(NOT_MINE, ROLE_UNKNOWN);
}

/* The first text among the arguments: the name of a command, a robot, a variable. Options of a connection may
 * hold a password and are not read. */
static struct text first_text(const struct message *m, char room[DETAIL_MAX])
{
	struct rd r = m->body;

	for (unsigned i = 0; i < m->arguments && i < ARGUMENTS_MAX; i++) {
		struct rd argument = rd_sub(&r, rd_le32(&r));
		unsigned type = rd_le16(&argument), elements = rd_le32(&argument), bytes = rd_le32(&argument);

		if (!rd_ok(&r) || !rd_ok(&argument))
			break;
		if (type == BSTR && elements == 1 && bytes)
			return text_of(room, utf16_text(rd_sub(&argument, bytes < rd_left(&argument)
										  ? bytes
										  : rd_left(&argument)),
							room, DETAIL_MAX));
	}
	return text_of("", 0);
}

static void hear_request(struct state *s, const struct message *m, struct emit *e)
{
	char room[DETAIL_MAX];

	s->asked[s->next].serial = m->serial;
	s->asked[s->next].function = (uint16_t)m->function;
	s->next = (uint8_t)((s->next + 1) % PENDING);
	emit_request(e, PROTO_b_cap, m->function, -1, first_text(m, room));
}

static void hear_answer(struct state *s, const struct message *m, struct emit *e)
{
	for (unsigned i = 0; i < PENDING; i++) {
		if (!s->asked[i].function || s->asked[i].serial != m->serial)
			continue;
		emit_answer(e, PROTO_b_cap, s->asked[i].function, -1, m->function >> 24 == FAILED);
		if (s->asked[i].function == CONNECT && m->function == 0) {
			emit_str(e, FACT_KIND, SERVER, 60, "plc");
			emit_str(e, FACT_MAKER, SERVER, 60, "DENSO");
		}
		s->asked[i].function = 0;
		return;
	}
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct message m;
	enum heard heard = read_message(in, &m);

	if (heard != HEARD)
		return heard;
	if (t->side == FROM_SERVER)
		hear_answer(t->state, &m, e);
	else if (m.function >= 1 && m.function <= FUNCTION_MAX)
		hear_request(t->state, &m, e);
	return HEARD;
}

const struct decoder decoder_b_cap = {
	.protocol = PROTO_b_cap,
	.on = ON_TCP | ON_UDP,
	.ports = ports,
	.begins = "01",
	.depth = DEPTH_COMMANDS,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
