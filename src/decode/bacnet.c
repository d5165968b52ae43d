#include "decode/bacnet.h"

#include "base/quick.h"
#include "decode/utf16.h"

#include <math.h>
#include <string.h>

enum { DEPTH_MAX = 32, LIST_MAX = 2048, PRESENT_VALUE = 85, DEVICE = 8 };
enum {
	TAG_NULL,
	TAG_BOOLEAN,
	TAG_UNSIGNED,
	TAG_SIGNED,
	TAG_REAL,
	TAG_DOUBLE,
	TAG_STRING = 7,
	TAG_ENUMERATED = 9
};

/* number 4 bits (15: in the next byte) | context 1 | length 3: 5 in the next byte, there 254 in two and 255
 * in four more; 6 opening, 7 closing (20.2.1) */
bool bacnet_next(struct rd *r, struct bacnet_tag *ret_tag)
{
	unsigned first = rd_u8(r);
	uint32_t length = first & 7;
	struct bacnet_tag t = {
		.number = (uint8_t)(first >> 4), .context = first & 8, .value = rd_of(NULL, 0)};

	if (t.number == 15)
		t.number = rd_u8(r);
	*ret_tag = t;
	if (length > 5) {
		ret_tag->kind = length == 6 ? BACNET_OPENING : BACNET_CLOSING;
		return rd_ok(r) && t.context;
	}
	if (length == 5)
		length = rd_u8(r);
	if (length == 254)
		length = rd_be16(r);
	else if (length == 255)
		length = rd_be32(r);
	if (!t.context && t.number == TAG_BOOLEAN) {
		ret_tag->small = length == 1;
		return rd_ok(r) && length <= 1;
	}
	ret_tag->value = rd_sub(r, length);
	return rd_ok(r);
}

bool bacnet_context(struct rd *r, unsigned number, struct rd *ret_value)
{
	struct rd try = *r;
	struct bacnet_tag t;

	if (!bacnet_next(&try, &t) || !t.context || t.kind != BACNET_PLAIN || t.number != number)
		return false;
	*ret_value = t.value;
	*r = try;
	return true;
}

/* Is the next tag the opening (or closing) one of this number? Then it is taken. */
static bool bracket(struct rd *r, enum bacnet_tag_kind kind, unsigned number)
{
	struct rd try = *r;
	struct bacnet_tag t;

	if (!bacnet_next(&try, &t) || t.kind != kind || t.number != number)
		return false;
	*r = try;
	return true;
}

/* What stands between an opening tag that was just taken and the closing one that belongs to it, which is
 * taken. */
static bool inside(struct rd *r, struct rd *ret_inside)
{
	const uint8_t *start = r->at, *before;
	unsigned depth = 1;
	struct bacnet_tag t;

	do {
		before = r->at;
		if (!bacnet_next(r, &t))
			return false;
		depth += t.kind == BACNET_OPENING;
		depth -= t.kind == BACNET_CLOSING;
	} while (depth && depth <= DEPTH_MAX);
	*ret_inside = rd_of(start, (size_t)(before - start));
	return depth == 0;
}

uint32_t bacnet_number(struct rd v)
{
	uint32_t n = 0;

	while (!rd_empty(&v))
		n = n << 8 | rd_u8(&v);
	return n;
}

static size_t ucs2_text(struct rd v, char *out, size_t cap)
{
	uint8_t turned[BACNET_TEXT];
	size_t n = 0;

	while (rd_left(&v) >= 2 && n + 2 <= sizeof turned) {
		unsigned letter = rd_be16(&v);

		turned[n++] = (uint8_t)letter;
		turned[n++] = (uint8_t)(letter >> 8);
	}
	return utf16_text(rd_of(turned, n), out, cap);
}

/* encoding 1: 0 UTF-8, 1 a code page of 2 bytes and its letters, 4 UCS-2, 5 ISO 8859-1 (20.2.9) */
struct text bacnet_string(struct rd v, char room[BACNET_TEXT])
{
	unsigned encoding = rd_u8(&v);
	size_t n = 0;

	if (encoding == 4)
		return text_of(room, ucs2_text(v, room, BACNET_TEXT));
	if (encoding == 1)
		rd_skip(&v, 2); /* whoever shows it tries CP932 */
	if (encoding <= 1)
		return text_of((const char *)v.at, rd_left(&v));
	while (encoding == 5 && !rd_empty(&v) && n + 2 <= BACNET_TEXT) {
		unsigned letter = rd_u8(&v);

		if (letter >= 0x80)
			room[n++] = (char)(0xc0 | letter >> 6);
		room[n++] = (char)(letter >= 0x80 ? 0x80 | (letter & 0x3f) : letter);
	}
	return text_of(room, n);
}

/* --- properties ---------------------------------------------------------------------------------------- */

/* [first] property | [first + 1] index, if any | opening first + 2 | value | closing | [first + 3] priority,
 * if any */
static bool read_property(struct rd *r, unsigned first, struct bacnet_property *p)
{
	struct rd v;

	p->index = -1;
	p->priority = 0;
	p->value = rd_of(NULL, 0);
	if (!bacnet_context(r, first, &v))
		return false;
	p->property = bacnet_number(v);
	if (bacnet_context(r, first + 1, &v))
		p->index = bacnet_number(v);
	if (bracket(r, BACNET_OPENING, first + 2) && !inside(r, &p->value))
		return false;
	if (bacnet_context(r, first + 3, &v))
		p->priority = (int)(bacnet_number(v) & 31);
	return true;
}

void bacnet_one(struct rd r, bacnet_each *each, void *ctx)
{
	struct bacnet_property p = {0};
	struct rd object;

	if (!bacnet_context(&r, 0, &object))
		return;
	p.object = bacnet_number(object);
	if (read_property(&r, 1, &p))
		each(ctx, &p);
}

