/* BSAP over UDP (Emerson's, once Bristol Babcock's, RTUs and flow computers), named by content on any port. Proved on
 * icsnpp-bsap's capture; layout and function numbers compared with its source.
 *
 *	header's length 2 = 0e 00 or 16 00 | messages 2 | what 2 (0 poll, 1 count, 5 answer, 6 request) | numbers 8 [8]
 *	length 4, of what follows and itself | 0c | number 4 | function 1 | status 1 | database function 1 | ...
 *	answer: ... | number 4 | status 1 | elements 1 | ...
 *	04 read by name: 03 | d0 01 fields | security 1 | count 1 | name, 0 ... ("@GV.Tank1Bypass")
 *	  its answer, of these fields: { 0 logical, value 1 or 2 analog, value 4 | address 2 | version 2 }...
 *	80 write by address: version 2 | security 1 | count 1 | { address 2 | 9 on, 0a off }...
 *
 * All little-endian; a datagram may hold several messages. An answer names its request's number. Code of a command: the
 * application's function above, the database's (or the extension's, of two bytes) below 16 bits. What a read by name and a
 * write by address hold is proved on that capture: 1,681 reads fit to the last byte, and the signal that was written 0a
 * (packet 121) and 09 (1,364) reads 0 and 1 from then on. Other fields and ways of reading and writing are told without
 * their values. */
#include "base/quick.h"
#include "decode/decoder.h"

enum { POLL = 0, COUNTED = 1, ANSWER = 5, REQUEST = 6, REQUEST_84 = 0x84, REQUEST_86 = 0x86 };
enum { DATABASE = 0xa0, EXTENSION = 0xa1, ASKED = 8, MESSAGES = 8 };
enum { READ_BY_NAME = 0x04, WRITE_BY_ADDRESS = 0x80, WRITE_BY_NAME = 0x84 };
enum {
	NAMES_ROOM = 256,
	NAME = 32,
	KNOWN = 16,
	ELEMENTS = 64,
	LOGICAL = 0,
	ANALOG = 2,
	SET_ON = 9,
	SET_OFF = 10
};

static const uint16_t ports[] = {1234, 1235, 0};

struct state {
	uint8_t next;
	bool told_kind;
	struct {
		uint32_t number, code; /* code 0: free */
		uint16_t names_n;      /* 0: none that an answer could be told by */
		uint8_t names[NAMES_ROOM];
	} asked[ASKED];
	uint8_t known_next;
	struct {
		uint16_t address;
		char name[NAME]; /* empty: free */
	} known[KNOWN];
};
_Static_assert(sizeof(struct state) <= DECODER_STATE_MAX, "state");

struct message {
	unsigned what, count;
	uint32_t number;
	struct rd rest; /* behind the number; empty of a poll */
};

static bool is_request(unsigned what) { return what == REQUEST || what == REQUEST_84 || what == REQUEST_86; }

/* A datagram that is one through and through: every length agrees. */
static bool read_message(struct rd r, struct message *m)
{
	unsigned header = rd_le16(&r);
	uint32_t length;

	m->count = rd_le16(&r);
	m->what = rd_le16(&r);
	m->rest = rd_of(NULL, 0);
	m->number = 0;
	if (header != 0x0e && header != 0x16)
		return false;
	rd_skip(&r, header - 6);
	if (!rd_ok(&r))
		return false;
	if (m->what == POLL)
		return m->count == 0 && rd_empty(&r);
	if (m->what != COUNTED && m->what != ANSWER && !is_request(m->what))
		return false;
	length = rd_le32(&r);
	if (!rd_ok(&r) || (length != rd_left(&r) + 4 && m->count < 2) || rd_u8(&r) != 0x0c)
		return false;
	m->number = rd_le32(&r);
	m->rest = r;
	return rd_ok(&r);
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct message m;

	if (!read_message(head, &m))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	/* fourteen bytes, most of them zero, are no proof */
	return smell(m.what == POLL && !talk_on_port(t, ports[0]) ? LIKELY : SURE,
		     is_request(m.what) ? ROLE_CLIENT
		     : m.what == POLL   ? ROLE_UNKNOWN
					: ROLE_SERVER);
}

/* --- signals --- */

