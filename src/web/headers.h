/* The head of an answer as bytes. Values that come from core are taken only when they are one line of
 * printable text: what core says of a device's name must never become a header. */
#ifndef MIMAMORI_WEB_HEADERS_H
#define MIMAMORI_WEB_HEADERS_H

#include "serve/message.h"

#include <stdbool.h>

enum { HEADERS_MAX = 8192 };

enum headers_framing { FRAMING_LENGTH, FRAMING_CHUNKED, FRAMING_CLOSE, FRAMING_NONE };
enum headers_policy { POLICY_DATA, POLICY_PAGE };

struct headers {
	unsigned status, retry_after;
	uint8_t framing, policy;
	bool closes, gzip,
		company; /* company: the certificate is the company's, so the name is kept to HTTPS */
	uint64_t length;
	const char *date;
	struct said content_type, etag, cache, cookie, location, disposition, allow, language;
};

/* The length, or 0 when it is too long. */
size_t headers_write(const struct headers *h, char to[HEADERS_MAX]);

#endif
