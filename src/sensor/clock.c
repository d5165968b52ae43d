#include "sensor/sensor.h"

#include <time.h>

static int64_t now(clockid_t which)
{
	struct timespec t;

	clock_gettime(which, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t wall_clock(void) { return now(CLOCK_REALTIME); }
int64_t monotonic_clock(void) { return now(CLOCK_MONOTONIC); }
