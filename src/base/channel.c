#include "base/channel.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { FIRST_ROOM = 16384, FILL_AT_ONCE = 1 << 18 };

void channel_open(struct channel *c, int fd, size_t message_max, size_t queue_max)
{
	int flags = fcntl(fd, F_GETFL);

	*c = (struct channel){.fd = fd, .message_max = message_max, .queue_max = queue_max};
	if (flags >= 0)
		fcntl(fd, F_SETFL, flags | O_NONBLOCK);
}

void channel_close(struct channel *c)
{
	if (c->fd >= 0)
		close(c->fd);
	free(c->in.bytes);
	free(c->out.bytes);
	*c = (struct channel){.fd = -1};
}

static size_t held(const struct channel_bytes *b) { return b->to - b->from; }

/* Room for n more behind what is held; moves it to the front first. */
static int make_room(struct channel_bytes *b, size_t n)
{
	size_t room = b->room ? b->room : FIRST_ROOM;
	uint8_t *bytes;

	if (b->from == b->to)
		b->from = b->to = 0;
	if (b->room - b->to >= n)
		return 0;
	if (b->from) {
		memmove(b->bytes, b->bytes + b->from, held(b));
		b->to -= b->from;
		b->from = 0;
	}
	while (room - b->to < n)
		room *= 2;
	if (room == b->room)
		return 0;
	if (!(bytes = realloc(b->bytes, room)))
		return -ENOMEM;
	b->bytes = bytes;
	b->room = room;
	return 0;
}

/* A buffer that one large message made large is given back. */
static void shrink(struct channel_bytes *b)
{
	if (b->from != b->to || b->room <= FILL_AT_ONCE * 2)
		return;
	free(b->bytes);
	*b = (struct channel_bytes){0};
}

static void append(struct channel_bytes *b, const void *bytes, size_t n)
{
	if (n)
		memcpy(b->bytes + b->to, bytes, n);
	b->to += n;
}

int channel_put(struct channel *c, uint8_t kind, const void *body, size_t n, const void *more, size_t more_n)
{
	size_t length = 1 + n + more_n;
	uint8_t head[CHANNEL_HEAD] = {(uint8_t)length, (uint8_t)(length >> 8), (uint8_t)(length >> 16),
				      (uint8_t)(length >> 24), kind};

	if (c->fd < 0)
		return -EPIPE;
	if (length > c->message_max || length > UINT32_MAX)
		return -EMSGSIZE;
	if (held(&c->out) + 4 + length > c->queue_max)
		return -ENOBUFS;
	if (make_room(&c->out, 4 + length) < 0)
		return -ENOMEM;
	append(&c->out, head, sizeof head);
	append(&c->out, body, n);
	append(&c->out, more, more_n);
	return 0;
}

bool channel_waits(const struct channel *c) { return held(&c->out) > 0; }

int channel_flush(struct channel *c)
{
	while (held(&c->out)) {
		ssize_t n = send(c->fd, c->out.bytes + c->out.from, held(&c->out), MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno == EAGAIN ? 0 : -errno;
		c->out.from += (size_t)n;
	}
	shrink(&c->out);
	return 0;
}

int channel_fill(struct channel *c)
{
	ssize_t n;

	if (c->fd < 0)
		return -EPIPE;
	shrink(&c->in);
	if (make_room(&c->in, FIRST_ROOM) < 0)
		return -ENOMEM;
	do
		n = recv(c->fd, c->in.bytes + c->in.to,
			 c->in.room - c->in.to < FILL_AT_ONCE ? c->in.room - c->in.to : FILL_AT_ONCE, 0);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return errno == EAGAIN ? 0 : -errno;
	if (n == 0)
		return -EPIPE;
	c->in.to += (size_t)n;
	return (int)n;
}

int channel_next(struct channel *c, uint8_t *ret_kind, struct rd *ret_body)
{
	struct rd r = rd_of(c->in.bytes ? c->in.bytes + c->in.from : NULL, held(&c->in));
	size_t length = rd_le32(&r);

	if (!rd_ok(&r))
		return 0;
	if (length < 1 || length > c->message_max)
		return -EBADMSG;
	if (rd_left(&r) < length)
		return make_room(&c->in, length - rd_left(&r)) < 0 ? -ENOMEM : 0;
	*ret_kind = rd_u8(&r);
	*ret_body = rd_of(r.at, length - 1);
	c->in.from += 4 + length;
	return 1;
}
