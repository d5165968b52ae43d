/* DLMS/COSEM (meters; IEC 62056-5-3), in HDLC (62056-46) or behind the wrapper of 62056-47, over TCP and UDP, named by
 * content on any port. Proved on nDPI's capture; check sums and tags from the standards' public texts.
 *
 *	7e | a 4 bits, length 12 | to 1-4 | from 1-4 | control 1 | HCS 2 | [e6 e6 00 (to a meter) or e6 e7 00 | APDU] | FCS 2 | 7e
 *	00 01 | from 2 | to 2 | length 2 | APDU
 *	APDU    60 association, 61 its answer, c0 get, c1 set, c3 action, c4 c5 c7 their answers; 20 more when encrypted
 *
 * Only whole APDUs in one frame are read; what a segmented one says is left aside. */
#include "decode/ber.h"
#include "decode/check.h"
#include "decode/decoder.h"
#include "decode/signin.h"

#include "decode/commands.h"
#include "decode/words.h"

#include <stdio.h>

enum { FLAG = 0x7e, FRAME_MAX = 2047, WRAPPED_MAX = 4096, ASKED = 8 };
enum { ASSOCIATE = 0x60, ASSOCIATED = 0x61, GET = 0xc0, SET = 0xc1, ACTION = 0xc3 };

static const uint16_t ports[] = {4059, 4060, 0};

struct state {
	struct signin signin;
	struct asked {
		uint8_t tag, attribute, obis[6];
	} asked[ASKED]; /* in order: so the answers come */
	uint8_t asked_n;
	bool told_kind, told_secrecy;
};

/* Does the sum that stands behind the first n bytes agree? */
static bool sum_agrees(struct rd r, size_t n)
{
	struct rd covered = rd_sub(&r, n);
	unsigned sum = rd_le16(&r);

	return rd_ok(&r) && (check_crc16(covered, 0xffff, 0x8408) ^ 0xffff) == sum;
}

/* One frame: its APDU, empty when it carries none. The sum over the header is what is asked for: that over all of it
 * may be wrong where a recording was made anonymous. The flag between two frames belongs to either. */
static enum heard read_hdlc(struct rd *r, struct rd *ret_apdu)
{
	struct rd look = *r, frame, header;
	unsigned length;

	*ret_apdu = rd_of(NULL, 0);
	rd_skip(&look, 1);
	header = look;
	length = rd_be16(&look);
	if (rd_left(r) >= 3 && (length >> 12 != 0xa || (length & 0x7ff) < 7))
		return BROKEN;
	if (!rd_ok(&look))
		return MORE;
	frame = rd_sub(&header, length & 0x7ff);
	if (!rd_ok(&header))
		return MORE;
	look = header;
	header = frame;
	rd_skip(&frame, 2);
	for (int address = 0; address < 2; address++)
		for (int i = 0; i < 4 && !(rd_u8(&frame) & 1); i++)
			;
	rd_skip(&frame, 1);
	if (!rd_ok(&frame) || !sum_agrees(header, (size_t)(frame.at - header.at)))
		return BROKEN;
	rd_skip(&frame, 2);
	if (rd_peek(&look, 0) == FLAG && rd_peek(&look, 1) != FLAG && rd_peek(&look, 1) >> 4 != 0xa)
		rd_skip(&look, 1);
	if (rd_left(&frame) > 5 && rd_peek(&frame, 0) == 0xe6) {
		rd_skip(&frame, 3);
		*ret_apdu = rd_of(frame.at, rd_left(&frame) - 2);
	}
	*r = look;
	return HEARD;
}

static enum heard read_wrapped(struct rd *r, struct rd *ret_apdu)
{
	struct rd look = *r;
	unsigned version = rd_be16(&look), length;

	rd_skip(&look, 4);
	length = rd_be16(&look);
	if (rd_left(r) >= 2 && version != 1)
		return BROKEN;
	if (!rd_ok(&look))
		return MORE;
	if (length == 0 || length > WRAPPED_MAX)
		return BROKEN;
	*ret_apdu = rd_sub(&look, length);
	if (!rd_ok(&look))
		return MORE;
	*r = look;
	return HEARD;
}

static enum heard read_message(struct rd *r, struct rd *ret_apdu)
{
	return rd_peek(r, 0) == FLAG ? read_hdlc(r, ret_apdu) : read_wrapped(r, ret_apdu);
}

