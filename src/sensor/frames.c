/* Frames on their way into the stack: stored, numbered, and given to it in batches, for which it is made. */
#include "sensor/sensor.h"

#include <string.h>

void frames_flush(struct sensor *s)
{
	if (s->batched)
		stack_take(s->stack, s->batch, s->batched);
	s->batched = 0;
	s->batch_used = 0;
}

static void count(struct sensor *s, const struct frame *f)
{
	s->period.frames++;
	s->frames++;
	s->period.bytes += f->wire;
}

void frames_take(void *sensor, const struct frame *f)
{
	struct sensor *s = sensor;
	struct frame mine = *f;

	count(s, f);
	mine.at = packets_add(s, f);
	if (s->batch_used + f->captured > sizeof s->batch_bytes)
		frames_flush(s);
	if (f->captured > sizeof s->batch_bytes) { /* by itself */
		stack_take(s->stack, &mine, 1);
		return;
	}
	mine.bytes = memcpy(s->batch_bytes + s->batch_used, f->bytes, f->captured);
	s->batch_used += f->captured;
	s->batch[s->batched++] = mine;
	if (s->batched == SENSOR_BATCH)
		frames_flush(s);
}
