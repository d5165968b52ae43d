/* FANUC FOCAS over Ethernet (CNCs), by content on any port; 8193 unless set otherwise. Numbers are big-endian.
 *
 *	a0 a0 a0 a0 | version 2 | function 1 | direction 1: 1 asks, 2 answers, 3 refuses, 4 data | length 2 | body
 *
 *	01, 02 a session opens, closes		17 end of an upload, asked by the CNC
 *	11 download, 15 upload: kind 2 (0 program, 1 to 5 data, 8009 file of the card) | 00 01 | name to its NUL
 *	12, 16, 18, 19 their data		13 end of a download
 *	21 commands: count 2 | (length 2, of all | CNC 1 or PMC 2 2 | 1 2 | item 2 | 5 numbers 4 | data)...
 *	   answers:  count 2 | (length 2, of all | as asked 6 | status 2, 0 well | detail 4 | bytes 2 | data)...
 *
 * A value is 8 bytes: number 4 | base 2: 2 or 10 | exponent 2, ffff none; number / base^exponent.
 *
 *	18 -> more 2, bit 1 "i", upper byte MODEL | axes at most 2 | type "31" | kind "M" | series 4 | edition 4 | axes 2
 *	19 -> mode, run, motion, M/S/T/B, emergency, alarm, edit: 2 each
 *	1a -> alarms 4		1c -> program that runs 4 | main program 4	1d -> sequence number 4
 *	24, 25 -> value (feed, spindle)		26 which, axis or all -> values	56 1 load, 3 current -> values
 *	15 first -> values of macro variables, 16 sets one	a7 the same as numbers of IEEE 754
 *	8001 of the PMC: first byte, last, area, 0 bytes 1 words 2 longs -> data; 8002 sets
 *
 * Only as many axes are told as the CNC has (18), for behind them stands what is left of older answers. What an
 * item with the third word other than 1 is of is not known: no values are told of it.
 *
 * Proved by public clients only, in no capture: head, 18 to 26, 15, 46, 8001 by diohpix/pyfanuc (with dumps of
 * two machines, which are this decoder's vectors); transfers, 05, 09, 0c, 16, 8e, b5, b6, 8002 by
 * huienming/nclink-c, which watched FANUC's own library against a simulator; 56 by a third client that did the
 * same. The numbers of 8002 are taken to be those of 8001, and its values are told when as many bytes follow.
 * Letters of MODEL: FANUC's description of cnc_sysinfo, from memory. */
#include "decode/commands.h"
#include "decode/decoder.h"

#include <stdio.h>

enum {
	HEAD = 10,
	LENGTH_MAX = 16 * 1024,
	ITEMS = 16,
	KEPT = 64,
	POINTS_MAX = 64,
	NUMBERS = 4,
	VALUE = 8,
	NAME_ROOM = 32,
	DETAIL_MAX = 64
};
enum {
	OPEN = 1,
	CLOSE,
	DOWNLOAD = 0x11,
	DOWNLOAD_END = 0x13,
	UPLOAD = 0x15,
	UPLOAD_END = 0x17,
	COMMANDS = 0x21
};
enum { ASKS = 1, ANSWERS, REFUSES, DATA };
enum { CNC = 1, PMC };
enum {
	DELETE = 0x05,
	TOOL_OFFSET_WRITE = 0x09,
	ZERO_WRITE = 0x0c,
	MACRO_READ = 0x15,
	MACRO_WRITE = 0x16,
	SYSTEM = 0x18,
	STATUS = 0x19,
	ALARMS = 0x1a,
	PROGRAM = 0x1c,
	SEQUENCE = 0x1d,
	FEED = 0x24,
	SPINDLE = 0x25,
	POSITION = 0x26,
	SERVO = 0x56,
	CLOCK = 0x46,
	PARAMETER_WRITE = 0x8e,
	MACRO_DOUBLE = 0xa7,
	FILE_ADD = 0xb5,
	FILE_DELETE = 0xb6,
	PMC_READ = 0x8001,
	PMC_WRITE = 0x8002
};

static const uint16_t ports[] = {8193, 0};

