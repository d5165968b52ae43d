/* HSMS (SEMI E37) with SECS-II messages (SEMI E5, GEM E30) of semiconductor equipment, by content on any port
 * (5000 in examples).
 *
 *	length 4, of what follows | session 2 | W and stream 1, function 1 | presentation 1 = 0 | kind 1 |
 *	system bytes 4 | items
 *	kind 0 carries stream and function; 1 to 9 select, deselect, test the link, reject, separate
 *	item: format << 2 | bytes of length 1 | length | data, or that many items (format 0: a list)
 *
 * Odd functions ask, even ones answer the one before; host and equipment both ask, so who asks is the sender. An
 * answer repeats the system bytes of its question.
 *
 * Points: variables by their number (VID:1001), as their places in these messages say:
 *	S1F3, S2F13	list of numbers			S1F4, S2F14	list of values in the same order
 *	S2F15		list of (number, value), set when S2F16 takes it
 *	S2F33		number | list of (report, list of numbers)
 *	S6F11		number | event | list of (report, list of values); of a report whose definition was not seen a
 *			value is called by its place in it (RPT10:1)
 *	S1F12, S1F22, S2F30	list of (number, name, ..., unit): what variables are called
 * Remote commands (S2F41 and its kin) are told apart by the words that GEM gives them: START, STOP, PAUSE, RESUME,
 * ABORT ...; other words stay orders of a kind that only the equipment knows.
 *
 * Proved on a capture made with npm secs4js 0.4.7 as host and as equipment (tests/captures/hsms), which
 * tshark reads alike; functions that it lacks are from memory of E5 (data/commands/hsms.yaml says which). */
#include "base/quick.h"
#include "decode/commands.h"
#include "decode/decoder.h"
#include "decode/secs.h"
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
enum {
	ITEMS_MAX = 64,
	DETAIL_MAX = 96,
	PENDING = 4,
	IDS = 32,
	SETS = 16,
	REPORTS = 16,
	NAMES_MAX = 256,
	VALUES_MAX = 256
};
enum { EQUIPMENT = 1, HOST = 2 };

/* A question that waits for its answer. */
struct asked {
	bool waits;
	uint8_t side, stream, function;
	uint8_t n, sets; /* how many of id[], of value[] */
	uint16_t sub;
	uint32_t system, id[IDS];
	double value[SETS];
	uint8_t type[SETS];
};

struct state {
	uint32_t left[2]; /* bytes of a long message of each side that are passed over */
	uint8_t told[2];  /* roles */
	uint8_t next, next_report;
	struct asked asked[PENDING];
	struct report { /* as the host defined it */
		uint32_t number, id[IDS / 2];
		uint8_t n;
	} report[REPORTS];
};
_Static_assert(sizeof(struct state) <= DECODER_STATE_MAX, "state");

struct message {
	uint8_t stream, function, kind;
	bool wants;
	uint32_t system;
	struct rd items;
};

static const uint16_t ports[] = {5000, 0};

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
	struct rd r = m->items;
	struct secs_item item;

	if (presentation || m->kind > SEPARATE || m->kind == 8)
		return false;
	if (m->kind != DATA)
		return length == HEADER &&
		       (session == 0xffff || m->kind <= 4 || m->kind == 7 || m->kind == SEPARATE);
	if (m->wants && m->function % 2 == 0)
		return false;
	return length == HEADER || rd_empty(&r) || secs_next(&r, &item);
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
	struct secs_item item;
	int found = 0;

	for (int i = 0; i < ITEMS_MAX && found < 2 && !rd_empty(&r) && secs_next(&r, &item); i++)
		if (item.format == SECS_ASCII && item.length > 0 && text_is_plain(text_rd(&item.data)))
			texts[found++] = secs_text(&item);
	return found;
}

/* The acknowledge code of an answer: its first item, when that is one byte in binary. */
static bool is_refused(const struct message *m)
{
	struct rd r = m->items;
	struct secs_item item;
	unsigned code;

	if (m->function == 0)
		return true;
	for (int i = 0; i < 3 && secs_next(&r, &item); i++) {
		if (item.format == SECS_LIST)
			continue;
		code = rd_u8(&item.data);
		return item.format == SECS_BINARY && item.length == 1 && code != 0 &&
		       code != 4; /* 4: accepted, will be done */
	}
	return false;
}

