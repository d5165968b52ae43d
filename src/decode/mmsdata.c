#include "decode/mmsdata.h"
#include "base/quick.h"
#include "decode/ber.h"
#include "decode/words.h"

#include <string.h>

enum { HIGH = 0x1f, TAG_BYTES_MAX = 3, LENGTH_BYTES_MAX = 4, CONSTRUCTED = 0x20 };
enum {
	FAILURE = 0x80,
	ARRAY = 0xa1,
	STRUCTURE = 0xa2,
	BOOLEAN = 0x83,
	BITS = 0x84,
	INTEGER = 0x85,
	UNSIGNED = 0x86,
	FLOATING = 0x87
};
enum { VMD_SPECIFIC = 0x80, DOMAIN_SPECIFIC = 0xa1, ASSOCIATION_SPECIFIC = 0x82 };

static bool tag(struct rd *r, struct mms_element *e)
{
	unsigned b = 0x80;

	e->first = rd_u8(r);
	e->number = e->first & HIGH;
	if (e->number != HIGH)
		return rd_ok(r);
	e->number = 0;
	for (int i = 0; i < TAG_BYTES_MAX && b & 0x80; i++) {
		b = rd_u8(r);
		e->number = e->number << 7 | (b & 0x7f);
	}
	return rd_ok(r) && !(b & 0x80);
}

bool mms_next(struct rd *r, struct mms_element *ret)
{
	unsigned n;
	size_t length;

	if (rd_empty(r) || !rd_ok(r) || !tag(r, ret))
		return false;
	n = rd_u8(r);
	length = n;
	if (n & 0x80) {
		n &= 0x7f;
		if (n == 0 || n > LENGTH_BYTES_MAX)
			return false;
		for (length = 0; n > 0; n--)
			length = length << 8 | rd_u8(r);
	}
	ret->body = rd_sub(r, length);
	return rd_ok(r);
}

bool mms_find(struct rd *r, unsigned first, struct rd *ret_body)
{
	struct mms_element e;

	while (mms_next(r, &e))
		if (e.first == first) {
			*ret_body = e.body;
			return true;
		}
	return false;
}

struct text mms_name(struct rd object, char buf[MMS_NAME])
{
	struct mms_element e, part;
	struct text domain, item;
	int n;

	if (!mms_next(&object, &e))
		return text_of("", 0);
	domain = text_of("", 0);
	item = text_rd(&e.body);
	if (e.first == DOMAIN_SPECIFIC) {
		if (!mms_next(&e.body, &part))
			return text_of("", 0);
		domain = text_rd(&part.body);
		if (!mms_next(&e.body, &part))
			return text_of("", 0);
		item = text_rd(&part.body);
	} else if (e.first != VMD_SPECIFIC && e.first != ASSOCIATION_SPECIFIC) {
		return text_of("", 0);
	}
	if (item.n == 0 || item.n > 64 || domain.n > 64 || !text_is_plain(item) || !text_is_plain(domain))
		return text_of("", 0);
	n = quick_fmt(buf, MMS_NAME, "%.*s%s%.*s", (int)domain.n, domain.s, domain.n ? "/" : "", (int)item.n,
		      item.s);
	return text_of(buf, (size_t)n);
}

/* --- values --- */

/* width of the exponent 1 | IEEE 754 */
static bool floating(struct rd r, struct mms_value *v)
{
	uint64_t bits;
	float f;
	uint32_t short_bits;

	rd_skip(&r, 1);
	if (rd_left(&r) == 4) {
		short_bits = rd_be32(&r);
		memcpy(&f, &short_bits, sizeof f);
		v->value = (double)f;
		v->type = POINT_FLOAT;
		return true;
	}
	bits = rd_be64(&r);
	memcpy(&v->value, &bits, sizeof v->value);
	v->type = POINT_DOUBLE;
	return rd_ok(&r) && rd_empty(&r);
}

/* A double point is a string of two bits; longer ones (qualities, times) are no values. */
static bool two_bits(struct rd r, struct mms_value *v)
{
	unsigned unused = rd_u8(&r);

	v->value = rd_u8(&r) >> 6;
	v->type = POINT_UINT8;
	return rd_ok(&r) && rd_empty(&r) && unused == 6;
}

static bool whole(unsigned first, struct rd r, struct mms_value *v)
{
	int64_t n;

	if (!ber_int(r, &n))
		return false;
	v->value = (double)n;
	if (rd_left(&r) > 4)
		v->type = POINT_INT64;
	else
		v->type = first == UNSIGNED ? POINT_UINT32 : POINT_INT32;
	return true;
}

static bool value(const struct mms_element *e, struct mms_value *v)
{
	switch (e->first) {
	case BOOLEAN:
		v->value = rd_peek(&e->body, 0) > 0;
		v->type = POINT_BOOL;
		return rd_left(&e->body) == 1;
	case INTEGER:
	case UNSIGNED:
		return whole(e->first, e->body, v);
	case FLOATING:
		return floating(e->body, v);
	case BITS:
		return two_bits(e->body, v);
	default:
		return false;
	}
}

