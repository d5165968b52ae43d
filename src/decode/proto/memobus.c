/* Extended MEMOBUS of Yaskawa machine controllers (MP2000, MP3000), by content: its port is the user's.
 * Little-endian but for the addresses of the old functions.
 *
 *	11 request, 19 answer 1 | serial 1 | to channel 1 | from channel 1 | 0 2 | length 2, of all | 0 4 |
 *	length 2, of what follows | MFC 1 = 20 | SFC 1, with 80: refused | CPU numbers 1 | ...
 *
 * Proved on no capture: the layout of requests is that of a public driver (HslCommunication MemobusTcpNet),
 * the 19 of answers is from memory, so a sender's role is taken from the type but its name from the whole
 * form. */
#include "decode/commands.h"
#include "decode/decoder.h"

#include <stdio.h>

enum {
	REQUEST = 0x11,
	ANSWER = 0x19,
	HEAD = 12,
	LENGTH_LEAST = 17,
	LENGTH_MAX = 4200,
	MFC = 0x20,
	REFUSED = 0x80,
	WORDS_FROM = 9
};

struct state {
	bool told; /* what the server is */
};

struct message {
	uint8_t type, sfc;
	uint16_t length;
	struct rd body;
};

static enum heard read_message(struct rd *r, struct message *m)
{
	struct rd look = *r;
	unsigned inner, mfc, zeros;

	m->type = rd_u8(&look);
	rd_skip(&look, 3);
	zeros = rd_be16(&look);
	m->length = rd_le16(&look);
	zeros |= rd_be32(&look) != 0;
	if (rd_left(r) && m->type != REQUEST && m->type != ANSWER)
		return BROKEN;
	if (rd_left(r) < HEAD)
		return MORE;
	if (zeros || m->length < LENGTH_LEAST || m->length > LENGTH_MAX)
		return BROKEN;
	m->body = rd_sub(&look, m->length - HEAD);
	if (!rd_ok(&look))
		return MORE;
	inner = rd_le16(&m->body);
	mfc = rd_u8(&m->body);
	m->sfc = rd_u8(&m->body);
	rd_skip(&m->body, 1);
	if (mfc != MFC || inner + HEAD + 2u != m->length)
		return BROKEN;
	*r = look;
	return HEARD;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct message m;

	if (read_message(&head, &m) != HEARD || (t->transport != 6 && !rd_empty(&head)) ||
	    !command_find(PROTO_memobus, m.sfc & 0x7f, -1))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, m.type == REQUEST ? ROLE_CLIENT : ROLE_SERVER);
}

static void hear_request(const struct message *m, struct emit *e)
{
	struct rd r = m->body;
	bool words = m->sfc >= WORDS_FROM && m->sfc <= 0x0b;
	unsigned address, count;
	char detail[32];

	if (m->sfc == 0x0b)
		rd_skip(&r, 1);
	address = words ? rd_le16(&r) : rd_be16(&r);
	count = words ? rd_le16(&r) : rd_be16(&r);
	if (m->sfc == 5 || m->sfc == 6)
		snprintf(detail, sizeof detail, "%u = %u", address, count);
	else
		snprintf(detail, sizeof detail, "%u x%u", address, count);
	emit_request(e, PROTO_memobus, m->sfc, -1, rd_ok(&r) ? text_z(detail) : text_of("", 0));
}

static void tell_server(struct state *s, struct emit *e)
{
	if (s->told)
		return;
	s->told = true;
	emit_str(e, FACT_KIND, SERVER, 60, "plc");
	emit_str(e, FACT_MAKER, SERVER, 50, "Yaskawa");
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct message m;
	enum heard heard = read_message(in, &m);

	if (heard != HEARD)
		return heard;
	if (t->side == FROM_CLIENT) {
		hear_request(&m, e);
		return HEARD;
	}
	tell_server(t->state, e);
	emit_answer(e, PROTO_memobus, m.sfc & 0x7f, -1, m.sfc & REFUSED);
	return HEARD;
}

const struct decoder decoder_memobus = {
	.protocol = PROTO_memobus,
	.on = ON_TCP | ON_UDP,
	.begins = "11 19",
	.depth = DEPTH_COMMANDS,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
