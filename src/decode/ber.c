#include "decode/ber.h"

#include <stdio.h>

enum { LONG_FORM = 0x80, LENGTH_BYTES_MAX = 4, HIGH_TAG = 0x1f };

/* X.690 8.1.2, 8.1.3. */
static bool header(struct rd *r, unsigned *ret_tag, size_t *ret_length)
{
	unsigned tag = rd_u8(r), first = rd_u8(r);
	size_t length = first;

	if (!rd_ok(r) || (tag & HIGH_TAG) == HIGH_TAG)
		return false;
	if (first & LONG_FORM) {
		unsigned n = first & ~(unsigned)LONG_FORM;

		if (n == 0 || n > LENGTH_BYTES_MAX)
			return false;
		for (length = 0; n > 0; n--)
			length = length << 8 | rd_u8(r);
	}
	*ret_tag = tag;
	*ret_length = length;
	return rd_ok(r);
}

bool ber_next(struct rd *r, unsigned *ret_tag, struct rd *ret_content)
{
	unsigned tag;
	size_t length;
	struct rd content;

	if (rd_empty(r) || !rd_ok(r))
		return false;
	if (!header(r, &tag, &length)) {
		rd_spoil(r);
		return false;
	}
	content = rd_sub(r, length);
	if (!rd_ok(&content))
		return false;
	*ret_tag = tag;
	*ret_content = content;
	return true;
}

bool ber_want(struct rd *r, unsigned tag, struct rd *ret_content)
{
	unsigned got;

	return ber_tag(r) == (int)tag && ber_next(r, &got, ret_content);
}

size_t ber_length(const struct rd *r)
{
	struct rd look = *r;
	unsigned tag;
	size_t length;

	if (!header(&look, &tag, &length))
		return 0;
	return rd_used(&look) - rd_used(r) + length;
}

bool ber_int(struct rd content, int64_t *ret_value)
{
	int first = rd_peek(&content, 0);
	uint64_t v = first >= 0x80 ? UINT64_MAX : 0;

	if (rd_empty(&content) || rd_left(&content) > 8)
		return false;
	while (!rd_empty(&content))
		v = v << 8 | rd_u8(&content);
	*ret_value = (int64_t)v;
	return true;
}

/* One arc of seven bits a byte (X.690 8.19.2); no more than 32 bits. */
static bool arc(struct rd *r, uint64_t *ret_arc)
{
	uint64_t v = 0;
	unsigned b;

	do {
		b = rd_u8(r);
		v = v << 7 | (b & 0x7f);
		if (v > UINT32_MAX + (uint64_t)80)
			return false;
	} while (b & 0x80);
	*ret_arc = v;
	return rd_ok(r);
}

size_t ber_oid(struct rd content, char out[BER_OID_TEXT])
{
	uint64_t v;
	size_t n;

	if (!arc(&content, &v))
		return 0;
	n = (size_t)snprintf(out, BER_OID_TEXT, "%u.%llu", v < 80 ? (unsigned)v / 40 : 2,
			     (unsigned long long)(v < 80 ? v % 40 : v - 80));
	while (!rd_empty(&content)) {
		if (!arc(&content, &v))
			return 0;
		if (n + 12 >= BER_OID_TEXT)
			break;
		n += (size_t)snprintf(out + n, BER_OID_TEXT - n, ".%llu", (unsigned long long)v);
	}
	return n;
}

bool ber_is(const struct rd *content, const void *bytes, size_t n)
{
	return rd_left(content) == n && memcmp(content->at, bytes, n) == 0;
}