/* Of an answer the request's tag; 0: it is none. */
static unsigned answers(unsigned tag)
{
	switch (tag) {
	case ASSOCIATED:
		return ASSOCIATE;
	case 0x63:
		return 0x62;
	case 0xc4:
	case 0xc5:
		return tag - 4;
	case 0xc7:
		return ACTION;
	case 0xcc: /* encrypted for all (c8 c9 cb), or for this association (d0 d1 d3) */
	case 0xcd:
	case 0xcf:
	case 0xd4:
	case 0xd5:
	case 0xd7:
		return tag - 4;
	default:
		return 0;
	}
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct rd apdu;
	bool hdlc = rd_peek(&head, 0) == FLAG;
	int tag;

	if (read_message(&head, &apdu) != HEARD)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	tag = rd_peek(&apdu, 0);
	if (tag < 0) /* HDLC is spoken by others, too */
		return smell(LIKELY, ROLE_UNKNOWN);
	if (!answers((unsigned)tag) && !command_find(PROTO_dlms, tag, -1))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(hdlc || talk_on_port(t, 4059) ? SURE : LIKELY,
		     answers((unsigned)tag) ? ROLE_SERVER : ROLE_CLIENT);
}

/* kind 1 | number 1 | class 2 | OBIS 6 | attribute 1: "class 3 1-0:1.8.0*255 attribute 2" */
static void object_text(struct rd r, char out[64])
{
	unsigned class, o[6];

	rd_skip(&r, 2);
	class = rd_be16(&r);
	for (int i = 0; i < 6; i++)
		o[i] = rd_u8(&r);
	out[0] = 0;
	if (rd_left(&r))
		snprintf(out, 64, "class %u %u-%u:%u.%u.%u*%u attribute %u", class, o[0], o[1], o[2], o[3],
			 o[4], o[5], rd_u8(&r));
}

/* { a1 context, 8a 8b how it is proved, ac { 80 the secret }, be ... } */
static void hear_association(struct state *s, struct emit *e, struct rd r)
{
	struct rd inner, content, secret = rd_of(NULL, 0), how = rd_of(NULL, 0);
	unsigned tag;

	if (!ber_want(&r, ASSOCIATE, &inner))
		return;
	for (int i = 0; i < 16 && ber_next(&inner, &tag, &content); i++) {
		if (tag == 0x8b)
			how = content;
		else if (tag == 0xac)
			(void)ber_want(&content, 0x80, &secret);
	}
	if (rd_empty(&how)) /* nobody proves anything: the lowest level */
		signin_try(&s->signin, e, "none", false, text_of("", 0), text_of("", 0));
	else if (how.end[-1] == 1)
		signin_try(&s->signin, e, "plain", true, text_of("", 0), text_rd(&secret));
	else
		signin_try(&s->signin, e, "challenge", false, text_of("", 0), text_of("", 0));
}

/* tag 1, kind 1, number 1, class 2, OBIS 6, attribute 1 */
static void remember(struct state *s, unsigned tag, struct rd apdu)
{
	struct asked *a;

	if (s->asked_n == ASKED)
		memmove(s->asked, s->asked + 1, --s->asked_n * sizeof *a);
	a = &s->asked[s->asked_n++];
	*a = (struct asked){.tag = (uint8_t)tag};
	rd_skip(&apdu, 5);
	if (tag != GET || rd_left(&apdu) < 7)
		return;
	memcpy(a->obis, rd_bytes(&apdu, 6), 6);
	a->attribute = rd_u8(&apdu);
}

/* Numbers by which meters call what they are (OBIS, Blue Book 6.2): the rest of each is 255. */
static const struct {
	uint8_t obis[5];
	uint16_t kind;
} identity[] = {
	{{0, 0, 96, 1, 0}, FACT_SERIAL},
	{{1, 0, 0, 2, 0}, FACT_FIRMWARE},
	{{0, 0, 42, 0, 0}, FACT_DESCRIPTION},
};

