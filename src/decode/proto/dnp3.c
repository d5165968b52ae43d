/* DNP3 (IEEE 1815-2012), by content on any port, over TCP and UDP.
 *
 *	link         05 64 | length 1 | control 1 | destination 2 | source 2 | check 2 | (up to 16 bytes | check 2)...
 *	transport    end 80, begin 40, sequence 6 bits
 *	application  control 1 | function 1 | [indications 2 of answers] | objects
 *
 * Every check sequence is verified; segments are put together for each side, at most REQUEST_ROOM and ANSWER_ROOM
 * bytes (what is longer is cut and still told by its function). Functions and objects are proved on Zeek's, ICSNPP's
 * and opendnp3's captures (../shared/corpus/ot/dnp3, dnp3-conformance); device attributes and file passwords are from
 * the standard's text. */
#include "decode/dnp3.h"
#include "decode/decoder.h"
#include "decode/signin.h"
#include "decode/words.h"

#include <stdio.h>

enum {
	HEADER = 8,
	LENGTH_MIN = 5,
	CHECK = 2,
	BLOCK = 16,
	DATA_MAX = 250,
	FROM_MASTER = 0x80,
	PRIMARY = 0x40
};
enum { USER_DATA_CONFIRMED = 3, USER_DATA = 4, LAST = 0x80, FIRST = 0x40, SEQUENCE = 0x3f };
enum { REQUEST_ROOM = 1040, ANSWER_ROOM = 2560, SEQUENCES = 16, APPLICATION_FIRST = 0x80 };
enum {
	CONFIRM = 0,
	READ = 1,
	WRITE = 2,
	SELECT = 3,
	DIRECT_UNHEARD = 6,
	OPEN_FILE = 25,
	AUTHENTICATE = 29,
	ABORT_FILE = 30,
	RESPONSE = 129,
	UNSOLICITED = 130
};
enum { REFUSED = 0x07, FILE_OPEN = 3, FILE_PASSWORD = 2, FILES = 70 };

struct assembly {
	bool on;
	uint8_t sequence;
	uint16_t from, to, n;
};

struct state {
	bool told;
	uint16_t outstation; /* the first that answered */
	struct {
		bool waits;
		uint8_t code;
		int16_t sub;
	} asked[SEQUENCES];
	struct assembly part[2];
	struct signin signin;
	uint8_t request[REQUEST_ROOM], answer[ANSWER_ROOM];
};
_Static_assert(sizeof(struct state) <= DECODER_STATE_MAX, "state");

struct frame {
	uint8_t control;
	uint16_t to, from;
	uint16_t n;
	uint8_t data[DATA_MAX];
};

static const uint16_t ports[] = {20000, 0};

/* Polynomial 3d65, reflected, inverted (9.2.4.3), half a byte a step: what remains of each value of four bits. */
static unsigned check_of(const uint8_t *p, size_t n)
{
	static const uint16_t rest[16] = {0x0000, 0xb26b, 0x29af, 0x9bc4, 0x535e, 0xe135, 0x7af1, 0xc89a,
					  0xa6bc, 0x14d7, 0x8f13, 0x3d78, 0xf5e2, 0x4789, 0xdc4d, 0x6e26};
	unsigned crc = 0;

	for (; n--; p++) {
		crc = crc >> 4 ^ rest[(crc ^ *p) & 15];
		crc = crc >> 4 ^ rest[(crc ^ (unsigned)*p >> 4) & 15];
	}
	return ~crc & 0xffff;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	const uint8_t *p = rd_bytes(&head, HEADER);
	unsigned check = rd_le16(&head);

	(void)t;
	if (!rd_ok(&head) || p[0] != 0x05 || p[1] != 0x64 || p[2] < LENGTH_MIN ||
	    check != check_of(p, HEADER))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, p[3] & FROM_MASTER ? ROLE_CLIENT : ROLE_SERVER);
}

/* One frame, each of its blocks checked. */
static enum heard read_frame(struct rd *r, struct frame *f)
{
	struct rd look = *r;
	const uint8_t *p = rd_bytes(&look, HEADER);
	unsigned check = rd_le16(&look), left;

	if ((rd_peek(r, 0) >= 0 && rd_peek(r, 0) != 0x05) || (rd_peek(r, 1) >= 0 && rd_peek(r, 1) != 0x64))
		return BROKEN;
	if (!rd_ok(&look))
		return MORE;
	if (p[2] < LENGTH_MIN || check != check_of(p, HEADER))
		return BROKEN;
	f->control = p[3];
	f->to = (uint16_t)(p[4] | p[5] << 8);
	f->from = (uint16_t)(p[6] | p[7] << 8);
	f->n = 0;
	for (left = p[2] - LENGTH_MIN; left > 0;) {
		unsigned n = left < BLOCK ? left : BLOCK;
		const uint8_t *block = rd_bytes(&look, n);

		check = rd_le16(&look);
		if (!rd_ok(&look))
			return MORE;
		if (check != check_of(block, n))
			return BROKEN;
		memcpy(f->data + f->n, block, n);
		f->n = (uint16_t)(f->n + n);
		left -= n;
	}
	*r = look;
	return HEARD;
}

