/* Modbus/TCP (MODBUS Messaging on TCP/IP Implementation Guide 1.0b) and UMAS inside it, by content on any
 *port.
 *
 *	transaction 2 | protocol 2 = 0 | length 2 | unit 1 | function 1 | body length - 2
 *
 * An answer names neither what was read nor, for UMAS, what was asked: the last requests are kept until they
 *are answered. */
#include "decode/modbus.h"
#include "decode/modbus-values.h"
#include "decode/waiting.h"
#include "decode/walk.h"

#include "decode/decoder.h"

enum {
	HEADER = 8,
	LENGTH_MAX = 254,
	LENGTH_MAX_UMAS = 2048,
	PENDING = 16 /* 4.2.3: what a server takes at most */,
	UMAS_REFUSED = 0xfd
};
enum { READS_FIRST = 1, READS_LAST = 4 }; /* coils, inputs, registers */

struct state {
	struct waiting waiting;
	struct modbus_units units;
	struct walk walk; /* through coils or registers */
	struct modbus_asked asked[PENDING];
};
_Static_assert(sizeof(struct state) <= DECODER_STATE_MAX, "state");

struct adu {
	uint16_t transaction;
	uint8_t unit, code;
	struct rd body;
};

static const uint16_t ports[] = {502, 0};

static unsigned length_max(unsigned code)
{
	return (code & ~(unsigned)MODBUS_EXCEPTION) == MODBUS_UMAS ? LENGTH_MAX_UMAS : LENGTH_MAX;
}

/* Reads one message. A header that cannot be one is told apart from one that is not all there yet. */
static enum heard read_adu(struct rd *r, struct adu *ret_adu)
{
	struct rd look = *r;
	unsigned transaction = rd_be16(&look), protocol = rd_be16(&look), length = rd_be16(&look);

	if (rd_left(r) >= 4 && protocol != 0)
		return BROKEN;
	if (rd_left(r) < HEADER)
		return MORE;
	if (length < 2 || length > length_max((unsigned)rd_peek(r, HEADER - 1)))
		return BROKEN;
	ret_adu->transaction = (uint16_t)transaction;
	ret_adu->unit = rd_u8(&look);
	ret_adu->code = rd_u8(&look);
	ret_adu->body = rd_sub(&look, length - 2);
	if (!rd_ok(&look))
		return MORE;
	*r = look;
	return HEARD;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct adu a;
	enum heard heard = read_adu(&head, &a);
	bool request, answer;

	if (heard == MORE && rd_left(&head) >= HEADER && talk_on_port(t, ports[0]))
		return smell(LIKELY, ROLE_UNKNOWN);
	if (heard != HEARD || (!rd_empty(&head) && (rd_peek(&head, 2) > 0 || rd_peek(&head, 3) > 0)))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	request = modbus_fits_request(a.code, a.body);
	answer = modbus_fits_answer(a.code, a.body);
	if (request || answer)
		return smell(SURE, request == answer ? ROLE_UNKNOWN : request ? ROLE_CLIENT : ROLE_SERVER);
	return smell(talk_on_port(t, ports[0]) ? LIKELY : NOT_MINE,
		     a.code & MODBUS_EXCEPTION ? ROLE_SERVER : ROLE_UNKNOWN);
}

static void ask_umas(struct modbus_asked *q, struct rd body, struct walk *walk, struct emit *e)
{
	char room[UMAS_DETAIL];
	struct text detail;

	q->writes = (uint8_t)umas_ask(e, (unsigned)q->sub, body, &q->umas, room, &detail);
	emit_request(e, PROTO_umas, MODBUS_UMAS, q->sub, detail);
	if (!q->writes || q->sub != UMAS_READ_VARIABLES)
		return;
	walk_step(walk, e, 0x10000u | q->umas.read[0].block, q->umas.read[0].offset,
		  q->umas.read[q->writes - 1u].offset - q->umas.read[0].offset +
			  (uint64_t)q->umas.read[q->writes - 1u].count * q->umas.read[q->writes - 1u].bytes);
}

