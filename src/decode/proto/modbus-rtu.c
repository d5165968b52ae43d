/* Modbus RTU over TCP or UDP: messages of the serial line (MODBUS over Serial Line 1.02, 2.5.1) as converters
 * of serial lines and drives' gateways carry them, by content on any port.
 *
 *	unit 1 | function 1 | body | CRC 2, low byte first, of all before it
 *
 * No length and no number of transaction: the function says how long a message is, by which side it is from, and
 * the CRC that it is one. A line has one master, who waits for each answer before he asks again (2.2), so one
 * request is kept. Functions and their orders are those of Modbus/TCP and told as such. Proved on
 * tests/captures/modbus-rtu (python3-pymodbus). */
#include "decode/check.h"
#include "decode/modbus-values.h"
#include "decode/modbus.h"
#include "decode/walk.h"

#include "decode/decoder.h"

enum {
	FRAME_MAX = 256,
	CRC = 2,
	CRC_START = 0xffff,
	CRC_POLYNOMIAL = 0xa001, /* 2.5.1.2 */
	UNIT_MAX = 247,          /* 2.2 */
	READS_FIRST = 1,
	READS_LAST = 4, /* coils, inputs, registers */
};

struct state {
	struct modbus_asked asked;
	bool waits; /* asked is not answered yet */
	struct modbus_units units;
	struct walk walk;
};
_Static_assert(sizeof(struct state) <= DECODER_STATE_MAX, "state");

struct frame {
	uint8_t unit, code;
	struct rd body;
};

static bool crc_fits(struct rd message, struct rd sum)
{
	return check_crc16(message, CRC_START, CRC_POLYNOMIAL) == rd_le16(&sum);
}

/* Where a function leaves its length open the message is what has come, once its CRC says so: whoever sends it
 * waits for the answer. */
static enum heard read_frame(struct rd *r, bool request, struct frame *ret_frame)
{
	struct rd look = *r, whole = *r;
	bool open;
	int n;

	ret_frame->unit = rd_u8(&look);
	ret_frame->code = rd_u8(&look);
	if (!rd_ok(&look))
		return MORE;
	n = request ? modbus_body_of_request(ret_frame->code, look)
		    : modbus_body_of_answer(ret_frame->code, look);
	if (n == MODBUS_UNKNOWN || ret_frame->unit > UNIT_MAX)
		return BROKEN;
	if (n == MODBUS_WAITS || rd_left(&look) < CRC)
		return MORE;
	open = n == MODBUS_REST;
	if (open)
		n = (int)rd_left(&look) - CRC;
	if (2 + n + CRC > FRAME_MAX)
		return BROKEN;
	ret_frame->body = rd_sub(&look, (size_t)n);
	whole = rd_sub(&whole, 2 + (size_t)n);
	if (rd_left(&look) < CRC)
		return MORE;
	if (!crc_fits(whole, rd_sub(&look, CRC)))
		return open && 2 + n + CRC < FRAME_MAX ? MORE : BROKEN;
	*r = look;
	return HEARD;
}

/* The first bytes are one message and nothing else. */
static bool is_frame(struct rd head, bool request)
{
	struct frame f;

	if (read_frame(&head, request, &f) != HEARD || !rd_empty(&head))
		return false;
	return request ? modbus_fits_request(f.code, f.body)
		       : f.unit > 0 && modbus_fits_answer(f.code, f.body);
}

static struct smell smells(const struct talk *t, struct rd head)
{
	bool request = is_frame(head, true), answer = is_frame(head, false);

	(void)t;
	if (!request && !answer)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, request == answer ? ROLE_UNKNOWN : request ? ROLE_CLIENT : ROLE_SERVER);
}

static void hear_request(struct state *s, const struct frame *f, struct emit *e)
{
	struct modbus_asked *q = &s->asked;
	char detail[MODBUS_DETAIL];

	modbus_ask(q, f->code, f->body);
	q->unit = f->unit;
	s->waits = f->unit != 0; /* to all: nobody answers */
	if (f->code >= READS_FIRST && f->code <= READS_LAST)
		walk_step(&s->walk, e, (uint32_t)f->unit << 8 | f->code, q->address, q->count);
	if (f->code == MODBUS_UMAS)
		emit_request(e, PROTO_umas, f->code, q->sub, text_of("", 0));
	else
		emit_request(e, PROTO_modbus, f->code, q->sub, modbus_detail(q, detail));
}

static void hear_answer(struct state *s, const struct frame *f, struct emit *e)
{
	unsigned code = f->code & ~(unsigned)MODBUS_EXCEPTION;
	bool refused = f->code & MODBUS_EXCEPTION;
	const struct modbus_asked *q =
		s->waits && s->asked.unit == f->unit && s->asked.code == code ? &s->asked : NULL;

	s->waits = false;
	if (!refused)
		modbus_tell_unit(&s->units, f->unit, e);
	emit_answer(e, code == MODBUS_UMAS ? PROTO_umas : PROTO_modbus, code,
		    q         ? q->sub
		    : refused ? -1
			      : modbus_sub(code, f->body),
		    refused);
	if (refused || code == MODBUS_UMAS)
		return;
	if (q)
		modbus_tell_values(e, q, f->body);
	modbus_tell_identity(e, f->unit, code, f->body);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	bool request = t->side == FROM_CLIENT;
	struct frame f;
	enum heard heard = read_frame(in, request, &f);

	if (heard == BROKEN && t->hole) { /* a message begins with a segment again */
		(void)rd_rest(in);
		return HEARD;
	}
	if (heard != HEARD)
		return heard;
	if (request)
		hear_request(t->state, &f, e);
	else
		hear_answer(t->state, &f, e);
	return HEARD;
}

const struct decoder decoder_modbus_rtu = {
	.protocol = PROTO_modbus_rtu,
	.on = ON_TCP | ON_UDP,
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
