#include "decode/cip-io.h"

#include "decode/commands.h"

#include <stdio.h>

enum {
	GET_ALL = 0x01,
	GET_LIST = 0x03,
	MULTIPLE = 0x0a,
	GET_SINGLE = 0x0e,
	PCCC = 0x4b,
	TAG_FIRST = 0x4c,
	TAG_LAST = 0x53
};
enum {
	FORWARD_CLOSE = 0x4e,
	UNCONNECTED_SEND = 0x52,
	FORWARD_OPEN = 0x54,
	LARGE_FORWARD_OPEN = 0x5b,
	ANSWER = 0x80
};
enum { IDENTITY = 0x01, ROUTER = 0x02, MANAGER = 0x06, PCCC_OBJECT = 0x67 };
enum { OK = 0, PARTIAL = 0x06, EMBEDDED_ERROR = 0x1e };
enum {
	SERVICES_MAX = 64,
	POINTS_MAX = 64,
	KEPT_ONE = 1024,
	WRAPS_MAX = 3,
	TRANSPORT_CLASS = 0x0f,
	EXPLICIT = 3
};

enum { RESET_TO_FACTORY = 0x101 /* as the table of words has it */ };
enum { RESET = 0x05, SET_SINGLE = 0x10, TCP_IP = 0xf5, CONFIGURATION = 5, DETAIL = CIP_PATH_TEXT + 24 };

struct said {
	uint8_t service, status;
	struct rd body;
};

static bool read_request(struct rd r, struct cip_asks *ret)
{
	struct rd path;

	ret->service = rd_u8(&r);
	path = rd_sub(&r, 2u * rd_u8(&r));
	if (!rd_ok(&r) || ret->service & ANSWER || !cip_path_read(path, &ret->path))
		return false;
	ret->body = rd_rest(&r);
	return true;
}

static bool read_answer(struct rd r, struct said *ret)
{
	unsigned service = rd_u8(&r);

	rd_skip(&r, 1);
	ret->service = (uint8_t)(service & ~(unsigned)ANSWER);
	ret->status = rd_u8(&r);
	rd_skip(&r, 2u * rd_u8(&r));
	if (!rd_ok(&r) || !(service & ANSWER))
		return false;
	ret->body = rd_rest(&r);
	return true;
}

/* As the carrier hands it on: a service, a path. */
static bool is_request(struct rd message, struct cip_asks *ret)
{
	return rd_peek(&message, 0) > 0 && rd_peek(&message, 1) > 0 && read_request(message, ret);
}

static bool is_answer(struct rd message, struct said *ret)
{
	return rd_peek(&message, 1) == 0 && read_answer(message, ret);
}

bool cip_answers(struct rd message) { return rd_peek(&message, 0) >= ANSWER; }

bool cip_fits(struct rd message)
{
	struct cip_asks a;
	struct said s;

	return cip_answers(message) ? is_answer(message, &s) : is_request(message, &a);
}

/* count 2 | offset from here 2 ... | parts; an offset that lies ends the list. Returns how many. */
static unsigned split(struct rd r, struct rd parts[SERVICES_MAX])
{
	struct rd whole = r;
	unsigned n = rd_le16(&r), i, last = 2 + 2 * n;

	for (i = 0; i < n && i < SERVICES_MAX; i++) {
		unsigned from = rd_le16(&r), to = i + 1 < n && rd_left(&r) >= 2
							  ? (unsigned)(r.at[0] | r.at[1] << 8)
							  : (unsigned)rd_left(&whole);
		struct rd part = rd_at(&whole, from);

		if (!rd_ok(&r) || !rd_ok(&part) || from < last || to <= from)
			break;
		parts[i] = rd_sub(&part, to - from);
		if (!rd_ok(&parts[i]))
			break;
		last = from;
	}
	return i;
}

static bool is_wrap(const struct cip_asks *a)
{
	return a->service == UNCONNECTED_SEND && a->path.class == MANAGER;
}

