#include "web/head.h"

#include "base/text.h"

#include <http_parser.h>
#include <string.h>
#include <strings.h>

const struct refusal_words refusals[REFUSAL_COUNT] = {
#define X(name, status, sentence, word, close, wait) [REFUSAL_##name] = {status, wait, sentence, word, close},
	REFUSALS(X)
#undef X
};

bool said_same(struct said s, const char *lower)
{
	return s.s && s.n == strlen(lower) && strncasecmp(s.s, lower, s.n) == 0;
}

static struct said trimmed(struct said s)
{
	while (s.n && (s.s[0] == ' ' || s.s[0] == '\t'))
		s.s++, s.n--;
	while (s.n && (s.s[s.n - 1] == ' ' || s.s[s.n - 1] == '\t'))
		s.n--;
	return s;
}

/* Up to the mark, which is taken too; the rest stays in *from. */
static struct said before(struct said *from, char mark)
{
	const char *at = from->n ? memchr(from->s, mark, from->n) : NULL;
	struct said first = {from->s, at ? (size_t)(at - from->s) : from->n};
	size_t used = first.n + (at ? 1 : 0);

	from->s += used;
	from->n -= used;
	return first;
}

bool said_lists(struct said list, const char *lower)
{
	while (list.s && list.n) {
		struct said member = before(&list, ',');

		if (said_same(trimmed(before(&member, ';')), lower))
			return true;
	}
	return false;
}

size_t head_end(const void *bytes, size_t n)
{
	const char *end = n >= 4 ? memmem(bytes, n, "\r\n\r\n", 4) : NULL;

	return end ? (size_t)(end - (const char *)bytes) + 4 : 0;
}

/* A name of RFC 9110 5.6.2. */
static bool is_token(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] <= ' ' || s[i] > '~' || strchr("\"(),/:;<=>?@[\\]{}", s[i]))
			return false;
	return n > 0;
}

static unsigned spaces(const char *s, size_t n)
{
	unsigned found = 0;

	for (size_t i = 0; i < n; i++)
		found += s[i] == ' ';
	return found;
}

/* One line without its CR LF. */
static bool line_is_plain(const char *s, size_t n, bool first)
{
	const char *colon = memchr(s, ':', n);

	for (size_t i = 0; i < n; i++)
		if (((unsigned char)s[i] < ' ' && s[i] != '\t') || s[i] == 0x7f)
			return false;
	if (first)
		return n > 0 && !memchr(s, '\t', n) && spaces(s, n) == 2;
	return colon && is_token(s, (size_t)(colon - s));
}

/* METHOD SP target SP HTTP/1.1 and header lines, as in the list of head.h. */
static enum refusal check_lines(const char *bytes, size_t n)
{
	const char *end = bytes + n - 2; /* the empty line is known to be there */
	unsigned lines = 0;

	if (!text_is_utf8(text_of(bytes, n)))
		return REFUSAL_MALFORMED;
	for (const char *s = bytes; s < end; lines++) {
		const char *lf = memchr(s, '\n', (size_t)(end - s));

		if (!lf || lf == s || lf[-1] != '\r' || !line_is_plain(s, (size_t)(lf - 1 - s), lines == 0))
			return REFUSAL_MALFORMED;
		if (lines > HEAD_LINES_MAX)
			return REFUSAL_HEAD_SIZE;
		s = lf + 1;
	}
	return REFUSAL_NONE;
}

/* What http-parser tells as it goes along. */
struct reading {
	struct head *head;
	struct said name;
	enum refusal wrong;
	bool whole;
};

static int on_url(http_parser *p, const char *at, size_t n)
{
	((struct reading *)p->data)->head->target = (struct said){at, n};
	return 0;
}

static int on_name(http_parser *p, const char *at, size_t n)
{
	((struct reading *)p->data)->name = (struct said){at, n};
	return 0;
}

static int on_value(http_parser *p, const char *at, size_t n)
{
	struct reading *r = p->data;
	struct said *to = NULL;

#define X(field, written)                                                                                    \
	if (said_same(r->name, written))                                                                     \
		to = &r->head->field;
	HEAD_FIELDS(X)
#undef X
	if (to && to->s)
		r->wrong = REFUSAL_FRAMING;
	else if (to)
		*to = trimmed((struct said){at, n});
	return r->wrong != REFUSAL_NONE;
}

