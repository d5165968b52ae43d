#include "decode/s7list.h"
#include "decode/words.h"

/* Siemens A5E02789976, System Software for S7-300/400, chapter 34; proved on captures of S7-300 stations. */
enum { RECORDS_MAX = 32, PROTECTION = 4, KNOWN = 0x5656 };
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

/* event 2 | 1 | mode 1: the one it is in, in the low half | ... */
static void tell_mode(struct emit *e, struct rd r)
{
	static const char *const modes[16] = {
		[1] = "STOP",    [2] = "STOP", [3] = "STOP",  [4] = "STOP",   [5] = "STARTUP",
		[7] = "STARTUP", [8] = "RUN",  [10] = "HOLD", [13] = "DEFECT"};
	const char *mode;

	rd_skip(&r, 3);
	mode = modes[rd_u8(&r) & 15];
	if (rd_ok(&r) && mode)
		emit_pair(e, FACT_PROPERTY, SENDER, 90, "cpu-mode", text_z(mode));
}

/* index 2 = 4 | level by the key 2 | assigned 2 | level that counts 2 | mode switch 2 | 2 2 2 | hardware 4 | program 4:
 * who may do what, and which program is loaded */
static void tell_protection(struct emit *e, struct rd r)
{
	static const char *const switches[] = {NULL, "RUN", "RUN-P", "STOP", "MRES"};
	unsigned index = rd_be16(&r), level, position, known;
	uint32_t program;

	rd_skip(&r, 4);
	level = rd_be16(&r);
	position = rd_be16(&r);
	rd_skip(&r, 4);
	known = rd_be16(&r);
	rd_skip(&r, 4);
	program = rd_be32(&r);
	if (!rd_ok(&r) || index != PROTECTION)
		return;
	if (level >= 1 && level <= 3)
		emit_fmt(e, FACT_PROPERTY, SENDER, 90, "protection-level=%u", level);
	if (position >= 1 && position <= 4)
		emit_pair(e, FACT_PROPERTY, SENDER, 90, "mode-switch", text_z(switches[position]));
	if (known == KNOWN)
		emit_fmt(e, FACT_PROPERTY, SENDER, 90, "program-checksum=%08x", program);
}

static const struct {
	uint8_t list;
	void (*tell)(struct emit *e, struct rd record);
} lists[] = {{0x11, tell_module}, {0x1c, tell_component}, {0x24, tell_mode}, {0x32, tell_protection}};

/* return code 1 = ff | form 1 | length 2 | list 2 | index 2 | record length 2 | records 2 | record... */
void s7_tell_list(struct emit *e, struct rd r)
{
	unsigned code = rd_u8(&r), list, length, count;

	rd_skip(&r, 3);
	list = rd_be16(&r) & 0xff;
	rd_skip(&r, 2);
	length = rd_be16(&r);
	count = rd_be16(&r);
	if (!rd_ok(&r) || code != 0xff || length < 3)
		return;
	for (size_t k = 0; k < sizeof lists / sizeof lists[0]; k++) {
		if (lists[k].list != list)
			continue;
		emit_str(e, FACT_MAKER, SENDER, 60, "Siemens");
		for (unsigned i = 0; i < count && i < RECORDS_MAX && rd_left(&r) >= length; i++)
			lists[k].tell(e, rd_sub(&r, length));
	}
}
