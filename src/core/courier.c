#include "core/courier.h"

#include "core/core.h"
#include "respond/courier.h"
#include "respond/sending.h"
#include "serve/outgoing.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
	LOOK_MS = 100,
	HANDED_MOST = 24, /* of each means; courier has room for some more (courier/courier.h) */
	QUEUE_MOST = 4 << 20
};

struct core_courier {
	struct channel channel; /* fd -1: it does not run */
	struct outgoing outgoing;
	bool settings_due;
	struct handed {
		int64_t id; /* 0: free */
		uint8_t means;
	} handed[COURIER_MEANS * HANDED_MOST];
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
	if (c->courier && (!topic || strcmp(topic, "settings") == 0))
		c->courier->settings_due = true;
}

/* --- jobs */

/* Room for one more of these means, or NULL. */
static struct handed *room_for(struct core_courier *m, uint8_t means)
{
	struct handed *room = NULL;
	unsigned n = 0;

	for (size_t i = 0; i < sizeof m->handed / sizeof *m->handed; i++) {
		struct handed *h = &m->handed[i];

		n += h->id && h->means == means;
		if (!h->id && !room)
			room = h;
	}
	return n < HANDED_MOST ? room : NULL;
}

static int hand_out(struct core_courier *m, const struct courier_job *j)
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
	if (r == 0)
		*h = (struct handed){j->id, j->means};
	return r;
}

static void own_ended(struct core *c, const struct courier_result *r)
{
	struct outgoing_job *j = outgoing_find(&c->courier->outgoing, (uint64_t)(r->id - OUTGOING_OWN));

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
		struct courier_result r = {.id = o->asked[i].id,
					   .at = core_now(),
					   .outcome = COURIER_LATER,
					   .cause = COURIER_FAULT};

		if (hand_out(c->courier, &o->asked[i]) < 0)
			own_ended(c, &r);
	}
	o->asks = 0;
}

/* --- results */

/* Was it handed out, and not told of since? Then it is not any more. */
static bool was_handed(struct core_courier *m, int64_t id)
{
	for (size_t i = 0; id && i < sizeof m->handed / sizeof *m->handed; i++)
		if (m->handed[i].id == id) {
			m->handed[i].id = 0;
			return true;
		}
	return false;
}

static int take(struct core *c, uint8_t kind, struct rd body)
{
	struct courier_result r;

	if (kind != COURIER_RESULT || !courier_read_result(body, &r))
		return -EBADMSG;
	if (was_handed(c->courier, r.id) && r.id >= OUTGOING_OWN)
		own_ended(c, &r);
	return 0;
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
	for (unsigned i = 0; i < OUTGOING_KEPT; i++) {
		const struct outgoing_job *j = &m->outgoing.kept[i];
		const struct courier_result r = {.id = OUTGOING_OWN + (int64_t)j->job,
						 .at = core_now(),
						 .outcome = COURIER_UNSURE,
						 .cause = COURIER_FAULT};

		if (j->waiting)
			own_ended(c, &r);
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
	channel_close(&c->courier->channel);
	explicit_bzero(c->courier, sizeof *c->courier);
	free(c->courier);
	c->courier = NULL;
	c->api.outgoing = NULL;
}