/* A name up to its 0; false when it has none, or is none. */
static bool read_name(struct rd *r, struct text *ret)
{
	const uint8_t *end = rd_empty(r) ? NULL : memchr(r->at, 0, rd_left(r));

	if (!end)
		return false;
	*ret = text_of(r->at, (size_t)(end - r->at));
	rd_skip(r, ret->n + 1);
	return ret->n > 1 && *ret->s == '@' && text_is_plain(*ret);
}

/* 03 | fields 2 | security 1 | count 1 | names: kept when these are the fields that are understood. */
static void keep_names(struct state *s, unsigned slot, struct rd r)
{
	unsigned one = rd_u8(&r), fields = rd_le16(&r);

	rd_skip(&r, 2);
	s->asked[slot].names_n = 0;
	if (!rd_ok(&r) || one != 3 || fields != 0x01d0 || rd_left(&r) > NAMES_ROOM || rd_empty(&r))
		return;
	s->asked[slot].names_n = (uint16_t)rd_left(&r);
	memcpy(s->asked[slot].names, r.at, rd_left(&r));
}

static void know(struct state *s, unsigned address, struct text name)
{
	unsigned i = 0;

	while (i < KNOWN && !(s->known[i].name[0] && s->known[i].address == address))
		i++;
	if (name.n >= NAME) { /* too long to be kept: the address is called by itself */
		if (i < KNOWN)
			s->known[i].name[0] = 0;
		return;
	}
	if (i == KNOWN)
		i = s->known_next++ % KNOWN;
	s->known[i].address = (uint16_t)address;
	memcpy(s->known[i].name, name.s, name.n);
	s->known[i].name[name.n] = 0;
}

static struct text name_of(const struct state *s, unsigned address, char buf[24])
{
	for (unsigned i = 0; i < KNOWN; i++)
		if (s->known[i].name[0] && s->known[i].address == address)
			return text_z(s->known[i].name);
	return text_of(buf, (size_t)quick_fmt(buf, 24, "address:0x%04x", address));
}

/* { type 1 | value | address 2 | version 2 }: reads one; false when it is of another form. */
static bool read_element(struct rd *r, double *ret_value, unsigned *ret_type, unsigned *ret_address)
{
	uint32_t bits;
	float f;

	*ret_type = rd_u8(r);
	if (*ret_type == LOGICAL) {
		*ret_value = rd_u8(r);
	} else {
		bits = rd_le32(r);
		memcpy(&f, &bits, sizeof f);
		*ret_value = (double)f;
	}
	*ret_address = rd_le16(r);
	rd_skip(r, 2);
	return rd_ok(r) && (*ret_type == ANALOG || (*ret_type == LOGICAL && *ret_value <= 1));
}

/* Told only when the whole answer fits: count elements, no byte more. */
static void tell_read(struct state *s, unsigned slot, struct rd r, struct emit *e)
{
	struct rd names = rd_of(s->asked[slot].names, s->asked[slot].names_n), look;
	unsigned n = rd_u8(&r), type, address;
	struct text name;
	double value;

	look = r;
	for (unsigned i = 0; i < n; i++)
		if (!read_element(&look, &value, &type, &address))
			return;
	if (!rd_empty(&look))
		return;
	for (unsigned i = 0; i < n && i < ELEMENTS && read_name(&names, &name); i++) {
		(void)read_element(&r, &value, &type, &address);
		know(s, address, name);
		emit_value(e, SENDER, name, value, type == ANALOG ? POINT_FLOAT : POINT_BOOL, false);
	}
}

/* version 2 | security 1 | count 1 | { address 2 | what 1 }...; the first, as text */
static struct text written(const struct state *s, struct rd r, char buf[80])
{
	char address[24];
	struct text name;
	unsigned n;

	rd_skip(&r, 3);
	n = rd_u8(&r);
	name = name_of(s, rd_le16(&r), address);
	if (!rd_ok(&r))
		return text_of("", 0);
	if (n > 1)
		return text_of(buf, (size_t)quick_fmt(buf, 80, "%.*s (+%u)", (int)name.n, name.s, n - 1));
	return text_of(buf, (size_t)quick_fmt(buf, 80, "%.*s", (int)name.n, name.s));
}

