/* GOOSE (IEC 61850-8-1 annex A), by its ethertype.
 *
 *	APPID 2 | length 2 | 0 4 | 61: 80 control block, 81 time to live, 82 data set, 83 id, 84 time, 85 state number,
 *	86 sequence number, 87 test, 88 revision, 89 needs commissioning, 8a entries, ab data
 *
 * Who publishes what, its values and state number, which a second publisher would make jump. Proved on captures of
 * substations (../shared/corpus/ot/iec61850) beside tshark and the published baseline. */
#include "base/quick.h"
#include "decode/ber.h"
#include "decode/decoder.h"
#include "decode/mmsdata.h"
#include "decode/words.h"

enum {
	HEADER = 8,
	PDU = 0x61,
	CONTROL_BLOCK = 0x80,
	DATA_SET = 0x82,
	ID = 0x83,
	STATE_NUMBER = 0x85,
	TEST = 0x87,
	DATA = 0xab,
	ELEMENTS_MAX = 16, /* of a message: there are 12 */
	NAME_MAX = 130
};

static const uint16_t ports[] = {0x88b8, 0};

static bool pdu_of(struct rd r, struct rd *ret)
{
	unsigned length;

	rd_skip(&r, 2);
	length = rd_be16(&r);
	rd_skip(&r, 4);
	if (!rd_ok(&r) || length < HEADER)
		return false;
	*ret = rd_left(&r) < length - HEADER ? rd_rest(&r) : rd_sub(&r, length - HEADER);
	return rd_peek(ret, 0) == PDU;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct rd r;

	return smell(t->ethertype == ports[0] && pdu_of(head, &r) ? SURE : NOT_MINE, ROLE_UNKNOWN);
}

static struct text name_of(struct rd r)
{
	return rd_left(&r) <= NAME_MAX && text_is_plain(text_rd(&r)) ? text_rd(&r) : text_of("", 0);
}

static void tell_values(struct text name, struct rd data, struct emit *e)
{
	struct mms_value values[MMS_VALUES_MAX];
	char buf[NAME_MAX + 16];
	struct spell w = spell_in(buf, sizeof buf);
	uint64_t good;
	unsigned n = words_is_secret(name) ? 0 : mms_values(data, values, MMS_VALUES_MAX, &good);
	char *behind;

	spell_text(&w, name.s, name.n);
	spell_char(&w, '[');
	behind = w.at;
	for (unsigned i = 0; i < n; i++) {
		w.at = behind;
		spell_u(&w, values[i].place);
		spell_char(&w, ']');
		mms_tell_plain(e, SENDER, text_of(buf, spell_n(&w)), &values[i], false);
	}
}

static void tell_number(struct text name, struct rd value, struct emit *e)
{
	char buf[NAME_MAX + 16];
	int64_t n;

	if (name.n && ber_int(value, &n))
		emit_value(
			e, SENDER,
			text_of(buf, (size_t)quick_fmt(buf, sizeof buf, "%.*s.stNum", (int)name.n, name.s)),
			(double)n, POINT_UINT32, false);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct text name = text_of("", 0);
	struct mms_element one;
	struct rd r, frame = rd_rest(in);
	bool told = false;

	(void)t;
	if (!pdu_of(frame, &r) || !mms_find(&r, PDU, &r))
		return BROKEN;
	for (int i = 0; i < ELEMENTS_MAX && mms_next(&r, &one); i++) {
		if (one.first == CONTROL_BLOCK) {
			name = name_of(one.body);
			if (name.n)
				emit_pair(e, FACT_PROPERTY, SENDER, 90, "goose", name);
		} else if (one.first == DATA_SET && name_of(one.body).n) {
			emit_pair(e, FACT_PROPERTY, SENDER, 90, "goose-data-set", name_of(one.body));
		} else if (one.first == ID && name_of(one.body).n) {
			emit_pair(e, FACT_PROPERTY, SENDER, 90, "goose-id", name_of(one.body));
		} else if (one.first == STATE_NUMBER) {
			tell_number(name, one.body, e);
		} else if (one.first == TEST && rd_peek(&one.body, 0) > 0) {
			emit_pair(e, FACT_PROPERTY, SENDER, 90, "goose-test", name);
		} else if (one.first == DATA && name.n && !told) {
			tell_values(name, one.body, e);
			told = true;
		}
	}
	emit_str(e, FACT_KIND, SENDER, 40, "plc");
	return HEARD;
}

const struct decoder decoder_goose = {
	.protocol = PROTO_goose,
	.on = ON_ETHER,
	.ports = ports,
	.depth = DEPTH_VALUES,
	.said_once = true,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
