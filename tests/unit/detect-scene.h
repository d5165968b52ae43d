/* Detectors fed by hand: a room, a clock, and what was said, line by line: "on DETECTOR BY>ON KEY". Only the
 * detectors whose names begin as `only` are noted. */
#ifndef MIMAMORI_TESTS_DETECT_SCENE_H
#define MIMAMORI_TESTS_DETECT_SCENE_H

#include "detect/detect.h"
#include "test.h"

#include <stdio.h>
#include <string.h>

enum { SCENE_LOG = 16384 };

struct scene {
	struct detect *d;
	struct decode_sink sink;
	const char *only;
	int64_t now;
	unsigned said, learning;
	struct signal last;
	char log[SCENE_LOG];
};

static inline void scene_on_signal(void *ctx, const struct signal *s)
{
	static const char *const words[] = {"on", "more", "off"};
	struct scene *c = ctx;
	char by[IP_TEXT], on[IP_TEXT];
	size_t n = strlen(c->log);

	if (strncmp(s->detector, c->only, strlen(c->only)) != 0)
		return;
	c->said++;
	c->learning += s->learning;
	c->last = *s;
	snprintf(c->log + n, sizeof c->log - n, "%s %s %s>%s %s\n", words[s->what], s->detector,
		 ip_is_none(s->by.ip) ? "-" : ip_text(s->by.ip, by),
		 ip_is_none(s->on.ip) ? "-" : ip_text(s->on.ip, on), s->key);
}

static inline void scene_begin(struct scene *c, const char *only, bool taught)
{
	struct detect_options o = {.ctx = c, .signal = scene_on_signal, .taught = taught};

	*c = (struct scene){.only = only, .now = INT64_C(1760000000000000)};
	c->d = detect_new(&o);
	assert_non_null(c->d);
	c->sink = detect_sink(c->d);
	detect_tick(c->d, c->now);
}

static inline void scene_end(struct scene *c)
{
	detect_free(c->d);
	c->d = NULL;
}

static inline void scene_pass(struct scene *c, double seconds)
{
	for (; seconds > 50; seconds -= 50)
		detect_tick(c->d, c->now += 50000000);
	detect_tick(c->d, c->now += (int64_t)(seconds * 1e6));
}

static inline void scene_forget(struct scene *c)
{
	c->log[0] = 0;
	c->said = c->learning = 0;
}

static inline struct who scene_who(unsigned n) /* 10.0.x.y */
{
	return (struct who){.ip = ip_of4((uint8_t[]){10, 0, (uint8_t)(n >> 8), (uint8_t)n})};
}

static inline struct fact scene_fact(const struct scene *c, enum fact_kind kind, enum protocol p,
				     unsigned about, unsigned peer)
{
	return (struct fact){.when = c->now,
			     .at = {0, 1},
			     .kind = (uint16_t)kind,
			     .source = (uint16_t)p,
			     .confidence = 90,
			     .port = 23,
			     .transport = 6,
			     .about = scene_who(about),
			     .peer = scene_who(peer)};
}

static inline void scene_login(struct scene *c, enum protocol p, unsigned by, unsigned on,
			       enum login_result r, int64_t secret)
{
	struct fact f = scene_fact(c, FACT_LOGIN, p, by, on);

	f.value = text_z("password");
	f.num[0] = r;
	f.num[2] = secret;
	c->sink.fact(c->sink.ctx, &f);
}

static inline void scene_command(struct scene *c, unsigned by, unsigned on, enum command_class class)
{
	struct fact f = scene_fact(c, FACT_COMMAND, PROTO_modbus, by, on);

	f.value = text_z("Order");
	f.num[2] = class;
	c->sink.fact(c->sink.ctx, &f);
}

static inline void scene_point(struct scene *c, unsigned about, const char *name, double value)
{
	struct fact f = scene_fact(c, FACT_POINT, PROTO_modbus, about, 0);

	f.peer = (struct who){.mac = {{0}}};
	f.value = text_z(name);
	memcpy(f.num, &value, sizeof value);
	c->sink.fact(c->sink.ctx, &f);
}

static inline void scene_sighting(struct scene *c, unsigned from)
{
	struct sighting s = {
		.when = c->now, .at = {0, 1}, .from = scene_who(from), .to = scene_who(1), .bytes = 60};

	c->sink.sighting(c->sink.ctx, &s);
}

#endif
