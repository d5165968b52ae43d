/* Extended MEMOBUS of Yaskawa machine controllers (MP2000, MP3000), by content: its port is the user's.
 * Little-endian but for the addresses of the old functions.
 *
 *	11 request, 19 answer 1 | serial 1 | to channel 1 | from channel 1 | 0 2 | length 2, of all | 0 4 |
 *	length 2, of what follows | MFC 1 = 20 | SFC 1, with 80: refused | CPU numbers 1 | ...
 *
 *	01 to 04 read: address 2 | count 2		-> bits, eight in a byte, or words
 *	05, 06 set one: address 2 | value 2	0f, 10: address 2 | count 2 | bits, or words
 *	09, 0a read: 0 | address 2 | count 2		-> 0 | count 2 | words
 *	0b: 0 | address 2 | count 2 | words
 *
 * Of 01 to 10 numbers are big-endian, of 09 to 0b little. Points are named as those of Modbus, on which it is built:
 * which registers of a controller (MW, IW ...) they are is the controller's own matter.
 *
 * Proved on no capture: the layout of requests and answers is that of a public driver (HslCommunication
 * MemobusTcpNet); it puts the address of 09 and 0a a byte earlier than that of 0b and leaves the last byte 0, so
 * which of both is meant is told by the count in the answer. The 19 of answers is from memory, so a sender's role
 * is taken from the type but its name from the whole form. */
#include "base/quick.h"
#include "decode/commands.h"
#include "decode/decoder.h"
#include "decode/walk.h"

#include <stdio.h>

enum {
	REQUEST = 0x11,
	ANSWER = 0x19,
	HEAD = 12,
	LENGTH_LEAST = 17,
	LENGTH_MAX = 4200,
	MFC = 0x20,
	REFUSED = 0x80,
	PENDING = 4,
	VALUES = 64
};
enum {
	COILS = 1,
	RELAYS,
	HOLDING,
	INPUT,
	ONE_COIL,
	ONE_WORD,
	MORE_HOLDING = 9,
	MORE_INPUT,
	SET_MORE,
	SET_COILS = 0xf,
	SET_WORDS
};

struct asked {
	bool waits;
	uint8_t serial, sfc, values;
	uint16_t address, count;
	uint16_t other_address, other_count; /* of 09, 0a: as the public driver sends them */
	uint16_t value[VALUES];
};

struct state {
	struct walk walk;
	bool told; /* what the server is */
	uint8_t next;
	struct asked asked[PENDING];
};
_Static_assert(sizeof(struct state) <= DECODER_STATE_MAX, "state");

struct message {
	uint8_t type, serial, sfc;
	uint16_t length;
	struct rd body;
};

static enum heard read_message(struct rd *r, struct message *m)
{
	struct rd look = *r;
	unsigned inner, mfc, zeros;