/* A number that is used again: the request that had it was answered unseen, or never. */
static void forget_older(struct state *s, const struct adu *a)
{
	for (unsigned i = 0; s->waiting.open && i < PENDING; i++)
		if (waiting_at(&s->waiting, i) && s->asked[i].transaction == a->transaction &&
		    s->asked[i].unit == a->unit)
			waiting_done(&s->waiting, i);
}

static void hear_request(struct state *s, const struct adu *a, struct emit *e)
{
	struct modbus_asked *q;
	char detail[MODBUS_DETAIL];

	if (a->code & MODBUS_EXCEPTION) /* asks for nothing: somebody plays the server */
		return;
	forget_older(s, a);
	q = &s->asked[waiting_take(&s->waiting, PENDING)];
	modbus_ask(q, a->code, a->body);
	q->transaction = a->transaction;
	q->unit = a->unit;
	if (a->code >= READS_FIRST && a->code <= READS_LAST)
		walk_step(&s->walk, e, (uint32_t)a->unit << 8 | a->code, q->address, q->count);
	if (a->code == MODBUS_UMAS)
		ask_umas(q, a->body, &s->walk, e);
	else
		emit_request(e, PROTO_modbus, a->code, q->sub, modbus_detail(q, detail));
}

/* The oldest request that this answers. */
static struct modbus_asked *asked_of(struct state *s, const struct adu *a, unsigned code)
{
	for (unsigned i = 0; s->waiting.open && i < PENDING; i++) {
		unsigned place = waiting_nth(&s->waiting, i, PENDING);
		struct modbus_asked *q = &s->asked[place];

		if (waiting_at(&s->waiting, place) && q->transaction == a->transaction &&
		    q->unit == a->unit && q->code == code)
			return q;
	}
	return NULL;
}

static void hear_umas_answer(const struct adu *a, const struct modbus_asked *q, struct emit *e)
{
	struct rd body = a->body;
	bool refused = a->code & MODBUS_EXCEPTION || rd_peek(&body, 1) == UMAS_REFUSED;

	emit_answer(e, PROTO_umas, MODBUS_UMAS, q ? q->sub : -1, refused);
	if (!refused && q)
		umas_tell(e, (unsigned)q->sub, &q->umas, q->writes, body);
}

static void hear_answer(struct state *s, const struct adu *a, struct emit *e)
{
	unsigned code = a->code & ~(unsigned)MODBUS_EXCEPTION;
	bool refused = a->code & MODBUS_EXCEPTION;
	struct modbus_asked *q = asked_of(s, a, code);

	if (!refused)
		modbus_tell_unit(&s->units, a->unit, e);
	if (code == MODBUS_UMAS) {
		hear_umas_answer(a, q, e);
	} else {
		emit_answer(e, PROTO_modbus, code,
			    q         ? q->sub
			    : refused ? -1
				      : modbus_sub(code, a->body),
			    refused);
		if (!refused && q)
			modbus_tell_values(e, q, a->body);
		if (!refused)
			modbus_tell_identity(e, a->unit, code, a->body);
	}
	if (q)
		waiting_done(&s->waiting, (unsigned)(q - s->asked));
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct adu a;
	enum heard heard = read_adu(in, &a);

	if (heard == BROKEN &&
	    t->hole) { /* after lost bytes: wait for a message that begins with its segment */
		(void)rd_rest(in);
		return HEARD;
	}
	if (heard != HEARD)
		return heard;
	/* an exception is an answer, whoever opened the connection */
	if (t->side == FROM_CLIENT && !(a.code & MODBUS_EXCEPTION))
		hear_request(t->state, &a, e);
	else
		hear_answer(t->state, &a, e);
	return HEARD;
}

const struct decoder decoder_modbus = {
	.protocol = PROTO_modbus,
	.on = ON_TCP | ON_UDP,
	.ports = ports,
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