/* tag 1, kind 1, number 1, 00 | 09 or 0a, length 1, letters */
static void tell_identity(struct emit *e, const struct asked *a, struct rd apdu)
{
	enum { OCTETS = 9, LETTERS = 10 };
	unsigned type;
	struct rd value;
	struct text text;

	rd_skip(&apdu, 4);
	type = rd_u8(&apdu);
	value = rd_sub(&apdu, rd_u8(&apdu));
	text = text_rd(&value);
	if (!rd_ok(&apdu) || (type != OCTETS && type != LETTERS) || !text.n || !text_is_plain(text) ||
	    a->attribute != 2)
		return;
	for (size_t i = 0; i < sizeof identity / sizeof identity[0]; i++)
		if (memcmp(a->obis, identity[i].obis, sizeof identity[i].obis) == 0)
			emit_text(e, (enum fact_kind)identity[i].kind, SENDER, 80, text);
}

static void hear_request(struct state *s, struct emit *e, unsigned tag, struct rd apdu)
{
	char what[64] = "";

	if (tag == GET || tag == SET || tag == ACTION) {
		struct rd r = apdu;

		rd_skip(&r, 1);
		object_text(r, what);
	}
	emit_request(e, PROTO_dlms, tag, -1, text_z(what));
	remember(s, tag, apdu);
	if (tag == ASSOCIATE)
		hear_association(s, e, apdu);
}

/* The result of an association: a2 { 02 01 result } */
static bool association_refused(struct rd r)
{
	struct rd inner, content, number;
	unsigned tag;
	int64_t result = 1;

	if (ber_want(&r, ASSOCIATED, &inner))
		for (int i = 0; i < 16 && ber_next(&inner, &tag, &content); i++)
			if (tag == 0xa2 && ber_want(&content, BER_INTEGER, &number) &&
			    ber_int(number, &result))
				return result != 0;
	return true;
}

/* kind 1, number 1, then for a set its result, for a single get 0 a value, 1 an error */
static bool refused(unsigned tag, struct rd apdu)
{
	int kind = rd_peek(&apdu, 1), result = rd_peek(&apdu, 3);

	if (tag == ASSOCIATED)
		return association_refused(apdu);
	return (tag == 0xc4 || tag == 0xc5 || tag == 0xc7) && kind == 1 && result > 0;
}

static void hear_answer(struct state *s, struct emit *e, unsigned tag, struct rd apdu)
{
	unsigned request = answers(tag);
	bool no = refused(tag, apdu);
	struct asked asked = {0};

	if (s->asked_n) {
		asked = s->asked[0];
		memmove(s->asked, s->asked + 1, --s->asked_n * sizeof asked);
	}
	if (!no && tag == 0xc4 && asked.tag == GET)
		tell_identity(e, &asked, apdu);
	emit_answer(e, PROTO_dlms, request, -1, no);
	if (request == ASSOCIATE)
		signin_answer(&s->signin, e, no ? LOGIN_FAILED : LOGIN_OK);
	if (!s->told_kind)
		emit_str(e, FACT_KIND, SENDER, 50, "sensor");
	s->told_kind = true;
}

static void hear(struct state *s, struct emit *e, struct rd apdu)
{
	int tag = rd_peek(&apdu, 0);
	bool encrypted = tag >= 0xc8 && tag <= 0xd7;

	if (tag < 0)
		return;
	if (encrypted && !s->told_secrecy)
		emit_secrecy(e, PROTO_dlms, true);
	s->told_secrecy |= encrypted;
	emit_asks(e, answers((unsigned)tag) ? RECEIVER : SENDER);
	if (answers((unsigned)tag))
		hear_answer(s, e, (unsigned)tag, apdu);
	else if (command_find(PROTO_dlms, tag, -1))
		hear_request(s, e, (unsigned)tag, apdu);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct rd apdu;
	enum heard heard = read_message(in, &apdu);

	/* a segment that begins in the middle of a frame goes on to the next flag */
	if (heard == BROKEN && t->transport == 6 && (t->hole || rd_peek(in, 0) == FLAG)) {
		const uint8_t *flag = rd_left(in) > 1 ? memchr(in->at + 1, FLAG, rd_left(in) - 1) : NULL;

		rd_skip(in, flag ? (size_t)(flag - in->at) : rd_left(in));
		return HEARD;
	}
	if (heard == HEARD)
		hear(t->state, e, apdu);
	return heard;
}

static void over(struct talk *t, struct emit *e)
{
	signin_answer(&((struct state *)t->state)->signin, e, LOGIN_UNKNOWN);
}

const struct decoder decoder_dlms = {
	.protocol = PROTO_dlms,
	.on = ON_TCP | ON_UDP,
	.ports = ports,
	.begins = "00 7e",
	.depth = DEPTH_COMMANDS,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
	.over = over,
};
