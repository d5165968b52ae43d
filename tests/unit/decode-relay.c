/* From sensor to core: what crosses is what was said, whatever does not is refused, and what there is no room
 * for is counted. */
#include "test.h"

#include "base/hash.h"
#include "capture/capture.h"
#include "decode/relay.h"
#include "inventory/inventory.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { FRAMES = 64 };

/* --- a pair of ends, and what was heard at core's */

static struct channel ends[2];
static unsigned heard[16];
static struct sighting seen;
static struct flow flow_seen;
static struct relay_period period_seen;
static struct relay_interface interface_seen;
static struct relay_input input_seen;
static struct relay_tick tick_seen;
static uint64_t packets_seen, facts_seen;

static void on_sighting(void *ctx, const struct sighting *s)
{
	(void)ctx;
	heard[RELAY_SIGHTING]++;
	packets_seen += 1 + (uint64_t)s->more;
	seen = *s;
}
static void on_fact(void *ctx, const struct fact *f)
{
	(void)ctx;
	heard[RELAY_FACT]++;
	facts_seen += 1 + (uint64_t)f->more;
}
static void on_flow(void *ctx, const struct flow *f) { heard[RELAY_FLOW]++, (void)ctx, flow_seen = *f; }
static void on_hello(void *ctx, const struct relay_hello *h) { heard[RELAY_HELLO]++, (void)ctx, (void)h; }
static void on_period(void *ctx, const struct relay_period *p)
{
	(void)ctx;
	heard[RELAY_PERIOD]++;
	period_seen = *p;
}
static void on_interface(void *ctx, const struct relay_interface *i)
{
	(void)ctx;
	heard[RELAY_INTERFACE]++;
	interface_seen = *i;
}
static void on_tick(void *ctx, const struct relay_tick *t) { heard[RELAY_TICK]++, (void)ctx, tick_seen = *t; }
static void on_input(void *ctx, const struct relay_input *i)
{
	(void)ctx;
	heard[RELAY_INPUT]++;
	input_seen = *i;
}

static struct relay_ear ear = {.sink = {.sighting = on_sighting, .fact = on_fact, .flow = on_flow},
			       .hello = on_hello,
			       .period = on_period,
			       .interface = on_interface,
			       .input = on_input,
			       .tick = on_tick};

static int open_ends(void **state)
{
	int fd[2];

	(void)state;
	memset(heard, 0, sizeof heard);
	packets_seen = facts_seen = 0;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	for (int i = 0; i < 2; i++)
		channel_open(&ends[i], fd[i], RELAY_MESSAGE_MAX, RELAY_QUEUE_MAX);
	return 0;
}

static int close_ends(void **state)
{
	(void)state;
	channel_close(&ends[0]);
	channel_close(&ends[1]);
	return 0;
}

static int carry(const struct relay_ear *to)
{
	struct rd body;
	uint8_t kind;
	int r = 0;

	for (;;) {
		assert_int_equal(channel_flush(&ends[0]), 0);
		if (channel_fill(&ends[1]) <= 0)
			return 0;
		while ((r = channel_next(&ends[1], &kind, &body)) > 0)
			if ((r = relay_take(to, kind, body)) < 0)
				return r;
		if (r < 0)
			return r;
	}
}

/* --- the sample plant */

struct pass {
	struct inventory *inventory;
	struct stack *stack;
	struct relay *relay;
	struct relay_ear to;
	struct store *model;
};

static void read_plant(struct pass *p, bool by_relay)
{
	static const char *const path[] = {SOURCE_ROOT "/sample/plant.pcapng"};
	static const struct inventory_options options = {0};
	struct capture_options all = {INT64_MIN, INT64_MAX, NULL};
	struct capture *c;
	struct frame frames[FRAMES];
	struct decode_sink sink;
	unsigned n;

	*p = (struct pass){.inventory = inventory_new(&options), .relay = relay_new(&ends[0]), .to = ear};
	p->to.sink = inventory_sink(p->inventory);
	sink = by_relay ? relay_sink(p->relay) : p->to.sink;
	p->stack = stack_new(NULL, &sink);
	assert_int_equal(capture_open(path, 1, &all, NULL, NULL, &c), 0);
	while ((n = capture_next(c, frames, FRAMES))) {
		stack_take(p->stack, frames, n);
		assert_int_equal(carry(&p->to), 0);
	}
	stack_end(p->stack);
	relay_flush(p->relay);
	assert_int_equal(carry(&p->to), 0);
	assert_int_equal(relay_unsaid(p->relay), 0);
	assert_int_equal(store_memory(&p->model), 0);
	assert_int_equal(inventory_write(p->inventory, c, stack_counts(p->stack), p->model), 0);
	capture_free(c);
}

