/* A channel over any bytes, cut anywhere: what it gives are exactly the messages of a plain reading of the
 * same bytes, and then what serve/message.h makes of them: what is accepted, written again, is read the same.
 * First byte: how they are cut. */
#include "serve/message.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST = 4096 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static bool same(struct said a, struct said b)
{
	return !a.s == !b.s && a.n == b.n && (!a.n || memcmp(a.s, b.s, a.n) == 0);
}

static void request_again(const struct request *r)
{
	struct channel c = {.fd = 0, .message_max = 1 << 20, .queue_max = 1 << 20};
	struct request twice;

	if (message_request(&c, r) == 0) {
		if (!message_read_request(rd_of(c.out.bytes + CHANNEL_HEAD, c.out.to - CHANNEL_HEAD),
					  &twice) ||
		    twice.id != r->id || twice.method != r->method)
			abort();
#define X(name)                                                                                              \
	if (!same(r->name, twice.name))                                                                      \
		abort();
		REQUEST_TEXTS(X)
#undef X
	}
	free(c.out.bytes);
}

static void response_again(const struct response *r)
{
	struct channel c = {.fd = 0, .message_max = 1 << 20, .queue_max = 1 << 20};
	struct response twice;

	if (message_response(&c, r) == 0) {
		if (!message_read_response(rd_of(c.out.bytes + CHANNEL_HEAD, c.out.to - CHANNEL_HEAD),
					   &twice) ||
		    twice.id != r->id || twice.status != r->status || twice.more != r->more)
			abort();
#define X(name)                                                                                              \
	if (!same(r->name, twice.name))                                                                      \
		abort();
		RESPONSE_TEXTS(X)
#undef X
	}
	free(c.out.bytes);
}

static void take(struct rd body)
{
	struct request q;
	struct response p;
	struct event_message e;

	if (message_read_request(body, &q))
		request_again(&q);
	if (message_read_response(body, &p))
		response_again(&p);
	message_read_event(body, &e);
}

/* The next message as it stands in the bytes: 1, 0 none, -1 broken. */
static int plain_next(const uint8_t *bytes, size_t n, size_t *at, uint8_t *kind, const uint8_t **body,
		      size_t *ret_n)
{
	uint32_t length;

	if (n - *at < 4)
		return 0;
	length = (uint32_t)bytes[*at] | (uint32_t)bytes[*at + 1] << 8 | (uint32_t)bytes[*at + 2] << 16 |
		 (uint32_t)bytes[*at + 3] << 24;
	if (length < 1 || length > MOST)
		return -1;
	if (n - *at - 4 < length)
		return 0;
	*kind = bytes[*at + 4];
	*body = bytes + *at + 5;
	*ret_n = length - 1;
	*at += 4 + length;
	return 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	size_t cut = n ? (size_t)bytes[0] + 1 : 1, sent = 0, at = 0;
	struct channel c;
	int pair[2], r = 0;

	if (!n || socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0)
		return 0;
	bytes++;
	n--;
	channel_open(&c, pair[0], MOST, MOST);
	while (r >= 0 && sent < n) {
		size_t some = n - sent < cut ? n - sent : cut, expected_n = 0;
		const uint8_t *expected = NULL;
		struct rd body;
		uint8_t kind, expected_kind = 0;

		if (write(pair[1], bytes + sent, some) != (ssize_t)some)
			break;
		sent += some;
		if (channel_fill(&c) < 0)
			abort();
		while ((r = channel_next(&c, &kind, &body)) > 0) {
			if (plain_next(bytes, sent, &at, &expected_kind, &expected, &expected_n) != 1 ||
			    kind != expected_kind || rd_left(&body) != expected_n ||
			    memcmp(body.at, expected, expected_n) != 0)
				abort();
			take(body);
		}
		if (plain_next(bytes, sent, &at, &expected_kind, &expected, &expected_n) != (r < 0 ? -1 : 0))
			abort();
		if (c.in.room > 1 << 17)
			abort();
	}
	close(pair[1]);
	channel_close(&c);
	return 0;
}