/* --- values
 * -------------------------------------------------------------------------------------------------- */

static void tell_number(struct emit *e, enum about about, const char *format, unsigned number, unsigned order,
			const struct secs_item *item)
{
	enum point_type type;
	double value;
	char name[32];

	if (!secs_number(item, &value, &type))
		return;
	snprintf(name, sizeof name, format, number, order);
	emit_value(e, about, text_z(name), value, type, false);
}

/* Values in the order of the numbers that were asked for. */
static void tell_asked(struct emit *e, const struct asked *q, struct rd r)
{
	int n = secs_list(&r);
	struct secs_item item;

	if (n < q->n || (n > q->n && q->n < IDS)) /* not what was asked for */
		return;
	for (unsigned i = 0; i < q->n && secs_step(&r, &item); i++)
		if (q->id[i])
			tell_number(e, SENDER, "VID:%u", q->id[i], 0, &item);
}

static void tell_set(struct emit *e, const struct asked *q)
{
	char name[32];

	for (unsigned i = 0; i < q->sets; i++) {
		snprintf(name, sizeof name, "VID:%u", q->id[i]);
		emit_value(e, SENDER, text_z(name), q->value[i], (enum point_type)q->type[i], true);
	}
}

static const struct report *report_of(const struct state *s, uint32_t number)
{
	for (int i = 0; i < REPORTS; i++)
		if (number && s->report[i].number == number)
			return &s->report[i];
	return NULL;
}

/* report | list of values; of all reports of a message no more than *room values are told */
static void tell_report(const struct state *s, struct emit *e, struct rd *r, int *room)
{
	const struct report *known;
	struct secs_item item;
	uint32_t number;
	int n;

	if (secs_list(r) != 2 || !secs_next(r, &item))
		return;
	number = secs_id(&item);
	known = report_of(s, number);
	n = secs_list(r);
	for (int i = 0; i < n && secs_step(r, &item); i++) {
		if ((*room)-- <= 0)
			return;
		if (known && i < known->n && known->id[i])
			tell_number(e, SENDER, "VID:%u", known->id[i], 0, &item);
		else
			tell_number(e, SENDER, "RPT%u:%u", number, (unsigned)i + 1, &item);
	}
}

/* S6F11: number | event | list of reports */
static void tell_event(const struct state *s, struct emit *e, struct rd r)
{
	struct secs_item item;
	int n, room = VALUES_MAX;

	if (secs_list(&r) != 3 || !secs_step(&r, &item) || !secs_step(&r, &item))
		return;
	if (secs_id(&item))
		emit_fmt(e, FACT_PROPERTY, SENDER, 80, "secs-event=%u", secs_id(&item));
	n = secs_list(&r);
	for (int i = 0; i < n && room > 0 && !rd_empty(&r); i++)
		tell_report(s, e, &r, &room);
}

/* S5F1: code, its highest bit: it begins | alarm | text */
static void tell_alarm(struct emit *e, struct rd r)
{
	struct secs_item code, alarm, text;

	if (secs_list(&r) != 3 || !secs_next(&r, &code) || !secs_next(&r, &alarm) || !secs_next(&r, &text) ||
	    !(rd_u8(&code.data) & 0x80))
		return;
	emit_fmt(e, FACT_PROPERTY, SENDER, 80, "secs-alarm=%u %.*s", secs_id(&alarm), (int)secs_text(&text).n,
		 secs_text(&text).s);
}

