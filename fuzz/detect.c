/* All detectors, over any order of facts, sightings, conversations, hours and clocks set back: a byte says
 * what happens, a few more to whom and how. What is said is whole; what is over has begun. */
#include "detect/detect.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

enum { BEGUN = 4096 };

static struct detect *detect;
static struct decode_sink sink;
static int64_t now;
static uint8_t begun[BEGUN]; /* by hash of detector, whom and key */

static void must(bool so)
{
	if (!so)
		abort();
}

static bool clean(const char *text, size_t room)
{
	size_t n = strnlen(text, room);

	return n < room && text_shows(text_of(text, n));
}

static uint8_t *place(const struct signal *s)
{
	uint32_t h = 2166136261u;

	for (const char *p = s->detector; *p; p++)
		h = (h ^ (uint8_t)*p) * 16777619u;
	for (const char *p = s->key; *p; p++)
		h = (h ^ (uint8_t)*p) * 16777619u;
	for (size_t i = 0; i < sizeof s->on; i++)
		h = (h ^ ((const uint8_t *)&s->on)[i]) * 16777619u;
	return &begun[h % BEGUN];
}

static void on_signal(void *ctx, const struct signal *s)
{
	(void)ctx;
	must(s->detector && s->what <= SIGNAL_OFF && s->count > 0 && s->values <= SIGNAL_VALUES);
	must(clean(s->key, sizeof s->key));
	for (unsigned i = 0; i < s->values; i++)
		must(clean(s->value[i].text, sizeof s->value[i].text));
	if (strncmp(s->detector, "series-", 7) != 0)
		return;
	if (s->what == SIGNAL_ON)
		*place(s) = 1;
	must(s->what != SIGNAL_OFF || *place(s)); /* others may share its place: never wrong for that */
}

static struct who who(uint8_t b)
{
	struct who w = {.ip = ip_of4((uint8_t[]){10, 0, 0, (uint8_t)(b & 15)})};

	if (b & 16)
		w.mac = (struct mac){{2, 0, 0, 0, 0, (uint8_t)(b & 15)}};
	if (b & 32)
		memset(&w.ip, 0, sizeof w.ip);
	return w;
}

static void hear_fact(struct rd *r)
{
	static const uint8_t kinds[] = {FACT_LOGIN, FACT_COMMAND, FACT_ANSWER,
					FACT_POINT, FACT_POINT,   FACT_ROLE};
	static const uint8_t from[] = {PROTO_telnet, PROTO_mqtt, PROTO_modbus,
				       PROTO_ssh,    PROTO_snmp, PROTO_http};
	uint8_t what = rd_u8(r), p = rd_u8(r);
	struct fact f = {.when = now,
			 .at = {0, 1},
			 .confidence = 90,
			 .port = (uint16_t)(p & 3),
			 .about = who(rd_u8(r))};
	double v;

	f.kind = kinds[what % sizeof kinds];
	f.source = from[p % sizeof from];
	f.transport = p & 128 ? 17 : 6;
	f.peer = who(rd_u8(r));
	for (int i = 0; i < FACT_NUMS; i++)
		f.num[i] = rd_u8(r) & 7;
	v = (double)(int8_t)rd_u8(r) / (what & 128 ? 0 : 4);
	if (f.kind == FACT_POINT)
		memcpy(f.num, &v, sizeof v);
	if (what & 64) { /* anything at all */
		struct rd raw = rd_sub(r, 8);

		if (rd_ok(&raw))
			memcpy(f.num, raw.at, 8);
	}
	f.value = f.kind == FACT_ROLE ? text_z("broker") : text_of(r->at, rd_left(r) ? 1 : 0);
	for (int i = 0; i <= (what >> 4 & 3) * 16; i++) {
		sink.fact(sink.ctx, &f);
		f.when += 1000000;
		f.num[2] += f.kind == FACT_LOGIN;
	}
}

static void hear_flow(struct rd *r)
{
	uint8_t b = rd_u8(r);
	struct flow f = {
		.client = who(rd_u8(r)), .server = who(rd_u8(r)), .transport = b & 1 ? 6 : 17, .packets = 1};

	f.server_port = (uint16_t)(rd_u8(r) * 257u);
	f.protocol = b & 2 ? PROTO_rdp : PROTO_modbus;
	f.answered = (b >> 2) % 3;
	f.oriented = b & 32;
	f.started = b & 64;
	f.bare_syn = b & 128;
	f.first = f.last = now;
	sink.flow(sink.ctx, &f);
}

static void hear_sighting(struct rd *r)
{
	struct sighting s = {
		.when = now, .at = {0, 1}, .from = who(rd_u8(r)), .to = who(rd_u8(r)), .bytes = 60};

	sink.sighting(sink.ctx, &s);
}

/* By the square: from a fraction of a second to a day, and back. */
static void pass(struct rd *r)
{
	int64_t b = (int8_t)rd_u8(r), by = b * (b < 0 ? -b : b) * 100000;

	for (int i = 0; i < 8; i++)
		detect_tick(detect, now += by);
}

static void lose_sight(struct rd *r)
{
	detect_sight(detect, &(struct detect_sight){rd_u8(r) & 1, "no-frames"});
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static void (*const happens[])(struct rd *) = {hear_fact,     hear_fact, hear_flow,
						       hear_sighting, pass,      lose_sight};
	struct detect_options o = {.signal = on_signal, .taught = n & 1};
	struct rd r = rd_of(bytes, n);

	memset(begun, 0, sizeof begun);
	now = INT64_C(1760000000000000);
	detect = detect_new(&o);
	must(detect);
	sink = detect_sink(detect);
	while (!rd_empty(&r))
		happens[rd_u8(&r) % (sizeof happens / sizeof *happens)](&r);
	must(detect_counts(detect).bytes < 256u << 20);
	detect_free(detect);
	return 0;
}
