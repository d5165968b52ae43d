/* What stands inside single headers: paths, queries, cookies, tokens, origins. See head.h. */
#include "web/head.h"

#include "base/text.h"

#include <string.h>
#include <strings.h>

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 32;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte written as %XX at s, or -1. */
static int escaped(const char *s, size_t left)
{
	int high = left > 2 ? hex(s[1]) : -1, low = left > 2 ? hex(s[2]) : -1;

	return high < 0 || low < 0 ? -1 : high << 4 | low;
}

/* No part of "/a/b" is empty, "." or ".."; "/" alone, and a slash at the end of what is more, count as empty.
 */
static bool parts_are_names(const char *path, size_t n)
{
	for (size_t at = 1, end; at <= n; at = end + 1) {
		const char *slash = memchr(path + at, '/', n - at);
		size_t part;

		end = slash ? (size_t)(slash - path) : n;
		part = end - at;
		if ((part == 0 && n > 1) || (part == 1 && path[at] == '.') ||
		    (part == 2 && path[at] == '.' && path[at + 1] == '.'))
			return false;
	}
	return true;
}

bool head_path(struct said raw, char *to, size_t *ret_n)
{
	size_t n = 0;

	if (raw.n == 0 || raw.s[0] != '/')
		return false;
	for (size_t i = 0; i < raw.n; i++) {
		int c = raw.s[i] == '%' ? escaped(raw.s + i, raw.n - i) : (unsigned char)raw.s[i];

		if (c < ' ' || c == 0x7f || c == '\\' || c == '#' || n == HEAD_PATH_MAX ||
		    (raw.s[i] == '%' && c == '/'))
			return false;
		i += raw.s[i] == '%' ? 2 : 0;
		to[n++] = (char)c;
	}
	to[n] = '\0';
	*ret_n = n;
	return text_is_utf8(text_of(to, n)) && parts_are_names(to, n);
}

bool head_query(struct said raw)
{
	for (size_t i = 0; i < raw.n; i++)
		if (raw.s[i] == '#' || (raw.s[i] == '%' && escaped(raw.s + i, raw.n - i) <= 0))
			return false;
	return true;
}

static bool all_of(struct said s, const char *also)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.s[i] >= '0' && s.s[i] <= '9') || ((s.s[i] | 32) >= 'a' && (s.s[i] | 32) <= 'z')) &&
		    (s.s[i] == '\0' || !strchr(also, s.s[i])))
			return false;
	return s.n > 0;
}

struct said head_session(struct said cookie)
{
	static const char name[] = "__Host-mimamori=";
	struct said found = {NULL, 0};

	while (cookie.s && cookie.n) {
		const char *end = memchr(cookie.s, ';', cookie.n);
		struct said one = {cookie.s, end ? (size_t)(end - cookie.s) : cookie.n};

		cookie.s += one.n + (end ? 1 : 0);
		cookie.n -= one.n + (end ? 1 : 0);
		while (one.n && one.s[0] == ' ')
			one.s++, one.n--;
		if (one.n < sizeof name - 1 || memcmp(one.s, name, sizeof name - 1) != 0)
			continue;
		if (found.s)
			return (struct said){NULL, 0};
		found = (struct said){one.s + sizeof name - 1, one.n - (sizeof name - 1)};
	}
	return found.n <= COOKIE_MAX && all_of(found, "-_.~+/=") ? found : (struct said){NULL, 0};
}

struct said head_bearer(struct said authorization)
{
	static const char scheme[] = "bearer ";
	struct said s = authorization;

	if (s.n < sizeof scheme || strncasecmp(s.s, scheme, sizeof scheme - 1) != 0)
		return (struct said){NULL, 0};
	s.s += sizeof scheme - 1;
	s.n -= sizeof scheme - 1;
	return s.n <= BEARER_MAX && all_of(s, "-_.~+/=") ? s : (struct said){NULL, 0};
}

bool head_is_our_own(const struct head *h)
{
	static const char scheme[] = "https://";
	const struct said *o = &h->origin;

	if (h->bearer.s)
		return true;
	if (h->fetch_site.s && !said_same(h->fetch_site, "same-origin"))
		return false;
	if (o->s)
		return o->n == h->host.n + sizeof scheme - 1 &&
		       memcmp(o->s, scheme, sizeof scheme - 1) == 0 &&
		       strncasecmp(o->s + sizeof scheme - 1, h->host.s, h->host.n) == 0;
	return h->fetch_site.s || !h->session.s;
}
