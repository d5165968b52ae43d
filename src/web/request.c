#include "web/request.h"

#include "web/answer.h"

#include <stdlib.h>
#include <string.h>

/* A body that keeps moving, but so slowly that it is meant to hold a place. */
enum { BODY_MS = 120000 };

static void used_up(struct incoming *in, size_t n)
{
	in->n -= n;
	memmove(in->bytes, in->bytes + n, in->n);
}

void request_forget_ask(struct connection *c)
{
	if (c->exchange && c->exchange->ask)
		upstream_forget(&c->server->core, c->exchange->ask);
	if (c->exchange)
		c->exchange->ask = 0;
}

void request_drop(struct connection *c)
{
	if (!c->exchange)
		return;
	request_forget_ask(c);
	c->server->body_bytes -= c->exchange->body.room;
	body_clear(&c->exchange->body);
	free(c->exchange);
	c->exchange = NULL;
}

/* Somebody speaks HTTP where HTTPS is spoken: shown the way, when he said by what name he came. */
static void plain(struct connection *c, enum refusal wrong)
{
	const struct head *h = &c->exchange->head;
	bool can = wrong == REFUSAL_NONE && (h->method == METHOD_GET || h->method == HEAD_HEAD) && h->path_n;

	answer_plain(c, can);
}

static void refuse(struct connection *c, enum refusal why)
{
	c->in.n = 0;
	answer_refusal(c, why);
}

static void take_head(struct connection *c)
{
	struct incoming *in = &c->in;
	size_t n = head_end(in->bytes, in->n < HEAD_MAX ? in->n : HEAD_MAX);
	struct exchange *x;
	enum refusal wrong;

	if (n == 0 && in->n < HEAD_MAX) {
		if (c->state == CONNECTION_IDLE)
			connection_state(c, CONNECTION_HEAD);
		return;
	}
	if (n == 0) {
		refuse(c, REFUSAL_HEAD_SIZE);
		return;
	}
	if (!(x = malloc(sizeof *x + n))) {
		connection_close(c);
		return;
	}
	memset(x, 0, sizeof *x);
	memcpy(x->bytes, in->bytes, n);
	x->began = loop_clock();
	x->guess = GUESS_COUNT;
	c->exchange = x;
	used_up(in, n);
	wrong = head_read(&x->head, x->bytes, n);
	if (c->plain) {
		plain(c, wrong);
		return;
	}
	c->closes = x->head.close;
	if (!wrong)
		wrong = body_begin(&x->body, &x->head, route_body_most(&x->head));
	if (wrong)
		refuse(c, wrong);
	else
		connection_state(c, CONNECTION_BODY);
	if (!wrong && x->head.continues && (x->head.chunked || x->head.length) && in->n == 0)
		answer_continue(c);
}

static void take_body(struct connection *c)
{
	struct body *b = &c->exchange->body;
	size_t room = b->room, used = 0;
	enum refusal wrong = body_take(b, c->in.bytes, c->in.n, &used);
	bool done = body_is_whole(b);

	c->server->body_bytes += b->room - room;
	used_up(&c->in, used);
	if (!wrong && !done && c->server->body_bytes > SERVER_BODIES)
		wrong = REFUSAL_NO_ROOM;
	if (!wrong && !done && c->server->now - c->exchange->began > BODY_MS)
		wrong = REFUSAL_SLOW;
	if (wrong)
		refuse(c, wrong);
	else if (done)
		route_request(c);
	else if (used)
		connection_state(c, CONNECTION_BODY);
}

void request_take(struct connection *c)
{
	while (c->fd >= 0) {
		if (c->state == CONNECTION_BODY) {
			size_t had = c->in.n;

			take_body(c);
			if (c->fd < 0 || c->state != CONNECTION_BODY || c->in.n == had)
				return;
		} else if ((c->state == CONNECTION_IDLE || c->state == CONNECTION_HEAD) && c->in.n) {
			take_head(c);
			if (c->fd < 0 || c->state != CONNECTION_BODY)
				return;
		} else {
			return;
		}
	}
}