static void tell_written(const struct state *s, struct rd r, struct emit *e)
{
	char address[24];
	unsigned n;

	rd_skip(&r, 3);
	n = rd_u8(&r);
	for (unsigned i = 0; i < n && i < ELEMENTS; i++) {
		struct text name = name_of(s, rd_le16(&r), address);
		unsigned what = rd_u8(&r);

		if (!rd_ok(&r) ||
		    (what != SET_ON && what != SET_OFF)) /* of other forms the length is not known */
			return;
		emit_value(e, RECEIVER, name, what == SET_ON, POINT_BOOL, true);
	}
}

/* The first name in a write by name. */
static struct text name_in(struct rd r)
{
	const uint8_t *at = rd_empty(&r) ? NULL : memchr(r.at, '@', rd_left(&r));
	struct text name;

	if (!at)
		return text_of("", 0);
	r.at = at;
	return read_name(&r, &name) ? name : text_of("", 0);
}

/* --- messages --- */

static void hear_request(struct state *s, const struct message *m, struct emit *e)
{
	struct rd r = m->rest;
	unsigned function = rd_u8(&r), below, slot = s->next % ASKED;
	struct text detail = text_of("", 0);
	char buf[80];

	rd_skip(&r, 1);
	below = function == EXTENSION ? rd_le16(&r) : function == DATABASE ? rd_u8(&r) : 0;
	if (!rd_ok(&r))
		return;
	s->next++;
	s->asked[slot].number = m->number;
	s->asked[slot].code = function << 16 | below;
	s->asked[slot].names_n = 0;
	if (function == DATABASE && below == READ_BY_NAME)
		keep_names(s, slot, r);
	if (function == DATABASE && below == WRITE_BY_ADDRESS)
		detail = written(s, r, buf);
	else if (function == DATABASE && below == WRITE_BY_NAME)
		detail = name_in(r);
	emit_asks(e, SENDER);
	emit_request(e, PROTO_bsap, (int64_t)function << 16 | below, -1, detail);
	if (function == DATABASE && below == WRITE_BY_ADDRESS)
		tell_written(s, r, e);
}

/* status: bit 7 says that something went wrong (from memory, not proved: no capture has one) */
static void hear_answer(struct state *s, const struct message *m, struct emit *e)
{
	struct rd r = m->rest;
	unsigned status = rd_u8(&r);

	emit_asks(e, RECEIVER);
	for (unsigned i = 0; i < ASKED && rd_ok(&r); i++) {
		if (!s->asked[i].code || s->asked[i].number != m->number)
			continue;
		emit_answer(e, PROTO_bsap, s->asked[i].code, -1, status & 0x80);
		if (!(status & 0x80) && s->asked[i].names_n)
			tell_read(s, i, r, e);
		s->asked[i].code = 0;
		break;
	}
	if (!s->told_kind)
		emit_str(e, FACT_KIND, SENDER, 60, "plc");
	s->told_kind = true;
}

/* What follows the first message of several: length 4, of what follows and itself | 0c | number 4 | ... */
static bool next_message(struct rd *r, struct message *m)
{
	uint32_t length = rd_le32(r);
	struct rd body;

	if (!rd_ok(r) || length < 9 || length - 4 > rd_left(r))
		return false;
	body = rd_sub(r, length - 4);
	if (rd_u8(&body) != 0x0c)
		return false;
	m->number = rd_le32(&body);
	m->rest = rd_of(body.at, rd_left(&body));
	return true;
}

static void hear(struct state *s, const struct message *m, struct emit *e)
{
	if (is_request(m->what))
		hear_request(s, m, e);
	else
		hear_answer(s, m, e);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct message m;
	struct rd all = *in;
	bool good = read_message(*in, &m);

	if (!good)
		return BROKEN;
	(void)rd_rest(in);
	if (m.what == POLL)
		return HEARD;
	rd_skip(&all, rd_peek(&all, 0) == 0x16 ? 0x16 : 0x0e);
	for (unsigned i = 0; i < MESSAGES && i < (m.count ? m.count : 1) && next_message(&all, &m); i++)
		hear(t->state, &m, e);
	return HEARD;
}

const struct decoder decoder_bsap = {
	.protocol = PROTO_bsap,
	.on = ON_UDP,
	.ports = ports,
	.begins = "0e 16",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
