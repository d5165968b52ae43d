/* HiSLIP (measuring instruments; IVI-6.1), over TCP, named by content. Proved on nDPI's capture.
 *
 *	"HS" | kind 1 | control 1 | parameter 4 | length 8 | payload
 *
 * What an instrument answers to "*IDN?" (IEEE 488.2) says who it is: maker,model,serial,firmware. */
#include "decode/decoder.h"
#include "decode/words.h"

enum { HEADER = 16, KIND_LAST = 26, FIRST_OWN = 128, DATA = 6, DATA_END = 7, PAYLOAD_MAX = 32768 };

static const uint16_t ports[] = {4880, 0};

struct state {
	bool asked; /* "*IDN?" */
	uint64_t passing[2];
};

static bool read_header(struct rd *r, unsigned *ret_kind, uint64_t *ret_length)
{
	bool magic = rd_u8(r) == 'H' && rd_u8(r) == 'S';

	*ret_kind = rd_u8(r);
	rd_skip(r, 5);
	*ret_length = rd_be64(r);
	return rd_ok(r) && magic && (*ret_kind <= KIND_LAST || *ret_kind >= FIRST_OWN) &&
	       *ret_length < UINT32_MAX;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	unsigned kind;
	uint64_t length;

	(void)t;
	if (!read_header(&head, &kind, &length))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, kind == 0 || kind == 17   ? ROLE_CLIENT
			   : kind == 1 || kind == 18 ? ROLE_SERVER
						     : ROLE_UNKNOWN);
}

static void hear_identity(struct emit *e, struct text value)
{
	static const enum fact_kind kinds[] = {FACT_MAKER, FACT_MODEL, FACT_SERIAL, FACT_FIRMWARE};

	for (int i = 0; i < 4; i++) {
		struct text field = words_trim(words_cut(&value, ','));

		if (field.n && !(field.n == 1 && field.s[0] == '0'))
			emit_text(e, kinds[i], SERVER, 90, field);
	}
}

static void hear_data(struct state *s, struct talk *t, struct emit *e, struct text text)
{
	if (t->side == FROM_CLIENT)
		s->asked = words_has(text, "*idn?");
	else if (s->asked && words_has(text, ",")) {
		hear_identity(e, text);
		s->asked = false;
	}
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct state *s = t->state;
	struct rd r = *in, payload;
	unsigned kind;
	uint64_t length, pass;

	if (t->hole)
		s->passing[t->side] = 0;
	if (s->passing[t->side]) {
		pass = s->passing[t->side] < rd_left(in) ? s->passing[t->side] : rd_left(in);
		rd_skip(in, (size_t)pass);
		s->passing[t->side] -= pass;
		return HEARD;
	}
	if (rd_left(in) < HEADER)
		return MORE;
	if (!read_header(&r, &kind, &length)) {
		if (!t->hole)
			return BROKEN;
		(void)rd_rest(in);
		return HEARD;
	}
	if (length > PAYLOAD_MAX) {
		s->passing[t->side] = length;
		rd_skip(in, HEADER);
		return HEARD;
	}
	payload = rd_sub(&r, (size_t)length);
	if (!rd_ok(&r))
		return MORE;
	*in = r;
	if (kind == DATA || kind == DATA_END)
		hear_data(s, t, e, text_rd(&payload));
	return HEARD;
}

const struct decoder decoder_hislip = {
	.protocol = PROTO_hislip,
	.on = ON_TCP,
	.ports = ports,
	.begins = "48",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
