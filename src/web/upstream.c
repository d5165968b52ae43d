#include "web/upstream.h"

#include <errno.h>
#include <poll.h>
#include <string.h>

enum { QUEUE_MOST = 48 << 20, FILLS_AT_ONCE = 8 };

static void free_all(struct upstream *u)
{
	for (int i = 0; i < UPSTREAM_ASKS; i++)
		u->ask[i] = (struct upstream_ask){.next_free = i + 1 < UPSTREAM_ASKS ? i + 1 : -1};
	u->first_free = 0;
	u->asked = 0;
}

void upstream_open(struct upstream *u, struct loop *loop, upstream_event_fn *event, void *ctx)
{
	*u = (struct upstream){.channel = {.fd = -1}, .loop = loop, .event = event, .event_ctx = ctx};
	free_all(u);
}

bool upstream_is_up(const struct upstream *u) { return u->channel.fd >= 0; }

static struct upstream_ask *find(struct upstream *u, uint64_t id)
{
	struct upstream_ask *a = &u->ask[id % UPSTREAM_ASKS];

	return id && a->id == id ? a : NULL;
}

static void end(struct upstream *u, struct upstream_ask *a)
{
	*a = (struct upstream_ask){.next_free = u->first_free};
	u->first_free = (int)(a - u->ask);
	u->asked--;
}

/* Core went away. Whoever waits is told; he may ask again at once and be refused. */
static void went(struct upstream *u)
{
	loop_forget(u->loop, u->channel.fd);
	channel_close(&u->channel);
	for (struct upstream_ask *a = u->ask; a < u->ask + UPSTREAM_ASKS; a++)
		if (a->id) {
			struct upstream_ask was = *a;

			end(u, a);
			was.fn(was.ctx, NULL);
		}
}

void upstream_close(struct upstream *u)
{
	if (upstream_is_up(u))
		went(u);
}

static void answer(struct upstream *u, struct rd body)
{
	struct upstream_ask *a;
	struct response r;

	if (!message_read_response(body, &r) || !(a = find(u, r.id)))
		return; /* an answer to a question that was forgotten */
	struct upstream_ask was = *a;

	if (!r.more)
		end(u, a);
	was.fn(was.ctx, &r);
}

static void message(struct upstream *u, uint8_t kind, struct rd body)
{
	struct event_message e;

	if (kind == MESSAGE_RESPONSE)
		answer(u, body);
	else if (kind == MESSAGE_EVENT && message_read_event(body, &e))
		u->event(u->event_ctx, &e);
}

static int read_some(struct upstream *u)
{
	int n = 0, r;

	for (int i = 0; i < FILLS_AT_ONCE && (n = channel_fill(&u->channel)) > 0; i++) {
		struct rd body;
		uint8_t kind;

		while ((r = channel_next(&u->channel, &kind, &body)) > 0)
			message(u, kind, body);
		if (r < 0)
			return r;
	}
	return n < 0 ? n : 0;
}

static void ready(void *ctx, short events)
{
	struct upstream *u = ctx;
	int r = 0;

	if (events & POLLOUT)
		r = channel_flush(&u->channel);
	if (r == 0 && events & (POLLIN | POLLHUP | POLLERR))
		r = read_some(u);
	if (r < 0)
		went(u);
}

static bool waits(void *ctx) { return channel_waits(&((struct upstream *)ctx)->channel); }

void upstream_take(struct upstream *u, int fd)
{
	upstream_close(u);
	channel_open(&u->channel, fd, MESSAGE_MAX, QUEUE_MOST);
	if (loop_watch(u->loop, fd, waits, ready, u) < 0)
		channel_close(&u->channel);
}

uint64_t upstream_ask(struct upstream *u, struct request *r, upstream_answer_fn *fn, void *ctx)
{
	int slot = u->first_free;

	if (!upstream_is_up(u) || slot < 0)
		return 0;
	r->id = ++u->turns * UPSTREAM_ASKS + (uint64_t)slot;
	if (message_request(&u->channel, r) < 0)
		return 0;
	u->first_free = u->ask[slot].next_free;
	u->ask[slot] = (struct upstream_ask){r->id, fn, ctx, -1};
	u->asked++;
	channel_flush(&u->channel); /* a broken channel is found when it is read */
	return r->id;
}

void upstream_forget(struct upstream *u, uint64_t id)
{
	struct upstream_ask *a = find(u, id);

	if (a)
		end(u, a);
}
