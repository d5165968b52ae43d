/* Messages between web, core and the command line, as either side reads them from a channel: bytes of a
 * taken-over neighbour. What is read whole is written again to the same bytes; a channel never holds more
 * than its bound. */
#include "serve/message.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST = 1 << 16 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void must(bool kept)
{
	if (!kept)
		abort();
}

/* Writes with fn and compares what would be sent. */
static void same(int result, struct channel *to, uint8_t kind, struct rd body)
{
	must(result == 0 && to->out.to - to->out.from == CHANNEL_HEAD + rd_left(&body));
	must(to->out.bytes[to->out.from + 4] == kind);
	must(memcmp(to->out.bytes + to->out.from + CHANNEL_HEAD, body.at, rd_left(&body)) == 0);
}

static void read_one(uint8_t kind, struct rd body)
{
	struct channel to = {.fd = 1 << 20, .message_max = MESSAGE_MAX, .queue_max = MESSAGE_MAX};
	struct event_message event;
	struct response response;
	struct request request;

	if (kind == MESSAGE_REQUEST && message_read_request(body, &request))
		same(message_request(&to, &request), &to, kind, body);
	else if (kind == MESSAGE_RESPONSE && message_read_response(body, &response))
		same(message_response(&to, &response), &to, kind, body);
	else if (kind == MESSAGE_EVENT && message_read_event(body, &event))
		same(message_event(&to, &event), &to, kind, body);
	free(to.out.bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct channel c;
	struct rd body;
	uint8_t kind;
	int pair[2], r = 1;

	if (n > MOST || socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0)
		return 0;
	channel_open(&c, pair[0], MOST, MOST);
	if (n && send(pair[1], bytes, n, MSG_DONTWAIT) == (ssize_t)n)
		while (r > 0 && channel_fill(&c) > 0) {
			must(c.in.to - c.in.from <= n && c.in.room <= 4 * MOST);
			while ((r = channel_next(&c, &kind, &body)) > 0)
				read_one(kind, body);
			r = r == 0;
		}
	channel_close(&c);
	close(pair[1]);
	return 0;
}
