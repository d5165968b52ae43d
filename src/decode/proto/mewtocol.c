/* MEWTOCOL-COM and MEWTOCOL7 of Panasonic FP controllers, by content on any port: lines of ASCII, one
 * question at a time.
 *
 *	% or < | station 2 | # question, $ answer, ! refused | command 2 | ... | check 2 ("**": none) | CR
 *	> | @EEE station 4 | frame 2 | # $ ! | 00 | command 4 | ... | check 4 | CR		MEWTOCOL7
 *
 * The check (exclusive or of all before it) makes SURE; "**" is only likely. The code of a command in the
 * table of commands is its letters, as big-endian bytes. Data: area 1, first 5, last 5 in decimal, then words
 * of four digits, low byte first; of contacts in words (RCC, WCC) the numbers have four digits. Proved on text only: command lists and formats in Panasonic's FP7, FP0H,
 * FP0R, FP-X and KT4H (12.5) manuals; the capture in tests/captures/mewtocol is written after them. */
#include "decode/commands.h"
#include "decode/decoder.h"
#include "decode/walk.h"
#include "decode/words.h"

#include <stdio.h>

enum {
	LINE_LEAST = 8,
	LINE_MOST = 4096,
	CR = '\r',
	HEAD = 4,
	LONG_HEAD = 10,
	DETAIL_MAX = 32,
	WRITES = 32,
	POINTS_MAX = 64
};
enum {
	STATUS = 0x5254,
	REMOTE = 0x524d,
	READ = 0x5244,
	WRITE = 0x5744,
	READ_ONE = 0x524353,
	WRITE_ONE = 0x574353,
	READ_CONTACTS = 0x524343,
	WRITE_CONTACTS = 0x574343
};

struct state {
	struct walk walk;
	int16_t sub;   /* of RM: R or P */
	int64_t asked; /* the last question; 0 none */
	bool told;     /* what the server is */
	char area;     /* of data or a contact that it names; 0 none */
	uint8_t writes;
	uint32_t first; /* of contacts: their digits as they are written */
	uint16_t count, values[WRITES];
};
_Static_assert(sizeof(struct state) <= DECODER_STATE_MAX, "state");

struct line {
	char kind; /* # $ ! */
	bool checked;
	struct text command, rest;
};

static bool is_hex(struct text t)
{
	uint64_t n;

	return words_number(t, 16, &n);
}

static bool is_checked(struct text body, struct text check)
{
	unsigned sum = 0;
	uint64_t said;

	for (size_t i = 0; i < body.n; i++)
		sum ^= (uint8_t)body.s[i];
	return words_number(check, 16, &said) && said == sum;
}

static bool read_short(struct text t, struct line *ret)
{
	struct text body = text_of(t.s, t.n - 2), check = words_from(t, t.n - 2);
	bool none = check.s[0] == '*' && check.s[1] == '*';

	if ((!is_hex(text_of(t.s + 1, 2)) && memcmp(t.s + 1, "EE", 2) != 0) ||
	    (!none && !is_checked(body, check)))
		return false;
	*ret = (struct line){t.s[3], !none, text_of(t.s + HEAD, 2), words_from(body, HEAD + 2)};
	return true;
}

/* The check of MEWTOCOL7 is a CRC of four digits; the "@" and the "00" are as telling. */
static bool read_long(struct text t, struct line *ret)
{
	if (t.n < LONG_HEAD + 8 || t.s[1] != '@' || memcmp(t.s + LONG_HEAD - 2, "00", 2) != 0 ||
	    !is_hex(text_of(t.s + t.n - 4, 4)))
		return false;
	*ret = (struct line){t.s[7], true, text_of(t.s + LONG_HEAD, 4),
			     text_of(t.s + LONG_HEAD + 4, t.n - LONG_HEAD - 8)};
	return true;
}

static bool read_line(struct rd *r, struct text *ret_line)
{
	const uint8_t *end = rd_empty(r) ? NULL : memchr(r->at, CR, rd_left(r));

	if (!end)
		return false;
	*ret_line = text_of(r->at, (size_t)(end - r->at));
	r->at = end + 1;
	return true;
}

