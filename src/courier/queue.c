#include "courier/courier.h"

#include "daemon/line.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

void courier_answer(struct courier *c, const struct courier_result *r)
{
	uint8_t bytes[COURIER_RESULT_MAX];
	size_t n = courier_put_result(r, bytes, sizeof bytes);

	if (n && c->core.fd >= 0)
		channel_put(&c->core, COURIER_RESULT, bytes, n, NULL, 0);
}

static void answer_without(struct courier *c, int64_t id, enum courier_outcome outcome,
			   enum courier_cause cause)
{
	const struct courier_result r = {
		.id = id, .at = courier_clock(), .outcome = (uint8_t)outcome, .cause = (uint8_t)cause};

	courier_answer(c, &r);
}

static bool may(const struct courier *c, uint8_t means)
{
	return means == COURIER_MAIL ? c->settings.mail : c->settings.webhook;
}

/* --- the worker */

static void start_next(struct outlet *o);

static void forget_worker(struct outlet *o)
{
	loop_forget(o->courier->loop, o->said);
	close(o->said);
	if (o->stop >= 0)
		close(o->stop);
	o->said = o->stop = -1;
	o->n = 0;
	o->running = 0;
}

/* 'R', a length, a result. */
static bool whole(const struct outlet *o)
{
	return o->n > WORK_HEAD && o->bytes[0] == 'R' && o->n == WORK_HEAD + o->bytes[1] + o->bytes[2] * 256U;
}

/* What it said last, or that it ended without a word: killed by its alarm or by what a server sent. */
static void ended(struct outlet *o)
{
	struct courier_result r = {0};
	int64_t id = o->running;

	if (whole(o) && courier_read_result(rd_of(o->bytes + WORK_HEAD, o->n - WORK_HEAD), &r) && r.id == id)
		courier_answer(o->courier, &r);
	else
		answer_without(o->courier, id, o->given ? COURIER_UNSURE : COURIER_LATER, COURIER_FAULT);
	forget_worker(o);
	start_next(o);
}

static void on_worker(void *ctx, short events)
{
	struct outlet *o = ctx;
	ssize_t n = read(o->said, o->bytes + o->n, sizeof o->bytes - o->n);

	(void)events;
	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (n > 0)
		o->n += (size_t)n;
	if (o->n && o->bytes[0] == 'T') {
		o->given = true;
		memmove(o->bytes, o->bytes + 1, --o->n);
	}
	if (n <= 0 || o->n == sizeof o->bytes || whole(o))
		ended(o);
}

static void run_worker(struct outlet *o, const struct courier_job *j, int said[2], int stop[2])
{
	struct courier *c = o->courier;

	/* what this server need not know is not there to be got at */
	if (o->means == COURIER_MAIL)
		explicit_bzero(c->settings.key, sizeof c->settings.key);
	else
		explicit_bzero(c->settings.password, sizeof c->settings.password);
	close(LINE_FD);
	if (c->core.fd >= 0)
		close(c->core.fd);
	close(said[0]);
	close(stop[1]);
	work(j, &c->settings, said[1], stop[0]);
}

static bool start(struct outlet *o, const struct courier_job *j)
{
	int said[2], stop[2];
	pid_t pid;

	if (pipe2(said, O_CLOEXEC) < 0)
		return false;
	if (pipe2(stop, O_CLOEXEC) < 0) {
		close(said[0]);
		close(said[1]);
		return false;
	}
	pid = fork();
	if (pid == 0)
		run_worker(o, j, said, stop);
	close(said[1]);
	close(stop[0]);
	o->said = said[0];
	o->stop = stop[1];
	o->running = j->id;
	o->given = false;
	o->n = 0;
	if (pid < 0 || loop_watch(o->courier->loop, o->said, NULL, on_worker, o) < 0) {
		forget_worker(o);
		return false;
	}
	fcntl(o->said, F_SETFL, O_NONBLOCK);
	return true;
}

/* --- the queue */

static void start_next(struct outlet *o)
{
	while (!o->running && o->count) {
		struct courier_job *j = &o->waiting[o->first];

		o->first = (o->first + 1) % COURIER_WAITING;
		o->count--;
		if (!start(o, j))
			answer_without(o->courier, j->id, COURIER_LATER, COURIER_FAULT);
	}
}

void outlet_take(struct courier *c, const struct courier_job *j)
{
	struct outlet *o = &c->outlet[j->means];

	if (!may(c, j->means)) {
		answer_without(c, j->id, COURIER_CLOSED, COURIER_UNPERMITTED);
	} else if (j->means == COURIER_MAIL && !courier_address_ok(j->to)) {
		answer_without(c, j->id, COURIER_REFUSED, COURIER_BAD_ADDRESS);
	} else if (o->count == COURIER_WAITING) {
		answer_without(c, j->id, COURIER_LATER, COURIER_FAULT);
	} else {
		o->waiting[(o->first + o->count++) % COURIER_WAITING] = *j;
		start_next(o);
	}
}

/* Its word comes still, by the pipe: that it broke off, or that it was too late for that. */
static void break_off(struct outlet *o)
{
	if (o->stop >= 0)
		close(o->stop);
	o->stop = -1;
}

void outlets_settings(struct courier *c, const struct courier_settings *s)
{
	c->settings = *s;
	for (uint8_t means = 0; means < COURIER_MEANS; means++) {
		struct outlet *o = &c->outlet[means];

		if (may(c, means))
			continue;
		break_off(o);
		for (; o->count; o->count--, o->first = (o->first + 1) % COURIER_WAITING)
			answer_without(c, o->waiting[o->first].id, COURIER_CLOSED, COURIER_UNPERMITTED);
	}
}

void outlets_stop(struct courier *c)
{
	for (uint8_t means = 0; means < COURIER_MEANS; means++) {
		struct outlet *o = &c->outlet[means];

		o->count = 0;
		if (o->running)
			forget_worker(o); /* it hears the end of its pipe */
	}
}

void outlets_begin(struct courier *c)
{
	for (uint8_t means = 0; means < COURIER_MEANS; means++)
		c->outlet[means] = (struct outlet){.courier = c, .means = means, .said = -1, .stop = -1};
}