/* priority 1 | time-out 1 | length 2 | message | [pad] | route length in words 1 | 0 | route */
static struct rd wrapped(const struct cip_asks *a, int16_t *ret_slot)
{
	struct rd r = a->body, inner, route;
	struct cip_path path;
	unsigned n;

	rd_skip(&r, 2);
	n = rd_le16(&r);
	inner = rd_sub(&r, n);
	rd_skip(&r, n % 2);
	n = rd_u8(&r);
	rd_skip(&r, 1);
	route = rd_sub(&r, 2 * n);
	if (rd_ok(&r) && cip_path_read(route, &path) && path.slot >= 0)
		*ret_slot = (int16_t)path.slot;
	return inner;
}

/* --- requests --- */

/* Beside what it is done to: the kind of a reset (1: factory settings), the address a device is given. */
static struct text detail_of(const struct cip_asks *a, char buf[DETAIL])
{
	struct text where = cip_path_text(&a->path, buf);
	struct rd body = a->body;
	int n = (int)where.n;
	uint32_t ip;

	if (a->path.tag_n)
		return where;
	if (a->path.class == MANAGER)
		return cip_io_text(a, buf);
	if (a->service == RESET && rd_left(&body) == 1)
		n += snprintf(buf + n, DETAIL - (size_t)n, " type %u", rd_u8(&body));
	if (a->service == SET_SINGLE && a->path.class == TCP_IP && a->path.attribute == CONFIGURATION &&
	    rd_left(&body) >= 4) {
		ip = rd_le32(&body);
		n += snprintf(buf + n, DETAIL - (size_t)n, " %u.%u.%u.%u", ip >> 24, ip >> 16 & 255,
			      ip >> 8 & 255, ip & 255);
	}
	return text_of(buf, (size_t)n);
}

/* What the table of words knows it by beside its service: the class; of a Forward Open, what it opens; of a reset of the
 * device, whether its settings go, too (5-2.3.1: 1 all of them, 2 all but its address). */
static int64_t sub_of(const struct cip_asks *a)
{
	bool opens = a->service == FORWARD_OPEN || a->service == LARGE_FORWARD_OPEN;
	bool resets = a->service == RESET && cip_path_class(&a->path) == IDENTITY && rd_left(&a->body) == 1;
	int kind = resets ? rd_peek(&a->body, 0) : 0;
	int64_t sub = opens ? cip_io_sub(a) : kind == 1 || kind == 2 ? RESET_TO_FACTORY : -1;

	return sub >= 0 ? sub : cip_path_class(&a->path);
}

/* From one instance of a class to the next (symbols, I/O, programs ...): what each is, or one attribute of it; from one tag to
 * the next by their names. */
static void walks(struct cip_talk *c, const struct cip_asks *a, unsigned class, struct emit *e)
{
	if (a->path.tag_n && class == CLASS_READ)
		walk_name(&c->names, e, a->path.tag, a->path.tag_n);
	if ((a->service == GET_ALL || a->service == GET_LIST || a->service == GET_SINGLE) && !a->path.tag_n &&
	    a->path.class > 0 && a->path.instance > 0)
		walk_step(&c->walk, e, (uint32_t)a->path.class, (uint64_t)a->path.instance, 1);
}

static void tell_request(struct cip_talk *c, const struct cip_asks *a, struct emit *e)
{
	int64_t class = sub_of(a);
	const struct command_word *w = command_word(PROTO_cip, a->service, class);
	struct text detail = {"", 0};
	char buf[DETAIL];

	if (w->deed != DEED_none)
		detail = detail_of(a, buf);
	emit_request(e, PROTO_cip, a->service, class, detail);
	walks(c, a, w->class, e);
	if (a->service == PCCC && class == PCCC_OBJECT)
		pccc_request(e, a->body);
}

