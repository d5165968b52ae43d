/* CoAP (RFC 7252, RFC 6690, RFC 7641): what a device offers (/.well-known/core) and values by their path.
 *
 *	version(2 bits = 1) type(2) token length(4); code(1) message id(2) token; options: delta(4) length(4)
 *...; 0xff payload
 */
#include "base/hash.h"
#include "decode/decoder.h"
#include "decode/jsonvalues.h"
#include "decode/words.h"

#include <math.h>

enum { GET = 1, POST, PUT, IPATCH = 7 };
enum { CONTENT = 2 << 5 | 5 };
enum { URI_PATH = 11, CONTENT_FORMAT = 12 };
enum { LINK_FORMAT = 40, ASKED = 8, PATH = 64, PUT_ROOM = 240, SUCCESS = 2 };

struct message {
	unsigned type, code, path_n;
	uint64_t token;
	int format;
	struct rd payload;
	char path[PATH];
};

/* Paths asked for, by token, so that an answer (or a later notification) is known by its path; and what was put last,
 * which is so once the answer says that it was done. */
struct coap {
	unsigned next;
	struct {
		unsigned slot; /* of asked[] */
		int16_t format;
		uint8_t n; /* 0: nothing waits */
		uint8_t body[PUT_ROOM];
	} put;
	struct {
		uint64_t token;
		uint8_t path_n;
		char path[PATH];
	} asked[ASKED];
};

/* The 13 and 14 forms extend a nibble by one or two bytes (3.1). */
static unsigned extended(struct rd *r, unsigned nibble)
{
	if (nibble == 13)
		return 13u + rd_u8(r);
	if (nibble == 14)
		return 269u + rd_be16(r);
	if (nibble == 15)
		rd_spoil(r);
	return nibble;
}

static void path_part(struct message *m, struct text part)
{
	if (m->path_n < PATH)
		m->path[m->path_n++] = '/';
	m->path_n += (unsigned)words_keep(part, m->path + m->path_n, PATH - m->path_n);
}

static bool options(struct rd *r, struct message *m)
{
	unsigned number = 0;

	while (!rd_empty(r) && rd_peek(r, 0) != 0xff) {
		unsigned first = rd_u8(r), length;
		struct rd value;

		number += extended(r, first >> 4);
		length = extended(r, first & 15);
		value = rd_sub(r, length);
		if (!rd_ok(r) || number > 2100)
			return false;
		if (number == URI_PATH)
			path_part(m, text_rd(&value));
		else if (number == CONTENT_FORMAT)
			m->format = rd_left(&value) == 2 ? rd_be16(&value)
				    : rd_left(&value)    ? rd_u8(&value)
							 : 0;
	}
	return true;
}

static bool message_of(struct rd r, struct message *m)
{
	unsigned first = rd_u8(&r), size = first & 15, class;
	struct rd token;

	*m = (struct message){.type = first >> 4 & 3, .code = rd_u8(&r), .format = -1};
	class = m->code >> 5;
	rd_skip(&r, 2);
	token = rd_sub(&r, size <= 8 ? size : SIZE_MAX);
	if (!rd_ok(&r) || first >> 6 != 1 || class == 1 || class == 3 || class > 5 ||
	    (class == 0 && m->code > IPATCH))
		return false;
	if (m->code == 0 && (size > 0 || !rd_empty(&r)))
		return false; /* an empty message has nothing more */
	m->token = hash_bytes(token.at, rd_left(&token), 3) | 1;
	if (!options(&r, m))
		return false;
	if (!rd_empty(&r)) {
		rd_skip(&r, 1);
		if (rd_empty(&r))
			return false;
	}
	m->payload = r;
	return true;
}

static bool is_request(const struct message *m) { return m->code >= GET && m->code <= IPATCH; }

static struct smell coap_smells(const struct talk *t, struct rd head)
{
	bool port = talk_on_port(t, 5683);
	struct message m;

	if (!message_of(head, &m) || m.code == 0)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (is_request(&m))
		return smell(port && m.path_n                                   ? SURE
			     : port || text_is_plain(text_of(m.path, m.path_n)) ? LIKELY
										: NOT_MINE,
			     ROLE_CLIENT);
	return smell(port || m.type == 2 ? LIKELY : NOT_MINE, ROLE_SERVER);
}

