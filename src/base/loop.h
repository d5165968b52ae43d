/* What a process of ours waits for: descriptors, moments, an end. One thread; handlers never block. A handler
 * may add and remove watches, its own included. Monotonic time, for waiting only: the time of what happened
 * comes from its source. */
#ifndef MIMAMORI_BASE_LOOP_H
#define MIMAMORI_BASE_LOOP_H

#include <stdbool.h>
#include <stdint.h>

enum { LOOP_WATCHES = 64, LOOP_TIMERS = 16 };

struct loop;
typedef void loop_fn(void *ctx, short events); /* POLLIN, POLLOUT, POLLHUP ... */
typedef void loop_timer_fn(void *ctx);
typedef bool loop_wants_fn(void *ctx); /* is POLLOUT wanted now? */

struct loop *loop_new(void);
void loop_free(struct loop *l);

/* Calls fn when fd can be read, has an end, or, while wants says so, can be written to (wants NULL: never).
 * One watch a descriptor. 0, or -ENOSPC. */
int loop_watch(struct loop *l, int fd, loop_wants_fn *wants, loop_fn *fn, void *ctx);
void loop_forget(struct loop *l, int fd);

/* Calls fn every so many milliseconds, first after that time. Returns its number, or -ENOSPC. */
int loop_every(struct loop *l, int64_t ms, loop_timer_fn *fn, void *ctx);
void loop_forget_timer(struct loop *l, int timer);

/* Until loop_stop(). 0, or a negative errno of poll(). */
int loop_run(struct loop *l);
void loop_stop(struct loop *l);

int64_t loop_clock(void); /* monotonic, milliseconds */

#endif