static int on_end(http_parser *p)
{
	struct reading *r = p->data;

	r->whole = true;
	r->head->chunked = p->flags & F_CHUNKED;
	r->head->length = p->flags & F_CONTENTLENGTH ? p->content_length : 0;
	r->head->close = p->flags & F_CONNECTION_CLOSE;
	return 0;
}

static const http_parser_settings head_callbacks = {.on_url = on_url,
						    .on_header_field = on_name,
						    .on_header_value = on_value,
						    .on_headers_complete = on_end};

static uint8_t method_of(unsigned parsed)
{
	static const uint8_t methods[] = {
		[HTTP_GET] = METHOD_GET,      [HTTP_POST] = METHOD_POST,     [HTTP_PUT] = METHOD_PUT,
		[HTTP_PATCH] = METHOD_PATCH,  [HTTP_DELETE] = METHOD_DELETE, [HTTP_HEAD] = HEAD_HEAD,
		[HTTP_OPTIONS] = HEAD_OPTIONS};
	bool known = parsed < sizeof methods && (methods[parsed] || parsed == HTTP_GET);

	return known ? methods[parsed] : HEAD_ODD;
}

static enum refusal parse(struct head *h, const char *bytes, size_t n)
{
	struct reading r = {.head = h};
	http_parser p;
	size_t used;

	http_parser_init(&p, HTTP_REQUEST);
	p.data = &r;
	used = http_parser_execute(&p, &head_callbacks, bytes, n);
	if (r.wrong)
		return r.wrong;
	if (HTTP_PARSER_ERRNO(&p) == HPE_INVALID_VERSION ||
	    (r.whole && (p.http_major != 1 || p.http_minor != 1)))
		return REFUSAL_VERSION;
	/* With a body to come everything is used up; without one the message is complete, too. */
	if (HTTP_PARSER_ERRNO(&p) != HPE_OK || !r.whole || used != n)
		return HTTP_PARSER_ERRNO(&p) == HPE_UNEXPECTED_CONTENT_LENGTH ||
				       HTTP_PARSER_ERRNO(&p) == HPE_INVALID_TRANSFER_ENCODING ||
				       HTTP_PARSER_ERRNO(&p) == HPE_INVALID_CONTENT_LENGTH
			       ? REFUSAL_FRAMING
			       : REFUSAL_MALFORMED;
	h->method = method_of(p.method);
	return REFUSAL_NONE;
}

/* A name or address with or without a port: letters, digits and what stands in them. */
static bool is_host(struct said s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.s[i] >= '0' && s.s[i] <= '9') || ((s.s[i] | 32) >= 'a' && (s.s[i] | 32) <= 'z') ||
		      strchr("-.:[]_", s.s[i]) != NULL) ||
		    s.s[i] == '\0')
			return false;
	return s.n > 0 && s.n < 256;
}

static enum refusal check_framing(struct head *h)
{
	if (h->transfer_encoding.s &&
	    (h->content_length.s || !said_same(h->transfer_encoding, "chunked") || !h->chunked))
		return REFUSAL_FRAMING;
	if (h->upgrade.s)
		return REFUSAL_FRAMING;
	h->continues = said_same(h->expect, "100-continue");
	return h->expect.s && !h->continues ? REFUSAL_EXPECTATION : REFUSAL_NONE;
}

static enum refusal check_target(struct head *h)
{
	struct said rest = h->target, path = before(&rest, '?');

	h->query = path.n < h->target.n ? rest : (struct said){NULL, 0};
	if (!head_path(path, h->path, &h->path_n) || (h->query.s && !head_query(h->query)))
		return REFUSAL_TARGET;
	return REFUSAL_NONE;
}

enum refusal head_read(struct head *ret, const char *bytes, size_t n)
{
	enum refusal wrong;

	memset(ret, 0, sizeof *ret);
	if ((wrong = check_lines(bytes, n)) || (wrong = parse(ret, bytes, n)) || (wrong = check_framing(ret)))
		return wrong;
	if (!is_host(ret->host))
		return REFUSAL_HOST;
	if (ret->method == HEAD_OPTIONS && said_is(ret->target, "*"))
		return REFUSAL_NONE; /* of the server as a whole: path stays empty */
	if ((wrong = check_target(ret)))
		return wrong;
	ret->bearer = head_bearer(ret->authorization);
	ret->session = ret->bearer.s ? (struct said){NULL, 0} : head_session(ret->cookie);
	return REFUSAL_NONE;
}