/* The leaves of one result, whatever its nesting. */
static unsigned leaves(const struct mms_element *top, unsigned place, struct mms_value *out, unsigned max)
{
	struct rd stack[MMS_NEST] = {top->body};
	struct mms_element e;
	unsigned n = 0, level = 0;
	int leaf = 0;

	while (n < max && leaf < INT16_MAX) {
		if (!mms_next(&stack[level], &e)) {
			if (level == 0)
				break;
			level--;
			continue;
		}
		if ((e.first == STRUCTURE || e.first == ARRAY) && level + 1 < MMS_NEST) {
			stack[++level] = e.body;
			continue;
		}
		out[n] = (struct mms_value){.place = (uint16_t)place, .leaf = (int16_t)leaf++};
		n += value(&e, &out[n]);
	}
	return n;
}

unsigned mms_values(struct rd list, struct mms_value *out, unsigned max, uint64_t *ret_good)
{
	struct mms_element e;
	unsigned n = 0;

	*ret_good = 0;
	for (unsigned place = 0; place < 64 && mms_next(&list, &e); place++) {
		if (e.first == FAILURE)
			continue;
		*ret_good |= UINT64_C(1) << place;
		if (e.first == STRUCTURE || e.first == ARRAY) {
			n += leaves(&e, place, out + n, max - n);
		} else if (n < max) {
			out[n] = (struct mms_value){.place = (uint16_t)place, .leaf = -1};
			n += value(&e, &out[n]);
		}
	}
	return n;
}

void mms_tell_plain(struct emit *e, enum about about, struct text name, const struct mms_value *v, bool set)
{
	char buf[MMS_NAME + 16];

	if (v->leaf >= 0)
		name = text_of(buf,
			       (size_t)quick_fmt(buf, sizeof buf, "%.*s[%d]", (int)name.n, name.s, v->leaf));
	emit_value(e, about, name, v->value, (enum point_type)v->type, set);
}

void mms_tell(struct emit *e, enum about about, struct text name, const struct mms_value *v, bool set)
{
	if (!words_is_secret(name))
		mms_tell_plain(e, about, name, v, set);
}

/* --- reports (IEC 61850-8-1 17.2.3) --- */

enum { MEMBERS_MAX_BYTES = 512 }; /* of the bits that say which members a report holds */
enum { SEQUENCE_NUMBER = 1, TIME, REASON, DATA_SET, REFERENCES, OVERFLOW, ENTRY, REVISION, SEGMENTS };

static bool bit(const struct rd *bits, unsigned i)
{
	return rd_peek(bits, 1 + i / 8) >= 0 && (unsigned)rd_peek(bits, 1 + i / 8) << i % 8 & 0x80;
}

static void skip_elements(struct rd *r, unsigned n)
{
	struct mms_element e;

	while (n-- && mms_next(r, &e))
		;
}

static unsigned count_bits(const struct rd *bits)
{
	unsigned n = 0;

	for (unsigned i = 0; i < 8 * (unsigned)rd_left(bits); i++)
		n += bit(bits, i);
	return n;
}

/* name | options | what the options announce | which members | [references] | values | [reasons] */
void mms_tell_report(struct emit *e, struct rd results)
{
	static const uint8_t announced[] = {SEQUENCE_NUMBER, TIME,     DATA_SET, OVERFLOW,
					    ENTRY,           REVISION, SEGMENTS, SEGMENTS};
	struct mms_value values[MMS_VALUES_MAX];
	struct mms_element id, options, included;
	char buf[MMS_NAME];
	uint64_t good;
	unsigned n, members, member = 0, seen = 0;

	if (!mms_next(&results, &id) || id.first != 0x8a || !mms_next(&results, &options) ||
	    options.first != 0x84)
		return;
	for (size_t i = 0; i < sizeof announced; i++)
		skip_elements(&results, bit(&options.body, announced[i]));
	if (!mms_next(&results, &included) || included.first != 0x84 ||
	    rd_left(&included.body) > MEMBERS_MAX_BYTES || rd_left(&id.body) > 130 ||
	    !text_is_plain(text_rd(&id.body)))
		return;
	members = count_bits(&included.body);
	if (bit(&options.body, REFERENCES))
		skip_elements(&results, members);
	n = mms_values(results, values, MMS_VALUES_MAX, &good);
	for (unsigned i = 0; i < n && values[i].place < members; i++) {
		while (seen <= values[i].place)
			seen += bit(&included.body, member++);
		mms_tell(e, SERVER,
			 text_of(buf, (size_t)quick_fmt(buf, sizeof buf, "%.*s[%u]", (int)rd_left(&id.body),
							(const char *)id.body.at, member - 1)),
			 &values[i], false);
	}
}
