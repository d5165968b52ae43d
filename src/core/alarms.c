#include "core/alarms.h"

#include "core/core.h"
#include "core/feed_parts.h"
#include "detect/detect.h"
#include "respond/alarms.h"
#include "respond/messages.h"
#include "store/seal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOOK_MS = 250, SAVE_MS = 60000, SHARE = 4, DEAF_MS = 3000, QUIET_TICKS = 10 };

/* What is only computed or counted: no message comes of it. */
static const char *const idle_topics[] = {"capture", "devices", "findings", "sheet", "journal", NULL};

struct core_alarms {
	struct detect *detect;
	struct decode_sink sink; /* of the detectors */
	struct alarms *alarms;
	bool loaded;    /* what stood in the file stands here */
	bool learnt;    /* the site may know something that detect and alarms do not */
	int64_t heard;  /* loop_clock(): sensor's last tick; and until then nothing was seen */
	unsigned quiet; /* ticks in a row without a frame */
	bool blind;
	int said;             /* the last failure that the log has */
	int64_t saved, wrote; /* loop_clock() */
	int64_t took;         /* ms of the last writing */
};

/* --- what is seen */

static void on_signal(void *ctx, const struct signal *s)
{
	const struct core *c = ctx;

	alarms_take(c->alarms->alarms, s);
}

/* Why nothing can be seen now, or NULL. */
static const char *blind(const struct core_alarms *a, const struct relay_tick *t)
{
	if (t->replay && t->ended)
		return "replay-ended";
	if (t->up < t->interfaces)
		return "interface-down";
	return a->quiet >= QUIET_TICKS ? "no-frames" : NULL;
}

static void advance(struct core_alarms *a, int64_t now, const char *why)
{
	const struct detect_sight sight = {.blind = why != NULL, .why = why};

	a->blind = why != NULL;
	detect_sight(a->detect, &sight);
	detect_tick(a->detect, now);
	alarms_tick(a->alarms, now);
}

void core_alarms_tick(struct core *c, const struct relay_tick *t)
{
	struct core_alarms *a = c->alarms;

	a->heard = loop_clock();
	a->quiet = t->frames ? 0 : a->quiet + (a->quiet < QUIET_TICKS);
	advance(a, t->now, blind(a, t));
}

/* Without sensor time goes on by core's own clock: alarms end, shelves are over. */
static void tick_without(struct core *c)
{
	struct core_alarms *a = c->alarms;

	if (loop_clock() - a->heard >= DEAF_MS)
		advance(a, core_now(), "no-frames");
}

/* --- what the site knows */

static struct store *writable(struct core *c)
{
	if (!c->store || c->read_only)
		return NULL;
	site_time(c->store, core_now());
	return c->store;
}

/* Each failure once, not four times a second. */
static void say(struct core *c, const char *what, int r)
{
	bool again = r == c->alarms->said;

	if (r < 0)
		c->alarms->said = r;
	if (r < 0 && r != -EBUSY && !again)
		fprintf(stderr, "mimamori-core: %s: %s (%s)\n", what, strerror(-r),
			c->store ? store_error(c->store) : "");
}

static void learn(struct core *c)
{
	struct core_alarms *a = c->alarms;

	if (!c->store || !a->learnt)
		return;
	a->learnt = false;
	say(c, "detect", detect_site(a->detect, c->store));
	say(c, "alarms", alarms_site(a->alarms, c->store));
}

void core_alarms_site(struct core *c)
{
	struct core_alarms *a = c->alarms;

	if (!a->loaded && c->store) {
		say(c, "detect", detect_load(a->detect, c->store));
		say(c, "alarms", alarms_load(a->alarms, c->store));
		a->loaded = true;
		feed_listen(c->feed, &a->sink);
	}
	core_alarms_changed(c, NULL);
	learn(c);
}

void core_alarms_joined(struct core *c)
{
	c->alarms->learnt = true;
	learn(c);
}

void core_alarms_changed(struct core *c, const char *topic)
{
	if (!c->alarms)
		return;
	for (const char *const *t = idle_topics; topic && *t; t++)
		if (strcmp(*t, topic) == 0)
			return;
	c->alarms->learnt = true;
	messages_wake(c->messages);
}

