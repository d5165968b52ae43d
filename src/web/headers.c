#include "web/headers.h"

#include <http_parser.h>
#include <stdio.h>
#include <string.h>

/* Everything from here, nothing into a frame, nothing sent elsewhere. Styles and scripts are files: none
 * inline. */
static const char page_policy[] = "Content-Security-Policy: default-src 'self'; frame-ancestors 'none'; "
				  "base-uri 'none'; form-action 'self'; "
				  "object-src 'none'\r\n";
static const char data_policy[] = "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'; "
				  "base-uri 'none'; form-action 'none'\r\n";

static const char always[] =
	"X-Content-Type-Options: nosniff\r\n"
	"Referrer-Policy: no-referrer\r\n"
	"Permissions-Policy: camera=(), microphone=(), geolocation=(), usb=(), payment=()\r\n"
	"Cross-Origin-Opener-Policy: same-origin\r\n"
	"Cross-Origin-Resource-Policy: same-origin\r\n";

struct lines {
	char *at;
	size_t n;
};

static void add(struct lines *l, const char *s, size_t n)
{
	if (l->n > HEADERS_MAX || n > HEADERS_MAX - l->n) {
		l->n = HEADERS_MAX + 1;
		return;
	}
	memcpy(l->at + l->n, s, n);
	l->n += n;
}

static void add_words(struct lines *l, const char *s) { add(l, s, strlen(s)); }

static bool is_one_line(struct said s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.s[i] < ' ' || s.s[i] == 0x7f)
			return false;
	return s.n > 0;
}

static void add_field(struct lines *l, const char *name, struct said value)
{
	if (!value.s || !is_one_line(value))
		return;
	add_words(l, name);
	add_words(l, ": ");
	add(l, value.s, value.n);
	add_words(l, "\r\n");
}

static void add_number(struct lines *l, const char *name, uint64_t v)
{
	char text[24];

	snprintf(text, sizeof text, "%llu", (unsigned long long)v);
	add_field(l, name, said_of(text));
}

static void add_framing(struct lines *l, const struct headers *h)
{
	if (h->framing == FRAMING_LENGTH)
		add_number(l, "Content-Length", h->length);
	else if (h->framing == FRAMING_CHUNKED)
		add_words(l, "Transfer-Encoding: chunked\r\n");
	if (h->closes)
		add_words(l, "Connection: close\r\n");
}

size_t headers_write(const struct headers *h, char to[HEADERS_MAX])
{
	struct lines l = {to, 0};
	char status[64];
	int n = snprintf(status, sizeof status, "HTTP/1.1 %u %s\r\n", h->status,
			 http_status_str((enum http_status)h->status));

	add(&l, status, n > 0 && n < (int)sizeof status ? (size_t)n : 0);
	add_field(&l, "Date", said_of(h->date));
	add_framing(&l, h);
	add_field(&l, "Content-Type", h->content_type);
	if (h->gzip)
		add_words(&l, "Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n");
	else
		add_words(&l, "Vary: Accept-Language, Cookie, Authorization\r\n");
	add_field(&l, "Content-Language", h->language);
	add_field(&l, "ETag", h->etag);
	add_field(&l, "Cache-Control", h->cache.s ? h->cache : said_of("no-store"));
	add_field(&l, "Set-Cookie", h->cookie);
	add_field(&l, "Location", h->location);
	add_field(&l, "Content-Disposition", h->disposition);
	add_field(&l, "Allow", h->allow);
	if (h->retry_after)
		add_number(&l, "Retry-After", h->retry_after);
	if (h->company)
		add_words(&l, "Strict-Transport-Security: max-age=31536000\r\n");
	add_words(&l, h->policy == POLICY_PAGE ? page_policy : data_policy);
	add(&l, always, sizeof always - 1);
	add_words(&l, "\r\n");
	return l.n <= HEADERS_MAX ? l.n : 0;
}