struct item {
	uint16_t device, path, code;
	uint8_t bytes; /* of the data that are kept */
	bool whole;    /* they are all */
	int32_t number[NUMBERS];
	uint8_t data[KEPT];
};

struct state {
	struct item items[ITEMS]; /* of the question that waits */
	uint8_t count;
	uint8_t axes; /* 0 not known */
	bool told, transfer_waits;
	uint8_t transfer;
	uint16_t kind; /* of the transfer */
};
_Static_assert(sizeof(struct state) <= DECODER_STATE_MAX, "state");

struct message {
	uint8_t function, direction;
	struct rd body;
};

static bool known(unsigned function)
{
	return function == OPEN || function == CLOSE || function == COMMANDS ||
	       (function >= DOWNLOAD && function <= 0x19 && function != 0x14);
}

static bool carries(unsigned function)
{
	return function == 0x12 || function == 0x16 || function == 0x18 || function == 0x19;
}

static enum heard read_message(struct rd *r, struct message *m)
{
	struct rd look = *r;
	bool magic = rd_be32(&look) == 0xa0a0a0a0;
	unsigned version = rd_be16(&look), length;

	m->function = rd_u8(&look);
	m->direction = rd_u8(&look);
	length = rd_be16(&look);
	if (!rd_ok(&look))
		return MORE;
	if (!magic || version == 0 || version > 4 || !known(m->function) || m->direction < ASKS ||
	    m->direction > DATA || (m->direction == DATA && !carries(m->function)) || length > LENGTH_MAX)
		return BROKEN;
	m->body = rd_sub(&look, length);
	if (!rd_ok(&look))
		return MORE;
	*r = look;
	return HEARD;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct message m;
	bool whole = rd_left(&head) >= HEAD;

	(void)t;
	if (!whole || read_message(&head, &m) == BROKEN)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (m.direction == DATA)
		return smell(SURE, ROLE_UNKNOWN);
	return smell(SURE, (m.direction == ASKS) == (m.function != UPLOAD_END) ? ROLE_CLIENT : ROLE_SERVER);
}

/* --- what is asked
 * ------------------------------------------------------------------------------------------- */

static char letter_of(int32_t area) { return area >= 0 && area < 10 ? "GFYXARTKCD"[area] : '?'; }

static unsigned width_of(int32_t type) { return type == 0 ? 1 : type == 1 ? 2 : 4; }

static struct text describe(const struct item *q, char room[DETAIL_MAX])
{
	const int32_t *n = q->number;
	int len = 0;

	switch (q->code) {
	case DELETE:
		len = snprintf(room, DETAIL_MAX, "O%04d", n[0]);
		break;
	case TOOL_OFFSET_WRITE:
		len = snprintf(room, DETAIL_MAX, "tool offset %d", n[0]);
		break;
	case ZERO_WRITE:
		len = snprintf(room, DETAIL_MAX, "work zero offset %d", n[0]);
		break;
	case MACRO_WRITE:
		len = snprintf(room, DETAIL_MAX, "#%d", n[0]);
		break;
	case CLOCK:
		return text_z(n[0] == 1 ? "time" : "date");
	case FILE_ADD:
	case FILE_DELETE:
		while (len < q->bytes && len + 1 < DETAIL_MAX && q->data[len])
			len++;
		memcpy(room, q->data, (size_t)len);
		break;
	case PMC_WRITE:
		len = snprintf(room, DETAIL_MAX, "%c%d to %c%d", letter_of(n[2]), n[0], letter_of(n[2]),
			       n[1]);
		break;
	default:
		break;
	}
	return text_of(room, len > 0 && len < DETAIL_MAX ? (size_t)len : 0);
}

static void read_item(struct rd r, struct item *q)
{
	size_t left;

	memset(q, 0, sizeof *q);
	q->device = rd_be16(&r);
	q->path = rd_be16(&r);
	q->code = rd_be16(&r);
	for (unsigned i = 0; i < NUMBERS; i++)
		q->number[i] = (int32_t)rd_be32(&r);
	rd_skip(&r, 4); /* bytes that follow */
	left = rd_left(&r);
	q->whole = left <= KEPT;
	q->bytes = (uint8_t)(q->whole ? left : KEPT);
	if (q->bytes)
		memcpy(q->data, rd_bytes(&r, q->bytes), q->bytes);
}

