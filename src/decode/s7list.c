#include "decode/s7list.h"
#include "decode/words.h"

/* Siemens A5E02789976, System Software for S7-300/400, chapter 34; proved on captures of S7-300 stations. */
enum { LIST_MODULE = 0x0011, LIST_COMPONENT = 0x001c, RECORDS_MAX = 32 };
enum { MODULE = 1, FIRMWARE = 7, COMPONENTS = 0x80, MODULE_NAME = 2, ORDER_ROOM = 20, COMPONENT_ROOM = 32 };

/* A text up to its first NUL, without the spaces that fill its room; empty when it is none. */
static struct text text_in(struct rd room)
{
	struct text t = text_rd(&room);
	const char *end = t.n ? memchr(t.s, '\0', t.n) : NULL;

	if (end)
		t.n = (size_t)(end - t.s);
	t = words_trim(t);
	return t.n > 1 && text_is_plain(t) ? t : text_of("", 0);
}

static void tell_text(struct emit *e, enum fact_kind kind, int confidence, struct rd room)
{
	struct text t = text_in(room);

	if (t.n)
		emit_text(e, kind, SENDER, confidence, t);
}

static void tell_pair(struct emit *e, const char *key, struct rd room)
{
	struct text t = text_in(room);

	if (t.n)
		emit_pair(e, FACT_PROPERTY, SENDER, 90, key, t);
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
	if (index == MODULE) {
		tell_text(e, FACT_HARDWARE, 90, order);
		tell_text(e, FACT_MODEL, 70, order); /* the article number, until it says its type */
	}
	if (index >= COMPONENTS)
		tell_pair(e, "component", order);
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

	if (index == MODULE_NAME)
		tell_pair(e, "module-name", text);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		if (texts[i].index == index)
			tell_text(e, (enum fact_kind)texts[i].kind, 90, text);
}

/* return code 1 = ff | form 1 | length 2 | list 2 | index 2 | record length 2 | records 2 | record... */
void s7_tell_list(struct emit *e, struct rd r)
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
