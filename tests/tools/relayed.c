/* What crosses from sensor to core for a capture, as the harness fuzz/relay.c reads it: relayed CAPTURE
 * [PACKETS], a period every so many packets. To standard output. */
#include "capture/capture.h"
#include "decode/relay.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

static int copy(struct channel *c)
{
	struct rd body;
	uint8_t kind;

	while (channel_waits(&c[0])) {
		if (channel_flush(&c[0]) < 0 || channel_fill(&c[1]) < 0)
			return -1;
		while (channel_next(&c[1], &kind, &body) > 0) {
			size_t n = rd_left(&body);

			putchar(kind);
			putchar((int)(n & 255));
			putchar((int)(n >> 8));
			fwrite(body.at, 1, n, stdout);
		}
	}
	return 0;
}

static void period(struct stack *s, struct relay *r, int64_t when)
{
	struct relay_period p = {.from = when, .to = when, .interfaces = 1};

	relay_flush(r);
	stack_tell(s);
	relay_period(r, &p);
}

static void news(struct stack *s, struct relay *r, int64_t when)
{
	const struct relay_tick t = {.now = when, .last = when, .frames = 1, .interfaces = 1, .up = 1};

	relay_news(r);
	stack_tell_new(s);
	relay_tick(r, &t);
}

int main(int argc, char **argv)
{
	struct capture_options all = {INT64_MIN, INT64_MAX, NULL};
	unsigned every = argc > 2 ? (unsigned)atoi(argv[2]) : 1000, since = 0;
	struct relay_hello hello = {.version = RELAY_VERSION};
	struct channel ends[2];
	struct capture *c;
	struct decode_sink sink;
	struct relay *r = relay_new(&ends[0]);
	struct stack *s;
	struct frame f;
	int fd[2];

	if (argc < 2 || !r || socketpair(AF_UNIX, SOCK_STREAM, 0, fd) < 0 ||
	    capture_open((const char *const *)argv + 1, 1, &all, NULL, NULL, &c) < 0)
		return 2;
	channel_open(&ends[0], fd[0], RELAY_MESSAGE_MAX, RELAY_QUEUE_MAX);
	channel_open(&ends[1], fd[1], RELAY_MESSAGE_MAX, RELAY_QUEUE_MAX);
	sink = relay_sink(r);
	if (!(s = stack_new(NULL, &sink)))
		return 2;
	relay_hello(r, &hello);
	while (capture_next(c, &f, 1)) {
		stack_take(s, &f, 1);
		if (since % (every / 4 + 1) == 0)
			news(s, r, f.when);
		if (++since % every == 0)
			period(s, r, f.when);
		if (copy(ends) < 0)
			return 2;
	}
	period(s, r, 1);
	if (copy(ends) < 0)
		return 2;
	capture_free(c);
	stack_free(s);
	relay_free(r);
	channel_close(&ends[0]);
	channel_close(&ends[1]);
	return 0;
}