/* The next of count 2 | (length 2 | ...)...; false: none. */
static bool next_block(struct rd *r, struct rd *block)
{
	unsigned length = rd_be16(r);

	if (!rd_ok(r) || length < 2)
		return false;
	*block = rd_sub(r, length - 2);
	return rd_ok(r);
}

static void hear_commands(struct state *s, struct rd r, struct emit *e)
{
	unsigned count = rd_be16(&r);
	char room[DETAIL_MAX];
	struct rd block;

	s->count = 0;
	for (unsigned i = 0; i < count && i < ITEMS && next_block(&r, &block); i++) {
		struct item *q = &s->items[s->count];

		if (rd_left(&block) < 6)
			return;
		s->count++;
		read_item(block, q);
		emit_request(e, PROTO_focas, COMMANDS, q->code, describe(q, room));
	}
}

static void hear_transfer(struct state *s, const struct message *m, struct emit *e)
{
	struct rd r = m->body;
	char room[DETAIL_MAX];
	size_t n = 0;

	s->transfer_waits = true;
	s->transfer = m->function;
	s->kind = rd_be16(&r);
	rd_skip(&r, 2);
	while (n + 1 < sizeof room && rd_left(&r) && rd_peek(&r, 0) != 0)
		room[n++] = (char)rd_u8(&r);
	emit_request(e, PROTO_focas, m->function, s->kind, text_of(room, n));
}

static void hear_question(struct state *s, const struct message *m, struct emit *e)
{
	switch (m->function) {
	case COMMANDS:
		hear_commands(s, m->body, e);
		break;
	case DOWNLOAD:
	case UPLOAD:
		hear_transfer(s, m, e);
		break;
	case DOWNLOAD_END:
		emit_request(e, PROTO_focas, DOWNLOAD_END, -1, text_of("", 0));
		break;
	default:
		break;
	}
}

/* --- what is answered
 * ---------------------------------------------------------------------------------------- */

static bool value_of(struct rd *r, double *ret_value)
{
	double value = (int32_t)rd_be32(r);
	unsigned base = rd_be16(r), exponent = rd_be16(r);

	if (!rd_ok(r) || (base != 2 && base != 10) || exponent > 15)
		return false;
	while (exponent--)
		value /= base;
	*ret_value = value;
	return true;
}

static void tell(struct emit *e, const char *name, double value)
{
	emit_point(e, SERVER, text_of(name, strlen(name)), value);
}

static struct text trimmed(const char *s, size_t n)
{
	while (n && (s[n - 1] == ' ' || s[n - 1] == '\0'))
		n--;
	while (n && *s == ' ') {
		s++;
		n--;
	}
	return text_of(s, n);
}

static void tell_system(struct state *s, struct emit *e, struct rd r)
{
	unsigned more = rd_be16(&r), axes;
	const char *p;
	struct text type, kind, series, edition;
	char model[] = "-MODEL A";

	rd_skip(&r, 2);
	p = (const char *)rd_bytes(&r, 14);
	if (!p)
		return;
	type = trimmed(p, 2);
	kind = trimmed(p + 2, 2);
	series = trimmed(p + 4, 4);
	edition = trimmed(p + 8, 4);
	axes = (p[12] >= '0' && p[12] <= '9' ? (unsigned)(p[12] - '0') * 10 : 0) +
	       (p[13] >= '0' && p[13] <= '9' ? (unsigned)(p[13] - '0') : 0);
	s->axes = (uint8_t)(axes <= 32 ? axes : 0);
	model[7] = (char)('A' + (more >> 8) - 1);
	emit_fmt(e, FACT_MODEL, SERVER, 90, "Series %.*s%s%s %.*s", (int)type.n, type.s, more & 2 ? "i" : "",
		 more >> 8 >= 1 && more >> 8 <= 6 ? model : "", (int)kind.n, kind.s);
	emit_fmt(e, FACT_FIRMWARE, SERVER, 90, "%.*s %.*s", (int)series.n, series.s, (int)edition.n,
		 edition.s);
}