/* --- requests --- */

static bool has_data(unsigned function)
{
	return (function >= WRITE && function <= DIRECT_UNHEARD) ||
	       (function >= OPEN_FILE && function <= ABORT_FILE);
}

/* "binary-output:8 = 1", and how many more */
static struct text control_detail(char buf[DNP3_NAME + 40], struct dnp3_block b)
{
	struct dnp3_control c;
	struct dnp3_object o;
	char name[DNP3_NAME];
	struct text t;
	uint32_t i = 0;
	int n;

	if (!dnp3_object(&b, &i, &o) || !dnp3_control(&b, &o, &c))
		return text_of("", 0);
	t = dnp3_control_name(name, &c, 0);
	n = snprintf(buf, DNP3_NAME + 40, "%.*s = %.6g", (int)t.n, t.s, c.value);
	if (b.count > 1)
		n += snprintf(buf + n, DNP3_NAME + 40 - (size_t)n, " +%u", b.count - 1);
	return text_of(buf, (size_t)n);
}

/* name offset 2 | name size 2 | created 6 | permissions 2 | key 4 | size 4 | mode 2 | block 2 | request 2 |
 * name */
static int16_t file_mode(struct rd file, struct text *ret_name)
{
	struct rd r = file, name;
	unsigned at = rd_le16(&r), size = rd_le16(&r), mode;

	rd_skip(&r, 16);
	mode = rd_le16(&r);
	name = rd_at(&file, at);
	name = rd_sub(&name, size);
	if (rd_ok(&name) && text_is_plain(text_rd(&name)))
		*ret_name = text_rd(&name);
	return rd_ok(&r) && (mode == 2 || mode == 3) ? (int16_t)mode : -1;
}

/* name offset 2 | name size 2 | password offset 2 | password size 2 | key 4 | name and password */
static void hear_password(struct state *s, struct rd file, struct emit *e)
{
	struct rd r = file;
	unsigned user_at = rd_le16(&r), user_n = rd_le16(&r), secret_at = rd_le16(&r), secret_n = rd_le16(&r);
	struct rd user = rd_at(&file, user_at), secret = rd_at(&file, secret_at);

	user = rd_sub(&user, user_n);
	secret = rd_sub(&secret, secret_n);
	if (rd_ok(&r) && rd_ok(&user) && rd_ok(&secret))
		signin_try(&s->signin, e, "dnp3-file", true, text_rd(&user), text_rd(&secret));
}

/* What is set without an answer is told at once. */
static void tell_unheard(struct dnp3_block b, struct emit *e)
{
	struct dnp3_control c;
	struct dnp3_object o;
	char name[DNP3_NAME];
	unsigned told = 0;

	for (uint32_t i = 0; told < DNP3_POINTS_MAX && dnp3_object(&b, &i, &o) && dnp3_control(&b, &o, &c);
	     told++)
		emit_value(e, SERVER, dnp3_control_name(name, &c, 0), c.value, (enum point_type)c.type, true);
}

static void hear_request(struct state *s, unsigned sequence, unsigned function, struct rd r, struct emit *e)
{
	struct text detail = text_of("", 0);
	char buf[DNP3_NAME + 40];
	struct dnp3_block b;
	struct dnp3_object o;
	bool with_data = has_data(function);
	uint32_t i = 0;
	int16_t sub = -1;

	if (with_data && dnp3_next(&r, true, &b)) {
		struct dnp3_block look = b;
		bool file = b.group == FILES && dnp3_object(&look, &i, &o);

		if (function == WRITE)
			sub = b.group;
		else if (function <= DIRECT_UNHEARD)
			detail = control_detail(buf, b);
		if (file && b.variation == FILE_OPEN)
			sub = file_mode(o.bytes, &detail);
		if (function == DIRECT_UNHEARD)
			tell_unheard(b, e);
		emit_request(e, PROTO_dnp3, function, sub, detail);
		if (file && function == AUTHENTICATE && b.variation == FILE_PASSWORD)
			hear_password(s, o.bytes, e);
	} else {
		emit_request(e, PROTO_dnp3, function, sub, detail);
	}
	if (function != CONFIRM && function != DIRECT_UNHEARD) {
		s->asked[sequence].waits = true;
		s->asked[sequence].code = (uint8_t)function;
		s->asked[sequence].sub = sub;
	}
}

/* --- answers --- */

/* The controls that an answer gives back: what was done is a value that the client set; true when one was
 * not. */
