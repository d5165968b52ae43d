/* What web counts of its own work, told in Prometheus' text form beside core's numbers (GET /metrics). */
#ifndef MIMAMORI_WEB_METRICS_H
#define MIMAMORI_WEB_METRICS_H

#include "base/out.h"
#include "web/refusal.h"

#include <stdint.h>

enum { METRICS_BOUNDS = 9 }; /* of the histogram, besides infinity */

struct metrics {
	uint64_t connections, handshakes, handshakes_failed, timed_out, made_room;
	uint64_t answers[6]; /* by hundreds of the status */
	uint64_t refused[REFUSAL_COUNT];
	uint64_t cached, sent_bytes;
	uint64_t events, streams_slow, streams_ended; /* streams: server-sent events */
	uint64_t took[METRICS_BOUNDS + 1], took_ms;
};

void metrics_answered(struct metrics *m, unsigned status, int64_t ms);

/* What is so now, besides the counters. */
struct metrics_now {
	unsigned connections, streams, addresses, asked, cached;
	bool core;
};
void metrics_write(const struct metrics *m, const struct metrics_now *now, struct out *o);

#endif