static void tell_status(struct emit *e, struct rd r)
{
	static const char *const names[] = {"mode", "run", "motion", NULL, "emergency", "alarm", "edit"};

	if (rd_left(&r) != 2 * sizeof names / sizeof names[0])
		return;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		unsigned value = rd_be16(&r);

		if (names[i])
			emit_value(e, SERVER, text_of(names[i], strlen(names[i])), value, POINT_UINT16,
				   false);
	}
}

static const char *position_name(int32_t which)
{
	static const char *const names[] = {"absolute0", "machine",  "relative2", "distance3", "absolute",
					    NULL,        "relative", "distance",  "skip",      "servo-delay"};

	return which >= 0 && which < 10 ? names[which] : NULL;
}

/* what:axis of one axis or of all there are; axis below 1: all */
static void tell_axes(const struct state *s, struct emit *e, const char *what, int32_t axis, struct rd r)
{
	unsigned first = axis > 0 && axis <= 32 ? (unsigned)axis : 1;
	unsigned count = axis > 0 ? 1 : s->axes;

	for (unsigned i = 0; what && i < count && rd_left(&r) >= VALUE; i++) {
		char room[NAME_ROOM];
		double value;
		struct rd one = rd_sub(&r, VALUE);

		snprintf(room, sizeof room, "%s:%u", what, first + i);
		if (value_of(&one, &value))
			tell(e, room, value);
	}
}

static void tell_macros(struct emit *e, int32_t first, bool doubles, bool set, struct rd r)
{
	for (int i = 0; i < POINTS_MAX && first >= 0 && rd_left(&r) >= VALUE; i++) {
		struct rd one = rd_sub(&r, VALUE);
		char room[NAME_ROOM];
		uint64_t bits;
		double value;

		snprintf(room, sizeof room, "#%lld", (long long)first + i);
		if (doubles) {
			bits = rd_be64(&one);
			memcpy(&value, &bits, sizeof value);
		} else if (!value_of(&one, &value)) {
			continue;
		}
		if (value == value)
			emit_value(e, SERVER, text_of(room, strlen(room)), value,
				   doubles ? POINT_DOUBLE : POINT_UNKNOWN, set);
	}
}

static void tell_pmc(struct emit *e, const struct item *q, bool set, struct rd r)
{
	static const uint8_t types[] = {0, POINT_UINT8, POINT_UINT16, 0, POINT_UINT32};
	int64_t first = q->number[0], last = q->number[1];
	unsigned width = width_of(q->number[3]);

	if (letter_of(q->number[2]) == '?' || q->number[3] < 0 || q->number[3] > 2 || first < 0 ||
	    last < first || (set && (!q->whole || rd_left(&r) != (uint64_t)(last - first + 1))))
		return;
	for (unsigned i = 0; i < POINTS_MAX && first <= last && rd_left(&r) >= width; i++, first += width) {
		uint32_t value = width == 1 ? rd_u8(&r) : width == 2 ? rd_be16(&r) : rd_be32(&r);
		char room[NAME_ROOM];

		snprintf(room, sizeof room, "%c%lld", letter_of(q->number[2]), (long long)first);
		emit_value(e, SERVER, text_of(room, strlen(room)), value, (enum point_type)types[width], set);
	}
}

static void tell_number(struct emit *e, const char *name, struct rd *r)
{
	int32_t value = (int32_t)rd_be32(r);

	if (rd_ok(r))
		emit_value(e, SERVER, text_of(name, strlen(name)), value, POINT_INT32, false);
}

