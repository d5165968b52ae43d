#include "core/courier.h"

#include "core/core.h"
#include "respond/courier.h"
#include "respond/messages.h"
#include "respond/sending.h"
#include "serve/outgoing.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
	LOOK_MS = 100,
	HANDED_MOST = 24, /* of each means; courier has room for some more (courier/courier.h) */
	HANDED = COURIER_MEANS * HANDED_MOST,
	JOBS_MS = 1000, /* when nobody said that there are any */
	QUEUE_MOST = 4 << 20
};

struct core_courier {
	struct channel channel; /* fd -1: it does not run */
	struct outgoing outgoing;
	bool settings_due;
	struct handed {
		int64_t id; /* 0: free */
		uint8_t means;
		uint64_t job; /* as pages are told */
	} handed[HANDED];
	struct courier_result ended[HANDED]; /* not yet in the site */
	unsigned ends;
	bool jobs_due;
	int64_t jobs_looked;                /* loop_clock() */
	uint8_t told[COURIER_SETTINGS_MAX]; /* the settings it has */
	size_t told_n;
};

static struct core_courier *mine(void *core) { return ((struct core *)core)->courier; }

/* --- settings */

static void send_settings(struct core *c)
{
	struct core_courier *m = c->courier;
	struct courier_settings s = {0};
	uint8_t bytes[COURIER_SETTINGS_MAX];
	size_t n;

	if (!m->settings_due || m->channel.fd < 0)
		return;
	m->settings_due = false;
	if (c->store && sending_settings(c->store, &s) < 0)
		s = (struct courier_settings){0}; /* what cannot be read permits nothing */
	n = courier_put_settings(&s, bytes, sizeof bytes);
	if (n != m->told_n || memcmp(bytes, m->told, n) != 0) {
		m->settings_due = channel_put(&m->channel, COURIER_SETTINGS, bytes, n, NULL, 0) < 0;
		memcpy(m->told, bytes, n);
		m->told_n = m->settings_due ? 0 : n;
	}
	explicit_bzero(&s, sizeof s);
	explicit_bzero(bytes, sizeof bytes);
}

void core_courier_changed(struct core *c, const char *topic)
{
	bool settings = !topic || strcmp(topic, "settings") == 0;

	if (!c->courier)
		return;
	c->courier->settings_due |= settings;
	c->courier->jobs_due |= settings || strcmp(topic, "messages") == 0;
}

/* --- jobs */

/* Room for one more of these means, or NULL. */
static struct handed *room_for(struct core_courier *m, uint8_t means)
{
	struct handed *room = NULL;
	unsigned n = 0;

	for (unsigned i = 0; i < HANDED; i++) {
		struct handed *h = &m->handed[i];

		n += h->id && h->means == means;
		if (!h->id && !room)
			room = h;
	}
	return n < HANDED_MOST ? room : NULL;
}

/* job: as pages are told; 0: a number is given. */
static int hand_out(struct core_courier *m, const struct courier_job *j, uint64_t job)
{
	static uint8_t bytes[COURIER_JOB_MAX];
	size_t n = courier_put_job(j, bytes, sizeof bytes);
	struct handed *h;
	int r;

	if (!n)
		return -EINVAL;
	if (m->channel.fd < 0 || !(h = room_for(m, j->means)))
		return -ENOBUFS;
	r = channel_put(&m->channel, COURIER_JOB, bytes, n, NULL, 0);
	if (r < 0)
		return r;
	*h = (struct handed){j->id, j->means,
			     job ? job : outgoing_note(&m->outgoing, j->means, j->name, core_now())};
	return 0;
}

static void told_end(struct core *c, uint64_t job, const struct courier_result *r)
{
	struct outgoing_job *j = outgoing_find(&c->courier->outgoing, job);

	if (!j || !j->waiting)
		return;
	j->waiting = false;
	j->result = *r;
	core_changed(c, "settings");
}

/* What somebody asked for on a page, for trial. */
static void hand_out_asked(struct core *c)
{
	struct outgoing *o = &c->courier->outgoing;

	for (unsigned i = 0; i < o->asks; i++) {
		const struct courier_result r = {
			.at = core_now(), .outcome = COURIER_LATER, .cause = COURIER_FAULT};
		uint64_t job = (uint64_t)(o->asked[i].id - OUTGOING_OWN);

		if (hand_out(c->courier, &o->asked[i], job) < 0)
			told_end(c, job, &r);
	}
	o->asks = 0;
}

static void keep_end(struct core_courier *m, const struct courier_result *r)
{
	if (m->ends < HANDED)
		m->ended[m->ends++] = *r;
}

static int give(void *ctx, const struct courier_job *j)
{
	const struct core *c = ctx;
	int r = c->courier->ends < HANDED / 2 ? hand_out(c->courier, j, 0) : -ENOBUFS;

	if (r != -EINVAL)
		return r;
	keep_end(c->courier, &(struct courier_result){.id = j->id, /* it could never go */
						      .at = core_now(),
						      .outcome = COURIER_REFUSED,
						      .cause = COURIER_BAD_ADDRESS});
	return 0;
}

