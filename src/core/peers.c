/* Who sends requests: reading them off the channel, sending what waits. */
#include "core/core.h"

static bool waits(void *ctx)
{
	struct core_peer *p = ctx;

	return channel_waits(&p->channel);
}

/* One message; false: the channel can only be closed. */
static bool take(struct core_peer *p, uint8_t kind, struct rd body)
{
	struct request r;

	if (kind != MESSAGE_REQUEST || !message_read_request(body, &r))
		return false;
	r.via = p->via;
	r.uid = p->uid;
	request_take(p, &r, body);
	return p->channel.fd >= 0;
}

static bool hear(struct core_peer *p)
{
	uint8_t kind;
	struct rd body;
	int r = channel_fill(&p->channel);

	if (r < 0)
		return false;
	while ((r = channel_next(&p->channel, &kind, &body)) > 0)
		if (!take(p, kind, body))
			return false;
	return r == 0;
}

static void on_peer(void *ctx, short events)
{
	struct core_peer *p = ctx;

	(void)events;
	if (!hear(p) || channel_flush(&p->channel) < 0)
		peer_end(p);
}

void peer_begin(struct core_peer *p, int fd)
{
	peer_end(p);
	p->number = ++p->core->peers;
	channel_open(&p->channel, fd, MESSAGE_MAX, CORE_QUEUE);
	if (loop_watch(p->core->loop, fd, waits, on_peer, p) < 0) {
		channel_close(&p->channel);
		p->number = 0;
	}
}

void peer_end(struct core_peer *p)
{
	if (p->channel.fd >= 0)
		loop_forget(p->core->loop, p->channel.fd);
	channel_close(&p->channel);
	p->number = 0;
}
