/* HSMS (SEMI E37) with SECS-II messages (SEMI E5, GEM E30) of semiconductor equipment, by content on any port
 * (5000 in examples).
 *
 *	length 4, of what follows | session 2 | W and stream 1, function 1 | presentation 1 = 0 | kind 1 |
 *	system bytes 4 | items
 *	kind 0 carries stream and function; 1 to 9 select, deselect, test the link, reject, separate
 *	item: format << 2 | bytes of length 1 | length | data, or that many items (format 0: a list)
 *
 * Odd functions ask, even ones answer the one before; host and equipment both ask, so who asks is the sender.
 * Proved on a capture made with npm secs4js 0.4.7 as host and as equipment (tests/captures/hsms), which
 * tshark reads alike; functions that it lacks are from memory of E5 (data/commands/hsms.yaml says which). */
#include "decode/commands.h"
#include "decode/decoder.h"
#include "decode/words.h"

#include <stdio.h>

enum {
	HEADER = 10,
	LENGTH_LEAST = 10,
	LENGTH_MAX = (1 << 24) - 1,
	W_BIT = 0x80,
	DATA = 0,
	SELECT_ASKED = 1,
	SEPARATE = 9,
	SKIP_FROM = 32 * 1024
};
enum { LIST = 0, BINARY = 010, BOOLEAN = 011, ASCII = 020, ITEMS_MAX = 64, DETAIL_MAX = 48 };
enum { EQUIPMENT = 1, HOST = 2 };

struct state {
	uint32_t left[2]; /* bytes of a long message of each side that are passed over */
	uint8_t told[2];  /* roles */
};

struct message {
	uint8_t stream, function, kind;
	bool wants;
	struct rd items;
};

static const uint16_t ports[] = {5000, 0};

/* Formats of items (E5 table 1), in octal as the standard writes them. */
static bool is_format(unsigned f)
{
	static const uint8_t formats[] = {0,   010, 011, 020, 021, 022, 030, 031,
					  032, 034, 040, 044, 050, 051, 052, 054};

	return memchr(formats, (int)f, sizeof formats);
}

static bool next_item(struct rd *r, unsigned *ret_format, struct rd *ret_data, unsigned *ret_length)
{
	unsigned head = rd_u8(r), length = 0;

	for (unsigned n = head & 3; n > 0; n--)
		length = length << 8 | rd_u8(r);
	*ret_format = head >> 2;
	*ret_length = length;
	if (!rd_ok(r) || !(head & 3) || !is_format(head >> 2))
		return false;
	*ret_data = head >> 2 == LIST ? rd_of(NULL, 0) : rd_sub(r, length);
	return rd_ok(r);
}

static void read_head(struct rd *r, struct message *m)
{
	unsigned stream;

	rd_skip(r, 2);
	stream = rd_u8(r);
	m->wants = stream & W_BIT;
	m->stream = (uint8_t)(stream & 0x7f);
	m->function = rd_u8(r);
}

/* A control message has no stream and function but in what it refuses; a data message begins with an item or
 * has none. */
static bool fits(const struct message *m, unsigned session, unsigned presentation, uint32_t length)
{
	struct rd r = m->items, data;
	unsigned format, n;

	if (presentation || m->kind > SEPARATE || m->kind == 8)
		return false;
	if (m->kind != DATA)
		return length == HEADER &&
		       (session == 0xffff || m->kind <= 4 || m->kind == 7 || m->kind == SEPARATE);
	if (m->wants && m->function % 2 == 0)
		return false;
	return length == HEADER || rd_empty(&r) || next_item(&r, &format, &data, &n);
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct message m;
	uint32_t length = rd_be32(&head);
	unsigned session = (unsigned)rd_peek(&head, 0) << 8 | (unsigned)rd_peek(&head, 1), presentation;

	(void)t;
	read_head(&head, &m);
	presentation = rd_u8(&head);
	m.kind = rd_u8(&head);
	rd_skip(&head, 4);
	m.items = head;
	if (!rd_ok(&head) || length < LENGTH_LEAST || length > LENGTH_MAX ||
	    !fits(&m, session, presentation, length))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (m.kind == SELECT_ASKED && session == 0xffff)
		return smell(SURE, ROLE_CLIENT);
	if (m.kind != DATA)
		return smell(LIKELY, ROLE_UNKNOWN);
	return smell(command_find(PROTO_hsms, m.stream, m.function | 1) ? LIKELY : NOT_MINE, ROLE_UNKNOWN);
}

/* --- items
 * --------------------------------------------------------------------------------------------------- */

/* The texts among the items, lists walked into, at most two; returns how many. */
static int texts_of(struct rd r, struct text texts[2])
{
	struct rd data;
	unsigned format, n;
	int found = 0;

	for (int i = 0; i < ITEMS_MAX && found < 2 && !rd_empty(&r) && next_item(&r, &format, &data, &n); i++)
		if (format == ASCII && rd_left(&data) > 0 && text_is_plain(text_rd(&data)))
			texts[found++] = words_trim(text_rd(&data));
	return found;
}

