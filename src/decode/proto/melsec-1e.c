/* The MC protocol's 1E frame, for A series and FX3 (Mitsubishi SH-080008, manual of the FX3U-ENET-ADP), binary
 * and ASCII, by content.
 *
 *	question: command 1 | PC 1 = ff | timer 2 | number 4 | area 2 letters, last first | count 1 | 0 | values
 *		  of remote RUN, STOP and PC type nothing behind the timer
 *	answer:	  command | 80 | 0, or 5b and a code | values
 *
 * Little-endian; in ASCII hexadecimal digits, highest first, and the letters before the number. Bits stand
 * two in a byte, the first high. No serial number, no length, no magic: only what its own counts explain is
 * taken for it. X and Y of an FX are written here in hexadecimal, by its people in octal.
 *
 * Proved: reading bits by the example of the ADP's manual, reading and writing words by npm mcprotocol 0.1.2
 * (tests/captures/melsec-1e); writing bits, tests and ASCII agree with a public server written from the manual's
 * tables, and 256 as a count of 0. From memory, not proved: RUN, STOP, PC type, refusals. */
#include "decode/decoder.h"
#include "decode/slmp.h"
#include "decode/waiting.h"
#include "decode/walk.h"
#include "decode/words.h"

enum {
	READ_BITS,
	READ_WORDS,
	WRITE_BITS,
	WRITE_WORDS,
	TEST_BITS,
	TEST_WORDS,
	RUN = 0x13,
	STOP = 0x14,
	READ_TYPE = 0x15
};
enum { ANSWER = 0x80, REFUSED = 0x5b, OWN_PC = 0xff, PENDING = 4, HEAD = 4 };

struct state {
	struct waiting waiting;
	struct walk walk;
	bool told_kind;
	struct melsec_asked asked[PENDING];
};
_Static_assert(sizeof(struct state) <= DECODER_STATE_MAX, "state");

/* 5000 to 5002 in the manuals' examples; people choose. */
static const uint16_t ports[] = {5000, 5001, 5002, 5551, 5556, 0};