static void pass_clear(struct pass *p)
{
	store_free(p->model);
	inventory_free(p->inventory);
	stack_free(p->stack);
	relay_free(p->relay);
}

/* Over the rows of a table, whatever their order: texts that could not wait cross before others. */
static uint64_t rows_of(struct store *s, const char *table)
{
	char sql[96];
	sqlite3_stmt *st;
	uint64_t sum = 0;

	snprintf(sql, sizeof sql, "SELECT * FROM \"%s\"", table);
	assert_int_equal(sqlite3_prepare_v2(store_db(s), sql, -1, &st, NULL), SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW) {
		uint64_t row = 1;

		for (int i = 0; i < sqlite3_column_count(st); i++)
			row = hash_two(row, hash_bytes(sqlite3_column_text(st, i),
						       (size_t)sqlite3_column_bytes(st, i), 7));
		sum += row;
	}
	sqlite3_finalize(st);
	return sum;
}

static void the_model_is_the_same_as_without(void **state)
{
	static const char *const tables[] = {
		"source",      "setting",      "device", "address",         "fact",      "service",
		"outside",     "outside_name", "flow",   "command",         "login",     "secret",
		"certificate", "tls",          "point",  "port_map",        "time_sync", "hop",
		"neighbour",   "scan",         "limit_", "outside_address", "operation"};
	struct pass direct, relayed;

	(void)state;
	read_plant(&direct, false);
	read_plant(&relayed, true);
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		if (rows_of(direct.model, tables[i]) != rows_of(relayed.model, tables[i]))
			fail_msg("%s differs", tables[i]);
	}
	pass_clear(&direct);
	pass_clear(&relayed);
}

/* --- sightings */

static struct sighting frame_of(uint8_t from, int64_t when)
{
	struct sighting s = {.when = when, .at = {1, (uint32_t)when}, .bytes = 100, .ttl = 64};

	s.from.mac.b[5] = from;
	s.to.mac.b[5] = 99;
	return s;
}

static void equal_sightings_become_one(void **state)
{
	struct relay *r = relay_new(&ends[0]);
	struct decode_sink to = relay_sink(r);
	struct sighting s;

	(void)state;
	for (int i = 1; i <= 1000; i++) {
		s = frame_of(1, i);
		to.sighting(to.ctx, &s);
	}
	s = frame_of(1, 2000);
	s.ttl = 63; /* takes the place, or has its own */
	to.sighting(to.ctx, &s);
	relay_flush(r);
	assert_int_equal(carry(&ear), 0);
	assert_int_equal(heard[RELAY_SIGHTING], 2);
	assert_int_equal(packets_seen, 1001);
	relay_flush(r);
	assert_int_equal(carry(&ear), 0);
	assert_int_equal(heard[RELAY_SIGHTING], 2);
	relay_free(r);
}

static void the_first_place_and_the_last_time_are_kept(void **state)
{
	struct relay *r = relay_new(&ends[0]);
	struct decode_sink to = relay_sink(r);

	(void)state;
	for (int i = 5; i <= 9; i++) {
		struct sighting s = frame_of(1, i);

		to.sighting(to.ctx, &s);
	}
	relay_flush(r);
	assert_int_equal(carry(&ear), 0);
	assert_int_equal(seen.at.n, 5);
	assert_int_equal(seen.when, 5);
	assert_int_equal(seen.lasts, 4);
	assert_int_equal(seen.more, 4);
	assert_int_equal(seen.bytes, 500);
	relay_free(r);
}

static void equal_facts_are_counted_and_others_are_not(void **state)
{
	struct relay *r = relay_new(&ends[0]);
	struct decode_sink to = relay_sink(r);
	struct fact f = {.when = 5,
			 .at = {1, 5},
			 .kind = FACT_COMMAND,
			 .source = PROTO_modbus,
			 .value = text_z("Read")};

	(void)state;
	for (int i = 0; i < 100; i++) {
		to.fact(to.ctx, &f);
		f.at.n++;
	}
	f.num[0] = 6; /* another function */
	to.fact(to.ctx, &f);
	f.kind = FACT_LOGIN; /* each is told */
	to.fact(to.ctx, &f);
	to.fact(to.ctx, &f);
	relay_flush(r);
	assert_int_equal(carry(&ear), 0);
	assert_int_equal(heard[RELAY_FACT], 4);
	assert_int_equal(facts_seen, 103);
	relay_free(r);
}

