/* GE-SRTP, the service requests of GE (Emerson) PLCs over TCP; headers of 56 bytes, all little-endian:
 *
 *	0 type 2 (0 2 client, 1 3 server) | 2 sequence 2 | 4 length of text 2 | ... | 30 sequence 1
 *	31 message 1 (c0 request, 80 with text; d4 done, 94 with text; d1 refused) | 32 from 4 | 36 to 4
 *	c0: 40 packet 1, of 1 | 42 service 1 | 43 selector 1 | 44 offset 2 | 46 length 2 | 48 data
 *	80: 42 length 2 | 48 packet 1, of 1 | 50 service 1 | 51 selector 1 | 52 offset 2 | 54 length 2
 *	d4: 42 status 1, 1 | 44 data 6 | 50 program 1 | 51 privilege 1 | 52 sweep 2 | 54 state 2
 *	94: as d4 from 50 on, with text
 *
 * Layout: Denton et al., Leveraging the SRTP protocol (DFRWS 2017), as read by icsnpp-ge-srtp and gesrtp-py. There
 * is no public capture: proved on vectors of those texts only; the place of the service in 80 is from memory. */
#include "decode/decoder.h"
#include "decode/walk.h"

#include <stdio.h>

enum { HEADER = 56, INIT = 0, INIT_ANSWER = 1, REQUEST = 2, ANSWER = 3, TEXT_MAX_HERE = 4096 };
enum { ASK = 0xc0, ASK_TEXT = 0x80, DONE = 0xd4, DONE_TEXT = 0x94, REFUSED = 0xd1 };
enum { READ_SYSTEM = 0x04, WRITE_SYSTEM = 0x07, SET_STATE = 0x23, SERVICE_LAST = 0x61 };
enum { ASKED = 32, POINTS_MAX = 64, WRITTEN_MAX = 32 };

struct state {
	struct walk walk;
	uint8_t next, plc_state; /* plc_state: + 1; 0 nothing told yet */
	struct asked {
		bool waits;
		uint8_t service, selector, sequence, written_n;
		uint16_t number, offset, length;
		uint8_t written[WRITTEN_MAX];
	} asked[ASKED];
};
_Static_assert(sizeof(struct state) <= DECODER_STATE_MAX, "state");

struct message {
	unsigned type, number, sequence, kind;
	struct rd head, text; /* head: from 32 on */
};

static const uint16_t ports[] = {18245, 0};

static enum heard read_message(struct rd *in, struct message *ret)
{
	struct rd r = *in;
	unsigned length;

	ret->type = rd_le16(&r);
	ret->number = rd_le16(&r);
	length = rd_le16(&r);
	rd_skip(&r, 24);
	ret->sequence = rd_u8(&r);
	ret->kind = rd_u8(&r);
	if (rd_left(in) >= 2 && ret->type > ANSWER)
		return BROKEN;
	if (rd_left(in) < HEADER)
		return MORE;
	if (length > TEXT_MAX_HERE)
		return BROKEN;
	ret->head = rd_sub(&r, HEADER - 32);
	ret->text = rd_sub(&r, length);
	if (!rd_ok(&r))
		return MORE;
	*in = r;
	return HEARD;
}

static bool is_request(const struct message *m)
{
	int service = rd_peek(&m->head, m->kind == ASK ? 10 : 18);

	return m->type == REQUEST && (m->kind == ASK || m->kind == ASK_TEXT) && service <= SERVICE_LAST;
}

static bool is_answer(const struct message *m)
{
	return m->type == ANSWER && (m->kind == DONE || m->kind == DONE_TEXT || m->kind == REFUSED);
}

/* The greeting is 56 zeros, answered by 1 and zeros: a name only where the port says so. */
static struct smell smells(const struct talk *t, struct rd head)
{
	struct message m;
	enum role role;

	if (read_message(&head, &m) != HEARD)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	role = m.type == REQUEST || m.type == INIT ? ROLE_CLIENT : ROLE_SERVER;
	if (is_request(&m) || is_answer(&m))
		return smell(talk_on_port(t, ports[0]) || (rd_empty(&head) && rd_peek(&m.head, 5) == 0x0e)
				     ? SURE
				     : LIKELY,
			     role);
	return smell(m.type <= INIT_ANSWER && talk_on_port(t, ports[0]) ? LIKELY : NOT_MINE, role);
}

/* --- places in memory --- */

static const struct area {
	uint8_t selector;
	char name[4];
	uint8_t bits; /* of one element */
} areas[] = {
	{8, "R", 16},  {10, "AI", 16}, {12, "AQ", 16}, {16, "I", 8}, {18, "Q", 8}, {20, "T", 8},
	{22, "M", 8},  {56, "G", 8},   {70, "I", 1},   {72, "Q", 1}, {74, "T", 1}, {76, "M", 1},
	{78, "SA", 1}, {80, "SB", 1},  {82, "SC", 1},  {84, "S", 1}, {86, "G", 1},
};

static const struct area *area_of(unsigned selector)
{
	for (size_t i = 0; i < sizeof areas / sizeof *areas; i++)
		if (areas[i].selector == selector)
			return &areas[i];
	return NULL;
}

/* Programmers count from 1, and by bits where a byte is read. */
static struct text place_text(const struct area *a, unsigned element, char buf[16])
{
	unsigned number = a->bits == 8 ? element * 8 + 1 : element + 1;

	return text_of(buf, (size_t)snprintf(buf, 16, "%%%s%u", a->name, number));
}

