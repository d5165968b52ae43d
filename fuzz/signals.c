/* Detectors and alarms over any sightings, facts and flows, as sensor packs them: kind, length 2 and body,
 * again and again; some bytes are ticks, lost sight or a restart from memory. What is said is within its
 * bounds, and what is remembered stays within those of its tables. */
#include "decode/relay.h"
#include "detect/detect.h"
#include "respond/alarms.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

enum { ACT_TICK = 100, ACT_BLIND, ACT_SEES, ACT_JUMP, ACT_FORGET };
enum { BYTES_MAX = 256 << 20 };

static struct detect *detect;
static struct alarms *alarms;
static struct decode_sink sink;
static int64_t now;

static void must(bool so)
{
	if (!so)
		abort();
}

static void on_signal(void *ctx, const struct signal *s)
{
	(void)ctx;
	must(s->what <= SIGNAL_OFF && s->values <= SIGNAL_VALUES && s->count > 0);
	must(memchr(s->key, 0, sizeof s->key) && text_shows(text_z(s->key)));
	for (unsigned i = 0; i < s->values; i++)
		must(memchr(s->value[i].text, 0, SIGNAL_TEXT) && text_shows(text_z(s->value[i].text)));
	must(alarm_words_of(s->detector));
	alarms_take(alarms, s);
}

static void fresh(void)
{
	detect_free(detect);
	alarms_free(alarms);
	detect = detect_new(&(struct detect_options){.signal = on_signal, .devices_max = 1000});
	alarms = alarms_new(NULL);
	must(detect && alarms);
	sink = detect_sink(detect);
	now = INT64_C(1760000000000000);
	detect_tick(detect, now);
}

static void tick(int64_t us)
{
	now += us;
	detect_tick(detect, now);
	alarms_tick(alarms, now);
}

static void act(uint8_t kind, uint8_t by)
{
	switch (kind) {
	case ACT_TICK:
		tick((int64_t)by * 250000);
		break;
	case ACT_JUMP:
		tick(((int64_t)by - 128) * 600000000);
		break;
	case ACT_BLIND:
	case ACT_SEES:
		detect_sight(detect, &(struct detect_sight){kind == ACT_BLIND, "no-frames"});
		break;
	case ACT_FORGET:
		detect_unsaved(detect);
		break;
	default:
		break;
	}
}

static void on_tick(void *ctx, const struct relay_tick *t)
{
	(void)ctx;
	tick(t->now - now);
}

/* What relay lets through; its ends are called for nothing else. */
static const struct relay_ear *ear(void)
{
	static struct relay_ear e;

	e = (struct relay_ear){.sink = sink, .tick = on_tick};
	return &e;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	size_t at = 0;

	fresh();
	while (at + 3 <= n) {
		uint8_t kind = bytes[at];
		size_t length = (size_t)bytes[at + 1] << 8 | bytes[at + 2];

		at += 3;
		if (kind >= ACT_TICK) {
			act(kind, (uint8_t)length);
			continue;
		}
		if (length > n - at)
			length = n - at;
		if (kind == RELAY_SIGHTING || kind == RELAY_FACT || kind == RELAY_FLOW || kind == RELAY_TICK)
			relay_take(ear(), kind, rd_of(bytes + at, length));
		at += length;
	}
	tick(1000000);
	must(detect_counts(detect).bytes < BYTES_MAX);
	return 0;
}
