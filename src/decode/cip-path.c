#include "decode/cip-path.h"

#include "base/quick.h"

enum { SEGMENTS_MAX = 32 };
enum { PORT, LOGICAL, NETWORK, SYMBOLIC, DATA };
enum {
	LOGICAL_CLASS,
	LOGICAL_INSTANCE,
	LOGICAL_MEMBER,
	LOGICAL_POINT,
	LOGICAL_ATTRIBUTE,
	LOGICAL_SPECIAL,
	LOGICAL_SERVICE
};
enum { EXTENDED_SYMBOL = 0x91, SIMPLE_DATA = 0x80, LINK_IS_LONG = 0x10, PORT_IS_LONG = 0x0f, KEY_FORMAT = 4 };

static void add(struct cip_path *p, const void *s, size_t n)
{
	if (n > sizeof p->tag - p->tag_n)
		n = sizeof p->tag - p->tag_n;
	memcpy(p->tag + p->tag_n, s, n);
	p->tag_n = (uint16_t)(p->tag_n + n);
}

static void add_name(struct cip_path *p, struct rd name)
{
	if (p->tag_n)
		add(p, ".", 1);
	add(p, name.at, rd_left(&name));
	p->index = -1;
	p->base_n = p->tag_n;
}

/* "Table" [1], then [2]: "Table[1,2]". */
static void add_index(struct cip_path *p, uint32_t index)
{
	char digits[12];

	if (!p->tag_n)
		return;
	if (p->index >= 0)
		p->tag_n--;
	add(p, p->index >= 0 ? "," : "[", 1);
	p->base_n = p->tag_n;
	p->index = index;
	add(p, digits, (size_t)quick_fmt(digits, sizeof digits, "%u]", index));
}

static void read_port(struct rd *r, unsigned first, struct cip_path *p)
{
	unsigned n = first & LINK_IS_LONG ? rd_u8(r) : 1;
	struct rd link;

	if ((first & PORT_IS_LONG) == PORT_IS_LONG)
		rd_skip(r, 2);
	link = rd_sub(r, n);
	if (first & LINK_IS_LONG && n % 2)
		rd_skip(r, 1);
	if (p->slot < 0 && n == 1)
		p->slot = rd_u8(&link);
}

static uint32_t read_number(struct rd *r, unsigned format)
{
	if (format == 0)
		return rd_u8(r);
	if (format == 3)
		rd_spoil(r);
	rd_skip(r, 1);
	return format == 1 ? rd_le16(r) : rd_le32(r);
}

static void read_logical(struct rd *r, unsigned first, struct cip_path *p)
{
	unsigned type = first >> 2 & 7;
	uint32_t number;

	if (type == LOGICAL_SPECIAL) { /* an electronic key: which device this is meant for */
		rd_skip(r, rd_u8(r) == KEY_FORMAT ? 8 : 0);
		return;
	}
	number = read_number(r, first & 3);
	if (type == LOGICAL_CLASS)
		p->class = number;
	else if (type == LOGICAL_INSTANCE)
		p->instance = number;
	else if (type == LOGICAL_ATTRIBUTE)
		p->attribute = number;
	else if (type == LOGICAL_MEMBER)
		add_index(p, number);
	if ((type == LOGICAL_POINT || (type == LOGICAL_INSTANCE && p->class == CIP_ASSEMBLY)) && rd_ok(r) &&
	    p->points_n < CIP_POINTS)
		p->points[p->points_n++] = number;
}

static void read_name(struct rd *r, unsigned n, struct cip_path *p)
{
	struct rd name = rd_sub(r, n);

	if (!rd_empty(&name))
		add_name(p, name);
}

static void read_data(struct rd *r, unsigned first, struct cip_path *p)
{
	unsigned n = rd_u8(r);

	if (first == EXTENDED_SYMBOL) {
		read_name(r, n, p);
		rd_skip(r, n % 2);
	} else if (first == SIMPLE_DATA) {
		rd_skip(r, n * 2);
	} else {
		rd_spoil(r);
	}
}

static void read_segment(struct rd *r, struct cip_path *p)
{
	unsigned first = rd_u8(r);

	switch (first >> 5) {
	case PORT:
		read_port(r, first, p);
		break;
	case LOGICAL:
		read_logical(r, first, p);
		break;
	case NETWORK:
		rd_skip(r, first & LINK_IS_LONG ? rd_u8(r) * 2u : 1);
		break;
	case SYMBOLIC:
		read_name(r, first & 0x1f, p);
		break;
	case DATA:
		read_data(r, first, p);
		break;
	default:
		rd_spoil(r);
	}
}

bool cip_path_read(struct rd r, struct cip_path *p)
{
	p->class = p->instance = p->attribute = p->slot = p->index = -1;
	p->tag_n = p->base_n = 0;
	p->points_n = 0;
	for (unsigned i = 0; i < SEGMENTS_MAX && !rd_empty(&r) && rd_ok(&r); i++)
		read_segment(&r, p);
	/* a tag that an address of the table of symbols stands for: its name was asked for earlier, if ever
	 */
	if (p->class == CIP_SYMBOL && p->instance > 0 && !p->tag_n)
		p->tag_n = p->base_n =
			(uint16_t)quick_fmt(p->tag, sizeof p->tag, "symbol:%u", (unsigned)p->instance);
	return rd_ok(&r) && rd_empty(&r);
}

struct text cip_path_text(const struct cip_path *p, char buf[CIP_PATH_TEXT])
{
	int n = 0;

	if (p->tag_n)
		return text_of(p->tag, p->tag_n);
	if (p->class >= 0)
		n = quick_fmt(buf, CIP_PATH_TEXT, "class 0x%02x", (unsigned)p->class);
	if (p->instance >= 0)
		n += quick_fmt(buf + n, CIP_PATH_TEXT - (size_t)n, "%sinstance %u", n ? " " : "",
			       (unsigned)p->instance);
	if (p->attribute >= 0)
		n += quick_fmt(buf + n, CIP_PATH_TEXT - (size_t)n, "%sattribute %u", n ? " " : "",
			       (unsigned)p->attribute);
	return text_of(buf, (size_t)n);
}