static void tell_bits(struct emit *e, const struct asked *q, const struct area *a, struct rd values, bool set)
{
	unsigned n = 0, first = a->bits == 8 ? q->offset * 8u : q->offset,
		 count = a->bits == 8 ? q->length * 8u : q->length;
	unsigned skip = a->bits == 1 ? q->offset % 8 : 0; /* bits come in the bytes they lie in */
	struct area bit = {a->selector, "", 1};
	char buf[16];

	memcpy(bit.name, a->name, sizeof bit.name);
	for (; n < count && n < POINTS_MAX && (n + skip) / 8 < rd_left(&values); n++)
		emit_value(e, SERVER, place_text(&bit, first + n, buf),
			   values.at[(n + skip) / 8] >> (n + skip) % 8 & 1, POINT_BOOL, set);
}

static void tell_values(struct emit *e, const struct asked *q, struct rd values, bool set)
{
	const struct area *a = area_of(q->selector);
	char buf[16];

	if (a && a->bits < 16)
		tell_bits(e, q, a, values, set);
	for (unsigned i = 0; a && a->bits == 16 && i < q->length && i < POINTS_MAX && rd_left(&values) >= 2;
	     i++)
		emit_value(e, SERVER, place_text(a, q->offset + i, buf), (int16_t)rd_le16(&values),
			   POINT_INT16, set);
}

/* --- requests and answers --- */

static struct text detail_of(const struct asked *q, char buf[40])
{
	const struct area *a = area_of(q->selector);
	char place[16];
	struct text t;

	if (q->service == SET_STATE)
		return text_of(buf, (size_t)snprintf(buf, 40, "state %u", q->selector));
	if ((q->service != READ_SYSTEM && q->service != WRITE_SYSTEM) || !a)
		return text_of("", 0);
	t = place_text(a, q->offset, place);
	return text_of(buf, (size_t)snprintf(buf, 40, "%.*s x%u", (int)t.n, t.s, q->length));
}

static void hear_request(struct state *s, const struct message *m, struct emit *e)
{
	struct asked *q = &s->asked[s->next++ % ASKED];
	struct rd r = m->head, data;
	char buf[40];

	for (unsigned i = 0; i < ASKED; i++) /* numbers that are used again: answered unseen, or never */
		s->asked[i].waits = s->asked[i].waits &&
				    !(s->asked[i].number == m->number && s->asked[i].sequence == m->sequence);
	rd_skip(&r, m->kind == ASK ? 10 : 18);
	*q = (struct asked){.waits = true, .number = (uint16_t)m->number, .sequence = (uint8_t)m->sequence};
	q->service = rd_u8(&r);
	q->selector = rd_u8(&r);
	q->offset = rd_le16(&r);
	q->length = rd_le16(&r);
	data = m->kind == ASK ? r : m->text;
	if (q->service == WRITE_SYSTEM && rd_left(&data) <= WRITTEN_MAX) {
		q->written_n = (uint8_t)rd_left(&data);
		memcpy(q->written, data.at, q->written_n);
	}
	emit_request(e, PROTO_ge_srtp, q->service, -1, detail_of(q, buf));
	if (q->service == READ_SYSTEM)
		walk_step(&s->walk, e, q->selector, q->offset, q->length);
}

static struct asked *asked_of(struct state *s, const struct message *m)
{
	for (unsigned i = 0; i < ASKED; i++)
		if (s->asked[i].waits && s->asked[i].number == m->number &&
		    s->asked[i].sequence == m->sequence)
			return &s->asked[i];
	return NULL;
}

/* What every answer ends with: in the four high bits whether the PLC runs. Told when it changes. */
static void tell_state(struct state *s, const struct message *m, struct emit *e)
{
	static const char *const words[] = {
		"run",       "run-outputs-disabled", "stop", "stop-fault", "halted",
		"suspended", "stop-io-enabled"};
	struct rd r = m->head;
	unsigned state;

	rd_skip(&r, 22);
	state = rd_le16(&r) >> 12;
	if (m->kind == REFUSED || !rd_ok(&r) || state >= sizeof words / sizeof *words ||
	    s->plc_state == state + 1)
		return;
	s->plc_state = (uint8_t)(state + 1);
	emit_fmt(e, FACT_PROPERTY, SERVER, 80, "plc-state=%s", words[state]);
}

static void hear_answer(struct state *s, const struct message *m, struct emit *e)
{
	struct asked *q = asked_of(s, m);
	struct rd data = m->head;

	if (s->plc_state == 0) {
		emit_str(e, FACT_KIND, SERVER, 85, "plc");
		emit_str(e, FACT_MAKER, SERVER, 55, "GE / Emerson");
	}
	tell_state(s, m, e);
	if (!q)
		return;
	emit_answer(e, PROTO_ge_srtp, q->service, -1, m->kind == REFUSED);
	rd_skip(&data, 12);
	if (m->kind != REFUSED && q->service == READ_SYSTEM)
		tell_values(e, q, m->kind == DONE_TEXT ? m->text : rd_sub(&data, 6), false);
	if (m->kind != REFUSED && q->service == WRITE_SYSTEM)
		tell_values(e, q, rd_of(q->written, q->written_n), true);
	q->waits = false;
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct message m;
	enum heard heard = read_message(in, &m);

	if (heard == BROKEN &&
	    t->hole) { /* after lost bytes: wait for a message that begins with its segment */
		(void)rd_rest(in);
		return HEARD;
	}
	if (heard != HEARD)
		return heard;
	if (t->side == FROM_CLIENT && is_request(&m))
		hear_request(t->state, &m, e);
	else if (t->side == FROM_SERVER && is_answer(&m))
		hear_answer(t->state, &m, e);
	return HEARD;
}

const struct decoder decoder_ge_srtp = {
	.protocol = PROTO_ge_srtp,
	.on = ON_TCP,
	.ports = ports,
	.begins = "02-03",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
