#include "web/answer.h"

#include "web/headers.h"
#include "web/request.h"

#include <stdio.h>
#include <string.h>

enum { COPIED = 15 * 1024 /* head and body in one TLS record */, LANGUAGE_MARK = 2 };

static bool names(struct said list, const char *mark, size_t *ret_at)
{
	const char *at = list.s && list.n ? memmem(list.s, list.n, mark, LANGUAGE_MARK) : NULL;

	*ret_at = at ? (size_t)(at - list.s) : SIZE_MAX;
	return at != NULL;
}

/* The one that is named first; Japanese when neither is. */
enum language answer_language(const struct connection *c)
{
	size_t ja, en;

	if (!c->exchange)
		return LANG_JA;
	names(c->exchange->head.accept_language, "ja", &ja);
	names(c->exchange->head.accept_language, "en", &en);
	return en < ja ? LANG_EN : LANG_JA;
}

static bool head_only(const struct connection *c)
{
	return c->exchange && c->exchange->head.method == HEAD_HEAD;
}

static struct headers headers_of(const struct connection *c, unsigned status)
{
	const struct server *s = c->server;

	return (struct headers){.status = status,
				.closes = c->closes || s->stopping,
				.company = !s->tls.ours && !c->plain,
				.date = s->date};
}

static void queue(struct connection *c, struct blob *b)
{
	if (!b || outgoing_add(&c->out, b) < 0)
		c->closes = true; /* no memory: what is missing is missed by its length */
	else
		c->server->answer_bytes += b->n;
	blob_drop(b);
}

/* The head and, when it is small, the body with it; else the body as a piece of its own: held, or lasting. */
static void send(struct connection *c, struct headers *h, const void *body, size_t n, struct blob *holder)
{
	char head[HEADERS_MAX];
	size_t head_n, with = head_only(c) || n > COPIED ? 0 : n;

	if (h->framing == FRAMING_LENGTH)
		h->length = n;
	head_n = headers_write(h, head);
	if (head_n == 0) {
		connection_close(c);
		return;
	}
	c->closes |= h->closes;
	queue(c, blob_of(head, head_n, body, with));
	if (n > with && !head_only(c)) {
		if ((holder ? outgoing_add(&c->out, holder) : outgoing_lasting(&c->out, body, n)) < 0)
			c->closes = true;
		else
			c->server->answer_bytes += n;
	}
	metrics_answered(&c->server->metrics, h->status, c->exchange ? loop_clock() - c->exchange->began : 0);
	connection_state(c, CONNECTION_SENDS);
}

void answer_continue(struct connection *c)
{
	static const char text[] = "HTTP/1.1 100 Continue\r\n\r\n";

	if (outgoing_lasting(&c->out, text, sizeof text - 1) == 0)
		c->server->answer_bytes += sizeof text - 1;
}

static void write_problem(struct out *o, enum language l, const struct refusal_words *r)
{
	char why[64], type[96];

	snprintf(why, sizeof why, "%s-why", r->sentence);
	snprintf(type, sizeof type, "urn:mimamori:problem:%s", strchr(r->sentence, '.') + 1);
	json_object(o, NULL);
	json_str(o, "type", type);
	json_str(o, "title", lang(l, r->sentence));
	json_int(o, "status", r->status);
	json_str(o, "detail", lang(l, why));
	json_end_object(o);
}

static void refusal(struct connection *c, enum refusal why, const char *allow)
{
	const struct refusal_words *r = &refusals[why];
	struct headers h = headers_of(c, r->status);
	enum language l = answer_language(c);
	const char *body;
	struct out o;
	size_t n;

	c->server->metrics.refused[why]++;
	if (out_init(&o, -1) < 0) {
		connection_close(c);
		return;
	}
	write_problem(&o, l, r);
	body = out_bytes(&o, &n);
	h.closes |= r->close;
	h.retry_after = r->wait;
	h.allow = said_of(allow);
	h.content_type = said_of("application/problem+json");
	h.language = said_of(l == LANG_JA ? "ja" : "en");
	send(c, &h, body, n, NULL);
	out_clear(&o);
}

void answer_refusal(struct connection *c, enum refusal why) { refusal(c, why, NULL); }
void answer_method(struct connection *c, const char *allow) { refusal(c, REFUSAL_METHOD, allow); }

void answer_options(struct connection *c, const char *allow)
{
	struct headers h = headers_of(c, 204);

	h.framing = FRAMING_NONE;
	h.allow = said_of(allow);
	send(c, &h, NULL, 0, NULL);
}

