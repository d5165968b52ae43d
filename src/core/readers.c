/* What takes long is read by a process of its own, forked here: it has its own read-only connection to the
 * site, ends with its answer or when its time is over, and inherits core's walls. A few run at once, a few
 * more wait. */
#include "core/core.h"

#include "base/err.h"
#include "respond/parts.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PAUSE_MS = 50, REQUEST_MOST = 1 << 20 };

/* --- in the reader */

/* Sends what waits; whoever does not read it for a minute does not get it. */
static void send_all(struct channel *c)
{
	struct pollfd p = {c->fd, POLLOUT, 0};

	alarm(CORE_READER_SECONDS);
	while (channel_waits(c) && channel_flush(c) == 0)
		if (channel_waits(c) && poll(&p, 1, -1) < 0 && errno != EINTR)
			return;
}

static void shut(int fd)
{
	if (fd >= 0)
		close(fd);
}

/* Who waits for the end of core's connections must not wait for a reader's. */
void reader_let_go(const struct core *c)
{
	shut(c->web.channel.fd);
	shut(c->control_fd);
	for (int i = 0; i < CORE_CONTROLS; i++)
		shut(c->control[i].channel.fd);
	for (int i = 0; i < CORE_READERS; i++)
		shut(c->reader[i].channel.fd);
}

static void read_and_end(const struct core *core, const struct request *r, const struct viewer *viewer,
			 int fd)
{
	struct channel to;
	struct api api = core->api;
	struct api_answer a;
	struct err e = {0};
	const char *bytes;
	size_t n;

	alarm(CORE_READER_SECONDS);
	site_forget_key(core->store); /* a slice reads packets */
	reader_let_go(core);
	api.inline_slow = true;
	if (site_open(core->site, SITE_READ, site_parts(), core_now(), &api.store, &e) < 0 ||
	    api_open(&api) < 0)
		_exit(1);
	sqlite3_exec(store_db(api.store), "PRAGMA temp_store=MEMORY", NULL, NULL, NULL);
	if (api_serve(&api, r, core_now(), viewer, &a) != API_DONE || !(bytes = out_bytes(&a.body, &n)))
		_exit(1);
	a.head.version = core->version;
	channel_open(&to, fd, MESSAGE_MAX, SIZE_MAX / 2);
	if (message_answer(&to, &a.head, bytes, n) == 0)
		send_all(&to);
	_exit(0);
}

/* --- in core */

static bool is_there(const struct core_peer *p, uint64_t number) { return p->number == number; }

static void take_next(struct core *c);

static void reader_end(struct core_reader *rd)
{
	const struct request nothing = {.id = rd->request};

	loop_forget(rd->core->loop, rd->channel.fd);
	channel_close(&rd->channel); /* a reader that still writes gets SIGPIPE or an error, and ends */
	while (waitpid(-1, NULL, WNOHANG) > 0)
		;
	if (!rd->whole && is_there(rd->peer, rd->peer_number)) {
		if (rd->began)
			message_response(&rd->peer->channel, &(struct response){.id = rd->request});
		else
			request_refuse(rd->peer, &nothing, 503, "core.too-long", 5);
	}
	take_next(rd->core);
}

static void on_reader(void *ctx, short events);

static void go_on(void *ctx)
{
	struct core *c = ctx;

	loop_forget_timer(c->loop, c->pause_timer);
	c->pause_timer = -1;
	for (struct core_reader *rd = c->reader; rd < c->reader + CORE_READERS; rd++)
		if (rd->channel.fd >= 0 && rd->paused) {
			rd->paused = false;
			loop_watch(c->loop, rd->channel.fd, NULL, on_reader, rd);
			on_reader(rd, 0);
		}
}

/* The peer reads slowly: looked at again in a moment. */
static void pause_reader(struct core_reader *rd)
{
	struct core *c = rd->core;

	rd->paused = true;
	loop_forget(c->loop, rd->channel.fd);
	if (c->pause_timer < 0)
		c->pause_timer = loop_every(c->loop, PAUSE_MS, go_on, c);
}