/* The acknowledge code of an answer: its first item, when that is one byte in binary. */
static bool is_refused(const struct message *m)
{
	struct rd r = m->items, data;
	unsigned format, n, code;

	if (m->function == 0)
		return true;
	for (int i = 0; i < 3 && next_item(&r, &format, &data, &n); i++) {
		if (format == LIST)
			continue;
		code = rd_u8(&data);
		return format == BINARY && n == 1 && code != 0 && code != 4; /* 4: accepted, will be done */
	}
	return false;
}

/* --- messages
 * ------------------------------------------------------------------------------------------------ */

/* S1F2, S1F13 and S1F14 of equipment hold model and software revision (MDLN, SOFTREV); a host sends them
 * empty. */
static void tell_identity(struct emit *e, const struct message *m)
{
	struct text texts[2];

	if (m->stream != 1 || (m->function != 2 && m->function != 13 && m->function != 14) ||
	    texts_of(m->items, texts) != 2)
		return;
	if (texts[0].n)
		emit_text(e, FACT_MODEL, SENDER, 90, texts[0]);
	if (texts[1].n)
		emit_text(e, FACT_FIRMWARE, SENDER, 90, texts[1]);
}

/* What only equipment, what only hosts say: reports of events and alarms; remote commands and recipes. */
static unsigned role_of(const struct message *m)
{
	static const struct {
		uint8_t stream, function, role;
	} says[] = {{5, 1, EQUIPMENT},  {6, 11, EQUIPMENT}, {6, 1, EQUIPMENT}, {1, 2, EQUIPMENT},
		    {2, 42, EQUIPMENT}, {2, 50, EQUIPMENT}, {1, 3, HOST},      {1, 15, HOST},
		    {1, 17, HOST},      {2, 15, HOST},      {2, 31, HOST},     {2, 33, HOST},
		    {2, 37, HOST},      {2, 41, HOST},      {2, 49, HOST},     {6, 12, HOST}};

	for (size_t i = 0; i < sizeof says / sizeof says[0]; i++)
		if (says[i].stream == m->stream && says[i].function == m->function)
			return says[i].role;
	return 0;
}

static void tell_role(struct state *s, enum side side, const struct message *m, struct emit *e)
{
	unsigned role = role_of(m);

	if (!role || s->told[side] & role)
		return;
	s->told[side] = (uint8_t)(s->told[side] | role);
	emit_str(e, FACT_PROPERTY, SENDER, 80, role == HOST ? "secs-gem=host" : "secs-gem=equipment");
	if (role == EQUIPMENT)
		emit_str(e, FACT_KIND, SENDER, 40, "plc");
}

static void hear_data(struct talk *t, const struct message *m, struct emit *e)
{
	struct text texts[2] = {{"", 0}, {"", 0}};

	tell_role(t->state, t->side, m, e);
	tell_identity(e, m);
	if (m->function % 2 == 0) {
		if (m->function)
			emit_answer_by(e, SENDER, PROTO_hsms, m->stream, m->function - 1, is_refused(m));
		return;
	}
	(void)texts_of(m->items, texts);
	if (texts[0].n > DETAIL_MAX)
		texts[0].n = DETAIL_MAX;
	emit_request_by(e, SENDER, PROTO_hsms, m->stream, m->function, texts[0]);
}

/* Recipes are long: of such a message the beginning is read, the rest passed over. */
static enum heard pass_over(struct state *s, enum side side, struct rd *in)
{
	size_t n = rd_left(in) < s->left[side] ? rd_left(in) : s->left[side];

	rd_skip(in, n);
	s->left[side] -= (uint32_t)n;
	return HEARD;
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct state *s = t->state;
	struct rd r = *in, body;
	struct message m;
	uint32_t length;
	size_t here;

	if (t->hole)
		return ENOUGH;
	if (s->left[t->side])
		return pass_over(s, t->side, in);
	length = rd_be32(&r);
	if (rd_left(in) < 4)
		return MORE;
	if (length < LENGTH_LEAST || length > LENGTH_MAX)
		return BROKEN;
	here = length < SKIP_FROM ? length : SKIP_FROM;
	body = rd_sub(&r, here);
	if (!rd_ok(&body))
		return MORE;
	read_head(&body, &m);
	if (rd_u8(&body) != 0)
		return BROKEN;
	m.kind = rd_u8(&body);
	rd_skip(&body, 4);
	m.items = body;
	s->left[t->side] = (uint32_t)(length - here);
	if (m.kind == DATA)
		hear_data(t, &m, e);
	*in = r;
	return HEARD;
}

const struct decoder decoder_hsms = {
	.protocol = PROTO_hsms,
	.on = ON_TCP,
	.ports = ports,
	.begins = "00",
	.depth = DEPTH_COMMANDS,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
