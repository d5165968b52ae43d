/* Who sends requests: reading them off the channel, sending what waits. */
#include "core/core.h"

#include <errno.h>

static bool waits(void *ctx)
{
	struct core_peer *p = ctx;

	return channel_waits(&p->channel);
}

/* One message: 0, or why the channel can only be closed. */
static int take(struct core_peer *p, uint8_t kind, struct rd body)
{
	struct request r;

	if (kind != MESSAGE_REQUEST || !message_read_request(body, &r))
		return -EBADMSG;
	r.via = p->via;
	r.uid = p->uid;
	request_take(p, &r, body);
	return p->channel.fd >= 0 ? 0 : -EPIPE;
}

static int hear(struct core_peer *p)
{
	uint8_t kind;
	struct rd body;
	int r = channel_fill(&p->channel);

	while (r >= 0 && (r = channel_next(&p->channel, &kind, &body)) > 0)
		r = take(p, kind, body);
	return r;
}

static void on_peer(void *ctx, short events)
{
	struct core_peer *p = ctx;
	int r = hear(p);

	(void)events;
	if (r >= 0)
		r = channel_flush(&p->channel);
	if (r == -EBADMSG)
		peer_drop(p);
	else if (r < 0)
		peer_end(p);
}

void peer_drop(struct core_peer *p)
{
	if (p->via == VIA_WEB && p->channel.fd >= 0)
		line_blame(ROLE_WEB);
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