/* Of an answer the numbers go from 2 on, and an error may stand in the value's place; of a write from 0 on.
 */
static void list_of(struct rd r, uint32_t object, bool answer, bacnet_each *each, void *ctx)
{
	struct bacnet_property p = {.object = object};
	struct rd error;

	for (int i = 0; i < LIST_MAX && !rd_empty(&r); i++) {
		if (!read_property(&r, answer ? 2 : 0, &p))
			return;
		if (answer && bracket(&r, BACNET_OPENING, 5) && !inside(&r, &error))
			return;
		each(ctx, &p);
	}
}

void bacnet_lists(struct rd r, bool answer, bacnet_each *each, void *ctx)
{
	struct rd object, list;

	for (int i = 0; i < LIST_MAX && bacnet_context(&r, 0, &object); i++) {
		if (!bracket(&r, BACNET_OPENING, 1) || !inside(&r, &list))
			return;
		list_of(list, bacnet_number(object), answer, each, ctx);
	}
}

/* [0] process | [1] device | [2] object | [3] seconds left | opening 4 | properties | closing 4 */
void bacnet_notified(struct rd r, bacnet_each *each, void *ctx)
{
	struct rd v, object, list;

	if (bacnet_context(&r, 0, &v) && bacnet_context(&r, 1, &v) && bacnet_context(&r, 2, &object) &&
	    bacnet_context(&r, 3, &v) && bracket(&r, BACNET_OPENING, 4) && inside(&r, &list))
		list_of(list, bacnet_number(object), false, each, ctx);
}

/* --- what they say ------------------------------------------------------------------------------------- */

static double real_of(struct rd v)
{
	uint32_t bits = rd_be32(&v);
	float f;

	memcpy(&f, &bits, sizeof f);
	return (double)f;
}

static double double_of(struct rd v)
{
	uint64_t bits = rd_be64(&v);
	double d;

	memcpy(&d, &bits, sizeof d);
	return d;
}

static double signed_of(struct rd v)
{
	size_t n = rd_left(&v);
	uint32_t bits = bacnet_number(v);

	return n == 1   ? (int8_t)bits
	       : n == 2 ? (int16_t)bits
	       : n == 3 ? (int32_t)(bits << 8) >> 8
			: (int32_t)bits;
}

/* A number of an application's type; false when it is none. */
static bool number_of(const struct bacnet_tag *t, double *ret_value, enum point_type *ret_type)
{
	size_t n = rd_left(&t->value);

	if (t->context || t->kind != BACNET_PLAIN)
		return false;
	if (t->number == TAG_BOOLEAN)
		*ret_value = t->small, *ret_type = POINT_BOOL;
	else if (t->number == TAG_REAL && n == 4)
		*ret_value = real_of(t->value), *ret_type = POINT_FLOAT;
	else if (t->number == TAG_DOUBLE && n == 8)
		*ret_value = double_of(t->value), *ret_type = POINT_DOUBLE;
	else if ((t->number == TAG_UNSIGNED || t->number == TAG_ENUMERATED) && n >= 1 && n <= 4)
		*ret_value = bacnet_number(t->value), *ret_type = POINT_UINT32;
	else if (t->number == TAG_SIGNED && n >= 1 && n <= 4)
		*ret_value = signed_of(t->value), *ret_type = POINT_INT32;
	else
		return false;
	return isfinite(*ret_value);
}

/* Properties of the device's own object that say who it is (12.11). */
static const struct {
	uint16_t property, kind;
} identity[] = {
	{28, FACT_DESCRIPTION}, {44, FACT_FIRMWARE}, {58, FACT_LOCATION}, {70, FACT_MODEL},
	{77, FACT_NAME},        {121, FACT_MAKER},   {372, FACT_SERIAL},
};

static void tell_identity(struct emit *e, enum about about, uint32_t property, struct text value)
{
	if (!value.n)
		return;
	if (property == 12)
		emit_pair(e, FACT_PROPERTY, about, 90, "bacnet-software", value);
	for (size_t i = 0; i < sizeof identity / sizeof identity[0]; i++)
		if (identity[i].property == property)
			emit_text(e, (enum fact_kind)identity[i].kind, about, 90, value);
}

static void tell_point(struct bacnet_telling *t, const struct bacnet_property *p, double value,
		       enum point_type type)
{
	char name[BACNET_SOURCE + BACNET_NAME];
	size_t n = (size_t)quick_fmt(name, sizeof name, "%s", t->source);

	n += bacnet_object_text(p->object, name + n, sizeof name - n);
	if (p->index >= 0)
		n += (size_t)quick_fmt(name + n, sizeof name - n, ".present-value[%lld]",
				       (long long)p->index);
	else
		n += (size_t)quick_fmt(name + n, sizeof name - n, ".present-value");
	emit_value(t->e, t->about, text_of(name, n < sizeof name ? n : sizeof name - 1), value, type,
		   t->written);
}

void bacnet_tell(void *telling, const struct bacnet_property *p)
{
	struct bacnet_telling *t = telling;
	struct rd v = p->value;
	struct bacnet_tag tag;
	enum point_type type;
	char room[BACNET_TEXT];
	double value;

	if (t->told >= BACNET_POINTS || rd_empty(&v) || !bacnet_next(&v, &tag))
		return;
	if (p->property == PRESENT_VALUE && number_of(&tag, &value, &type)) {
		t->told++;
		tell_point(t, p, value, type);
	} else if (p->object >> 22 == DEVICE && !tag.context && tag.number == TAG_STRING && !t->written &&
		   !*t->source) {
		t->told++;
		tell_identity(t->e, t->about, p->property, bacnet_string(tag.value, room));
	}
}