static void tell_parts(struct cip_talk *c, struct rd body, struct emit *e)
{
	struct rd parts[SERVICES_MAX];
	unsigned n = split(body, parts);
	struct cip_asks a;

	for (unsigned i = 0; i < n; i++)
		if (read_request(parts[i], &a))
			tell_request(c, &a, e);
}

static int16_t slot_of(const struct cip_talk *c, uint32_t link)
{
	for (unsigned i = 0; link && i < CIP_LINKS; i++)
		if (c->links[i].id == link)
			return c->links[i].slot;
	return -1;
}

/* Requests whose bytes the next n will lie over are given up. */
static void make_way(struct cip_talk *c, unsigned n)
{
	for (unsigned i = 0; c->waiting.open && i < CIP_ASKED; i++)
		if (waiting_at(&c->waiting, i) && c->asked[i].at < c->at + n &&
		    c->at < c->asked[i].at + c->asked[i].n)
			waiting_done(&c->waiting, i);
}

static void keep(struct cip_talk *c, uint64_t key, int16_t slot, struct rd message)
{
	uint16_t n = (uint16_t)(rd_left(&message) < KEPT_ONE ? rd_left(&message) : KEPT_ONE);

	if (!c->waiting.open || c->at + n > CIP_KEPT)
		c->at = 0;
	make_way(c, n);
	c->asked[waiting_take(&c->waiting, CIP_ASKED)] = (struct cip_asked){key, c->at, n, slot};
	memcpy(c->kept + c->at, message.at, n);
	c->at = (uint16_t)(c->at + n);
}

void cip_request(struct cip_talk *c, uint64_t key, uint32_t link, struct rd message, struct emit *e)
{
	struct cip_asks a;
	int16_t slot = slot_of(c, link);

	if (!is_request(message, &a))
		return;
	keep(c, key, slot, message);
	for (int i = 0; i < WRAPS_MAX && (i == 0 || read_request(message, &a)); i++) {
		tell_request(c, &a, e);
		if (a.service == MULTIPLE && a.path.class == ROUTER)
			tell_parts(c, a.body, e);
		if (!is_wrap(&a))
			break;
		message = wrapped(&a, &slot);
	}
}

/* --- answers --- */

/* The last request of this key; earlier ones were never answered. */
static struct cip_asked *asked_of(struct cip_talk *c, uint64_t key)
{
	uint32_t open = c->waiting.open;
	struct cip_asked *found = NULL;

	if (open && !(open & (open - 1))) { /* one alone waits, as nearly always */
		found = &c->asked[__builtin_ctz(open)];
		return found->key == key ? found : NULL;
	}
	for (unsigned i = 1; c->waiting.open && i <= CIP_ASKED; i++) {
		unsigned place = waiting_nth(&c->waiting, CIP_ASKED - i, CIP_ASKED);

		if (!waiting_at(&c->waiting, place) || c->asked[place].key != key)
			continue;
		if (!found)
			found = &c->asked[place];
		else
			waiting_done(&c->waiting, place);
	}
	return found;
}

/* time 1 | ticks 1 | connections 4 4 | serial 2 | vendor 2 | serial 4 | 4 | interval 4 | parameters 2 (4) |
 * interval 4 | parameters 2 (4) | transport 1 | path length in words 1 | path; the answer begins with the
 * connections' numbers. */
static void hear_open(struct cip_talk *c, const struct cip_asks *a, struct rd answer, struct emit *e)
{
	struct rd r = a->body, whole = answer, route;
	unsigned wide = a->service == LARGE_FORWARD_OPEN ? 4 : 2, transport;
	uint32_t link = rd_le32(&answer);
	struct cip_path path;

	rd_skip(&r, 26 + wide + 4 + wide);
	transport = rd_u8(&r);
	route = rd_sub(&r, 2u * rd_u8(&r));
	if (!rd_ok(&r) || !rd_ok(&answer) || !cip_path_read(route, &path))
		return;
	if ((transport & TRANSPORT_CLASS) == EXPLICIT)
		c->links[c->next_link++ % CIP_LINKS] = (struct cip_link){link, (int16_t)path.slot};
	else
		cip_io_open(e, a, whole);
}

