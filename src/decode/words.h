/* Words of text protocols (HTTP, SMTP, RTSP, MQTT payloads ...): comparing without case, cutting, numbers,
 * base64. All of it works on borrowed runs of bytes and allocates nothing; nothing can fail but by saying so.
 * "lower" arguments are our own words in lower case. */
#ifndef MIMAMORI_DECODE_WORDS_H
#define MIMAMORI_DECODE_WORDS_H

#include "base/rd.h"
#include "base/text.h"

#include <stdint.h>
#include <sys/types.h>

static inline struct text text_rd(const struct rd *r) { return text_of((const char *)r->at, rd_left(r)); }

struct text words_trim(struct text t);                /* without outer spaces, tabs, CR, LF */
struct text words_unquote(struct text t);             /* "x" or 'x' -> x */
bool words_same(struct text t, const char *lower);    /* equal but for case */
bool words_start(struct text t, const char *lower);   /* begins with it */
bool words_end(struct text t, const char *lower);     /* ends with it */
ssize_t words_find(struct text t, const char *lower); /* where it first stands; -1 nowhere */
static inline bool words_has(struct text t, const char *lower) { return words_find(t, lower) >= 0; }

/* Does a name say that what it names is a password? Its value is nobody's to keep. */
bool words_is_secret(struct text name);

/* Cuts at the first `at`: returns what is before it and leaves in *t what is after (empty when there is
 * none). */
struct text words_cut(struct text *t, char at);
struct text words_from(struct text t, size_t offset); /* the part from there; empty past the end */

/* A whole text that is a number, with nothing around it. */
bool words_number(struct text t, int base, uint64_t *ret_number);
bool words_double(struct text t, double *ret_number);

/* "name: value" of a header line. */
bool words_header(struct text line, struct text *ret_name, struct text *ret_value);

/* Value of key in a list like `realm="x", nonce="y"` or `a=1; b=2`; empty when absent. */
struct text words_parameter(struct text list, const char *lower_key);

/* Decodes base64 (RFC 4648, padding optional); returns the length, or -1 when it is none or longer than cap.
 */
ssize_t words_base64(struct text t, uint8_t *out, size_t cap);
/* Decodes %XX and + of a form field; returns the length, cut at cap. */
size_t words_unescape(struct text t, char *out, size_t cap);

/* An address literal ("192.0.2.1", "[2001:db8::1]") rather than a name? */
bool words_is_address(struct text host);
/* A DNS name with at least one dot, and not an address literal. */
bool words_is_domain(struct text host);

/* Keeps at most cap bytes of t; returns how many. */
size_t words_keep(struct text t, char *out, size_t cap);

#endif
