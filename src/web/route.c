/* What a request is for. Web decides nothing about who may: it turns away what no page of ours would send,
 * and what comes too often, and asks core. */
#include "web/answer.h"
#include "web/request.h"

#include <string.h>

enum { BODY_LARGE = REQUEST_BODY_MAX, BODY_SMALL = 64 << 10 };

static const char page_methods[] = "GET, HEAD, OPTIONS";
static const char api_methods[] = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

static bool begins(const char *path, const char *with) { return strncmp(path, with, strlen(with)) == 0; }
static bool is_metrics(const char *path)
{
	return strcmp(path, "/metrics") == 0 || strcmp(path, "/api/v1/metrics") == 0;
}
static bool is_api(const char *path) { return begins(path, "/api/") || is_metrics(path); }

/* Where tables and documents are handed in; only to somebody who says that he is somebody. */
size_t route_body_most(const struct head *h)
{
	static const char *const large[] = {"/api/v1/ledger",       "/api/v1/records",  "/api/v1/sheets",
					    "/api/v1/devices/bulk", "/api/v1/contacts", "/api/v1/tables",
					    "/api/v1/packs"};

	if (h->session.s || h->bearer.s)
		for (size_t i = 0; i < sizeof large / sizeof *large; i++)
			if (begins(h->path, large[i]))
				return BODY_LARGE;
	return BODY_SMALL;
}

static enum guess guess_of(const struct head *h)
{
	if (h->bearer.s)
		return GUESS_TOKEN;
	if (h->method == METHOD_POST &&
	    (strcmp(h->path, "/api/v1/session") == 0 || strcmp(h->path, "/api/v1/setup") == 0 ||
	     strcmp(h->path, "/api/v1/wallboard/pair") == 0 || begins(h->path, "/api/v1/invites/")))
		return GUESS_SIGN_IN;
	return GUESS_COUNT;
}

static void note_guess(struct connection *c, const struct response *r)
{
	enum guess g = c->exchange->guess;

	if (g == GUESS_SIGN_IN && r->status < 300)
		peer_was_right(c->peer, g);
	if (g == GUESS_TOKEN && r->status == 401)
		peer_guessed(c->peer, g, c->server->now);
	c->exchange->guess = GUESS_COUNT;
}

static void answer_metrics(struct connection *c, const struct response *r)
{
	struct server *s = c->server;
	const struct metrics_now now = {.connections = s->connections,
					.streams = s->events.streams,
					.addresses = peers_known(s->peers),
					.asked = s->core.asked,
					.cached = s->cache.entries,
					.core = upstream_is_up(&s->core)};
	struct said own;
	struct out o;

	if (out_init(&o, -1) < 0) {
		connection_close(c);
		return;
	}
	metrics_write(&s->metrics, &now, &o);
	own.s = out_bytes(&o, &own.n);
	answer_core(c, r, own);
	out_clear(&o);
}

/* Core's answer, or a part of it, for the request of a connection. */
static void answered(void *ctx, const struct response *r)
{
	struct connection *c = ctx;
	struct exchange *x = c->exchange;

	if (!r || !r->more)
		x->ask = 0;
	if (!r && x->continues) {
		connection_close(c); /* the browser sees that it is not whole */
		return;
	}
	if (!r) {
		answer_refusal(c, REFUSAL_NO_CORE);
	} else {
		note_guess(c, r);
		if (x->head.method > METHOD_GET && x->head.method < METHOD_COUNT && r->status < 300)
			cache_clear(&c->server->cache);
		if (x->metrics && r->status == 200 && !r->more)
			answer_metrics(c, r);
		else
			answer_core(c, r, (struct said){NULL, 0});
	}
	connection_pump(c);
}

static struct request request_of(const struct connection *c)
{
	const struct exchange *x = c->exchange;
	const struct head *h = &x->head;

	return (struct request){
		.via = VIA_WEB,
		.method = h->method == HEAD_HEAD ? METHOD_GET : h->method,
		.path = x->metrics ? said_of("/api/v1/metrics") : (struct said){h->path, h->path_n},
		.query = h->query,
		.session = h->session,
		.bearer = h->bearer,
		.csrf = h->csrf,
		.if_none_match = h->if_none_match,
		.if_match = h->if_match,
		.idempotency_key = h->idempotency_key,
		.content_type = h->content_type,
		.accept = h->accept,
		.accept_language = h->accept_language,
		.user_agent = {h->user_agent.s, h->user_agent.n < 256 ? h->user_agent.n : 256},
		.peer = said_of(c->address),
		.client_key = said_of(*c->client_key ? c->client_key : NULL),
		.body = {x->body.bytes, x->body.n}};
}

/* Whether what is asked for was kept. */
static bool from_cache(struct connection *c, const struct request *r)
{
	struct exchange *x = c->exchange;
	const struct cache_entry *kept;

	x->cached_as_n = x->metrics || x->head.method != METHOD_GET ? 0 : cache_key(r, x->cached_as);
	kept = cache_find(&c->server->cache, x->cached_as, x->cached_as_n, c->server->now);
	if (kept)
		answer_cached(c, kept);
	return kept != NULL;
}

static void ask_core(struct connection *c, struct request *r)
{
	struct exchange *x = c->exchange;

	if (!(x->ask = upstream_ask(&c->server->core, r, answered, c))) {
		answer_refusal(c, REFUSAL_NO_CORE);
		return;
	}
	connection_state(c, CONNECTION_WAITS);
}

/* What was asked for with the right token is given before guesses are counted. */
static bool may_ask(struct connection *c)
{
	struct exchange *x = c->exchange;

	x->guess = guess_of(&x->head);
	if (x->guess != GUESS_COUNT && !peer_may_guess(c->peer, x->guess, c->server->now)) {
		answer_refusal(c, REFUSAL_TOO_OFTEN);
		return false;
	}
	if (x->guess == GUESS_SIGN_IN)
		peer_guessed(c->peer, GUESS_SIGN_IN, c->server->now);
	return true;
}

static void route_api(struct connection *c)
{
	struct exchange *x = c->exchange;
	const struct head *h = &x->head;
	bool reads = h->method == METHOD_GET || h->method == HEAD_HEAD;
	struct request r;

	if (!reads && !head_is_our_own(h)) {
		answer_refusal(c, REFUSAL_CROSS_SITE);
		return;
	}
	x->metrics = reads && is_metrics(h->path);
	r = request_of(c);
	if (from_cache(c, &r) || !may_ask(c))
		return;
	if (strcmp(h->path, "/api/v1/events") != 0)
		ask_core(c, &r);
	else if (h->method == METHOD_GET)
		events_join(c);
	else
		answer_method(c, "GET, OPTIONS");
}

static void route_page(struct connection *c)
{
	const struct head *h = &c->exchange->head;
	const struct web_asset *a;

	if (h->method != METHOD_GET && h->method != HEAD_HEAD)
		answer_method(c, page_methods);
	else if ((a = web_asset(h->path)))
		answer_asset(c, a);
	else
		answer_refusal(c, REFUSAL_NOT_FOUND);
}

void route_request(struct connection *c)
{
	const struct head *h = &c->exchange->head;

	if (h->method == HEAD_OPTIONS)
		answer_options(c, is_api(h->path) ? api_methods : page_methods);
	else if (h->method == HEAD_ODD)
		answer_method(c, is_api(h->path) ? api_methods : page_methods);
	else if (is_api(h->path))
		route_api(c);
	else
		route_page(c);
}