static bool parse(struct text t, struct line *ret)
{
	bool ok = false;

	if (t.n >= LINE_LEAST && text_is_plain(t))
		ok = t.s[0] == '>' ? read_long(t, ret)
				   : (t.s[0] == '%' || t.s[0] == '<') && read_short(t, ret);
	return ok && (ret->kind == '#' || ret->kind == '$' || ret->kind == '!');
}

/* RC and WC go on with a letter of their own: S one, P several, C words. */
static int64_t code_of(const struct line *l)
{
	int64_t code = 0;

	for (size_t i = 0; i < l->command.n; i++)
		code = code << 8 | (uint8_t)l->command.s[i];
	if (l->kind == '#' && l->command.s[1] == 'C' && (l->command.s[0] == 'R' || l->command.s[0] == 'W') &&
	    l->rest.n)
		code = code << 8 | (uint8_t)l->rest.s[0];
	return code;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct text text;
	struct line l;

	(void)t;
	if (!read_line(&head, &text) || !parse(text, &l))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (l.kind == '#' && !command_find(PROTO_mewtocol, code_of(&l), -1))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(l.checked ? SURE : LIKELY, l.kind == '#' ? ROLE_CLIENT : ROLE_SERVER);
}

/* RT: CPU 2 | version 2 | program 2 | mode 2 | ...: version 25 is 2.5 */
static void tell_status(const struct line *l, struct emit *e)
{
	uint64_t version;

	if (l->rest.n >= 4 && words_number(text_of(l->rest.s + 2, 2), 10, &version))
		emit_fmt(e, FACT_FIRMWARE, SERVER, 70, "%u.%u", (unsigned)version / 10,
			 (unsigned)version % 10);
}

/* --- values
 * -------------------------------------------------------------------------------------------------------- */

/* Four digits, low byte first. */
static bool next_word(struct text *t, uint16_t *ret_word)
{
	uint64_t n;

	if (t->n < 4 || !words_number(text_of(t->s, 4), 16, &n))
		return false;
	*ret_word = (uint16_t)(n >> 8 | (n & 0xff) << 8);
	*t = words_from(*t, 4);
	return true;
}

/* area 1 | first 5 | last 5 | [word 4]...; of contacts first and last have 4 digits */
static void keep_data(struct state *s, struct text t, size_t digits)
{
	uint64_t first, last;

	if (t.n < 1 + 2 * digits || !words_number(text_of(t.s + 1, digits), 10, &first) ||
	    !words_number(text_of(t.s + 1 + digits, digits), 10, &last) || last < first)
		return;
	s->area = t.s[0];
	s->first = (uint32_t)first;
	s->count = (uint16_t)(last - first < POINTS_MAX ? last - first + 1 : POINTS_MAX);
	t = words_from(t, 1 + 2 * digits);
	while ((s->asked == WRITE || s->asked == WRITE_CONTACTS) && s->writes < WRITES &&
	       s->writes < s->count && next_word(&t, &s->values[s->writes]))
		s->writes++;
}

/* S | area 1 | number 4, the last digit the bit | [state 1] */
static void keep_contact(struct state *s, struct text t)
{
	uint64_t number;

	if (t.n < 6 || !words_number(text_of(t.s + 2, 4), 16, &number))
		return;
	s->area = t.s[1];
	s->first = (uint32_t)number;
	s->writes = s->asked == WRITE_ONE && t.n == 7;
	s->values[0] = s->writes && t.s[6] == '1';
}

static void keep(struct state *s, const struct line *l)
{
	s->asked = code_of(l);
	s->area = 0;
	s->writes = 0;
	if (s->asked == READ || s->asked == WRITE)
		keep_data(s, l->rest, 5);
	else if (s->asked == READ_CONTACTS || s->asked == WRITE_CONTACTS)
		keep_data(s, words_from(l->rest, 1), 4);
	else if (s->asked == READ_ONE || s->asked == WRITE_ONE)
		keep_contact(s, l->rest);
}

static const char *area_word(char area)
{
	return area == 'D' ? "DT" : area == 'L' ? "LD" : area == 'F' ? "FL" : "data:";
}