/* Requests that inventory only counts are told once whatever they are done to; those that it keeps by
 * themselves each second anew, and apart by what they are done to. */
static void orders_are_told_as_inventory_keeps_them(void **state)
{
	struct relay *r = relay_new(&ends[0]);
	struct decode_sink to = relay_sink(r);
	struct fact f = {.when = 5,
			 .at = {1, 5},
			 .kind = FACT_COMMAND,
			 .source = PROTO_modbus,
			 .value = text_z("Write")};

	(void)state;
	f.num[2] = CLASS_WRITE;
	f.num[3] = DEED_write;
	for (int i = 0; i < 10; i++) {
		f.other = text_z(i % 2 ? "holding:1" : "holding:2");
		to.fact(to.ctx, &f);
	}
	f.num[2] = CLASS_CONTROL;
	f.num[3] = DEED_stop;
	for (int i = 0; i < 10; i++) { /* two in each second */
		f.when = i / 2 * 1000000;
		to.fact(to.ctx, &f);
	}
	f.other = text_z("another");
	to.fact(to.ctx, &f);
	relay_flush(r);
	assert_int_equal(carry(&ear), 0);
	assert_int_equal(heard[RELAY_FACT], 1 + 5 + 1);
	assert_int_equal(facts_seen, 21);
	relay_free(r);
}

/* --- what is new */

static void hear_news(struct relay *r)
{
	relay_news(r);
	assert_int_equal(carry(&ear), 0);
}

static void hear_all(struct relay *r)
{
	relay_flush(r);
	assert_int_equal(carry(&ear), 0);
}

static void who_comes_the_first_time_is_told_at_once(void **state)
{
	struct relay *r = relay_new(&ends[0]);
	struct decode_sink to = relay_sink(r);

	(void)state;
	for (int second = 1; second <= 4; second++) {
		for (int i = 0; i < 10; i++) {
			struct sighting s = frame_of(1, second * 100 + i);

			to.sighting(to.ctx, &s);
		}
		hear_news(r);
		assert_int_equal(heard[RELAY_SIGHTING], 1); /* the others wait */
		assert_int_equal(packets_seen, 10);
	}
	hear_all(r);
	assert_int_equal(heard[RELAY_SIGHTING], 2);
	assert_int_equal(packets_seen, 40);
	assert_int_equal(seen.when, 200); /* the first of those that waited */
	relay_free(r);
}

/* Told in this period or the last: no news. Away for a whole one: news again. */
static void who_was_away_for_a_period_is_new_again(void **state)
{
	struct relay *r = relay_new(&ends[0]);
	struct decode_sink to = relay_sink(r);
	struct sighting s = frame_of(1, 5);

	(void)state;
	to.sighting(to.ctx, &s);
	hear_news(r);
	hear_all(r);
	assert_int_equal(heard[RELAY_SIGHTING], 1);
	s.when = 6;
	to.sighting(to.ctx, &s);
	hear_news(r);
	assert_int_equal(heard[RELAY_SIGHTING], 1);
	hear_all(r);
	assert_int_equal(heard[RELAY_SIGHTING], 2);
	hear_all(r);
	hear_all(r);
	s.when = 9;
	to.sighting(to.ctx, &s);
	hear_news(r);
	assert_int_equal(heard[RELAY_SIGHTING], 3);
	assert_int_equal(packets_seen, 3);
	relay_free(r);
}

/* A read is news once; a stop is, each time. */
static void orders_are_news_each_time(void **state)
{
	struct relay *r = relay_new(&ends[0]);
	struct decode_sink to = relay_sink(r);
	struct fact read = {.when = 5, .at = {1, 5}, .kind = FACT_COMMAND, .value = text_z("Read")},
		    stop = {.when = 5, .at = {1, 6}, .kind = FACT_COMMAND, .value = text_z("Stop")};

	(void)state;
	read.num[2] = CLASS_READ;
	stop.num[2] = CLASS_CONTROL;
	for (unsigned i = 1; i <= 5; i++) {
		to.fact(to.ctx, &read);
		to.fact(to.ctx, &read);
		to.fact(to.ctx, &stop);
		to.fact(to.ctx, &stop);
		hear_news(r);
		assert_int_equal(heard[RELAY_FACT], i + 1);
	}
	hear_all(r);
	assert_int_equal(facts_seen, 20);
	assert_int_equal(heard[RELAY_FACT], 7);
	relay_free(r);
}

