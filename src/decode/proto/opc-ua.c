/* OPC UA over TCP (OPC 10000-6, 7.1.2), named by content on any port. Proved on captures of open62541 and of
 * the Python server (corpus/ot/opcua) beside tshark and Zeek's log.
 *
 *	type 3 (HEL ACK ERR RHE OPN MSG CLO) | chunk 1 (F C A) | size 4, little-endian, of all of it
 *	OPN  channel 4 | policy | certificate | thumbprint | number 4 | request 4 | type, body
 *	MSG  channel 4 | token 4 | number 4 | request 4 | type, body
 *
 * A message comes in chunks, the last of them F. Up to LONGEST bytes they are put together; of a longer
 * message the chunks that lie within them are heard, the rest passes by and is counted. Whether a channel with a policy only signs or encrypts, too, shows in its
 * first message: the type of a service can be read or not. */
#include "decode/opcua-services.h"

#include "decode/decoder.h"
#include "decode/words.h"
#include "decode/x509.h"

enum { HEADER = 8, SIZE_MAX_BYTES = 1 << 26, LONGEST = 60000, HEARD_OF_LONG = 32000, CHUNKS_MAX = 256 };

struct state {
	struct opcua_kept kept;
	uint32_t passing[2]; /* bytes of a chunk that are still to come and are not heard */
	uint32_t torn[2];    /* the request whose further chunks are not heard */
	bool is_torn[2], told_channel, told_secrecy, encrypted;
	uint8_t policy_n; /* 0: not seen */
	char policy[32];
};
_Static_assert(sizeof(struct state) <= DECODER_STATE_MAX, "state");

static const uint16_t ports[] = {4840, 0};

static const struct {
	const char *type;
	uint8_t role, least;
} types[] = {
	{"HEL", ROLE_CLIENT, 32}, {"ACK", ROLE_SERVER, 28},  {"ERR", ROLE_SERVER, 16},
	{"RHE", ROLE_SERVER, 16}, {"OPN", ROLE_UNKNOWN, 12}, {"MSG", ROLE_UNKNOWN, 24},
	{"CLO", ROLE_CLIENT, 24},
};

struct chunk {
	const uint8_t *type; /* three letters */
	uint8_t kind;        /* F C A */
	uint32_t size;
	struct rd body; /* behind the size; shorter than it says when not all is there */
};

/* What begins here: the place of its type in the table, or -1. */
static int read_chunk(struct rd r, struct chunk *ret_chunk)
{
	const uint8_t *p = rd_bytes(&r, 4);
	size_t left;

	*ret_chunk = (struct chunk){p, p ? p[3] : 0, rd_le32(&r), rd_of(NULL, 0)};
	if (!rd_ok(&r) || (p[3] != 'F' && p[3] != 'C' && p[3] != 'A') || ret_chunk->size > SIZE_MAX_BYTES)
		return -1;
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
		if (memcmp(p, types[i].type, 3) == 0 && ret_chunk->size >= types[i].least) {
			left = rd_left(&r);
			ret_chunk->body =
				rd_sub(&r, left < ret_chunk->size - HEADER ? left : ret_chunk->size - HEADER);
			return (int)i;
		}
	return -1;
}

/* What stands before the number of a chunk: channel and token, or the policy. */
static void skip_security(const struct chunk *c, struct rd *r)
{
	rd_skip(r, 4);
	if (*c->type != 'O') {
		rd_skip(r, 4);
		return;
	}
	for (int i = 0; i < 3; i++)
		(void)opcua_string(r);
}

/* The service that a body begins with, as far as it can be read; 0: it cannot. */
static uint32_t service_of(struct rd *r)
{
	struct opcua_node type = opcua_node(r);
	uint32_t request;
	bool known = type.kind == 'i' && type.space == 0 &&
		     (opcua_is_request(type.number) || opcua_is_answer(type.number, &request) ||
		      type.number == OPCUA_FAULT);

	return rd_ok(r) && known ? type.number : 0;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct chunk c;
	int i = read_chunk(head, &c);
	uint32_t service;

	(void)t;
	if (i < 0)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (types[i].role != ROLE_UNKNOWN)
		return smell(SURE, (enum role)types[i].role);
	skip_security(&c, &c.body);
	rd_skip(&c.body, 8);
	service = service_of(&c.body);
	return smell(SURE, service == 0                ? ROLE_UNKNOWN
			   : opcua_is_request(service) ? ROLE_CLIENT
						       : ROLE_SERVER);
}

