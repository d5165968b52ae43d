#include "base/loop.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <time.h>

struct watch {
	int fd; /* -1: free */
	loop_wants_fn *wants;
	loop_fn *fn;
	void *ctx;
};

struct timer {
	loop_timer_fn *fn; /* NULL: free */
	void *ctx;
	int64_t every, next;
};

struct loop {
	struct watch watch[LOOP_WATCHES];
	struct timer timer[LOOP_TIMERS];
	bool stopped;
};

int64_t loop_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

struct loop *loop_new(void)
{
	struct loop *l = calloc(1, sizeof *l);

	for (int i = 0; l && i < LOOP_WATCHES; i++)
		l->watch[i].fd = -1;
	return l;
}

void loop_free(struct loop *l) { free(l); }
void loop_stop(struct loop *l) { l->stopped = true; }

int loop_watch(struct loop *l, int fd, loop_wants_fn *wants, loop_fn *fn, void *ctx)
{
	struct watch *free_one = NULL;

	for (struct watch *w = l->watch; w < l->watch + LOOP_WATCHES; w++) {
		if (w->fd == fd) {
			free_one = w;
			break;
		}
		if (w->fd < 0 && !free_one)
			free_one = w;
	}
	if (!free_one)
		return -ENOSPC;
	*free_one = (struct watch){fd, wants, fn, ctx};
	return 0;
}

void loop_forget(struct loop *l, int fd)
{
	for (struct watch *w = l->watch; w < l->watch + LOOP_WATCHES; w++)
		if (w->fd == fd)
			w->fd = -1;
}

int loop_every(struct loop *l, int64_t ms, loop_timer_fn *fn, void *ctx)
{
	for (int i = 0; i < LOOP_TIMERS; i++)
		if (!l->timer[i].fn) {
			l->timer[i] = (struct timer){fn, ctx, ms, loop_clock() + ms};
			return i;
		}
	return -ENOSPC;
}

void loop_forget_timer(struct loop *l, int timer)
{
	if (timer >= 0 && timer < LOOP_TIMERS)
		l->timer[timer].fn = NULL;
}

static int run_timers(struct loop *l)
{
	int64_t now = loop_clock(), wait = 60000;

	for (struct timer *t = l->timer; t < l->timer + LOOP_TIMERS; t++) {
		if (!t->fn)
			continue;
		if (t->next <= now) {
			t->next = now + t->every;
			t->fn(t->ctx);
		}
		if (t->fn && t->next - now < wait)
			wait = t->next - now;
	}
	return wait > 0 ? (int)wait : 0;
}

static nfds_t gather(struct loop *l, struct pollfd *to)
{
	nfds_t n = 0;

	for (struct watch *w = l->watch; w < l->watch + LOOP_WATCHES; w++)
		if (w->fd >= 0)
			to[n++] = (struct pollfd){
				w->fd, (short)(POLLIN | (w->wants && w->wants(w->ctx) ? POLLOUT : 0)), 0};
	return n;
}

/* Looked up anew: an earlier handler may have removed it. */
static void deliver(struct loop *l, const struct pollfd *p)
{
	for (struct watch *w = l->watch; w < l->watch + LOOP_WATCHES; w++)
		if (w->fd == p->fd) {
			w->fn(w->ctx, p->revents);
			return;
		}
}

int loop_run(struct loop *l)
{
	struct pollfd ready[LOOP_WATCHES];

	while (!l->stopped) {
		int wait = run_timers(l);
		nfds_t n = gather(l, ready);

		if (l->stopped)
			break;
		if (poll(ready, n, wait) < 0) {
			if (errno == EINTR)
				continue;
			return -errno;
		}
		for (nfds_t i = 0; i < n && !l->stopped; i++)
			if (ready[i].revents)
				deliver(l, &ready[i]);
	}
	return 0;
}