static void hear_content(struct cip_talk *c, const struct cip_asks *a, const struct said *s, int slot,
			 struct emit *e)
{
	int64_t class = cip_path_class(&a->path);

	if (class == IDENTITY && a->service == GET_ALL)
		cip_tell_identity(e, s->body, slot);
	else if (class == IDENTITY && (a->service == GET_SINGLE || a->service == GET_LIST))
		cip_tell_identity_part(e, a, s->body, slot);
	else if (class == MANAGER && (a->service == FORWARD_OPEN || a->service == LARGE_FORWARD_OPEN))
		hear_open(c, a, s->body, e);
	else if (class == MANAGER && a->service == FORWARD_CLOSE)
		cip_io_close(e, a);
	else if (class == PCCC_OBJECT && a->service == PCCC)
		pccc_answer(e, a->body, s->body, &c->room);
	else if (class == CIP_SYMBOL && a->service >= TAG_FIRST && a->service <= TAG_LAST)
		cip_tell_tags(e, a, s->body, &c->room);
}

static bool is_refused(const struct said *s)
{
	return s->status != OK && s->status != PARTIAL && s->status != EMBEDDED_ERROR;
}

static void hear_one(struct cip_talk *c, const struct cip_asks *a, const struct said *s, int slot,
		     struct emit *e)
{
	bool refused = is_refused(s);

	emit_answer(e, PROTO_cip, a->service, sub_of(a), refused);
	if (!refused && s->service == a->service)
		hear_content(c, a, s, slot, e);
}

static void hear_parts(struct cip_talk *c, struct rd asked, struct rd answer, int slot, struct emit *e)
{
	struct rd questions[SERVICES_MAX], answers[SERVICES_MAX];
	unsigned n = split(asked, questions), m = split(answer, answers);
	struct cip_asks a;
	struct said s;

	for (unsigned i = 0; i < n && i < m; i++)
		if (read_request(questions[i], &a) && read_answer(answers[i], &s))
			hear_one(c, &a, &s, slot, e);
}

/* The question is not known: what the answer alone says. */
static void hear_alone(const struct said *s, struct emit *e)
{
	struct rd parts[SERVICES_MAX];
	unsigned n = s->service == MULTIPLE ? split(s->body, parts) : 0;
	struct said one;

	emit_answer(e, PROTO_cip, s->service, -1, is_refused(s));
	for (unsigned i = 0; i < n; i++)
		if (read_answer(parts[i], &one))
			emit_answer(e, PROTO_cip, one.service, -1, is_refused(&one));
}

void cip_answer(struct cip_talk *c, uint64_t key, struct rd message, struct emit *e)
{
	struct cip_asked *kept;
	struct cip_asks a;
	struct said s;
	struct rd asked;
	int16_t slot;

	if (!is_answer(message, &s))
		return;
	kept = asked_of(c, key);
	if (!kept || !read_request(rd_of(c->kept + kept->at, kept->n), &a)) {
		hear_alone(&s, e);
		return;
	}
	waiting_done(&c->waiting, (unsigned)(kept - c->asked));
	c->room = POINTS_MAX;
	slot = kept->slot;
	/* what is sent on is answered with the answer of the module, unless it could not be sent on */
	for (int i = 0; i < WRAPS_MAX && is_wrap(&a); i++) {
		emit_answer(e, PROTO_cip, a.service, MANAGER,
			    s.service == UNCONNECTED_SEND && s.status != OK);
		asked = wrapped(&a, &slot);
		if (!read_request(asked, &a))
			return;
	}
	hear_one(c, &a, &s, slot, e);
	if (a.service == MULTIPLE && a.path.class == ROUTER && s.service == MULTIPLE)
		hear_parts(c, a.body, s.body, slot, e);
}