/* --- the channel --------------------------------------------------------------------------------------- */

static void tell_channel(struct state *s, struct emit *e, const char *mode)
{
	if (s->told_channel || !s->policy_n)
		return;
	s->told_channel = true;
	emit_fmt(e, FACT_PROPERTY, SERVER, 90, "opc-ua-channel=%.*s/%s", s->policy_n, s->policy, mode);
	opcua_tell_policy(e, text_of(s->policy, s->policy_n));
}

static void tell_secrecy(struct state *s, struct emit *e, bool encrypted)
{
	if (!s->told_secrecy || s->encrypted != encrypted)
		emit_secrecy(e, PROTO_opc_ua, encrypted);
	s->told_secrecy = true;
	s->encrypted = encrypted;
}

/* policy | certificate | thumbprint | number 4 | request 4 | ... */
static void hear_open(struct state *s, struct talk *t, const struct chunk *c, struct emit *e)
{
	struct rd r = c->body, certificate, in;
	struct text policy;
	struct x509 x;
	uint32_t id, service;

	rd_skip(&r, 4);
	policy = opcua_policy(opcua_string(&r));
	certificate = opcua_string(&r);
	(void)opcua_string(&r);
	rd_skip(&r, 4);
	id = rd_le32(&r);
	if (!rd_ok(&r) || !policy.n)
		return;
	s->policy_n = (uint8_t)words_keep(policy, s->policy, sizeof s->policy);
	if (!rd_empty(&certificate) && x509_read(certificate, &x))
		x509_emit(e, &x, false);
	in = r;
	service = service_of(&in);
	if (service && words_same(policy, "none")) {
		tell_channel(s, e, "none");
		tell_secrecy(s, e, false);
	}
	if (service ? service == OPCUA_OPEN : t->side == FROM_CLIENT)
		emit_request(e, PROTO_opc_ua, OPCUA_OPEN, -1, text_of("", 0));
	else if (service == OPCUA_FAULT)
		opcua_hear_answer(&s->kept, e, id, service, in);
	else
		emit_answer(e, PROTO_opc_ua, OPCUA_OPEN, -1,
			    service && opcua_is_bad(opcua_response_header(&in)));
}

/* version 4 | buffers 8 | longest 8 | URL; reverse: the server's URI | URL */
static void hear_hello(const struct chunk *c, struct emit *e)
{
	struct rd r = c->body, url;

	if (*c->type == 'H')
		rd_skip(&r, 20);
	else
		(void)opcua_string(&r);
	url = opcua_string(&r);
	if (rd_ok(&r) && !rd_empty(&url))
		emit_pair(e, FACT_PROPERTY, SERVER, 80, "opc-ua-url", text_rd(&url));
}

/* --- messages ------------------------------------------------------------------------------------------ */

static void hear_service(struct state *s, struct emit *e, uint32_t id, struct rd body)
{
	uint32_t service = service_of(&body), request;

	if (!service) {
		/* of a channel in clear: a type that no standard has, or the rest of a message whose start
		 * was lost */
		if (!s->told_secrecy && s->policy_n) {
			tell_secrecy(s, e, true);
			tell_channel(s, e, "sign-and-encrypt");
		}
		return;
	}
	if (!s->encrypted) {
		tell_secrecy(s, e, false);
		tell_channel(s, e, "sign");
	}
	if (opcua_is_request(service))
		opcua_hear_request(&s->kept, e, id, service, body);
	else if (service == OPCUA_FAULT || opcua_is_answer(service, &request))
		opcua_hear_answer(&s->kept, e, id, service, body);
}

/* number 4 | request 4 of a chunk; r stands behind them then. */
static uint32_t request_of(const struct chunk *c, struct rd *r)
{
	skip_security(c, r);
	rd_skip(r, 4);
	return rd_le32(r);
}

/* Puts the bodies of a message's chunks together, as far as they are whole; returns how many bytes of `in` they
 * are. *ret_whole: the last is among them. */