/* A stuck sensor sends equal values: each is told, at once. */
static void each_value_is_told(void **state)
{
	struct relay *r = relay_new(&ends[0]);
	struct decode_sink to = relay_sink(r);
	struct fact f = {
		.when = 5, .at = {1, 5}, .kind = FACT_POINT, .source = PROTO_mqtt, .value = text_z("oil")};

	(void)state;
	for (int i = 0; i < 50; i++)
		to.fact(to.ctx, &f);
	assert_int_equal(carry(&ear), 0); /* without a flush */
	assert_int_equal(heard[RELAY_FACT], 50);
	relay_free(r);
}

/* However many come, whatever finds another in its place: each frame and fact is told once. */
static void nothing_is_told_twice_or_forgotten(void **state)
{
	struct relay *r = relay_new(&ends[0]);
	struct decode_sink to = relay_sink(r);
	uint32_t n = 1;

	(void)state;
	for (unsigned i = 0; i < 60000; i++) {
		struct sighting s = frame_of(1, i + 1);
		struct fact f = {.when = i, .at = {1, i}, .kind = FACT_NAME, .value = text_z("name")};

		n = n * 1664525u + 1013904223u;
		memcpy(s.from.ip.b, &n, sizeof n);
		s.from.ip.b[1] %= 64; /* 16,384 of them, in 32,768 places */
		s.from.ip.b[2] = s.from.ip.b[3] = 0;
		memcpy(f.about.ip.b, &n, 2);
		to.sighting(to.ctx, &s);
		to.fact(to.ctx, &f);
		if (i % 700 == 0)
			hear_news(r);
		if (i % 9000 == 0)
			hear_all(r);
	}
	hear_all(r);
	assert_int_equal(packets_seen, 60000);
	assert_int_equal(facts_seen, 60000);
	assert_int_equal(relay_unsaid(r), 0);
	relay_free(r);
}

static void a_tick_crosses_and_a_wrong_one_does_not(void **state)
{
	struct relay_tick t = {.now = 7, .last = 6, .frames = 5, .interfaces = 2, .up = 1, .replay = true};
	struct relay *r = relay_new(&ends[0]);

	(void)state;
	assert_int_equal(relay_tick(r, &t), 0);
	assert_int_equal(carry(&ear), 0);
	assert_int_equal(tick_seen.now, 7);
	assert_int_equal(tick_seen.up, 1);
	t.up = 3;
	assert_int_equal(relay_tick(r, &t), 0);
	assert_int_equal(carry(&ear), -EBADMSG);
	t.up = 1;
	t.now = -1;
	assert_int_equal(relay_tick(r, &t), 0);
	assert_int_equal(carry(&ear), -EBADMSG);
	relay_free(r);
}

/* --- what there is no room for */

static void a_full_queue_drops_and_counts_but_periods_get_through(void **state)
{
	struct relay_period p = {.from = 1, .to = 2, .frames = 7};
	struct relay_interface i = {.index = 1, .state = RELAY_DOWN, .error = ENETDOWN, .name = "eth1"};
	struct relay *r = relay_new(&ends[0]);
	struct decode_sink to = relay_sink(r);
	struct fact f = {.when = 1, .kind = FACT_NAME, .confidence = 90};
	static char long_text[4000];
	unsigned told = 0;

	(void)state;
	f.value = text_of(long_text, sizeof long_text);
	while (!relay_unsaid(r) && told < 10000) {
		to.fact(to.ctx, &f);
		told++;
	}
	assert_true(told > 1000 && told < 10000);
	assert_int_equal(relay_period(r, &p), 0);
	assert_int_equal(relay_interface(r, &i), 0);
	assert_int_equal(carry(&ear), 0);
	assert_int_equal(heard[RELAY_FACT], told - 1);
	assert_int_equal(heard[RELAY_PERIOD], 1);
	assert_int_equal(period_seen.frames, 7);
	assert_string_equal(interface_seen.name, "eth1");
	assert_int_equal(interface_seen.error, ENETDOWN);
	to.fact(to.ctx, &f);
	assert_int_equal(carry(&ear), 0);
	assert_int_equal(heard[RELAY_FACT], told); /* there is room again */
	relay_free(r);
}

