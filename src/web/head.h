/* The head of one HTTP/1.1 request: checked as strictly as RFC 9112 lets a server be, then read by
 * http-parser. What is not plainly one request is refused; nothing is repaired, joined or guessed, because
 * whoever stands between a browser and us (a proxy, a filter) may have read the same bytes otherwise:
 *
 *	lines end in CR LF, and neither stands alone (2.2)     no folded lines (5.2)
 *	no NUL or other control character; all of it UTF-8     no header that we know stands twice (5.3)
 *	not both lengths, "chunked" as the only coding (6.3)   the target begins with "/" (3.2.1)
 *
 * Owns nothing: every text points into the bytes that were given, path excepted. */
#ifndef MIMAMORI_WEB_HEAD_H
#define MIMAMORI_WEB_HEAD_H

#include "serve/message.h"
#include "web/refusal.h"

enum { HEAD_MAX = 16384, HEAD_LINES_MAX = 64, HEAD_PATH_MAX = 1024, COOKIE_MAX = 256, BEARER_MAX = 512 };

/* X(name, as written): the headers that mean something to us; all others are passed over. */
#define HEAD_FIELDS(X)                                                                                       \
	X(host, "host")                                                                                      \
	X(content_length, "content-length")                                                                  \
	X(transfer_encoding, "transfer-encoding")                                                            \
	X(connection, "connection")                                                                          \
	X(expect, "expect")                                                                                  \
	X(upgrade, "upgrade")                                                                                \
	X(cookie, "cookie")                                                                                  \
	X(authorization, "authorization")                                                                    \
	X(csrf, "x-mimamori-csrf")                                                                           \
	X(origin, "origin")                                                                                  \
	X(fetch_site, "sec-fetch-site")                                                                      \
	X(if_none_match, "if-none-match")                                                                    \
	X(if_match, "if-match")                                                                              \
	X(idempotency_key, "idempotency-key")                                                                \
	X(content_type, "content-type")                                                                      \
	X(accept, "accept")                                                                                  \
	X(accept_encoding, "accept-encoding")                                                                \
	X(accept_language, "accept-language")                                                                \
	X(last_event_id, "last-event-id")                                                                    \
	X(user_agent, "user-agent")

enum head_method { HEAD_ODD = METHOD_COUNT, HEAD_HEAD, HEAD_OPTIONS };

struct head {
	uint8_t method; /* enum method or head_method; HEAD_ODD: a real one that we have no use for */
	struct said target, query;
	char path[HEAD_PATH_MAX + 1]; /* decoded once; terminated, holds no NUL */
	size_t path_n;
#define X(name, written) struct said name;
	HEAD_FIELDS(X)
#undef X
	struct said session, bearer; /* out of cookie and authorization; bearer present: session absent */
	bool chunked, close, continues /* Expect: 100-continue */;
	uint64_t length; /* Content-Length */
};

/* Where the head ends that begins here: its length with the empty line; 0: not yet. */
size_t head_end(const void *bytes, size_t n);

/* n: what head_end() said. REFUSAL_NONE, or why not. */
enum refusal head_read(struct head *ret, const char *bytes, size_t n);

/* The path of a target, decoded: %XX once, then UTF-8, no control character, no "\", no empty, "." or ".."
 * part, and no slash that was written as %2F. to: HEAD_PATH_MAX + 1 bytes. */
bool head_path(struct said raw, char *to, size_t *ret_n);

/* What follows "?": whole %XX, none of them a NUL. */
bool head_query(struct said raw);

/* The value of our cookie, absent when it stands twice or is no value of ours. */
struct said head_session(struct said cookie);
/* The token of "Bearer TOKEN"; absent for anything else. */
struct said head_bearer(struct said authorization);

/* Does the browser say that one of our own pages asks? Told by Sec-Fetch-Site and Origin. Programs say
 * neither: they may act with a token, or sign in, but not with the cookie that a browser would add by itself.
 */
bool head_is_our_own(const struct head *h);

bool said_same(struct said s, const char *lower); /* ASCII, upper and lower case alike */
/* Is this one of the members of a list "a, b;q=1"? */
bool said_lists(struct said list, const char *lower);

#endif
