#include "sensor/sensor.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	RING_MB = 8,
	RING_MB_MAX = 1024,
	PACKETS_MB = 1024,
	PERIOD_MS = 5000,
	PERIOD_MIN = 100,
	PERIOD_MAX = 60000
};
enum { SNAPLEN_MIN = 64, SNAPLEN_MAX = 262144, SPEED_MAX = 1000000 };

void sensor_say(const char *what, const char *why)
{
	dprintf(STDERR_FILENO, "mimamori-sensor: %s%s%s\n", what, *why ? ": " : "", why);
}

static bool number(const char *text, unsigned least, unsigned most, unsigned *ret)
{
	char *end;
	unsigned long v = strtoul(text, &end, 10);

	*ret = (unsigned)v;
	return *text >= '0' && *text <= '9' && !*end && v >= least && v <= most;
}

static bool add_interface(struct options *o, const char *name)
{
	if (o->interfaces == RELAY_INTERFACES || !*name || strlen(name) >= RELAY_NAME)
		return false;
	o->interface[o->interfaces++] = name;
	return true;
}

static bool set_speed(struct options *o, const char *text)
{
	char *end;

	o->speed = strtod(text, &end);
	return *text && !*end && o->speed >= 0 && o->speed <= SPEED_MAX;
}

/* An option with a value. */
static bool take(struct options *o, const char *name, const char *value)
{
	if (strcmp(name, "--interface") == 0)
		return add_interface(o, value);
	if (strcmp(name, "--ring") == 0)
		return number(value, 1, RING_MB_MAX, &o->live.ring_mb);
	if (strcmp(name, "--snaplen") == 0)
		return number(value, SNAPLEN_MIN, SNAPLEN_MAX, &o->live.snaplen);
	if (strcmp(name, "--packets-mb") == 0)
		return number(value, 1, 1 << 24, &o->packets_mb);
	if (strcmp(name, "--period") == 0)
		return number(value, PERIOD_MIN, PERIOD_MAX, &o->period_ms);
	if (strcmp(name, "--speed") == 0)
		return set_speed(o, value);
	if (strcmp(name, "--replay") != 0)
		return false;
	o->replay = value;
	return true;
}

static bool flag(struct options *o, const char *name)
{
	if (strcmp(name, "--no-payload") == 0)
		o->payload = false;
	else if (strcmp(name, "--no-packets") == 0)
		o->store = false;
	else
		return false;
	return true;
}

int arguments(struct options *o, int argc, char **argv)
{
	*o = (struct options){.live = {.ring_mb = RING_MB, .no_wait = true},
			      .store = true,
			      .payload = true,
			      .packets_mb = PACKETS_MB,
			      .period_ms = PERIOD_MS,
			      .speed = 1};
	for (int at = 1; at < argc; at++) {
		if (flag(o, argv[at]))
			continue;
		if (at + 1 == argc || !take(o, argv[at], argv[at + 1])) {
			sensor_say(argv[at], "bad argument");
			return SENSOR_USAGE;
		}
		at++;
	}
	if (o->replay && o->interfaces) {
		sensor_say("--replay", "not together with --interface");
		return SENSOR_USAGE;
	}
	o->store = o->store && !o->replay && o->interfaces;
	return 0;
}