/* </sensors/temp>;rt="temperature-c";if="sensor",</other> */
static void links(struct text list, struct emit *e)
{
	for (unsigned i = 0; i < 32 && list.n > 0; i++) {
		struct text one = words_cut(&list, ','), target = one, type = words_parameter(one, "rt");

		words_cut(&target, '<');
		target = words_cut(&target, '>');
		if (target.n > 0)
			emit_fmt(e, FACT_PROPERTY, SENDER, 90, "coap-path=%.*s",
				 (int)(target.n < 100 ? target.n : 100), target.s);
		if (type.n > 0)
			emit_text(e, FACT_SERVICE_TYPE, SENDER, 90, type);
	}
}

struct values {
	struct emit *e;
	struct text path;
	enum about about;
	bool set;
};

static void tell(const struct values *v, struct text name, double number)
{
	emit_value(v->e, v->about, name, number, number == floor(number) ? POINT_UNKNOWN : POINT_DOUBLE,
		   v->set);
}

static void value(void *ctx, struct text field, double number)
{
	struct values *v = ctx;
	char name[PATH + JSONVALUES_PATH + 1];
	size_t n = words_keep(v->path, name, PATH);

	name[n++] = '#';
	n += words_keep(field, name + n, sizeof name - n);
	tell(v, text_of(name, n), number);
}

/* PUT sets what lies at the path (RFC 7252 5.8.3): a set-point of the server. A POST reports what the sender
 * has. */
static void payload(const struct message *m, struct text path, struct emit *e)
{
	struct text body = text_rd(&m->payload);
	struct values v = {e, path, m->code == PUT ? SERVER : SENDER, m->code == PUT};
	double number;

	if (m->format == LINK_FORMAT || words_same(path, "/.well-known/core"))
		links(body, e);
	else if (path.n > 0 && words_double(body, &number))
		tell(&v, path, number);
	else if (path.n > 0)
		jsonvalues(body, value, &v);
}

static void keep_put(struct coap *s, const struct message *m, unsigned slot)
{
	size_t n = rd_left(&m->payload);

	s->put.n = 0;
	if (!n || n > PUT_ROOM)
		return;
	s->put.slot = slot;
	s->put.format = (int16_t)m->format;
	s->put.n = (uint8_t)n;
	memcpy(s->put.body, m->payload.at, n);
}

static void request(struct coap *s, const struct message *m, struct emit *e)
{
	struct text path = text_of(m->path, m->path_n);
	unsigned slot = s->next++ % ASKED;

	s->asked[slot].token = m->token;
	s->asked[slot].path_n = (uint8_t)words_keep(path, s->asked[slot].path, PATH);
	if (s->put.slot == slot)
		s->put.n = 0;
	if (m->code == PUT)
		keep_put(s, m, slot);
	else if (m->code == POST)
		payload(m, path, e);
}

/* The latest first: an empty token may be used again and again. ASKED: none. */
static unsigned asked_by(const struct coap *s, uint64_t token)
{
	for (unsigned i = ASKED; i > 0; i--) {
		unsigned slot = (s->next + i - 1) % ASKED;

		if (s->asked[slot].token == token)
			return slot;
	}
	return ASKED;
}

static void put_answered(struct coap *s, const struct message *m, struct text path, struct emit *e)
{
	struct message put = {.code = PUT, .format = s->put.format, .payload = rd_of(s->put.body, s->put.n)};

	if (m->code >> 5 == SUCCESS)
		payload(&put, path, e);
	s->put.n = 0;
}

static void response(struct coap *s, const struct message *m, struct emit *e)
{
	unsigned slot = asked_by(s, m->token);
	struct text path =
		slot < ASKED ? text_of(s->asked[slot].path, s->asked[slot].path_n) : text_of("", 0);

	if (slot < ASKED && s->put.n && s->put.slot == slot)
		put_answered(s, m, path, e);
	else if (m->code == CONTENT)
		payload(m, path, e);
}

static enum heard coap_decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct message m;

	if (!message_of(*in, &m))
		return BROKEN;
	rd_skip(in, rd_left(in));
	if (is_request(&m))
		request(t->state, &m, e);
	else if (m.code)
		response(t->state, &m, e);
	return HEARD;
}

const struct decoder decoder_coap = {
	.protocol = PROTO_coap,
	.on = ON_UDP,
	.ports = (const uint16_t[]){5683, 0},
	.begins = "40-7f",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct coap),
	.smells = coap_smells,
	.decode = coap_decode,
};
