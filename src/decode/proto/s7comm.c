/* S7comm (Siemens S7-300/400 and compatible), named by content: 32 and a message type behind TPKT and COTP
 * data. */
#include "decode/named.h"
#include "decode/tpkt.h"
#include "decode/words.h"

enum { S7 = 0x32, JOB = 1, ACK = 2, ACK_DATA = 3, USER_DATA = 7, HEADER = 10, MESSAGES_MAX = 64 };

struct state {
	uint8_t messages[2];
	bool told;
};

static const uint16_t ports[] = {102, 0};

/* 32 | type 1 | 0 0 | reference 2 | parameter length 2 | data length 2 | [error 2] */
static struct smell smells(const struct talk *t, struct rd head)
{
	struct rd r;
	unsigned type, parameters, data;

	(void)t;
	if (!tpkt_data(head, &r) || rd_u8(&r) != S7 || rd_left(&r) < HEADER - 1)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	type = rd_u8(&r);
	rd_skip(&r, 4);
	parameters = rd_be16(&r);
	data = rd_be16(&r);
	rd_skip(&r, type == ACK || type == ACK_DATA ? 2 : 0);
	if ((type != JOB && type != ACK && type != ACK_DATA && type != USER_DATA) ||
	    parameters + data > rd_left(&r))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, type == JOB ? ROLE_CLIENT : type == USER_DATA ? ROLE_UNKNOWN : ROLE_SERVER);
}

/* --- system status lists (Siemens A5E02789976, System Software for S7-300/400, chapter 34)
 * --------------------------- */

enum {
	LIST_MODULE = 0x0011,
	LIST_COMPONENT = 0x001c,
	GROUP_CPU_ANSWER = 0x84,
	READ_LIST = 1,
	RECORDS_MAX = 32
};
enum { MODULE = 1, FIRMWARE = 7, ORDER_ROOM = 20, COMPONENT_ROOM = 32 };

static void tell_text(struct emit *e, enum fact_kind kind, struct rd room)
{
	struct text t = text_rd(&room);
	const char *end = t.n ? memchr(t.s, '\0', t.n) : NULL;

	if (end)
		t.n = (size_t)(end - t.s);
	t = words_trim(t);
	if (t.n > 1 && text_is_plain(t))
		emit_text(e, kind, SENDER, 90, t);
}

/* index 2 | order number 20 | type 2 | version 2 2: of the firmware a V and three numbers */
static void tell_module(struct emit *e, struct rd r)
{
	unsigned index = rd_be16(&r), letter, v[3];
	struct rd order = rd_sub(&r, ORDER_ROOM);

	rd_skip(&r, 2);
	letter = rd_u8(&r);
	for (int i = 0; i < 3; i++)
		v[i] = rd_u8(&r);
	if (!rd_ok(&r))
		return;
	if (index == MODULE)
		tell_text(e, FACT_HARDWARE, order);
	if (index == FIRMWARE && letter == 'V')
		emit_fmt(e, FACT_FIRMWARE, SENDER, 90, "V%u.%u.%u", v[0], v[1], v[2]);
}

/* index 2 | text 32 */
static void tell_component(struct emit *e, struct rd r)
{
	static const struct {
		uint8_t index;
		uint16_t kind;
	} texts[] = {{1, FACT_NAME}, {3, FACT_LOCATION}, {5, FACT_SERIAL}, {7, FACT_MODEL}};
	unsigned index = rd_be16(&r);
	struct rd text = rd_sub(&r, rd_left(&r) < COMPONENT_ROOM ? rd_left(&r) : COMPONENT_ROOM);

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		if (texts[i].index == index)
			tell_text(e, (enum fact_kind)texts[i].kind, text);
}

/* return code 1 = ff | form 1 | length 2 | list 2 | index 2 | record length 2 | records 2 | record... */
static void hear_list(struct emit *e, struct rd r)
{
	unsigned code = rd_u8(&r), list, length, count;

	rd_skip(&r, 3);
	list = rd_be16(&r) & 0xff;
	rd_skip(&r, 2);
	length = rd_be16(&r);
	count = rd_be16(&r);
	if (!rd_ok(&r) || code != 0xff || length < 3 || (list != LIST_MODULE && list != LIST_COMPONENT))
		return;
	emit_str(e, FACT_MAKER, SENDER, 60, "Siemens");
	for (unsigned i = 0; i < count && i < RECORDS_MAX && rd_left(&r) >= length; i++) {
		struct rd record = rd_sub(&r, length);

		if (list == LIST_MODULE)
			tell_module(e, record);
		else
			tell_component(e, record);
	}
}

/* 32 | type 1 | 0 0 | reference 2 | parameter length 2 | data length 2 | 00 01 12 | length 1 | method 1 |
 * group 1 | function 1 */
static void hear_message(struct emit *e, struct rd r)
{
	unsigned type, parameters, group, function;
	struct rd parameter;

	rd_skip(&r, 1);
	type = rd_u8(&r);
	rd_skip(&r, 4);
	parameters = rd_be16(&r);
	rd_skip(&r, 2);
	parameter = rd_sub(&r, parameters);
	rd_skip(&parameter, 5);
	group = rd_u8(&parameter);
	function = rd_u8(&parameter);
	if (rd_ok(&r) && rd_ok(&parameter) && type == USER_DATA && group == GROUP_CPU_ANSWER &&
	    function == READ_LIST)
		hear_list(e, r);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct state *s = t->state;
	struct rd payload;
	unsigned type;

	if (t->hole || s->messages[t->side] >= MESSAGES_MAX)
		return ENOUGH;
	if (!tpkt_next(in, &type, &payload)) {
		bool begins = rd_peek(in, 0) == 3 && rd_peek(in, 1) <= 0;

		return begins && rd_left(in) < DECODER_KEEP ? MORE : BROKEN;
	}
	s->messages[t->side]++;
	if (t->side == FROM_SERVER && !s->told)
		emit_str(e, FACT_KIND, SERVER, 60, "plc");
	s->told |= t->side == FROM_SERVER;
	if (type == TPKT_DATA && rd_peek(&payload, 0) == S7)
		hear_message(e, payload);
	return HEARD;
}

const struct decoder decoder_s7comm = {
	.protocol = PROTO_s7comm,
	.on = ON_TCP,
	.ports = ports,
	.begins = "03",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
