/* MEWTOCOL-COM and MEWTOCOL7 of Panasonic FP controllers, by content on any port: lines of ASCII, one
 *question at a time.
 *
 *	% or < | station 2 | # question, $ answer, ! refused | command 2 | ... | check 2 ("**": none) | CR
 *	> | @EEE station 4 | frame 2 | # $ ! | 00 | command 4 | ... | check 4 | CR		MEWTOCOL7
 *
 * The check (exclusive or of all before it) makes SURE; "**" is only likely. The code of a command in the
 *table of commands is its letters, as big-endian bytes. Proved on text only: command lists and formats in
 *Panasonic's FP7, FP0H, FP0R and FP-X manuals. */
#include "decode/commands.h"
#include "decode/decoder.h"
#include "decode/words.h"

enum {
	LINE_LEAST = 8,
	LINE_MOST = 4096,
	CR = '\r',
	HEAD = 4,
	LONG_HEAD = 10,
	DETAIL_MAX = 24,
	STATUS = 0x5254
};

struct state {
	int64_t asked; /* the last question; 0 none */
	bool told;     /* what the server is */
};

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

static void hear(struct state *s, const struct line *l, struct emit *e)
{
	struct text detail = l->rest;

	if (l->kind == '#') {
		if (detail.n > DETAIL_MAX)
			detail.n = DETAIL_MAX;
		s->asked = code_of(l);
		emit_request(e, PROTO_mewtocol, s->asked, -1, detail);
		return;
	}
	if (s->asked)
		emit_answer(e, PROTO_mewtocol, s->asked, -1, l->kind == '!');
	if (l->kind == '$' && s->asked == STATUS)
		tell_status(l, e);
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
	.depth = DEPTH_COMMANDS,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