static size_t join(struct rd in, uint8_t *bytes, size_t *ret_n, bool *ret_whole)
{
	size_t whole = rd_left(&in);

	*ret_n = 0;
	*ret_whole = false;
	for (int i = 0; i < CHUNKS_MAX; i++) {
		struct chunk c;
		struct rd r;

		if (read_chunk(in, &c) < 0 || rd_left(&c.body) < c.size - HEADER)
			break;
		rd_skip(&in, c.size);
		r = c.body;
		(void)request_of(&c, &r);
		if (rd_left(&r)) {
			memcpy(bytes + *ret_n, r.at, rd_left(&r));
			*ret_n += rd_left(&r);
		}
		if (c.kind != 'C') {
			*ret_whole = true;
			break;
		}
	}
	return whole - rd_left(&in);
}

/* A message of which this is the first chunk and more come. */
static enum heard hear_joined(struct state *s, struct talk *t, struct rd *in, const struct chunk *c,
			      struct emit *e)
{
	uint8_t bytes[DECODER_KEEP];
	struct rd r = c->body;
	uint32_t id = request_of(c, &r);
	struct rd within = rd_left(in) <= sizeof bytes ? *in : rd_of(in->at, sizeof bytes);
	bool whole;
	size_t n, used = join(within, bytes, &n, &whole);

	if (!whole && rd_left(in) < LONGEST && !t->cut)
		return MORE;
	if (used) {
		hear_service(s, e, id, rd_of(bytes, n));
	} else {
		hear_service(s, e, id, r);
		used = c->size;
	}
	s->is_torn[t->side] = !whole;
	s->torn[t->side] = id;
	rd_skip(in, used);
	return HEARD;
}

/* A chunk that is all there, or as much of it as is heard. */
static enum heard hear_chunk(struct state *s, struct talk *t, struct rd *in, const struct chunk *c,
			     struct emit *e)
{
	struct rd r = c->body;
	uint32_t id;

	if (*c->type == 'O') {
		hear_open(s, t, c, e);
	} else if (*c->type == 'H' || *c->type == 'R') {
		hear_hello(c, e);
	} else if (*c->type == 'M' || *c->type == 'C') {
		id = request_of(c, &r);
		if (s->is_torn[t->side] && s->torn[t->side] == id) {
			s->is_torn[t->side] = c->kind == 'C';
			emit_unheard(e, c->size);
		} else if (c->kind == 'C' && !s->encrypted && c->size <= LONGEST)
			return hear_joined(s, t, in, c, e);
		else if (c->kind != 'A')
			hear_service(s, e, id, r);
	}
	rd_skip(in, HEADER + rd_left(&c->body));
	return HEARD;
}

static void pass(struct state *s, enum side side, struct rd *in)
{
	size_t n = rd_left(in) < s->passing[side] ? rd_left(in) : s->passing[side];

	rd_skip(in, n);
	s->passing[side] -= (uint32_t)n;
}

/* After lost bytes: the rest of the segment is given up, the next may begin a chunk. */
static enum heard senseless(const struct talk *t, struct rd *in)
{
	if (!t->hole)
		return BROKEN;
	(void)rd_rest(in);
	return HEARD;
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct state *s = t->state;
	struct chunk c;
	size_t there;

	if (t->hole)
		s->passing[t->side] = s->is_torn[t->side] = 0;
	if (s->passing[t->side]) {
		pass(s, t->side, in);
		return HEARD;
	}
	if (rd_left(in) < HEADER)
		return MORE;
	if (read_chunk(*in, &c) < 0)
		return senseless(t, in);
	there = HEADER + rd_left(&c.body);
	if (there < c.size && there < (c.size > LONGEST ? (size_t)HEARD_OF_LONG : c.size))
		return MORE;
	s->passing[t->side] = (uint32_t)(c.size - there);
	if (there < c.size && !s->encrypted)
		emit_unheard(e, c.size - there);
	return hear_chunk(s, t, in, &c, e);
}

static void over(struct talk *t, struct emit *e)
{
	signin_answer(&((struct state *)t->state)->kept.signin, e, LOGIN_UNKNOWN);
}

const struct decoder decoder_opc_ua = {
	.protocol = PROTO_opc_ua,
	.on = ON_TCP,
	.ports = ports,
	.begins = "41 43 45 48 4d 4f 52",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
	.over = over,
};
