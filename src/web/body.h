/* The body of a request, as it comes in: by its length, or in chunks (read by http-parser). Grows with what
 * came, never with what was announced. No trailers: what stands after the last chunk was checked by nobody.
 */
#ifndef MIMAMORI_WEB_BODY_H
#define MIMAMORI_WEB_BODY_H

#include "web/head.h"

struct body {
	char *bytes;
	size_t n, room, most;
	size_t came;   /* bytes on the wire, framing included */
	uint64_t left; /* by length: still to come */
	struct http_parser *chunks;
};

/* most: bytes of a body that this route takes. REFUSAL_BODY_SIZE when the length is over it already. */
enum refusal body_begin(struct body *b, const struct head *h, size_t most);
/* Takes what is its own of n bytes. */
enum refusal body_take(struct body *b, const char *bytes, size_t n, size_t *ret_used);
bool body_is_whole(const struct body *b); /* what comes now is the next request */
void body_clear(struct body *b);

#endif