/* Both languages: who typed http:// has not been asked which one he reads. */
void answer_plain(struct connection *c, bool can_redirect)
{
	const struct head *h = &c->exchange->head;
	struct headers a = headers_of(c, can_redirect ? 308 : 400);
	char location[HEAD_PATH_MAX * 4 + 512], text[1024];
	int n = 0, m = snprintf(text, sizeof text, "%s\n%s\n", lang(LANG_JA, "http.plain"),
				lang(LANG_EN, "http.plain"));

	if (can_redirect)
		n = snprintf(location, sizeof location, "https://%.*s%.*s", (int)h->host.n, h->host.s,
			     (int)h->target.n, h->target.s);
	if (n > 0 && n < (int)sizeof location)
		a.location = said_of(location);
	else
		a.status = 400;
	a.closes = true;
	a.content_type = said_of("text/plain; charset=utf-8");
	send(c, &a, text, (size_t)m, NULL);
}

static bool is_known(struct said if_none_match, struct said etag)
{
	if (!if_none_match.s || !etag.s || etag.n == 0)
		return false;
	return said_is(if_none_match, "*") || memmem(if_none_match.s, if_none_match.n, etag.s, etag.n);
}

void answer_asset(struct connection *c, const struct web_asset *a)
{
	const struct head *h = &c->exchange->head;
	bool known = is_known(h->if_none_match, said_of(a->etag));
	struct headers r = headers_of(c, known ? 304 : 200);

	if (h->accept_encoding.s && !said_lists(h->accept_encoding, "gzip") &&
	    !said_lists(h->accept_encoding, "*")) {
		answer_refusal(c, REFUSAL_NOT_GZIP);
		return;
	}
	r.policy = POLICY_PAGE;
	r.gzip = true;
	r.etag = said_of(a->etag);
	r.content_type = said_of(a->content_type);
	r.cache = said_of(a->lasting ? "public, max-age=31536000, immutable" : "no-cache");
	r.framing = known ? FRAMING_NONE : FRAMING_LENGTH;
	send(c, &r, a->gz, known ? 0 : a->size, NULL);
}

/* No length: it ends when the connection does. */
void answer_stream(struct connection *c)
{
	struct headers h = headers_of(c, 200);

	h.framing = FRAMING_CLOSE;
	h.closes = true;
	h.content_type = said_of("text/event-stream");
	send(c, &h, "retry: 3000\n\n", 13, NULL);
}

void answer_cached(struct connection *c, const struct cache_entry *e)
{
	bool known = is_known(c->exchange->head.if_none_match, said_of(e->etag));
	struct headers h = headers_of(c, known ? 304 : 200);

	c->server->metrics.cached++;
	h.framing = known ? FRAMING_NONE : FRAMING_LENGTH;
	h.content_type = said_of(e->content_type);
	h.etag = said_of(e->etag);
	h.cache = said_of(*e->control ? e->control : NULL);
	send(c, &h, e->body->bytes, known ? 0 : e->body->n, e->body);
}

/* --- what core says */

static void fill(struct headers *h, const struct response *r)
{
	h->content_type = r->content_type;
	h->etag = r->etag;
	h->cache = r->cache;
	h->cookie = r->cookie;
	h->location = r->location;
	h->disposition = r->disposition;
	h->allow = r->allow;
	h->retry_after = r->retry_after;
}

static void keep(struct connection *c, const struct response *r, struct blob *body)
{
	struct exchange *x = c->exchange;

	if (r->shared && r->status == 200 && x->cached_as_n && !r->cookie.s)
		cache_put(&c->server->cache, x->cached_as, x->cached_as_n, r, body, c->server->now);
}

static void whole(struct connection *c, struct headers *h, const struct response *r, struct said own)
{
	struct blob *body = blob_of(r->body.s, r->body.n, own.s, own.n);

	if (!body) {
		connection_close(c);
		return;
	}
	if (r->status == 204 || r->status == 304)
		h->framing = FRAMING_NONE;
	keep(c, r, body);
	send(c, h, body->bytes, h->framing == FRAMING_NONE ? 0 : body->n, body);
	blob_drop(body);
}

/* One chunk of an answer in parts. */
static void part(struct connection *c, const struct response *r)
{
	char size[24];
	int n = snprintf(size, sizeof size, "%zx\r\n", r->body.n);

	if (c->server->answer_bytes > SERVER_ANSWERS) {
		c->server->metrics.refused[REFUSAL_NO_ROOM]++;
		connection_close(c);
		return;
	}
	if (r->body.n) {
		queue(c, blob_of(size, (size_t)n, r->body.s, r->body.n));
		queue(c, blob_new("\r\n", 2));
	}
	c->exchange->continues = r->more;
	if (!r->more)
		queue(c, blob_new("0\r\n\r\n", 5));
}

void answer_core(struct connection *c, const struct response *r, struct said own)
{
	struct headers h = headers_of(c, r->status);

	if (c->exchange->continues) {
		part(c, r);
		return;
	}
	if (r->status < 200 || r->status > 599) {
		answer_refusal(c, REFUSAL_BAD_ANSWER);
		return;
	}
	fill(&h, r);
	if (!r->more) {
		whole(c, &h, r, own);
		return;
	}
	h.framing = FRAMING_CHUNKED;
	send(c, &h, NULL, 0, NULL);
	if (head_only(c))
		request_forget_ask(c);
	else if (c->fd >= 0)
		part(c, r);
}
