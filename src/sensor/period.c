/* Periods: each tells core what decoding found, what it cost and what was lost. By the monotonic clock; a
 * wall clock that was set shows as a jump. */
#include "sensor/sensor.h"

#include <string.h>

static const int64_t JUMP_US = 1000000; /* smaller ones are the clock's own discipline */

void period_begin(struct sensor *s)
{
	int64_t now = wall_clock();

	memset(&s->period, 0, sizeof s->period);
	for (unsigned i = 0; i < s->options.interfaces; i++)
		s->port[i].now = (struct relay_meter){.last = s->port[i].now.last};
	s->period.from = now;
	s->period_began = loop_clock();
	s->counted = *stack_counts(s->stack);
	if (s->core.fd >= 0) /* what nobody was there to hear is told to who comes */
		s->unsaid = relay_unsaid(s->relay);
}

static void fill_counts(struct sensor *s)
{
	const struct stack_counts *now = stack_counts(s->stack), *was = &s->counted;
	struct relay_period *p = &s->period;

	p->malformed = now->malformed - was->malformed;
	p->cut = now->payload_cut - was->payload_cut;
	p->duplicates = now->duplicates - was->duplicates;
	p->group = now->group_frames - was->group_frames;
	p->conversations = now->tcp_conversations - was->tcp_conversations;
	p->two_way = now->tcp_two_way - was->tcp_two_way;
	p->stream_bytes_dropped = now->stream_bytes_dropped - was->stream_bytes_dropped;
	p->fragments_dropped = now->fragments_dropped - was->fragments_dropped;
	p->flows_evicted = now->flows_evicted - was->flows_evicted;
	p->talks_dropped = now->talks_dropped - was->talks_dropped;
	p->wifi_protected = now->wifi_protected - was->wifi_protected;
	p->unsaid = relay_unsaid(s->relay) - s->unsaid;
}

static void fill_file(struct sensor *s)
{
	const struct packets *f = &s->packets;
	struct relay_period *p = &s->period;

	p->file = f->number;
	p->storing = (uint8_t)f->state;
	p->store_error = f->error;
	p->file_frames = f->frames;
	p->file_bytes = f->fd < 0 ? 0 : f->writer.safe;
	p->file_first = f->first;
	p->file_last = f->last > f->first ? f->last : f->first;
	p->snaplen = s->options.payload ? s->options.live.snaplen : 64;
}

/* A clock that was set: how far it is now from where the monotonic one says it should be. */
static int64_t jump(struct sensor *s)
{
	int64_t wall = wall_clock(), monotonic = monotonic_clock(),
		by = (wall - s->wall) - (monotonic - s->monotonic);

	if (s->wall && by > -JUMP_US && by < JUMP_US)
		return 0;
	if (!s->wall)
		by = 0;
	s->wall = wall;
	s->monotonic = monotonic;
	return by;
}

void period_end(struct sensor *s)
{
	struct relay_period *p = &s->period;

	frames_flush(s);
	packets_flush(s);
	ports_count(s);
	relay_flush(s->relay);
	stack_tell(s->stack);
	replay_tell(s);
	p->clock_jump = jump(s);
	p->now = wall_clock();
	p->to = p->now;
	if (p->to < p->from)
		p->from = p->to; /* it was set back */
	p->interfaces = (uint8_t)s->options.interfaces;
	for (unsigned i = 0; i < p->interfaces; i++)
		p->meter[i] = s->port[i].now;
	fill_counts(s);
	fill_file(s);
	if (s->core.fd >= 0 && relay_period(s->relay, p) < 0)
		sensor_say("period", "core takes nothing");
	news_tell(s);
	period_begin(s);
}

/* While core is away the period goes on: conversations and sightings wait in their tables. */
void period_tick(struct sensor *s)
{
	if (s->core.fd >= 0 && loop_clock() - s->period_began >= s->options.period_ms)
		period_end(s);
}

void core_hello(struct sensor *s)
{
	const struct relay_hello h = {.version = RELAY_VERSION,
				      .interfaces = (uint8_t)s->options.interfaces,
				      .payload = s->options.payload && !s->options.live.snaplen,
				      .replay = s->options.replay != NULL,
				      .began = wall_clock(),
				      .replay_first = s->replay.first > 0 ? s->replay.first : 0};

	relay_hello(s->relay, &h);
	ports_tell(s);
	replay_tell(s);
}
