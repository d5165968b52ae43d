/* A bounded reader: a view of bytes and a position in it.
 *
 * Every byte that came from outside is read through this. A read past the end gives zero, marks the reader bad
 *and ends it: nothing is left, so no shorter read after it takes bytes that stood elsewhere. A decoder reads
 *all its fields and asks rd_ok() once. rd_sub() gives the next n bytes as a reader of their own: whoever holds
 *the child cannot see past its length. Owns nothing; the bytes must outlive it.
 *
 *	struct rd r = rd_of(bytes, n);
 *	unsigned kind = rd_u8(&r), length = rd_be16(&r);
 *	struct rd body = rd_sub(&r, length);
 *	if (!rd_ok(&r))
 *		return MORE;
 */
#ifndef MIMAMORI_BASE_RD_H
#define MIMAMORI_BASE_RD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct rd {
	const uint8_t *start; /* first byte of the view, for rd_at() */
	const uint8_t *at;    /* next byte to read */
	const uint8_t *end;   /* one past the last */
	bool bad;             /* something was asked for that is not there */
};

static inline struct rd rd_of(const void *bytes, size_t n)
{
	const uint8_t *p =
		bytes ? bytes
		      : (const uint8_t *)""; /* an empty view has a place too: no arithmetic on NULL */

	return (struct rd){p, p, bytes ? p + n : p, false};
}

static inline size_t rd_left(const struct rd *r) { return (size_t)(r->end - r->at); }
static inline size_t rd_used(const struct rd *r) { return (size_t)(r->at - r->start); }
static inline bool rd_ok(const struct rd *r) { return !r->bad; }
static inline bool rd_empty(const struct rd *r) { return r->at == r->end; }

/* What was read cannot be: bad, with nothing left. */
static inline void rd_spoil(struct rd *r)
{
	r->bad = true;
	r->end = r->at;
}

/* The next n bytes, borrowed; NULL (and bad, and at its end) when fewer are left. */
static inline const uint8_t *rd_bytes(struct rd *r, size_t n)
{
	const uint8_t *p = r->at;

	if (rd_left(r) < n) {
		rd_spoil(r);
		return NULL;
	}
	r->at += n;
	return p;
}

static inline void rd_skip(struct rd *r, size_t n) { (void)rd_bytes(r, n); }

static inline uint8_t rd_u8(struct rd *r)
{
	const uint8_t *p = rd_bytes(r, 1);

	return p ? p[0] : 0;
}

static inline uint16_t rd_be16(struct rd *r)
{
	const uint8_t *p = rd_bytes(r, 2);

	return (uint16_t)(p ? p[0] << 8 | p[1] : 0);
}

static inline uint16_t rd_le16(struct rd *r)
{
	const uint8_t *p = rd_bytes(r, 2);

	return (uint16_t)(p ? p[1] << 8 | p[0] : 0);
}

static inline uint32_t rd_be24(struct rd *r)
{
	const uint8_t *p = rd_bytes(r, 3);

	return p ? (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2] : 0;
}

static inline uint32_t rd_be32(struct rd *r)
{
	const uint8_t *p = rd_bytes(r, 4);

	return p ? (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3] : 0;
}

static inline uint32_t rd_le32(struct rd *r)
{
	const uint8_t *p = rd_bytes(r, 4);

	return p ? (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0] : 0;
}

static inline uint64_t rd_be64(struct rd *r)
{
	uint64_t high = rd_be32(r);

	return high << 32 | rd_be32(r);
}

static inline uint64_t rd_le64(struct rd *r)
{
	uint64_t low = rd_le32(r);

	return (uint64_t)rd_le32(r) << 32 | low;
}

/* The next n bytes as a reader of their own. When fewer are left both are bad and the child is empty. */
static inline struct rd rd_sub(struct rd *r, size_t n)
{
	const uint8_t *p = rd_bytes(r, n);
	struct rd child = rd_of(p, p ? n : 0);

	child.bad = r->bad;
	return child;
}

/* All that is left, as a reader of its own; r is then empty. */
static inline struct rd rd_rest(struct rd *r) { return rd_sub(r, rd_left(r)); }

/* A reader of the same view placed at an absolute offset (DNS names point back). Never moves r. */
static inline struct rd rd_at(const struct rd *r, size_t offset)
{
	struct rd other = *r;

	other.bad = r->bad || offset > (size_t)(r->end - r->start);
	other.at = other.bad ? r->end : r->start + offset;
	return other;
}

/* The byte at this distance from here, without moving; -1 when it is not there. */
static inline int rd_peek(const struct rd *r, size_t ahead) { return rd_left(r) > ahead ? r->at[ahead] : -1; }

/* Do the next bytes equal these? Moves nothing. */
static inline bool rd_starts(const struct rd *r, const void *bytes, size_t n)
{
	return rd_left(r) >= n && memcmp(r->at, bytes, n) == 0;
}

/* A line up to LF, without its CR LF, as a reader; false (nothing moved) when no LF is there yet. */
static inline bool rd_line(struct rd *r, struct rd *ret_line)
{
	const uint8_t *lf = rd_empty(r) ? NULL : memchr(r->at, '\n', rd_left(r));
	size_t n;

	if (!lf)
		return false;
	n = (size_t)(lf - r->at);
	*ret_line = rd_of(r->at, n > 0 && lf[-1] == '\r' ? n - 1 : n);
	r->at = lf + 1;
	return true;
}

#endif