/* What people are to be told. */
static void hand_out_messages(struct core *c)
{
	struct core_courier *m = c->courier;

	if (!c->messages || !c->store || c->read_only || m->channel.fd < 0 ||
	    (!m->jobs_due && loop_clock() - m->jobs_looked < JOBS_MS))
		return;
	m->jobs_due = false;
	m->jobs_looked = loop_clock();
	(void)messages_jobs(c->messages, c->store, core_now(), give, c);
}

/* --- results */

/* What was handed out under this id and not told of since, or NULL: a lie. */
static struct handed *handed_as(struct core_courier *m, int64_t id)
{
	for (unsigned i = 0; id && i < HANDED; i++)
		if (m->handed[i].id == id)
			return &m->handed[i];
	return NULL;
}

static int take(struct core *c, uint8_t kind, struct rd body)
{
	struct courier_result r;
	struct handed *h;

	if (kind != COURIER_RESULT || !courier_read_result(body, &r))
		return -EBADMSG;
	if (!(h = handed_as(c->courier, r.id)))
		return 0;
	h->id = 0;
	told_end(c, h->job, &r);
	if (r.id < OUTGOING_OWN)
		keep_end(c->courier, &r);
	return 0;
}

static int write_ends(struct core *c)
{
	const struct core_courier *m = c->courier;
	struct err e = {0};
	int r = site_begin(c->store);

	for (unsigned i = 0; r >= 0 && i < m->ends; i++)
		r = messages_result(c->messages, c->store, &m->ended[i], core_now(), &e);
	if (r >= 0)
		r = site_commit(c->store);
	if (r < 0)
		site_rollback(c->store);
	return r;
}

/* What became of messages joins the site; while it cannot be written to it waits here. */
static void keep_ends(struct core *c)
{
	int r;

	if (!c->courier->ends || !c->messages || !c->store || c->read_only)
		return;
	site_time(c->store, core_now());
	r = write_ends(c);
	core_wrote(c, r);
	if (r < 0)
		return;
	c->courier->ends = 0;
	core_changed(c, "messages");
	core_changed(c, "journal");
}

static int hear(struct core *c)
{
	struct core_courier *m = c->courier;
	uint8_t kind;
	struct rd body;
	int r = channel_fill(&m->channel);

	while (r >= 0 && m->channel.fd >= 0 && (r = channel_next(&m->channel, &kind, &body)) > 0)
		r = take(c, kind, body);
	return r;
}

static bool waits(void *ctx) { return channel_waits(&mine(ctx)->channel); }

static void on_courier(void *ctx, short events)
{
	struct core *c = ctx;
	int r = hear(c);

	(void)events;
	if (r >= 0)
		r = channel_flush(&c->courier->channel);
	if (r == -EBADMSG)
		line_blame(ROLE_COURIER);
	if (r < 0)
		core_courier_gone(c);
}

/* --- */

static void look(void *ctx)
{
	struct core *c = ctx;
	struct core_courier *m = c->courier;

	send_settings(c);
	hand_out_asked(c);
	hand_out_messages(c);
	keep_ends(c);
	if (m->channel.fd >= 0 && channel_flush(&m->channel) < 0)
		core_courier_gone(c);
}

/* What it had is not known to have gone. */
void core_courier_gone(struct core *c)
{
	struct core_courier *m = c->courier;

	if (m->channel.fd >= 0)
		loop_forget(c->loop, m->channel.fd);
	channel_close(&m->channel);
	m->channel.fd = -1;
	m->outgoing.up = false;
	memset(m->handed, 0, sizeof m->handed);
	m->told_n = 0;
	if (c->messages)
		messages_lost(c->messages);
	for (unsigned i = 0; i < OUTGOING_KEPT; i++) {
		const struct outgoing_job *j = &m->outgoing.kept[i];
		const struct courier_result r = {
			.at = core_now(), .outcome = COURIER_UNSURE, .cause = COURIER_FAULT};

		if (j->waiting)
			told_end(c, j->job, &r);
	}
}

void core_courier_given(struct core *c, int fd)
{
	struct core_courier *m = c->courier;

	core_courier_gone(c);
	channel_open(&m->channel, fd, (size_t)COURIER_SETTINGS_MAX + 1, QUEUE_MOST);
	if (loop_watch(c->loop, fd, waits, on_courier, c) < 0) {
		core_courier_gone(c);
		return;
	}
	m->outgoing.up = true;
	m->outgoing.missing = false;
	m->settings_due = true;
	send_settings(c);
}

void core_courier_missing(struct core *c) { c->courier->outgoing.missing = true; }

int core_courier_begin(struct core *c)
{
	struct core_courier *m = c->courier = calloc(1, sizeof *m);

	if (!m || loop_every(c->loop, LOOK_MS, look, c) < 0)
		return -ENOMEM;
	m->channel.fd = -1;
	c->api.outgoing = &m->outgoing;
	return 0;
}

void core_courier_end(struct core *c)
{
	if (!c->courier)
		return;
	keep_ends(c);
	channel_close(&c->courier->channel);
	explicit_bzero(c->courier, sizeof *c->courier);
	free(c->courier);
	c->courier = NULL;
	c->api.outgoing = NULL;
}
