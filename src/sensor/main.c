#include "sensor/sensor.h"

#include "daemon/role.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- core */

static bool core_wants(void *ctx) { return channel_waits(&((struct sensor *)ctx)->core); }

static void core_gone(struct sensor *s)
{
	if (s->core.fd >= 0)
		loop_forget(s->loop, s->core.fd);
	channel_close(&s->core);
	channel_open(&s->core, -1, RELAY_MESSAGE_MAX,
		     RELAY_QUEUE_MAX); /* what is said now waits for the next */
	s->core.fd = -1;
	s->heard = false;
}

/* Core says nothing; its end of the channel is all there is to hear. */
static void on_core(void *ctx, short events)
{
	struct sensor *s = ctx;

	if (channel_flush(&s->core) < 0 ||
	    (events & (POLLIN | POLLHUP | POLLERR) && channel_fill(&s->core) < 0))
		core_gone(s);
	else
		s->core.in.from = s->core.in.to = 0;
}

static void core_given(struct sensor *s, int fd)
{
	core_gone(s);
	channel_open(&s->core, fd, RELAY_MESSAGE_MAX, RELAY_QUEUE_MAX);
	loop_watch(s->loop, fd, core_wants, on_core, s);
	s->heard = true;
	core_hello(s);
	period_end(s); /* what came while nobody listened */
}

/* --- gate */

static void stop(struct sensor *s)
{
	s->status = SENSOR_STOPPED;
	loop_stop(s->loop);
}

static void hear(struct sensor *s, struct line_message *m)
{
	if (m->kind == LINE_CORE && m->hands == 1)
		core_given(s, m->fd[0]);
	else if (m->kind == LINE_PACKET_FILE)
		packets_given(s, m->number, m->hands == 1 ? m->fd[0] : -1);
	else if (m->kind == LINE_STOP)
		stop(s);
	else
		for (unsigned i = 0; i < m->hands; i++)
			close(m->fd[i]);
}

static void on_line(void *ctx, short events)
{
	struct sensor *s = ctx;
	struct line_message m;
	int r;

	(void)events;
	if ((r = line_receive(LINE_FD, &m)) > 0)
		hear(s, &m);
	else if (r < 0)
		stop(s); /* gate has ended */
}

/* --- running */

static void on_tick(void *ctx)
{
	struct sensor *s = ctx;

	if (!s->watching && !packets_wait(s)) {
		s->watching = true;
		ports_watch(s);
	}
	frames_flush(s);
	packets_tick(s);
	period_tick(s);
	news_tick(s);
	if (s->core.fd >= 0)
		(void)channel_flush(&s->core);
}

/* What is still to be said is said, for a second at most. */
static void finish(struct sensor *s)
{
	struct pollfd p = {s->core.fd, POLLOUT, 0};

	frames_flush(s);
	period_end(s);
	for (int i = 0; i < 20 && s->core.fd >= 0 && channel_waits(&s->core); i++)
		if (poll(&p, 1, 50) < 0 || channel_flush(&s->core) < 0)
			break;
	packets_end(s);
	ports_close(s);
}

static int prepare(struct sensor *s, int argc, char **argv)
{
	struct decode_sink sink;
	int r = arguments(&s->options, argc, argv);

	channel_open(&s->core, -1, RELAY_MESSAGE_MAX, RELAY_QUEUE_MAX);
	if (r == 0)
		r = replay_open(s);
	if (r != 0)
		return r;
	s->loop = loop_new();
	s->relay = relay_new(&s->core);
	if (!s->loop || !s->relay)
		return SENSOR_NO_INPUT;
	s->to_core = relay_sink(s->relay);
	sink = s->options.replay ? replay_sink(s) : s->to_core;
	s->stack = stack_new(NULL, &sink);
	return s->stack ? 0 : SENSOR_NO_INPUT;
}

static void watch(struct sensor *s)
{
	packets_begin(s);
	period_begin(s);
	s->wall = wall_clock();
	s->monotonic = monotonic_clock();
	loop_watch(s->loop, LINE_FD, NULL, on_line, s);
	loop_every(s->loop, SENSOR_TICK, on_tick, s);
	links_watch(s);
	replay_watch(s);
}

int main(int argc, char **argv)
{
	static struct sensor sensor;
	struct sensor *s = &sensor;
	int r = prepare(s, argc, argv);

	if (r != 0)
		return r;
	signal(SIGPIPE, SIG_IGN);
	links_open(s);
	ports_open(s);
	role_ready(ROLE_SENSOR, role_enter(ROLE_SENSOR, NULL, NULL));
	watch(s);
	r = loop_run(s->loop);
	if (r < 0)
		sensor_say("poll", strerror(-r));
	finish(s);
	stack_free(s->stack);
	relay_free(s->relay);
	channel_close(&s->core);
	capture_free(s->replay.capture);
	loop_free(s->loop);
	return s->status;
}
