/* series FILE...: each file (CSV: time in seconds, value, number of its sender; "-" a value that is none) is
 * one series of one device, fed through the real detectors as points that arrive at these times, the device
 * being heard all the while. Prints "FILE WHAT DETECTOR SECONDS" for each signal, and how long and how many
 * values were judged.
 */
#include "detect/detect.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STEP INT64_C(20000000) /* of the clock, and of the device's other traffic */

struct run {
	const char *file;
	struct detect *d;
	struct decode_sink sink;
	int64_t now, first;
	uint64_t values;
};

static struct who device(unsigned n)
{
	return (struct who){.ip = ip_of4((uint8_t[]){10, 0, 0, (uint8_t)(9 + n)})};
}

static void on_signal(void *ctx, const struct signal *s)
{
	static const char *const words[] = {"on", "more", "off"};
	struct run *r = ctx;

	if (strncmp(s->detector, "series-", 7) == 0 && !s->learning)
		printf("%s\t%s\t%s\t%.1f\n", r->file, words[s->what], s->detector, (double)r->now / 1e6);
}

static void tick(struct run *r, int64_t now)
{
	struct sighting g = {.at = {0, 1}, .from = device(0), .to = device(0), .bytes = 60};

	while (r->now && r->now < now) {
		r->now = now - r->now > STEP ? r->now + STEP : now;
		g.when = r->now;
		r->sink.sighting(r->sink.ctx, &g);
		detect_tick(r->d, r->now);
	}
	if (!r->now)
		detect_tick(r->d, r->now = r->first = now);
}

static void point(struct run *r, double value, unsigned sender)
{
	struct fact f = {.when = r->now,
			 .at = {0, 1},
			 .kind = FACT_POINT,
			 .source = PROTO_mqtt,
			 .confidence = 90,
			 .port = 1883,
			 .transport = 6,
			 .about = device(sender),
			 .value = text_z("value")};

	memcpy(f.num, &value, sizeof value);
	r->sink.fact(r->sink.ctx, &f);
	r->values++;
}

static void take(struct run *r, const char *line)
{
	const char *comma = strchr(line, ',');
	char *end;
	double value;

	if (!comma)
		return;
	tick(r, (int64_t)(strtod(line, NULL) * 1e6));
	if (comma[1] == '-' && (comma[2] == '\n' || comma[2] == ','))
		return;
	value = strtod(comma + 1, &end);
	point(r, value, *end == ',' ? (unsigned)atoi(end + 1) : 0);
}

static void play(struct run *r, FILE *f)
{
	char line[256];

	while (fgets(line, sizeof line, f))
		take(r, line);
}

static int run(const char *file)
{
	struct run r = {.file = file};
	const struct detect_options o = {.ctx = &r, .signal = on_signal};
	FILE *f = fopen(file, "r");

	if (!f)
		return 3;
	r.d = detect_new(&o);
	if (r.d) {
		r.sink = detect_sink(r.d);
		play(&r, f);
	}
	printf("%s\tend\t%.1f\t%.1f\t%" PRIu64 "\n", file, (double)r.first / 1e6, (double)r.now / 1e6,
	       r.values);
	detect_free(r.d);
	return fclose(f) ? 3 : 0;
}

int main(int argc, char **argv)
{
	int result = 0;

	for (int i = 1; i < argc && !result; i++)
		result = run(argv[i]);
	return result;
}