static void tell_word(struct emit *e, const struct state *s, unsigned i, unsigned value, bool set)
{
	char name[16];

	if (s->asked == READ_CONTACTS || s->asked == WRITE_CONTACTS)
		snprintf(name, sizeof name, "W%c%u", s->area, s->first + i);
	else
		snprintf(name, sizeof name, "%s%u", area_word(s->area), s->first + i);
	emit_value(e, SERVER, text_z(name), value, POINT_UINT16, set);
}

static void tell_contact(struct emit *e, const struct state *s, bool on, bool set)
{
	char name[16];

	snprintf(name, sizeof name, "%c%X", s->area, s->first);
	emit_value(e, SERVER, text_z(name), on, POINT_BOOL, set);
}

static void tell_values(struct emit *e, const struct state *s, struct text t)
{
	uint16_t word;

	if (!s->area)
		return;
	if (s->asked == READ_ONE && t.n > 0)
		tell_contact(e, s, t.s[t.n - 1] == '1', false);
	else if (s->asked == WRITE_ONE && s->writes)
		tell_contact(e, s, s->values[0], true);
	for (unsigned i = 0;
	     (s->asked == READ || s->asked == READ_CONTACTS) && i < s->count && next_word(&t, &word); i++)
		tell_word(e, s, i, word, false);
	for (unsigned i = 0; (s->asked == WRITE || s->asked == WRITE_CONTACTS) && i < s->writes; i++)
		tell_word(e, s, i, s->values[i], true);
}

/* "DT105 x2", "R10A on", "PROG"; else as it is written. */
static struct text describe(const struct state *s, struct text rest, char room[DETAIL_MAX])
{
	int n = 0;

	if (s->asked == WRITE && s->area)
		n = snprintf(room, DETAIL_MAX, "%s%u x%u", area_word(s->area), s->first, s->count);
	else if (s->asked == WRITE_CONTACTS && s->area)
		n = snprintf(room, DETAIL_MAX, "W%c%u x%u", s->area, s->first, s->count);
	else if (s->asked == WRITE_ONE && s->area)
		n = snprintf(room, DETAIL_MAX, "%c%X %s", s->area, s->first, s->values[0] ? "on" : "off");
	else if (s->asked == REMOTE && rest.n == 1)
		n = snprintf(room, DETAIL_MAX, "%s", rest.s[0] == 'P' ? "PROG" : "RUN");
	if (n > 0)
		return text_of(room, (size_t)n);
	return text_of(rest.s, rest.n < DETAIL_MAX ? rest.n : DETAIL_MAX);
}

static void hear(struct state *s, const struct line *l, struct emit *e)
{
	char room[DETAIL_MAX];

	if (l->kind == '#') {
		keep(s, l);
		s->sub = s->asked == REMOTE && l->rest.n == 1 ? l->rest.s[0] : -1;
		emit_request(e, PROTO_mewtocol, s->asked, s->sub, describe(s, l->rest, room));
		if (s->area && (s->asked == READ || s->asked == READ_ONE))
			walk_step(&s->walk, e, (uint32_t)s->area, s->first, s->asked == READ ? s->count : 1);
		return;
	}
	if (s->asked)
		emit_answer(e, PROTO_mewtocol, s->asked, s->sub, l->kind == '!');
	if (l->kind == '$' && s->asked == STATUS)
		tell_status(l, e);
	else if (l->kind == '$')
		tell_values(e, s, l->rest);
	s->asked = 0;
	if (s->told)
		return;
	s->told = true;
	emit_str(e, FACT_KIND, SERVER, 60, "plc");
	emit_str(e, FACT_MAKER, SERVER, 50, "Panasonic");
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct text text;
	struct line l;

	if (!read_line(in, &text))
		return rd_left(in) < LINE_MOST ? MORE : BROKEN;
	if (!parse(text, &l))
		return t->hole ? HEARD : BROKEN;
	if ((l.kind == '#') == (t->side == FROM_CLIENT))
		hear(t->state, &l, e);
	return HEARD;
}

const struct decoder decoder_mewtocol = {
	.protocol = PROTO_mewtocol,
	.on = ON_TCP | ON_UDP,
	.begins = "25 3c 3e",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