static size_t queued(const struct channel *c) { return c->out.to - c->out.from; }

/* 1 passed on; 0 nothing yet, or paused; negative: its end. */
static int pass_on(struct core_reader *rd)
{
	struct response head;
	struct rd body;
	uint8_t kind;
	int r;

	if (!is_there(rd->peer, rd->peer_number))
		return -EPIPE;
	if (queued(&rd->peer->channel) > CORE_QUEUE - 2 * MESSAGE_MAX) {
		pause_reader(rd);
		return 0;
	}
	r = channel_next(&rd->channel, &kind, &body);
	if (r <= 0)
		return r;
	if (kind != MESSAGE_RESPONSE || !message_read_response(body, &head) || head.id != rd->request ||
	    channel_put(&rd->peer->channel, kind, body.at, rd_left(&body), NULL, 0) < 0)
		return -EBADMSG;
	rd->began = true;
	rd->whole = !head.more;
	return rd->whole ? -EPIPE : 1;
}

static void on_reader(void *ctx, short events)
{
	struct core_reader *rd = ctx;
	int filled = events & (POLLIN | POLLHUP) ? channel_fill(&rd->channel) : 0, r;

	while ((r = pass_on(rd)) > 0)
		;
	if (!rd->paused && (r < 0 || filled < 0))
		reader_end(rd);
}

static struct core_reader *free_reader(struct core *c)
{
	for (struct core_reader *rd = c->reader; rd < c->reader + CORE_READERS; rd++)
		if (rd->channel.fd < 0)
			return rd;
	return NULL;
}

static int begin(struct core_reader *rd, struct core_peer *p, const struct request *r,
		 const struct viewer *viewer)
{
	struct core *c = p->core;
	int pair[2];
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return -errno;
	pid = fork();
	if (pid == 0)
		read_and_end(c, r, viewer, pair[1]);
	close(pair[1]);
	if (pid < 0) {
		close(pair[0]);
		return -EAGAIN;
	}
	*rd = (struct core_reader){.core = c, .peer = p, .peer_number = p->number, .request = r->id};
	channel_open(&rd->channel, pair[0], MESSAGE_MAX, 0);
	if (loop_watch(c->loop, pair[0], NULL, on_reader, rd) == 0)
		return 0;
	channel_close(&rd->channel);
	return -ENOSPC;
}

static bool wait_in_line(struct core_peer *p, struct rd bytes)
{
	struct core *c = p->core;
	struct core_waiting *w = &c->waiting[c->waitings];
	size_t n = rd_left(&bytes);

	if (c->waitings == CORE_WAITING || n > REQUEST_MOST || !(w->bytes = malloc(n)))
		return false;
	memcpy(w->bytes, bytes.at, n);
	w->n = n;
	w->peer = p;
	w->peer_number = p->number;
	c->waitings++;
	return true;
}

void reader_take(struct core_peer *p, const struct request *r, struct rd bytes, const struct viewer *viewer)
{
	struct core_reader *rd = free_reader(p->core);

	if (rd ? begin(rd, p, r, viewer) < 0 : !wait_in_line(p, bytes))
		request_refuse(p, r, 503, "core.busy", 2);
}

/* The first in line is asked again from the beginning: its session may have ended meanwhile. */
static void take_next(struct core *c)
{
	struct core_waiting w;
	struct request r;

	while (c->waitings && free_reader(c)) {
		w = c->waiting[0];
		c->waitings--;
		memmove(c->waiting, c->waiting + 1, c->waitings * sizeof *c->waiting);
		if (is_there(w.peer, w.peer_number) && message_read_request(rd_of(w.bytes, w.n), &r)) {
			r.via = w.peer->via;
			r.uid = w.peer->uid;
			request_take(w.peer, &r, rd_of(w.bytes, w.n));
		}
		free(w.bytes);
	}
}
