/* A bounded reader of BER and DER (ITU-T X.690), as SNMP and X.509 use them: definite lengths of up to four
 *bytes, tags of one byte. Works on struct rd; owns nothing; a broken element marks its reader bad. No
 *recursion: the caller walks inward.
 *
 *	struct rd sequence, value;
 *	if (!ber_want(&r, BER_SEQUENCE, &sequence) || !ber_want(&sequence, BER_INTEGER, &value)) ...
 */
#ifndef MIMAMORI_DECODE_BER_H
#define MIMAMORI_DECODE_BER_H

#include "base/rd.h"
#include "base/text.h"

enum {
	BER_BOOLEAN = 0x01,
	BER_INTEGER = 0x02,
	BER_BIT_STRING = 0x03,
	BER_OCTETS = 0x04,
	BER_NULL = 0x05,
	BER_OID = 0x06,
	BER_UTF8 = 0x0c,
	BER_PRINTABLE = 0x13,
	BER_T61 = 0x14,
	BER_IA5 = 0x16,
	BER_UTC_TIME = 0x17,
	BER_TIME = 0x18,
	BER_BMP = 0x1e,
	BER_SEQUENCE = 0x30,
	BER_SET = 0x31,
	BER_CONTEXT = 0x80,
	BER_CONTEXT_MADE = 0xa0, /* [n], constructed [n]: add n */
	BER_OID_TEXT = 256,
};

/* The next element: its tag, and its content as a reader of its own. False when there is none or it is broken
 * (r bad). */
bool ber_next(struct rd *r, unsigned *ret_tag, struct rd *ret_content);
/* The next element if it has this tag; else false and nothing is consumed. */
bool ber_want(struct rd *r, unsigned tag, struct rd *ret_content);
static inline int ber_tag(const struct rd *r)
{
	return rd_peek(r, 0);
} /* of the next element; -1 at the end */

/* How long the element at r is, header and content, before all of it need be there; 0 when the header is
 * short or broken. */
size_t ber_length(const struct rd *r);

/* A content as a number (two's complement, up to eight bytes), false when it is none. */
bool ber_int(struct rd content, int64_t *ret_value);
/* An object identifier as "1.3.6.1 ...", cut at the room; returns the length, 0 when it is broken. */
size_t ber_oid(struct rd content, char out[BER_OID_TEXT]);
/* Does the content equal these bytes? */
bool ber_is(const struct rd *content, const void *bytes, size_t n);

#endif