/* S1F12, S1F22, S2F30: list of (number | name | ... | unit) */
static void tell_names(struct emit *e, struct rd r)
{
	int n = secs_list(&r);

	for (int i = 0; i < n && i < NAMES_MAX && !rd_empty(&r); i++) {
		struct secs_item id, name, last;
		int parts = secs_list(&r);

		if (parts < 2 || !secs_step(&r, &id) || !secs_step(&r, &name))
			return;
		last = name;
		for (int k = 2; k < parts; k++)
			if (!secs_step(&r, &last))
				return;
		if (secs_id(&id) && secs_text(&name).n)
			emit_fmt(e, FACT_PROPERTY, SENDER, 90, "secs-variable-%u=%.*s%s%.*s", secs_id(&id),
				 (int)secs_text(&name).n, secs_text(&name).s,
				 parts > 2 && secs_text(&last).n ? ", " : "",
				 parts > 2 ? (int)secs_text(&last).n : 0, secs_text(&last).s);
	}
}

/* --- what is asked
 * ------------------------------------------------------------------------------------------- */

static void keep_ids(struct asked *q, struct rd r)
{
	struct secs_item item;
	int n = secs_list(&r);

	for (int i = 0; i < n && q->n < IDS && secs_step(&r, &item); i++)
		q->id[q->n++] = secs_id(&item);
}

/* list of (number | value) */
static void keep_sets(struct asked *q, struct rd r)
{
	struct secs_item id, value;
	enum point_type type;
	int n = secs_list(&r);

	for (int i = 0; i < n && q->sets < SETS; i++) {
		if (secs_list(&r) != 2 || !secs_step(&r, &id) || !secs_step(&r, &value))
			return;
		if (!secs_id(&id) || !secs_number(&value, &q->value[q->sets], &type))
			continue;
		q->type[q->sets] = (uint8_t)type;
		q->id[q->sets++] = secs_id(&id);
	}
}

/* S2F33: number | list of (report | list of numbers). An empty list takes all definitions back. */
static void keep_reports(struct state *s, struct rd r)
{
	struct secs_item item;
	int n;

	if (secs_list(&r) != 2 || !secs_step(&r, &item))
		return;
	n = secs_list(&r);
	if (n == 0)
		memset(s->report, 0, sizeof s->report);
	for (int i = 0; i < n && secs_list(&r) == 2 && secs_step(&r, &item); i++) {
		const struct report *known = report_of(s, secs_id(&item));
		struct report *p = &s->report[known ? (known - s->report) : s->next_report++ % REPORTS];
		int ids = secs_list(&r);

		*p = (struct report){.number = secs_id(&item)};
		for (int k = 0; k < ids; k++) {
			if (!secs_step(&r, &item))
				return;
			if (p->n < IDS / 2)
				p->id[p->n++] = secs_id(&item);
		}
	}
}

/* Words of remote commands (E30): their place here, from 1 on, stands behind the function in data/commands. */
static unsigned word_of(struct text t)
{
	static const char *const words[] = {"start", "stop",   "pause",     "resume",   "abort",
					    "local", "remote", "pp-select", "pp_select"};

	for (unsigned i = 0; i < sizeof words / sizeof words[0]; i++)
		if (words_same(t, words[i]))
			return i < 8 ? i + 1 : 8;
	return 0;
}

static bool is_remote(const struct message *m)
{
	return m->stream == 2 && (m->function == 21 || m->function == 41 || m->function == 49);
}

/* " NAME=VALUE" of a parameter that is a text or a number; of another its name; of a password no more than that there
 * is one. */
static void add_parameter(char detail[DETAIL_MAX], size_t *n, struct text name, const struct secs_item *value)
{
	struct text text = words_is_secret(name) ? text_z("***") : secs_text(value);
	size_t room = DETAIL_MAX - *n;
	enum point_type type;
	double number;
	int more;

	if (!name.n)
		return;
	if (text.n)
		more = snprintf(detail + *n, room, " %.*s=%.*s", (int)name.n, name.s, (int)text.n, text.s);
	else if (secs_number(value, &number, &type))
		more = snprintf(detail + *n, room, " %.*s=%.10g", (int)name.n, name.s, number);
	else
		more = snprintf(detail + *n, room, " %.*s", (int)name.n, name.s);
	*n += more < 0 ? 0 : (size_t)more < room ? (size_t)more : room - 1;
}