/* --- what a hostile sensor says */

static int given(uint8_t kind, const void *bytes, size_t n)
{
	return relay_take(&ear, kind, rd_of(bytes, n));
}

/* One message as it is sent, and then with every byte of it changed: either refused, or well-formed. */
static void every_byte_is_looked_at(void **state)
{
	struct flow f = {.packets = 3,
			 .bytes = 300,
			 .packets_up = 2,
			 .first = 10,
			 .last = 20,
			 .protocol = PROTO_modbus};
	struct relay *r = relay_new(&ends[0]);
	struct decode_sink to = relay_sink(r);
	struct rd body;
	uint8_t kind, copy[512];
	size_t n;
	unsigned refused = 0;

	(void)state;
	to.flow(to.ctx, &f);
	assert_int_equal(channel_flush(&ends[0]), 0);
	assert_true(channel_fill(&ends[1]) > 0);
	assert_int_equal(channel_next(&ends[1], &kind, &body), 1);
	n = rd_left(&body);
	assert_int_equal(relay_take(&ear, kind, body), 0);
	assert_int_equal(flow_seen.protocol, PROTO_modbus);
	assert_int_equal(given(kind, body.at, n - 1), -EBADMSG);
	for (size_t i = 0; i < n; i++) {
		memcpy(copy, body.at, n);
		copy[i] = 0xff;
		refused += given(kind, copy, n) < 0;
		assert_true(flow_seen.protocol < PROTO_COUNT && flow_seen.answered <= FLOW_REFUSED);
		assert_true(flow_seen.last >= flow_seen.first && flow_seen.last <= RELAY_TIME_MAX);
	}
	assert_true(refused > 20);
	relay_free(r);
}

static void kinds_nobody_knows_are_refused(void **state)
{
	(void)state;
	for (unsigned kind = 0; kind < 256; kind++)
		if (kind < RELAY_HELLO || kind > RELAY_TICK)
			assert_int_equal(given((uint8_t)kind, "", 0), -EBADMSG);
	for (unsigned kind = RELAY_HELLO; kind <= RELAY_TICK; kind++)
		assert_int_equal(given((uint8_t)kind, "", 0), -EBADMSG);
}

static void a_period_with_all_its_interfaces_crosses(void **state)
{
	struct relay_period p = {.from = 1, .to = 5, .interfaces = RELAY_INTERFACES, .clock_jump = -5};
	struct relay_input i = {.index = 3, .first = 4, .last = 5, .name = "a.pcap", .format = "pcap"};
	struct relay_hello h = {.version = RELAY_VERSION, .replay = true};
	struct relay *r = relay_new(&ends[0]);

	(void)state;
	for (unsigned k = 0; k < RELAY_INTERFACES; k++)
		p.meter[k].dropped = k;
	assert_int_equal(relay_hello(r, &h), 0);
	assert_int_equal(relay_period(r, &p), 0);
	assert_int_equal(relay_input(r, &i), 0);
	assert_int_equal(carry(&ear), 0);
	assert_int_equal(heard[RELAY_HELLO] + heard[RELAY_PERIOD] + heard[RELAY_INPUT], 3);
	assert_int_equal(period_seen.meter[RELAY_INTERFACES - 1].dropped, RELAY_INTERFACES - 1);
	assert_int_equal(period_seen.clock_jump, -5);
	assert_string_equal(input_seen.name, "a.pcap");
	p.to = 0;
	assert_int_equal(relay_period(r, &p), 0);
	assert_int_equal(carry(&ear), -EBADMSG);
	relay_free(r);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_ends, close_ends)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(the_model_is_the_same_as_without),
		CASE(equal_sightings_become_one),
		CASE(equal_facts_are_counted_and_others_are_not),
		CASE(orders_are_told_as_inventory_keeps_them),
		CASE(the_first_place_and_the_last_time_are_kept),
		CASE(who_comes_the_first_time_is_told_at_once),
		CASE(who_was_away_for_a_period_is_new_again),
		CASE(orders_are_news_each_time),
		CASE(each_value_is_told),
		CASE(nothing_is_told_twice_or_forgotten),
		CASE(a_tick_crosses_and_a_wrong_one_does_not),
		CASE(a_full_queue_drops_and_counts_but_periods_get_through),
		CASE(every_byte_is_looked_at),
		CASE(kinds_nobody_knows_are_refused),
		CASE(a_period_with_all_its_interfaces_crosses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
