/* Genisys (Union Switch & Signal's code line between office and field locations of railways), over TCP, named by
 * content on any port. Proved on icsnpp-genisys's capture beside its log; layout compared with its source.
 *
 *	header f1-fe | address 1 | [number 1, byte 1] ... | CRC-16 2, little-endian | f6
 *
 * Bytes from f0 on are sent as f0 and their low half. The field location says f1 to f3, the office f9 to fe; the
 * check sum starts with 0 or with ffff. A poll may have none, an acknowledgement has none. */
#include "base/quick.h"
#include "decode/check.h"
#include "decode/decoder.h"

enum {
	ESCAPE = 0xf0,
	ACKNOWLEDGE = 0xf1,
	INDICATION = 0xf2,
	CHECKBACK = 0xf3,
	LAST = 0xf6,
	FIRST_ASKED = 0xf9
};
enum { COMMON_CONTROL = 0xf9, POLL = 0xfb, CONTROL = 0xfc, HIGHEST = 0xfe, FRAME_MAX = 1200, BODY_MAX = 600 };

static const uint16_t ports[] = {10001, 0};

struct state {
	uint8_t asked; /* the last header of the office; 0 none */
	bool told_kind;
};

struct frame {
	unsigned header;
	uint8_t body[BODY_MAX]; /* unescaped, without the check sum */
	size_t n;
	bool checked;
};

static bool has_right_sum(const struct frame *f, size_t n, unsigned sum)
{
	uint8_t all[BODY_MAX + 1];

	all[0] = (uint8_t)f->header;
	memcpy(all + 1, f->body, n);
	return check_crc16(rd_of(all, n + 1), 0, 0xa001) == sum ||
	       check_crc16(rd_of(all, n + 1), 0xffff, 0xa001) == sum;
}

/* Takes the check sum off, where there is one. */
static bool check(struct frame *f)
{
	unsigned sum;

	if (f->header == ACKNOWLEDGE || (f->header == POLL && f->n == 1))
		return f->n == 1;
	if (f->n < 3)
		return false;
	sum = (unsigned)f->body[f->n - 1] << 8 | f->body[f->n - 2];
	f->checked = has_right_sum(f, f->n - 2, sum);
	f->n -= 2;
	return f->checked;
}

static enum heard read_frame(struct rd *r, struct frame *f)
{
	struct rd look = *r;

	f->header = rd_u8(&look);
	f->n = 0;
	f->checked = false;
	if (f->header < ACKNOWLEDGE || f->header > HIGHEST ||
	    (f->header > CHECKBACK && f->header < FIRST_ASKED))
		return BROKEN;
	while (!rd_empty(&look)) {
		unsigned byte = rd_u8(&look);

		if (byte == LAST) {
			*r = look;
			return check(f) ? HEARD : BROKEN;
		}
		if (byte == ESCAPE && rd_empty(&look))
			break;
		if (byte == ESCAPE)
			byte = ESCAPE | rd_u8(&look);
		else if (byte > ESCAPE)
			return BROKEN;
		if (f->n == BODY_MAX)
			return BROKEN;
		f->body[f->n++] = (uint8_t)byte;
	}
	return MORE;
}

/* [number 1, byte 1]: eight bits each of what is indicated, or ordered. */
static void tell_bytes(struct emit *e, const struct frame *f, const char *what, bool set)
{
	enum { POINTS_MAX = 64 };
	char name[40];

	for (size_t i = 1; i + 1 < f->n && i < 2 * POINTS_MAX; i += 2) {
		struct spell w = spell_in(name, sizeof name);

		spell_u(&w, f->body[0]);
		spell_char(&w, ':');
		spell_z(&w, what);
		spell_char(&w, ':');
		spell_u(&w, f->body[i]);
		emit_value(e, SERVER, text_of(name, spell_n(&w)), f->body[i + 1], POINT_UINT8, set);
	}
}

static void hear_office(struct state *s, struct emit *e, const struct frame *f)
{
	char what[24];

	quick_fmt(what, sizeof what, "location %u", f->body[0]);
	emit_request(e, PROTO_genisys, f->header, -1, text_z(what));
	s->asked = (uint8_t)f->header;
	if (f->header == CONTROL || f->header == COMMON_CONTROL)
		tell_bytes(e, f, "control", true);
}

static void hear_field(struct state *s, struct emit *e, const struct frame *f)
{
	if (s->asked)
		emit_answer(e, PROTO_genisys, s->asked, -1, false);
	s->asked = 0;
	if (!s->told_kind)
		emit_str(e, FACT_KIND, SERVER, 60, "plc");
	s->told_kind = true;
	if (f->header == INDICATION)
		tell_bytes(e, f, "indication", false);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct frame f;
	enum heard heard = read_frame(in, &f);

	if (heard == BROKEN && t->hole) {
		(void)rd_rest(in);
		return HEARD;
	}
	if (heard != HEARD)
		return heard;
	if (f.header >= FIRST_ASKED && t->side == FROM_CLIENT)
		hear_office(t->state, e, &f);
	else if (f.header < FIRST_ASKED && t->side == FROM_SERVER)
		hear_field(t->state, e, &f);
	return HEARD;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct frame f;

	if (read_frame(&head, &f) != HEARD)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(f.checked && talk_on_port(t, ports[0]) ? SURE : LIKELY,
		     f.header >= FIRST_ASKED ? ROLE_CLIENT : ROLE_SERVER);
}

const struct decoder decoder_genisys = {
	.protocol = PROTO_genisys,
	.on = ON_TCP,
	.ports = ports,
	.begins = "f1-f3 f9-fe",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
