/* ROC Plus (Emerson's flow computers; ROC Plus Protocol Specifications Manual D301180X012), named by content on any
 * port. Proved on icsnpp-roc-plus's capture beside its logs; numbers of opcodes and layouts compared with its source.
 *
 *	to unit 1, group 1 | from unit 1, group 1 | opcode 1 | n 1 | data n | CRC-16 2, little-endian, start ffff
 *
 * An answer has its request's opcode; who answers is who was asked. */
#include "decode/check.h"
#include "decode/commands.h"
#include "decode/decoder.h"
#include "decode/signin.h"
#include "decode/words.h"

#include <stdio.h>

enum { HEADER = 6, FRAME_MAX = HEADER + 255 + 2 };
enum {
	SYSTEM = 6,
	LOGIN = 17,
	SET_PARAMETER = 166,
	WRITE_PARAMETERS = 181,
	FILE_TRANSFER = 203,
	REFUSED = 255
};

static const uint16_t ports[] = {4000, 0};

struct state {
	struct signin signin;
	bool told_kind;
};

struct frame {
	unsigned opcode;
	struct rd data;
};

static enum heard read_frame(struct rd *r, struct frame *f)
{
	struct rd look = *r, whole = *r;
	unsigned n, sum;

	rd_skip(&look, 4);
	f->opcode = rd_u8(&look);
	n = rd_u8(&look);
	f->data = rd_sub(&look, n);
	sum = rd_le16(&look);
	if (!rd_ok(&look))
		return MORE;
	if (check_crc16(rd_sub(&whole, HEADER + n), 0xffff, 0xa001) != sum)
		return BROKEN;
	*r = look;
	return HEARD;
}

/* operator 3, password 2, level 1 (or LOGOUT); operator 30, password 40, level 1 (or LOGOUT) */
static void hear_login(struct state *s, struct emit *e, struct rd r)
{
	size_t n = rd_left(&r);
	struct rd user, secret;

	if (n != 6 && n != 71)
		return;
	user = rd_sub(&r, n == 6 ? 3 : 30);
	secret = rd_sub(&r, n == 6 ? 2 : 40);
	signin_try(&s->signin, e, "plain", true, words_trim(text_rd(&user)), words_trim(text_rd(&secret)));
}

/* What is set: parameters are named by point type, number and parameter. */
static void hear_request(struct state *s, struct emit *e, const struct frame *f)
{
	struct rd r = f->data;
	char what[48] = "";
	int64_t sub = -1;

	if (f->opcode == SET_PARAMETER && rd_left(&r) >= 4) {
		unsigned type = rd_u8(&r), point = rd_u8(&r), count = rd_u8(&r), start = rd_u8(&r);

		snprintf(what, sizeof what, "type %u point %u parameter %u x%u", type, point, start, count);
	} else if (f->opcode == WRITE_PARAMETERS && rd_left(&r) >= 4) {
		unsigned count = rd_u8(&r), type = rd_u8(&r), point = rd_u8(&r), parameter = rd_u8(&r);

		snprintf(what, sizeof what, "type %u point %u parameter %u (%u in all)", type, point,
			 parameter, count);
	} else if (f->opcode == FILE_TRANSFER && rd_left(&r) >= 1) {
		sub = rd_u8(&r);
	}
	emit_request(e, PROTO_roc_plus, f->opcode, sub, text_z(what));
	if (f->opcode == LOGIN)
		hear_login(s, e, f->data);
}

/* mode 1 | port 2 | access 1 | compatibility 1 | revision 1 | subtype 1 | 11 | type of ROC 1 */
static void tell_identity(struct emit *e, struct rd r)
{
	unsigned type;

	rd_skip(&r, 18);
	type = rd_u8(&r);
	if (!rd_ok(&r))
		return;
	emit_str(e, FACT_MAKER, SERVER, 70, "Emerson");
	if (type == 6)
		emit_str(e, FACT_MODEL, SERVER, 80, "ROC800");
	else
		emit_fmt(e, FACT_PROPERTY, SERVER, 80, "roc-type=%u", type);
}

static void hear_answer(struct state *s, struct emit *e, const struct frame *f)
{
	struct rd r = f->data;
	unsigned refused;

	if (f->opcode == REFUSED) { /* [code, opcode, byte]: what was refused */
		rd_skip(&r, 1);
		refused = rd_u8(&r);
		if (!rd_ok(&r))
			return;
		emit_answer(e, PROTO_roc_plus, refused, -1, true);
		if (refused == LOGIN)
			signin_answer(&s->signin, e, LOGIN_FAILED);
		return;
	}
	emit_answer(e, PROTO_roc_plus, f->opcode,
		    f->opcode == FILE_TRANSFER && !rd_empty(&r) ? rd_peek(&r, 0) : -1, false);
	if (!s->told_kind)
		emit_str(e, FACT_KIND, SERVER, 60, "plc");
	s->told_kind = true;
	if (f->opcode == LOGIN)
		signin_answer(&s->signin, e, LOGIN_OK);
	if (f->opcode == SYSTEM)
		tell_identity(e, f->data);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct state *s = t->state;
	struct frame f;
	enum heard heard = read_frame(in, &f);

	if (heard == BROKEN && t->hole && t->transport == 6) {
		(void)rd_rest(in);
		return HEARD;
	}
	if (heard != HEARD)
		return heard;
	if (t->side == FROM_CLIENT)
		hear_request(s, e, &f);
	else
		hear_answer(s, e, &f);
	return HEARD;
}

static void over(struct talk *t, struct emit *e)
{
	signin_answer(&((struct state *)t->state)->signin, e, LOGIN_UNKNOWN);
}

/* An opcode that there is, and a check sum over the whole message. */
static struct smell smells(const struct talk *t, struct rd head)
{
	struct frame f;
	int opcode = rd_peek(&head, 4);

	if (opcode < 0 || !command_find(PROTO_roc_plus, opcode, -1) || read_frame(&head, &f) != HEARD)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (!rd_empty(&head) && read_frame(&head, &f) != HEARD)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(talk_on_port(t, ports[0]) ? SURE : LIKELY, ROLE_UNKNOWN);
}

const struct decoder decoder_roc_plus = {
	.protocol = PROTO_roc_plus,
	.on = ON_TCP | ON_UDP,
	.ports = ports,
	.depth = DEPTH_COMMANDS,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
	.over = over,
};