static bool tell_controls(struct dnp3_block b, bool done, unsigned outstation, unsigned *room, struct emit *e)
{
	struct dnp3_control c;
	struct dnp3_object o;
	char name[DNP3_NAME];
	bool refused = false;

	for (uint32_t i = 0; *room > 0 && dnp3_object(&b, &i, &o) && dnp3_control(&b, &o, &c); (*room)--) {
		refused |= c.status != 0;
		if (done && c.status == 0)
			emit_value(e, SERVER, dnp3_control_name(name, &c, outstation), c.value,
				   (enum point_type)c.type, true);
	}
	return refused;
}

static void tell_outstation(struct state *s, const struct assembly *a, struct emit *e)
{
	if (s->told)
		return;
	s->told = true;
	s->outstation = a->from;
	emit_str(e, FACT_KIND, SERVER, 40, "plc");
	emit_str(e, FACT_ROLE, SERVER, 80, "slave");
	emit_str(e, FACT_ROLE, CLIENT, 80, "master");
	emit_fmt(e, FACT_PROPERTY, SERVER, 90, "dnp3-address=%u", a->from);
	emit_fmt(e, FACT_PROPERTY, CLIENT, 90, "dnp3-address=%u", a->to);
}

static void hear_answer(struct state *s, const struct assembly *a, const uint8_t *p, struct rd r,
			struct emit *e)
{
	unsigned sequence = p[0] & (SEQUENCES - 1), room = DNP3_POINTS_MAX, controls = DNP3_POINTS_MAX,
		 outstation;
	bool answers = p[1] == RESPONSE && p[0] & APPLICATION_FIRST && s->asked[sequence].waits, refused;
	unsigned code = s->asked[sequence].code;
	struct dnp3_block b;

	rd_skip(&r, 1);
	refused = rd_u8(&r) & REFUSED;
	if (!rd_ok(&r))
		return;
	tell_outstation(s, a, e);
	outstation = a->from == s->outstation ? 0 : a->from;
	for (struct rd look = r; dnp3_next(&look, true, &b);) /* of many, numbers first */
		dnp3_tell(e, &b, false, outstation, &room);
	while (dnp3_next(&r, true, &b)) {
		dnp3_tell(e, &b, true, outstation, &room);
		if (answers && code >= SELECT && code < DIRECT_UNHEARD)
			refused |= tell_controls(b, code != SELECT, outstation, &controls, e);
	}
	if (!answers)
		return;
	s->asked[sequence].waits = false;
	emit_answer(e, PROTO_dnp3, code, s->asked[sequence].sub, refused);
	if (code == AUTHENTICATE)
		signin_answer(&s->signin, e, refused ? LOGIN_FAILED : LOGIN_OK);
}

/* A whole message: control 1 | function 1 | ... */
static void hear_message(struct talk *t, const struct assembly *a, const uint8_t *p, size_t n, struct emit *e)
{
	struct rd r = rd_of(p, n);

	rd_skip(&r, 2);
	if (!rd_ok(&r))
		return;
	if (p[1] < RESPONSE && t->side == FROM_CLIENT)
		hear_request(t->state, p[0] & (SEQUENCES - 1), p[1], r, e);
	else if ((p[1] == RESPONSE || p[1] == UNSOLICITED) && t->side == FROM_SERVER)
		hear_answer(t->state, a, p, r, e);
}

/* --- segments --- */

static void hear_segment(struct talk *t, const struct frame *f, struct emit *e)
{
	struct state *s = t->state;
	struct assembly *a = &s->part[t->side];
	uint8_t *room = t->side == FROM_CLIENT ? s->request : s->answer;
	size_t cap = t->side == FROM_CLIENT ? sizeof s->request : sizeof s->answer, n = f->n - 1u;
	unsigned head = f->data[0];

	if (head & FIRST)
		*a = (struct assembly){true, (uint8_t)(head & SEQUENCE), f->from, f->to, 0};
	else if (!a->on || a->from != f->from || a->to != f->to ||
		 (head & SEQUENCE) != ((a->sequence + 1u) & SEQUENCE))
		a->on = false;
	if (!a->on)
		return;
	a->sequence = head & SEQUENCE;
	n = n < cap - a->n ? n : cap - a->n;
	memcpy(room + a->n, f->data + 1, n);
	a->n = (uint16_t)(a->n + n);
	if (!(head & LAST))
		return;
	a->on = false;
	hear_message(t, a, room, a->n, e);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct frame f;
	enum heard heard = read_frame(in, &f);

	if (heard == BROKEN &&
	    t->hole) { /* after lost bytes: wait for a frame that begins with its segment */
		(void)rd_rest(in);
		return HEARD;
	}
	if (heard != HEARD)
		return heard;
	if (f.control & PRIMARY &&
	    ((f.control & 15) == USER_DATA || (f.control & 15) == USER_DATA_CONFIRMED) && f.n > 0)
		hear_segment(t, &f, e);
	return HEARD;
}

const struct decoder decoder_dnp3 = {
	.protocol = PROTO_dnp3,
	.on = ON_TCP | ON_UDP,
	.ports = ports,
	.begins = "05",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
