/* What a browser, or somebody else, sends after TLS: requests one after the other, as mimamori-web takes them
 * out of its buffer (web/request.c), here in pieces of a size that the first byte gives. Whatever comes: a
 * head that is taken is one request with one length, its path is clean, and what is left over begins the next
 * one. */
#include "base/text.h"
#include "web/body.h"
#include "web/headers.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 4096 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void must(bool kept)
{
	if (!kept)
		abort();
}

static bool inside(struct said s, const char *bytes, size_t n)
{
	return !s.s || (s.s >= bytes && s.n <= n && s.s + s.n <= bytes + n && !memchr(s.s, '\0', s.n) &&
			!memchr(s.s, '\n', s.n) && !memchr(s.s, '\r', s.n));
}

static void look_at(const struct head *h, const char *bytes, size_t n)
{
	char again[HEAD_PATH_MAX + 1];
	size_t m;

#define X(name, written) must(inside(h->name, bytes, n));
	HEAD_FIELDS(X)
#undef X
	must(inside(h->session, bytes, n) && inside(h->bearer, bytes, n) && inside(h->query, bytes, n));
	must(h->session.n <= COOKIE_MAX && h->bearer.n <= BEARER_MAX && !(h->session.s && h->bearer.s));
	must(h->method <= HEAD_OPTIONS && h->host.s && !(h->chunked && h->content_length.s));
	must(h->chunked == (h->transfer_encoding.s != NULL));
	must(strlen(h->path) == h->path_n && text_is_utf8(text_of(h->path, h->path_n)));
	must(h->path_n == 0 || (h->path[0] == '/' && !strstr(h->path, "//") && !strchr(h->path, '\\')));
	must(!strstr(h->path, "/../") && !strstr(h->path, "/./"));
	/* What needs no decoding decodes to itself. */
	if (h->path_n && !memchr(h->path, '%', h->path_n) && !memchr(h->path, '#', h->path_n))
		must(head_path((struct said){h->path, h->path_n}, again, &m) && m == h->path_n &&
		     memcmp(again, h->path, m) == 0);
	head_is_our_own(h);
	said_lists(h->accept_encoding, "gzip");
}

/* A body by pieces; what it used of n. */
static size_t take_body(const struct head *h, const char *bytes, size_t n, size_t piece, bool *ret_whole)
{
	struct body b;
	size_t at = 0;
	enum refusal wrong = body_begin(&b, h, MOST);

	while (!wrong && !body_is_whole(&b) && at < n) {
		size_t used = 0, some = n - at < piece ? n - at : piece;

		wrong = body_take(&b, bytes + at, some, &used);
		must(used <= some && (used || wrong || body_is_whole(&b)));
		at += used;
		must(b.n <= MOST && b.came <= 2 * MOST + 65536 + n);
	}
	*ret_whole = !wrong && body_is_whole(&b);
	must(!*ret_whole || h->chunked || b.n == h->length);
	body_clear(&b);
	return at;
}

/* A header of core's answer made of the same bytes stays one line. */
static void say_back(const char *bytes, size_t n)
{
	static char to[HEADERS_MAX];
	const struct headers h = {.status = 200,
				  .framing = FRAMING_LENGTH,
				  .content_type = {bytes, n < 200 ? n : 200},
				  .cookie = {bytes, n < 4000 ? n : 4000}};
	size_t m = headers_write(&h, to), end = head_end(to, m);

	must(m <= HEADERS_MAX && end == m);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	const char *at = (const char *)bytes + 1, *end = (const char *)bytes + n;
	size_t piece = n ? 1 + bytes[0] % 64 : 1;
	bool whole = n > 0;

	if (n > 1)
		say_back(at, n - 1);
	while (whole && at < end) {
		size_t left = (size_t)(end - at), m = head_end(at, left < HEAD_MAX ? left : HEAD_MAX);
		static struct head h;

		if (m == 0 || head_read(&h, at, m) != REFUSAL_NONE)
			break;
		look_at(&h, at, m);
		at += m;
		at += take_body(&h, at, (size_t)(end - at), piece, &whole);
	}
	return 0;
}