/* --- writing */

struct written {
	int alarms, messages;
	int64_t events;
};

static bool save_is_due(const struct core_alarms *a) { return loop_clock() - a->saved >= SAVE_MS; }

static bool is_pending(const struct core *c)
{
	return alarms_pending(c->alarms->alarms) || messages_pending(c->messages, core_now()) ||
	       save_is_due(c->alarms);
}

static int write_all(struct core *c, struct store *site, bool end, struct written *w)
{
	struct core_alarms *a = c->alarms;
	struct err e = {0};
	int r = w->alarms = alarms_write(a->alarms, site, core_now());

	if (r > 0)
		messages_wake(c->messages);
	if (r >= 0)
		r = w->messages = messages_step(c->messages, site, core_now(), &e);
	if (r >= 0)
		r = end ? detect_save_all(a->detect, site) : detect_save(a->detect, site);
	return r < 0 ? r : 0;
}

static int write_once(struct core *c, struct store *site, bool end, struct written *w)
{
	int r;

	if (!end)
		store_watch(site, true); /* feed sealed what it opened */
	w->events = site_events(site);
	if ((r = feed_begin(site)) < 0)
		return r;
	r = write_all(c, site, end, w);
	if (r == 0)
		r = site_commit(site);
	if (r < 0)
		site_rollback(site);
	alarms_wrote(c->alarms->alarms, r == 0);
	if (r < 0) {
		detect_unsaved(c->alarms->detect);
		messages_wake(c->messages); /* what was counted on is not there */
	}
	return r;
}

static void tell(struct core *c, struct store *site, const struct written *w)
{
	if (w->alarms)
		core_changed(c, "alarms");
	if (w->messages)
		core_changed(c, "messages");
	if (site_events(site) != w->events)
		core_changed(c, "journal");
}

static void write_now(struct core *c, bool end)
{
	struct core_alarms *a = c->alarms;
	struct store *site = writable(c);
	struct written w = {0};
	int64_t began;
	int r;

	if (!site)
		return;
	core_write_notes(c); /* what happened before stands before */
	began = loop_clock();
	r = write_once(c, site, end, &w);
	core_wrote(c, r);
	a->wrote = loop_clock();
	a->took = a->wrote - began;
	if (r < 0)
		return;
	a->saved = a->wrote;
	tell(c, site, &w);
}

static void count(struct core *c)
{
	const struct core_alarms *a = c->alarms;
	struct detect_counts d = detect_counts(a->detect);
	struct alarms_counts n = alarms_counts(a->alarms);

	feed_detecting(c->feed, &(struct watched_detecting){.signals = d.signals,
							    .alarms = n.open,
							    .dropped = d.dropped,
							    .lost = n.unlisted,
							    .bytes = d.bytes + n.bytes,
							    .states_refused = d.states_refused,
							    .blind = a->blind,
							    .ms = (uint32_t)a->took});
}

/* A slow disk is left time for others: no more than a fifth of it is ours. */
static void look(void *ctx)
{
	struct core *c = ctx;
	const struct core_alarms *a = c->alarms;

	tick_without(c);
	learn(c);
	if (loop_clock() - a->wrote >= a->took * SHARE && is_pending(c))
		write_now(c, false);
	count(c);
}

/* --- begin and end */

int core_alarms_begin(struct core *c)
{
	const struct detect_options options = {.ctx = c, .signal = on_signal};
	struct core_alarms *a = c->alarms = calloc(1, sizeof *a);

	if (!a || !(c->messages = messages_new()) || !(a->alarms = alarms_new(NULL)) ||
	    !(a->detect = detect_new(&options)) || loop_every(c->loop, LOOK_MS, look, c) < 0)
		return -ENOMEM;
	a->sink = detect_sink(a->detect);
	a->saved = a->wrote = a->heard = loop_clock();
	return 0;
}

void core_alarms_end(struct core *c)
{
	struct core_alarms *a = c->alarms;

	write_now(c, true);
	detect_free(a->detect);
	alarms_free(a->alarms);
	messages_free(c->messages);
	free(a);
	c->alarms = NULL;
	c->messages = NULL;
}
