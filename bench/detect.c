/* What detectors cost beside the rest (docs/measured.md): a capture through stack and inventory, and the same
 * with the detectors, and with alarms made of what they say. detect WITH FILE [SITE.db]: WITH is "none",
 * "detect" or "alarms"; with a site, its devices and profiles are known. Prints CPU seconds, frames, signals,
 * alarms, bytes of detectors and alarms, rows that found no room.
 *
 * WATCHED=FRAMES in the environment: as mimamori serve has it, from sensor to core through decode/relay.h:
 * what is new crosses after so many frames (0.4 s of them), a period ends after twelve times as many. */
#include "detect/detect.h"
#include "capture/capture.h"
#include "decode/relay.h"
#include "inventory/inventory.h"
#include "respond/alarms.h"
#include "respond/parts.h"
#include "store/site.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { BATCH = 64, SECOND = 1000000 };

static struct decode_sink kept, heard; /* inventory's, the detectors' */
static struct detect *detect;
static struct alarms *alarms;
static int64_t ticked;

static double cpu(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void must(bool so, const char *what)
{
	if (so)
		return;
	fprintf(stderr, "bench-detect: %s\n", what);
	exit(1);
}

static void on_signal(void *ctx, const struct signal *s)
{
	(void)ctx;
	if (alarms)
		alarms_take(alarms, s);
}

static void on_sighting(void *ctx, const struct sighting *s)
{
	(void)ctx;
	kept.sighting(kept.ctx, s);
	heard.sighting(heard.ctx, s);
}

static void on_fact(void *ctx, const struct fact *f)
{
	(void)ctx;
	kept.fact(kept.ctx, f);
	heard.fact(heard.ctx, f);
}

static void on_flow(void *ctx, const struct flow *f)
{
	(void)ctx;
	kept.flow(kept.ctx, f);
	heard.flow(heard.ctx, f);
}

static void on_soon(void *ctx, uint32_t note)
{
	(void)ctx;
	if (kept.soon)
		kept.soon(kept.ctx, note);
}

static void tick(int64_t when)
{
	if (when - ticked < SECOND && when >= ticked)
		return;
	ticked = when;
	detect_tick(detect, when);
	if (alarms)
		alarms_tick(alarms, when);
}

static void begin_detecting(const char *with, const char *path)
{
	static const struct detect_options options = {.signal = on_signal, .taught = true};
	struct store *site;
	struct err e = {0};

	must((detect = detect_new(&options)) != NULL, "no memory");
	heard = detect_sink(detect);
	if (strcmp(with, "alarms") == 0)
		must((alarms = alarms_new(NULL)) != NULL, "no memory");
	if (!path)
		return;
	must(site_open(path, SITE_READ, site_parts(), 1, &site, &e) == 0, path);
	must(detect_site(detect, site) >= 0, store_error(site));
	must(!alarms || alarms_site(alarms, site) >= 0, store_error(site));
	store_free(site);
}

static uint64_t run(struct capture *c, struct stack *s, bool detecting)
{
	struct frame frames[BATCH];
	uint64_t all = 0;
	unsigned n;

	while ((n = capture_next(c, frames, BATCH))) {
		stack_take(s, frames, n);
		if (detecting)
			tick(frames[n - 1].when);
		all += n;
	}
	stack_end(s);
	return all;
}

/* --- as it is watched */

static void ignore_hello(void *ctx, const struct relay_hello *h) { (void)ctx, (void)h; }
static void ignore_interface(void *ctx, const struct relay_interface *i) { (void)ctx, (void)i; }
static void ignore_input(void *ctx, const struct relay_input *i) { (void)ctx, (void)i; }
static void ignore_period(void *ctx, const struct relay_period *p) { (void)ctx, (void)p; }
static void hear_tick(void *ctx, const struct relay_tick *t)
{
	if (*(bool *)ctx)
		tick(t->now);
}

static void cross(struct channel *ends, const struct relay_ear *ear)
{
	struct rd body;
	uint8_t kind;

	while (channel_waits(&ends[0])) {
		must(channel_flush(&ends[0]) >= 0 && channel_fill(&ends[1]) >= 0, "the channel");
		while (channel_next(&ends[1], &kind, &body) > 0)
			must(relay_take(ear, kind, body) == 0, "a message");
	}
}

static void tell(struct stack *s, struct relay *r, uint64_t all, unsigned every, int64_t when)
{
	const struct relay_tick t = {.now = when, .last = when, .frames = 1, .interfaces = 1, .up = 1};
	const struct relay_period p = {.from = when, .to = when, .interfaces = 1};

	if (all / every % 12 == 11) {
		relay_flush(r);
		stack_tell(s);
		relay_period(r, &p);
	} else {
		relay_news(r);
		stack_tell_new(s);
	}
	relay_tick(r, &t);
}

static uint64_t run_watched(struct capture *c, const struct decode_sink *to, bool detecting, unsigned every)
{
	const struct relay_ear ear = {&detecting,   *to,           ignore_hello, ignore_interface,
				      ignore_input, ignore_period, hear_tick};
	struct channel ends[2];
	struct frame frames[BATCH];
	struct decode_sink sink;
	struct relay *r = relay_new(&ends[0]);
	struct stack *s;
	uint64_t all = 0, told = 0;
	unsigned n;
	int fd[2];

	must(r && socketpair(AF_UNIX, SOCK_STREAM, 0, fd) == 0, "no memory");
	channel_open(&ends[0], fd[0], RELAY_MESSAGE_MAX, RELAY_QUEUE_MAX);
	channel_open(&ends[1], fd[1], RELAY_MESSAGE_MAX, RELAY_QUEUE_MAX);
	sink = relay_sink(r);
	must((s = stack_new(NULL, &sink)) != NULL, "no memory");
	while ((n = capture_next(c, frames, BATCH))) {
		stack_take(s, frames, n);
		all += n;
		if (all / every != told)
			tell(s, r, told = all / every * every, every, frames[n - 1].when);
		told = all / every;
		cross(ends, &ear);
	}
	tell(s, r, (uint64_t)every * 11, every, 1);
	cross(ends, &ear);
	return all;
}

int main(int argc, char **argv)
{
	static const struct inventory_options options = {0};
	const struct capture_options all = {INT64_MIN, INT64_MAX, NULL};
	const struct decode_sink both = {
		.sighting = on_sighting, .fact = on_fact, .flow = on_flow, .soon = on_soon};
	struct detect_counts n = {0};
	struct alarms_counts a = {0};
	struct inventory *v = inventory_new(&options);
	struct capture *c;
	struct stack *s;
	bool detecting = argc > 2 && strcmp(argv[1], "none") != 0;
	uint64_t frames;
	double began;

	must(argc > 2, "WITH FILE [SITE.db]");
	must(v && capture_open((const char *const *)argv + 2, 1, &all, NULL, NULL, &c) == 0, argv[2]);
	kept = inventory_sink(v);
	if (detecting)
		begin_detecting(argv[1], argc > 3 ? argv[3] : NULL);
	must((s = stack_new(NULL, detecting ? &both : &kept)) != NULL, "no memory");
	began = cpu();
	frames = getenv("WATCHED") ? run_watched(c, detecting ? &both : &kept, detecting,
						 (unsigned)atoi(getenv("WATCHED")))
				   : run(c, s, detecting);
	began = cpu() - began;
	if (detecting)
		n = detect_counts(detect);
	if (alarms)
		a = alarms_counts(alarms);
	printf("%.3f %" PRIu64 " %" PRIu64 " %zu %zu %" PRIu64 "\n", began, frames, n.signals, a.open,
	       n.bytes + a.bytes, n.dropped);
	stack_free(s);
	capture_free(c);
	inventory_free(v);
	if (detect)
		detect_free(detect);
	if (alarms)
		alarms_free(alarms);
	return 0;
}
