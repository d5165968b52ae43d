#include "core/feed_parts.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>

/* --- what decoding said, with packets numbered as the site does */

static void on_sighting(void *ctx, const struct sighting *s)
{
	struct feed *f = ctx;
	struct sighting mine = *s;

	mine.at = source_packet(f, s->at);
	f->sink.sighting(f->sink.ctx, &mine);
	if (f->listener)
		f->listener->sighting(f->listener->ctx, &mine);
}

static void on_fact(void *ctx, const struct fact *said)
{
	struct feed *f = ctx;
	struct fact mine = *said;

	mine.at = source_packet(f, said->at);
	f->sink.fact(f->sink.ctx, &mine);
	if (f->listener)
		f->listener->fact(f->listener->ctx, &mine);
}

static void on_flow(void *ctx, const struct flow *said)
{
	struct feed *f = ctx;
	struct flow mine = *said;

	mine.first_packet = source_packet(f, said->first_packet);
	mine.last_packet = source_packet(f, said->last_packet);
	f->sink.flow(f->sink.ctx, &mine);
	if (f->listener)
		f->listener->flow(f->listener->ctx, &mine);
}

/* --- what sensor told of itself */

static void on_hello(void *ctx, const struct relay_hello *h)
{
	struct feed *f = ctx;

	f->greeted = true;
	f->replay = h->replay;
	state_hello(f, h);
}

static void on_interface(void *ctx, const struct relay_interface *i)
{
	struct feed *f = ctx;

	state_interface(f, i);
	f->core.changed(f->core.ctx, "capture");
}

static void on_input(void *ctx, const struct relay_input *i)
{
	struct feed *f = ctx;

	source_input(f, i);
	state_input(f, i);
	f->ending = i->ended;
}

static void add_counts(struct stack_counts *to, const struct relay_period *p)
{
	to->packets += p->frames;
	to->bytes += p->bytes;
	to->malformed += p->malformed;
	to->payload_cut += p->cut;
	to->duplicates += p->duplicates;
	to->fragments_dropped += p->fragments_dropped;
	to->stream_bytes_dropped += p->stream_bytes_dropped;
	to->flows_evicted += p->flows_evicted;
	to->talks_dropped += p->talks_dropped;
	to->tcp_conversations += p->conversations;
	to->tcp_two_way += p->two_way;
	to->wifi_protected += p->wifi_protected;
	to->group_frames += p->group;
}

static void on_period(void *ctx, const struct relay_period *p)
{
	struct feed *f = ctx;
	int64_t began = loop_clock();

	if (!f->now.any || p->from < f->now.from)
		f->now.from = p->from;
	if (!f->now.any || p->to > f->now.to)
		f->now.to = p->to;
	f->now.any = true;
	add_counts(&f->now.counts, p);
	source_grow(f, p);
	state_period(f, p);
	save_gathered(f);
	state_took(f, loop_clock() - began);
	f->core.changed(f->core.ctx, "capture");
}

static void on_tick(void *ctx, const struct relay_tick *t)
{
	struct feed *f = ctx;

	f->core.tick(f->core.ctx, t);
}

/* --- the channel */

static void lose(struct feed *f)
{
	if (f->channel.fd >= 0)
		loop_forget(f->core.loop, f->channel.fd);
	channel_close(&f->channel);
	f->state.sensor = f->greeted = false;
}

/* Before the hello nothing is believed. */
static int take(struct feed *f, uint8_t kind, struct rd body)
{
	const struct relay_ear ear = {
		.ctx = f,
		.sink = {.ctx = f, .sighting = on_sighting, .fact = on_fact, .flow = on_flow},
		.hello = on_hello,
		.interface = on_interface,
		.input = on_input,
		.period = on_period,
		.tick = on_tick};

	if (f->greeted == (kind == RELAY_HELLO))
		return -EBADMSG;
	return relay_take(&ear, kind, body);
}

/* Some hundred kilobytes at a time: others are to be answered, too. */
static void on_channel(void *ctx, short events)
{
	struct feed *f = ctx;
	struct rd body;
	uint8_t kind;
	int r = channel_fill(&f->channel), end = r;

	(void)events;
	while (r >= 0 && (r = channel_next(&f->channel, &kind, &body)) > 0)
		if ((r = take(f, kind, body)) < 0)
			break;
	f->state.broken += r == -EBADMSG;
	if (r < 0 || end < 0) {
		lose(f);
		f->core.changed(f->core.ctx, "capture");
		if (r == -EBADMSG && f->core.blame)
			f->core.blame(f->core.ctx);
	}
}

void feed_sensor(struct feed *f, int fd)
{
	lose(f);
	channel_open(&f->channel, fd, RELAY_MESSAGE_MAX, RELAY_QUEUE_MAX);
	f->state.sensor = loop_watch(f->core.loop, fd, NULL, on_channel, f) == 0;
}

void feed_sensor_died(struct feed *f, unsigned restarts)
{
	f->state.sensor_restarts = restarts;
	lose(f);
	f->core.changed(f->core.ctx, "capture");
}

void feed_file_gone(struct feed *f, uint32_t number)
{
	state_file_gone(f, f->core.site(f->core.ctx), number);
}

void feed_listen(struct feed *f, const struct decode_sink *sink) { f->listener = sink; }
void feed_detecting(struct feed *f, const struct watched_detecting *d) { f->state.detecting = *d; }
const struct capture_state *feed_state(const struct feed *f) { return &f->state; }

struct feed *feed_new(const struct feed_core *core)
{
	static const struct inventory_options options = {0};
	struct feed *f = calloc(1, sizeof *f);

	if (!f)
		return NULL;
	f->core = *core;
	f->channel.fd = f->digest.fd = f->digest.timer = -1;
	f->sealed = loop_clock();
	f->state.began = f->state.now = core->now();
	f->state.last_frame = INT64_MIN;
	f->inventory = inventory_new(&options);
	if (!f->inventory) {
		free(f);
		return NULL;
	}
	f->sink = inventory_sink(f->inventory);
	return f;
}

/* Sensor ends first and says what it still knew: that lies in the channel. */
static void hear_out(struct feed *f)
{
	struct pollfd p = {f->channel.fd, POLLIN, 0};

	while (f->channel.fd >= 0 && poll(&p, 1, 0) > 0)
		on_channel(f, p.revents);
}

void feed_free(struct feed *f)
{
	if (!f)
		return;
	hear_out(f);
	save_end(f);
	digest_finish(f, f->writing);
	lose(f);
	store_free(f->period);
	inventory_free(f->inventory);
	free(f);
}
