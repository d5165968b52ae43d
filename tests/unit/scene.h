/* A made-up network for the unit tests of inventory: frames, facts and flows are handed to it as the stack
 *would, then the model is asked in SQL.
 *
 *	struct scene s = scene_of();
 *	scene_frame(&s, "00:11:22:33:44:55", "192.168.1.2", 64);
 *	scene_end(&s);
 *	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM device"), 1);
 *	scene_clear(&s);
 */
#ifndef MIMAMORI_TESTS_SCENE_H
#define MIMAMORI_TESTS_SCENE_H

#include "test.h"

#include "inventory/inventory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct scene {
	struct inventory_options options;
	struct inventory *inventory;
	struct decode_sink sink;
	struct stack_counts counts;
	struct store *store;
	uint32_t n; /* frames so far */
	char text[512];
};

static inline void scene_init(struct scene *s, const struct inventory_options *o)
{
	memset(s, 0, sizeof *s);
	if (o)
		s->options = *o;
	s->inventory = inventory_new(&s->options);
	assert_non_null(s->inventory);
	s->sink = inventory_sink(s->inventory);
}

static inline struct who scene_who(const char *mac, const char *ip)
{
	struct who w;

	memset(&w, 0, sizeof w);
	if (mac)
		assert_true(mac_parse(mac, &w.mac));
	if (ip)
		assert_true(ip_parse(ip, &w.ip));
	return w;
}

static inline int64_t scene_now(const struct scene *s) { return 1700000000000000 + (int64_t)s->n * 1000; }

static inline void scene_frame_to(struct scene *s, const char *mac, const char *ip, unsigned ttl,
				  const char *to)
{
	struct sighting f = {.when = scene_now(s), .bytes = 100, .ttl = (uint8_t)ttl};

	f.at.n = ++s->n;
	f.from = scene_who(mac, ip);
	f.to = scene_who(to, NULL);
	s->sink.sighting(s->sink.ctx, &f);
}

static inline void scene_frame(struct scene *s, const char *mac, const char *ip, unsigned ttl)
{
	scene_frame_to(s, mac, ip, ttl, "00:0c:29:00:00:99");
}

static inline struct fact scene_fact_of(struct scene *s, enum fact_kind kind, struct who about,
					const char *value)
{
	struct fact f;

	memset(&f, 0, sizeof f);
	f.when = scene_now(s);
	f.at.n = s->n ? s->n : 1;
	f.kind = (uint16_t)kind;
	f.source = PROTO_dhcp;
	f.confidence = 90;
	f.about = about;
	f.value = text_z(value);
	return f;
}

static inline void scene_fact(struct scene *s, enum fact_kind kind, const char *mac, const char *ip,
			      const char *value)
{
	struct fact f = scene_fact_of(s, kind, scene_who(mac, ip), value);

	s->sink.fact(s->sink.ctx, &f);
}

/* ARP: the MAC says that it has the address. */
static inline void scene_claim(struct scene *s, const char *mac, const char *ip)
{
	struct fact f = scene_fact_of(s, FACT_ADDRESS, scene_who(mac, ip), "");

	f.source = PROTO_arp;
	f.num[0] = 1;
	scene_frame(s, mac, ip, 0);
	s->sink.fact(s->sink.ctx, &f);
}

static inline struct flow scene_flow_of(struct scene *s, struct who client, struct who server, unsigned port)
{
	struct flow f;

	memset(&f, 0, sizeof f);
	f.client = client;
	f.server = server;
	f.client_port = 40000;
	f.server_port = (uint16_t)port;
	f.transport = 6;
	f.encrypted = 2;
	f.answered = FLOW_ANSWERED;
	f.oriented = f.started = f.payload_seen = true;
	f.packets = 10;
	f.packets_up = 5;
	f.bytes = 1000;
	f.payload = 400;
	f.first = f.last = scene_now(s);
	f.first_packet.n = f.last_packet.n = s->n ? s->n : 1;
	return f;
}

static inline void scene_flow(struct scene *s, const struct flow *f) { s->sink.flow(s->sink.ctx, f); }

static inline void scene_end(struct scene *s)
{
	assert_int_equal(store_memory(&s->store), 0);
	assert_int_equal(inventory_write(s->inventory, NULL, &s->counts, s->store), 0);
}

static inline sqlite3_stmt *scene_ask(struct scene *s, const char *sql)
{
	sqlite3_stmt *st = NULL;

	assert_int_equal(sqlite3_prepare_v2(store_db(s->store), sql, -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	return st;
}

static inline int64_t scene_int(struct scene *s, const char *sql)
{
	sqlite3_stmt *st = scene_ask(s, sql);
	int64_t v = sqlite3_column_type(st, 0) == SQLITE_NULL ? INT64_MIN : sqlite3_column_int64(st, 0);

	sqlite3_finalize(st);
	return v;
}

static inline const char *scene_text(struct scene *s, const char *sql) /* valid until the next */
{
	sqlite3_stmt *st = scene_ask(s, sql);
	const char *v = (const char *)sqlite3_column_text(st, 0);

	snprintf(s->text, sizeof s->text, "%s", v ? v : "(null)");
	sqlite3_finalize(st);
	return s->text;
}

static inline void scene_clear(struct scene *s)
{
	inventory_free(s->inventory);
	store_free(s->store);
}

#endif