/* list of (name | value) */
static void add_parameters(char detail[DETAIL_MAX], size_t n, struct rd r)
{
	struct secs_item name, value;
	int count = secs_list(&r);

	for (int i = 0; i < count && n + 1 < DETAIL_MAX; i++) {
		if (secs_list(&r) != 2 || !secs_step(&r, &name) || !secs_step(&r, &value))
			return;
		add_parameter(detail, &n, secs_text(&name), &value);
	}
}

/* What a remote command is, and its parameters: "START PPID=STEP1".
 *	S2F21	command		S2F41	command | parameters		S2F49	number | object | command | parameters */
static unsigned read_remote(const struct message *m, char detail[DETAIL_MAX])
{
	struct rd r = m->items;
	struct secs_item item;
	int steps = m->function == 49 ? 3 : 1, parts = m->function == 21 ? 1 : secs_list(&r);
	struct text word;

	detail[0] = '\0';
	for (int i = 0; i < steps; i++)
		if (parts < steps || !secs_step(&r, &item))
			return 0;
	word = secs_text(&item);
	word.n = word.n < DETAIL_MAX - 1 ? word.n : DETAIL_MAX - 1;
	memcpy(detail, word.s, word.n);
	detail[word.n] = '\0';
	if (parts > 1)
		add_parameters(detail, word.n, r);
	return word_of(word);
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

static struct asked *asked_of(struct state *s, enum side side, const struct message *m)
{
	for (struct asked *q = s->asked; q < s->asked + PENDING; q++)
		if (q->waits && q->side != side && q->system == m->system && q->stream == m->stream)
			return q;
	return NULL;
}

static void hear_answer(struct talk *t, const struct message *m, struct emit *e)
{
	struct asked *q = asked_of(t->state, t->side, m);
	bool refused = is_refused(m);

	if (m->function || q)
		emit_answer_by(e, SENDER, PROTO_hsms, m->stream, q ? q->sub : m->function - 1, refused);
	if (m->function && ((m->stream == 1 && (m->function == 12 || m->function == 22)) ||
			    (m->stream == 2 && m->function == 30)))
		tell_names(e, m->items);
	if (!q)
		return;
	q->waits = false;
	if (m->function != q->function + 1)
		return;
	if (q->n)
		tell_asked(e, q, m->items);
	if (q->sets && !refused)
		tell_set(e, q);
}

static void keep(struct state *s, enum side side, const struct message *m, unsigned sub)
{
	struct asked *q = &s->asked[s->next++ % PENDING];

	for (struct asked *older = s->asked; older < s->asked + PENDING;
	     older++) /* answered unseen, or never */
		older->waits = older->waits && !(older->side == side && older->system == m->system);
	*q = (struct asked){.waits = m->wants,
			    .side = (uint8_t)side,
			    .stream = m->stream,
			    .function = m->function,
			    .sub = (uint16_t)sub,
			    .system = m->system};
	if ((m->stream == 1 && m->function == 3) || (m->stream == 2 && m->function == 13))
		keep_ids(q, m->items);
	else if (m->stream == 2 && m->function == 15)
		keep_sets(q, m->items);
	else if (m->stream == 2 && m->function == 33)
		keep_reports(s, m->items);
}

static void hear_data(struct talk *t, const struct message *m, struct emit *e)
{
	struct text texts[2] = {{"", 0}, {"", 0}};
	unsigned sub = m->function;
	char detail[DETAIL_MAX];

	tell_role(t->state, t->side, m, e);
	tell_identity(e, m);
	if (m->function % 2 == 0) {
		hear_answer(t, m, e);
		return;
	}
	if (is_remote(m)) {
		unsigned word = read_remote(m, detail);

		sub = word ? m->function * 100u + word : sub;
		texts[0] = text_z(detail);
	} else {
		(void)texts_of(m->items, texts);
		texts[0].n = texts[0].n > DETAIL_MAX ? DETAIL_MAX : texts[0].n;
	}
	keep(t->state, t->side, m, sub);
	emit_request_by(e, SENDER, PROTO_hsms, m->stream, sub, texts[0]);
	if (m->stream == 6 && m->function == 11)
		tell_event(t->state, e, m->items);
	if (m->stream == 5 && m->function == 1)
		tell_alarm(e, m->items);
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
	m.system = rd_be32(&body);
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
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