	m->type = rd_u8(&look);
	m->serial = rd_u8(&look);
	rd_skip(&look, 2);
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

static bool is_bits(unsigned sfc)
{
	return sfc == COILS || sfc == RELAYS || sfc == ONE_COIL || sfc == SET_COILS;
}
static bool is_little(unsigned sfc) { return sfc >= MORE_HOLDING && sfc <= SET_MORE; }

static uint16_t number(struct rd *r, unsigned sfc) { return is_little(sfc) ? rd_le16(r) : rd_be16(r); }

/* Bits, eight in a byte, or words. */
static unsigned read_values(struct rd *r, unsigned sfc, unsigned count, uint16_t value[VALUES])
{
	unsigned n = count < VALUES ? count : VALUES, byte = 0;

	for (unsigned i = 0; i < n; i++) {
		if (is_bits(sfc))
			byte = i % 8 ? byte >> 1 : rd_u8(r);
		value[i] = is_bits(sfc) ? byte & 1 : number(r, sfc);
		if (!rd_ok(r))
			return i;
	}
	return n;
}

static void ask(struct asked *q, const struct message *m)
{
	struct rd r = m->body, other = m->body;

	*q = (struct asked){.waits = true, .serial = m->serial, .sfc = m->sfc, .count = 1};
	if (is_little(m->sfc))
		rd_skip(&r, 1);
	q->address = number(&r, m->sfc);
	if (m->sfc != ONE_COIL && m->sfc != ONE_WORD)
		q->count = number(&r, m->sfc);
	q->other_address = rd_le16(&other);
	q->other_count = rd_le16(&other);
	if (!rd_ok(&r))
		q->waits = false;
	else if (m->sfc == ONE_COIL)
		q->value[0] = rd_u8(&r) != 0, q->values = 1;
	else if (m->sfc == ONE_WORD || m->sfc == SET_MORE || m->sfc == SET_COILS || m->sfc == SET_WORDS)
		q->values = (uint8_t)read_values(&r, m->sfc, q->count, q->value);
}

static void hear_request(struct state *s, const struct message *m, struct emit *e)
{
	struct asked *q = &s->asked[s->next++ % PENDING];
	char detail[32];

	for (struct asked *older = s->asked; older < s->asked + PENDING;
	     older++) /* answered unseen, or never */
		older->waits = older->waits && older->serial != m->serial;
	ask(q, m);
	if (m->sfc == ONE_COIL || m->sfc == ONE_WORD)
		snprintf(detail, sizeof detail, "%u = %u", q->address, q->value[0]);
	else
		snprintf(detail, sizeof detail, "%u x%u", q->address, q->count);
	emit_request(e, PROTO_memobus, m->sfc, -1, q->waits ? text_z(detail) : text_of("", 0));
	if (q->waits && command_word(PROTO_memobus, m->sfc, -1)->class == CLASS_READ)
		walk_step(&s->walk, e, m->sfc, q->address, q->count);
}

/* --- values
 * -------------------------------------------------------------------------------------------------- */

static const char *word_of(unsigned sfc)
{
	return sfc == RELAYS                       ? "discrete"
	       : sfc == INPUT || sfc == MORE_INPUT ? "input"
	       : is_bits(sfc)                      ? "coil"
						   : "holding";
}

static void tell_values(struct emit *e, const struct asked *q, const uint16_t *value, unsigned n, bool set)
{
	for (unsigned i = 0; i < n; i++) {
		char name[20];
		int size = quick_fmt(name, sizeof name, "%s:%u", word_of(q->sfc), q->address + i);

		emit_value(e, SERVER, text_of(name, (size_t)size), value[i],
			   is_bits(q->sfc) ? POINT_BOOL : POINT_UINT16, set);
	}
}

static void tell_read(struct emit *e, struct asked *q, struct rd r)
{
	uint16_t value[VALUES];
	size_t bytes = is_bits(q->sfc) ? (q->count + 7u) / 8 : 2 * (size_t)q->count;

	if (is_little(q->sfc)) {
		unsigned count;

		rd_skip(&r, 1);
		count = rd_le16(&r);
		if (count != q->count && count == q->other_count) {
			q->address = q->other_address;
			q->count = q->other_count;
		}
		bytes = 2 * (size_t)(count == q->count ? count : 0);
	}
	if (!rd_ok(&r) || bytes == 0 || rd_left(&r) != bytes)
		return;
	tell_values(e, q, value, read_values(&r, q->sfc, q->count, value), false);
}

static void hear_answer(struct state *s, const struct message *m, struct emit *e)
{
	for (struct asked *q = s->asked; q < s->asked + PENDING; q++) {
		if (!q->waits || q->serial != m->serial || q->sfc != (m->sfc & 0x7f))
			continue;
		q->waits = false;
		if (m->sfc & REFUSED)
			return;
		if (q->values)
			tell_values(e, q, q->value, q->values, true);
		else if (q->sfc <= INPUT || q->sfc == MORE_HOLDING || q->sfc == MORE_INPUT)
			tell_read(e, q, m->body);
		return;
	}
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
		hear_request(t->state, &m, e);
		return HEARD;
	}
	tell_server(t->state, e);
	emit_answer(e, PROTO_memobus, m.sfc & 0x7f, -1, m.sfc & REFUSED);
	hear_answer(t->state, &m, e);
	return HEARD;
}

const struct decoder decoder_memobus = {
	.protocol = PROTO_memobus,
	.on = ON_TCP | ON_UDP,
	.begins = "11 19",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
