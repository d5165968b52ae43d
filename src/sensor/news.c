/* What is new crosses at once: conversations that began, devices and facts that were not told before. Alarms
 * wait for it. All else, which is only counted, waits for the period's end. */
#include "sensor/sensor.h"

static int64_t last_frame(const struct sensor *s)
{
	int64_t last = s->replay.capture ? s->replay.shown : 0;

	for (unsigned i = 0; i < s->options.interfaces; i++)
		if (s->port[i].now.last > last)
			last = s->port[i].now.last;
	return last > 0 && last <= RELAY_TIME_MAX ? last : 0;
}

static uint8_t ports_up(const struct sensor *s)
{
	unsigned up = 0;

	for (unsigned i = 0; i < s->options.interfaces; i++)
		up += s->port[i].told.state == RELAY_UP;
	return (uint8_t)up;
}

static void tell_time(struct sensor *s)
{
	const struct relay_tick t = {.now = wall_clock(),
				     .last = last_frame(s),
				     .frames = s->frames - s->ticked,
				     .interfaces = (uint8_t)s->options.interfaces,
				     .up = ports_up(s),
				     .replay = s->options.replay != NULL,
				     .ended = s->replay.ended};

	if (relay_tick(s->relay, &t) == 0)
		s->ticked = s->frames;
	s->told_tick = loop_clock();
}

/* Devices and facts first, then what they do. */
void news_tell(struct sensor *s)
{
	if (s->core.fd < 0 || !s->heard)
		return;
	frames_flush(s);
	packets_flush(s); /* who looks at the alarm finds its packets */
	relay_news(s->relay);
	stack_tell_new(s->stack);
	s->told_news = loop_clock();
	if (loop_clock() - s->told_tick >= SENSOR_SECOND)
		tell_time(s);
}

void news_tick(struct sensor *s)
{
	if (loop_clock() - s->told_news >= SENSOR_NEWS_MS)
		news_tell(s);
}
