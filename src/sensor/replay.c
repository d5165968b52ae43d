/* A capture file played as if it came now. Decoding sees the times as they were recorded, so that what
 * devices say of the time is compared with their own day; what is told to core has the time at which the
 * frame was played. Evidence stays file and packet number of the original; nothing is stored a second time.
 */
#include "sensor/sensor.h"

#include <stdio.h>

enum { PLAY_MS = 5, PLAY_MOST = 20000, QUEUE_BUSY = RELAY_QUEUE_MAX / 4 };

static const int64_t YEAR_US = INT64_C(366) * 86400 * 1000000;

static void failed(void *ctx, const struct err *e)
{
	(void)ctx;
	sensor_say(e->subject, e->detail);
}

int replay_open(struct sensor *s)
{
	const struct capture_options all = {INT64_MIN, INT64_MAX, NULL};
	const char *const path[] = {s->options.replay};

	s->replay.first = INT64_MIN;
	if (!s->options.replay)
		return 0;
	if (capture_open(path, 1, &all, failed, NULL, &s->replay.capture) < 0)
		return SENSOR_NO_INPUT;
	s->replay.count = capture_next(s->replay.capture, s->replay.frame, SENSOR_BATCH);
	return 0;
}

/* When a frame recorded at t is due, by the wall clock; 0: at once. A time that no recording can have is. */
static int64_t due(const struct sensor *s, int64_t t)
{
	const struct replay *r = &s->replay;
	double after = s->options.speed > 0 ? ((double)t - (double)r->first) / s->options.speed : -1;

	return after >= 0 && after < (double)YEAR_US ? r->began + (int64_t)after : 0;
}

static bool more(struct replay *r)
{
	if (r->at < r->count)
		return true;
	r->at = 0;
	r->count = capture_next(r->capture, r->frame, SENSOR_BATCH);
	r->ended = !r->count;
	return r->count > 0;
}

static void play_one(struct sensor *s, int64_t now)
{
	struct replay *r = &s->replay;
	const struct frame *f = &r->frame[r->at++];
	int64_t at = due(s, f->when);

	r->shown = at && at < now ? at : now;
	frames_take(s, f);
	frames_flush(s); /* each is shown as of its own time */
}

static void end(struct sensor *s)
{
	period_end(s);
	sensor_say(s->options.replay, "played to its end");
}

/* What is due by now; core is waited for: nothing of a recording need be lost. */
static void play(void *ctx)
{
	struct sensor *s = ctx;
	struct replay *r = &s->replay;
	int64_t now = wall_clock();
	unsigned played = 0;

	if (r->ended || !s->heard)
		return;
	for (; played < PLAY_MOST && s->core.out.to - s->core.out.from < QUEUE_BUSY; played++) {
		if (!more(r)) {
			end(s);
			return;
		}
		if (r->first == INT64_MIN) {
			r->first = r->frame[r->at].when;
			r->began = now;
		}
		if (due(s, r->frame[r->at].when) > now)
			return;
		play_one(s, now);
	}
}

void replay_watch(struct sensor *s)
{
	if (s->replay.capture)
		loop_every(s->loop, PLAY_MS, play, s);
}

void replay_tell(struct sensor *s)
{
	const struct capture_file *f = s->replay.capture ? capture_file(s->replay.capture, 0) : NULL;
	struct relay_input i = {.ended = s->replay.ended};

	if (!f || !s->heard)
		return;
	i.truncated = f->truncated;
	i.snaplen = f->snaplen;
	i.packets = f->packets;
	i.bytes = f->bytes;
	if (f->packets && f->first > 0 && f->last <= RELAY_TIME_MAX && f->first <= f->last) {
		i.first = f->first;
		i.last = f->last;
	}
	snprintf(i.name, sizeof i.name, "%s", f->name);
	snprintf(i.format, sizeof i.format, "%s", f->format);
	relay_input(s->relay, &i);
}

/* --- the shift */

static int64_t shown(const struct sensor *s, int64_t recorded)
{
	const struct replay *r = &s->replay;
	int64_t at = due(s, recorded);

	return at > 0 && at < r->shown ? at : r->shown;
}

static void on_sighting(void *ctx, const struct sighting *seen)
{
	struct sensor *s = ctx;
	struct sighting now = *seen;

	now.when = shown(s, seen->when);
	s->to_core.sighting(s->to_core.ctx, &now);
}

static void on_fact(void *ctx, const struct fact *f)
{
	struct sensor *s = ctx;
	struct fact now = *f;

	now.when = shown(s, f->when);
	s->to_core.fact(s->to_core.ctx, &now);
}

static void on_flow(void *ctx, const struct flow *f)
{
	struct sensor *s = ctx;
	struct flow now = *f;

	now.first = shown(s, f->first);
	now.last = shown(s, f->last);
	s->to_core.flow(s->to_core.ctx, &now);
}

struct decode_sink replay_sink(struct sensor *s)
{
	return (struct decode_sink){.ctx = s, .sighting = on_sighting, .fact = on_fact, .flow = on_flow};
}
