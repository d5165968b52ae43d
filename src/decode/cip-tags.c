#include "decode/cip.h"
#include "decode/words.h"

#include "base/quick.h"

enum { READ = 0x4c, WRITE = 0x4d, READ_PART = 0x52, WRITE_PART = 0x53, STRUCTURE = 0x02a0 };

/* Elementary types (volume 1, C-6). */
static const struct shape {
	uint8_t code, size, type; /* enum point_type */
} shapes[] = {
	{0xc1, 1, POINT_BOOL},   {0xc2, 1, POINT_INT8},   {0xc3, 2, POINT_INT16},  {0xc4, 4, POINT_INT32},
	{0xc5, 8, POINT_INT64},  {0xc6, 1, POINT_UINT8},  {0xc7, 2, POINT_UINT16}, {0xc8, 4, POINT_UINT32},
	{0xc9, 8, POINT_UINT64}, {0xca, 4, POINT_FLOAT},  {0xcb, 8, POINT_DOUBLE}, {0xd1, 1, POINT_UINT8},
	{0xd2, 2, POINT_UINT16}, {0xd3, 4, POINT_UINT32}, {0xd4, 8, POINT_UINT64},
};

static const struct shape *shape_of(unsigned code)
{
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		if (shapes[i].code == code)
			return &shapes[i];
	return NULL;
}

static double real32(uint32_t bits)
{
	float f;

	memcpy(&f, &bits, sizeof f);
	return (double)f;
}

static double real64(uint64_t bits)
{
	double d;

	memcpy(&d, &bits, sizeof d);
	return d;
}

static double value_of(const struct shape *s, struct rd *r)
{
	uint64_t raw = s->size == 1   ? rd_u8(r)
		       : s->size == 2 ? rd_le16(r)
		       : s->size == 4 ? rd_le32(r)
				      : rd_le64(r);

	switch (s->type) {
	case POINT_BOOL:
		return raw != 0;
	case POINT_INT8:
		return (int8_t)raw;
	case POINT_INT16:
		return (int16_t)raw;
	case POINT_INT32:
		return (int32_t)raw;
	case POINT_INT64:
		return (double)(int64_t)raw;
	case POINT_FLOAT:
		return real32((uint32_t)raw);
	case POINT_DOUBLE:
		return real64(raw);
	default:
		return (double)raw;
	}
}

/* The tag itself, or its element i: "Table[3]", counted on from the index that was asked for. */
static struct text name_of(const struct cip_path *p, bool many, uint64_t i, char buf[CIP_TAG_MAX + 32])
{
	int base = p->base_n;
	uint64_t first = p->index >= 0 ? (uint64_t)p->index : 0;

	if (!many)
		return text_of(p->tag, p->tag_n);
	return text_of(buf, (size_t)quick_fmt(buf, CIP_TAG_MAX + 32, "%.*s%s%llu]", base, p->tag,
					      p->index >= 0 ? "" : "[", (unsigned long long)(first + i)));
}

static void tell(struct emit *e, const struct cip_path *p, const struct shape *s, struct rd values, bool many,
		 uint64_t first, bool set, uint8_t *room)
{
	char buf[CIP_TAG_MAX + 32];

	if (words_is_secret(text_of(p->tag, p->tag_n)))
		return;
	for (unsigned i = 0; *room > 0 && rd_left(&values) >= s->size; i++, (*room)--) {
		emit_value(e, SERVER, name_of(p, many, first + i, buf), value_of(s, &values),
			   (enum point_type)s->type, set);
		if (!many) {
			(*room)--;
			break;
		}
	}
}

/* asked: count 2 | [offset in bytes 4]; answer: type 2 | values */
static void tell_read(struct emit *e, const struct cip_asks *a, struct rd answer, uint8_t *room)
{
	struct rd asked = a->body;
	unsigned count = rd_le16(&asked), type = rd_le16(&answer);
	uint32_t offset = a->service == READ_PART ? rd_le32(&asked) : 0;
	const struct shape *s = type == STRUCTURE ? NULL : shape_of(type);

	if (s && rd_ok(&asked) && rd_ok(&answer))
		tell(e, &a->path, s, answer, count > 1, offset / s->size, false, room);
}

/* asked: type 2 | count 2 | [offset in bytes 4] | values */
static void tell_written(struct emit *e, const struct cip_asks *a, uint8_t *room)
{
	struct rd asked = a->body;
	unsigned type = rd_le16(&asked), count = rd_le16(&asked);
	uint32_t offset = a->service == WRITE_PART ? rd_le32(&asked) : 0;
	const struct shape *s = type == STRUCTURE ? NULL : shape_of(type);

	if (s && rd_ok(&asked))
		tell(e, &a->path, s, asked, count > 1, offset / s->size, true, room);
}

void cip_tell_tags(struct emit *e, const struct cip_asks *a, struct rd answer, uint8_t *room)
{
	if (!a->path.tag_n)
		return;
	if (a->service == READ || a->service == READ_PART)
		tell_read(e, a, answer, room);
	else if (a->service == WRITE || a->service == WRITE_PART)
		tell_written(e, a, room);
}