static bool is_command(unsigned c) { return c <= 9 || c == 0x0e || c == 0x0f || (c >= RUN && c <= 0x16); }
static bool is_digit(int c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

static bool of_bits(unsigned command) { return command % 2 == 0; }
static bool sets(unsigned command) { return command >= WRITE_BITS && command <= TEST_WORDS; }

static struct slmp_reader reader_of(struct rd r)
{
	return (struct slmp_reader){r, rd_left(&r) >= 4 && is_digit(rd_peek(&r, 0)) &&
					       is_digit(rd_peek(&r, 1)) && is_digit(rd_peek(&r, 2)) &&
					       is_digit(rd_peek(&r, 3))};
}

/* --- the question
 * ------------------------------------------------------------------------------------------------------ */

static int read_place(struct slmp_reader *s, uint32_t *ret_address)
{
	unsigned letters = s->ascii ? slmp_number(s, 2) : 0;
	char name[2];

	*ret_address = slmp_number(s, 4);
	letters = s->ascii ? letters : slmp_number(s, 2);
	name[0] = (char)(letters >> 8);
	name[1] = (char)(letters & 0xff);
	return rd_ok(&s->r) ? melsec_area_named(text_of(name, name[1] == ' ' ? 1 : 2)) : -1;
}

static void read_values(struct melsec_asked *q, struct slmp_reader *s, unsigned count)
{
	unsigned byte = 0;

	for (unsigned i = 0; i < count && rd_ok(&s->r); i++) {
		if (of_bits(q->command) && (s->ascii || i % 2 == 0))
			byte = rd_u8(&s->r);
		melsec_value(q, !of_bits(q->command) ? slmp_number(s, 2)
				: s->ascii           ? byte == '1'
						     : byte >> (i % 2 ? 0 : 4) & 1);
	}
	if (of_bits(q->command) && s->ascii && count % 2 && !rd_empty(&s->r))
		rd_skip(&s->r, 1);
}

static enum melsec_unit unit_of(const struct melsec_asked *q)
{
	return of_bits(q->command) ? MELSEC_BIT : MELSEC_WORD;
}

static bool ask_batch(struct melsec_asked *q, struct slmp_reader *s)
{
	uint32_t address;
	int area = read_place(s, &address);
	unsigned count = slmp_number(s, 1), zero = slmp_number(s, 1);

	count = count ? count : 256;
	if (!rd_ok(&s->r) || zero != 0 || address >> 24 || !melsec_add(q, area, address, count, unit_of(q)))
		return false;
	if (q->sets)
		read_values(q, s, count);
	return true;
}

/* count 1 | 0 | (place | value)... */
static bool ask_test(struct melsec_asked *q, struct slmp_reader *s)
{
	unsigned count = slmp_number(s, 1), zero = slmp_number(s, 1);

	for (unsigned i = 0; i < count && rd_ok(&s->r); i++) {
		uint32_t address;
		int area = read_place(s, &address);

		if (!melsec_add(q, area, address, 1, unit_of(q)))
			return false;
		melsec_value(q, slmp_number(s, of_bits(q->command) ? 1 : 2));
	}
	return count > 0 && zero == 0;
}

/* Reads a whole question; false for what is none, or of a command whose body is not known. */
static bool read_question(struct rd in, struct melsec_asked *q)
{
	struct slmp_reader s = reader_of(in);
	unsigned command = slmp_number(&s, 1), pc = slmp_number(&s, 1);

	(void)slmp_number(&s, 2);
	melsec_begin(q);
	q->command = (uint16_t)command;
	q->station = 0xff;
	q->sets = sets(command);
	if (!rd_ok(&s.r) || pc != OWN_PC || !is_command(command))
		return false;
	if (command <= WRITE_WORDS && !ask_batch(q, &s))
		return false;
	if ((command == TEST_BITS || command == TEST_WORDS) && !ask_test(q, &s))
		return false;
	if (command > TEST_WORDS && (command < RUN || command > READ_TYPE))
		return false;
	return rd_ok(&s.r) && rd_empty(&s.r);
}

static bool on_port(const struct talk *t)
{
	for (int i = 0; ports[i]; i++)
		if (talk_on_port(t, ports[i]))
			return true;
	return false;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct melsec_asked q;
	struct slmp_reader s;
	unsigned first, end;
	int second = rd_peek(&head, 1);

	if (second != OWN_PC && !is_digit(second) && !on_port(t)) /* most of what is asked about */
		return smell(NOT_MINE, ROLE_UNKNOWN);
	s = reader_of(head);
	first = slmp_number(&s, 1);
	end = slmp_number(&s, 1);
	if (first & ANSWER) /* two bytes of an answer are too little to say anything away from its ports */
		return smell(on_port(t) && is_command(first ^ ANSWER) && rd_ok(&s.r) &&
					     (end == 0 || end == REFUSED)
				     ? LIKELY
				     : NOT_MINE,
			     ROLE_SERVER);
	if (end != OWN_PC || !read_question(head, &q))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(q.n_places ? SURE : LIKELY, ROLE_CLIENT);
}

/* --- answers
 * -----------------------------------------------------------------------------------------------------------
 */

static struct melsec_asked *asked_of(struct state *s, unsigned command)
{
	for (unsigned i = 0; i < PENDING; i++) {
		unsigned place = waiting_nth(&s->waiting, i, PENDING);
		struct melsec_asked *q = &s->asked[place];

		if (waiting_at(&s->waiting, place) && q->command == command)
			return q;
	}
	return NULL;
}

static void hear_values(struct melsec_asked *q, struct slmp_reader *s, struct emit *e)
{
	if (!q->sets) {
		q->n_values = 0;
		read_values(q, s, melsec_units(q));
		if (!rd_ok(&s->r) || !rd_empty(&s->r))
			return;
	}
	melsec_tell(e, q);
}

static void hear_answer(struct state *s, struct rd in, struct emit *e)
{
	struct slmp_reader r = reader_of(in);
	unsigned command = slmp_number(&r, 1) & 0x7f, end = slmp_number(&r, 1);
	struct melsec_asked *q = asked_of(s, command);

	if (!rd_ok(&r.r) || !q) /* without its question it could be anything */
		return;
	if (!s->told_kind)
		emit_str(e, FACT_KIND, SENDER, 60, "plc");
	s->told_kind = true;
	emit_answer(e, PROTO_melsec_1e, command, -1, end != 0);
	if (end == 0)
		hear_values(q, &r, e);
	waiting_done(&s->waiting, (unsigned)(q - s->asked));
}

static void hear_question(struct state *s, struct rd in, struct emit *e)
{
	unsigned place = waiting_take(&s->waiting, PENDING);
	struct melsec_asked *q = &s->asked[place];
	struct slmp_reader r = reader_of(in);
	char buf[MELSEC_DETAIL];

	if (!read_question(in, q)) {
		unsigned command = slmp_number(&r, 1), pc = slmp_number(&r, 1);

		melsec_begin(q);
		if (!rd_ok(&r.r) || !is_command(command) || pc != OWN_PC) {
			waiting_done(&s->waiting, place);
			return;
		}
		q->command = (uint16_t)command;
	}
	emit_request(e, PROTO_melsec_1e, q->command, -1, melsec_detail(buf, q));
	if (q->n_places == 1 && !q->sets)
		walk_step(&s->walk, e,
			  (uint32_t)q->network << 24 | (uint32_t)q->station << 16 | q->places[0].area,
			  q->places[0].address, melsec_span(&q->places[0]));
}

/* Where a message ends is not said: over TCP each comes in a segment of its own, as these programs send them.
 */
static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct rd message = rd_rest(in);
	struct state *s = t->state;

	if (rd_left(&message) < 2)
		return BROKEN;
	/* answers go by the order of the questions: after lost bytes, and over UDP, where one may be lost unnoticed, no
	 * older one is answered */
	if (t->hole || (t->transport != 6 && t->side == FROM_CLIENT))
		s->waiting = (struct waiting){0};
	if (t->side == FROM_CLIENT)
		hear_question(t->state, message, e);
	else
		hear_answer(t->state, message, e);
	return HEARD;
}

const struct decoder decoder_melsec_1e = {
	.protocol = PROTO_melsec_1e,
	.on = ON_TCP | ON_UDP,
	.ports = ports,
	.begins = "00-05 13-15 30 31",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