static void tell_cnc(struct state *s, struct emit *e, const struct item *q, struct rd r)
{
	double value;

	switch (q->code) {
	case SYSTEM:
		tell_system(s, e, r);
		break;
	case STATUS:
		tell_status(e, r);
		break;
	case ALARMS:
		tell_number(e, "alarms", &r);
		break;
	case PROGRAM:
		tell_number(e, "program", &r);
		tell_number(e, "main-program", &r);
		break;
	case SEQUENCE:
		tell_number(e, "sequence", &r);
		break;
	case FEED:
	case SPINDLE:
		if (rd_left(&r) == VALUE && value_of(&r, &value))
			tell(e, q->code == FEED ? "feed" : "spindle", value);
		break;
	case POSITION:
		tell_axes(s, e, position_name(q->number[0]), q->number[1], r);
		break;
	case SERVO:
		tell_axes(s, e,
			  q->number[0] == 1   ? "servo-load"
			  : q->number[0] == 3 ? "servo-current"
					      : NULL,
			  0, r);
		break;
	case MACRO_READ:
	case MACRO_DOUBLE:
		tell_macros(e, q->number[0], q->code == MACRO_DOUBLE, false, r);
		break;
	case MACRO_WRITE:
		tell_macros(e, q->number[0], false, true, rd_of(q->data, q->bytes));
		break;
	default:
		break;
	}
}

static void hear_answered_item(struct state *s, const struct item *q, struct rd r, struct emit *e)
{
	struct rd data;
	unsigned status, length;

	rd_skip(&r, 6);
	status = rd_be16(&r);
	rd_skip(&r, 4);
	length = rd_be16(&r);
	emit_answer(e, PROTO_focas, COMMANDS, q->code, status != 0);
	data = rd_sub(&r, length);
	if (status != 0 || !rd_ok(&r) || q->path != 1)
		return;
	if (q->device == CNC)
		tell_cnc(s, e, q, data);
	else if (q->device == PMC && q->code == PMC_READ)
		tell_pmc(e, q, false, data);
	else if (q->device == PMC && q->code == PMC_WRITE)
		tell_pmc(e, q, true, rd_of(q->data, q->bytes));
}

static void hear_commands_answered(struct state *s, const struct message *m, struct emit *e)
{
	struct rd r = m->body, block;
	unsigned count = rd_be16(&r), asked = s->count;

	s->count = 0;
	if (m->direction == REFUSES) {
		for (unsigned i = 0; i < asked; i++)
			emit_answer(e, PROTO_focas, COMMANDS, s->items[i].code, true);
		return;
	}
	for (unsigned i = 0; i < count && i < asked && next_block(&r, &block); i++) {
		const struct item *q = &s->items[i];
		struct rd look = block;

		if (rd_be16(&look) != q->device || (rd_skip(&look, 2), rd_be16(&look)) != q->code ||
		    !rd_ok(&look))
			return;
		hear_answered_item(s, q, block, e);
	}
}

/* An end without a block, or with one that says it is well. */
static bool end_is_well(struct rd r)
{
	struct rd block;

	rd_skip(&r, 2);
	if (!next_block(&r, &block))
		return true;
	rd_skip(&block, 6);
	return rd_be16(&block) == 0;
}

static void hear_answer(struct state *s, const struct message *m, struct emit *e)
{
	bool refused = m->direction == REFUSES;

	if (!s->told) {
		emit_str(e, FACT_MAKER, SERVER, 60, "FANUC");
		emit_str(e, FACT_KIND, SERVER, 60, "plc");
	}
	s->told = true;
	if (m->function == COMMANDS)
		hear_commands_answered(s, m, e);
	else if (m->function == DOWNLOAD_END)
		emit_answer(e, PROTO_focas, DOWNLOAD_END, -1, refused || !end_is_well(m->body));
	else if (s->transfer_waits && m->function == s->transfer) {
		s->transfer_waits = false;
		emit_answer(e, PROTO_focas, m->function, s->kind, refused);
	}
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct message m;
	enum heard heard = read_message(in, &m);

	if (heard != HEARD)
		return heard;
	if (t->side == FROM_SERVER && (m.direction == ANSWERS || m.direction == REFUSES))
		hear_answer(t->state, &m, e);
	else if (t->side == FROM_CLIENT && m.direction == ASKS)
		hear_question(t->state, &m, e);
	return HEARD;
}

const struct decoder decoder_focas = {
	.protocol = PROTO_focas,
	.on = ON_TCP,
	.ports = ports,
	.begins = "a0",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
