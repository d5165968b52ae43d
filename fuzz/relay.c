/* What core hears from sensor, over any bytes: kind, length 2 and body, again and again, into a whole
 * inventory that is written at each period, as core does. What is accepted is within its bounds. */
#include "decode/relay.h"
#include "decode/decoder.h"
#include "inventory/inventory.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static struct inventory *inventory;
static struct decode_sink sink;

static void must(bool so)
{
	if (!so)
		abort();
}

static void fresh(void)
{
	static const struct inventory_options options = {0};

	inventory_free(inventory);
	inventory = inventory_new(&options);
	must(inventory);
	sink = inventory_sink(inventory);
}

static void on_sighting(void *ctx, const struct sighting *s)
{
	(void)ctx;
	must(s->when >= 0 && s->when <= RELAY_TIME_MAX);
	sink.sighting(sink.ctx, s);
}

static void on_fact(void *ctx, const struct fact *f)
{
	(void)ctx;
	must(f->kind < FACT_COUNT && f->source < PROTO_COUNT);
	sink.fact(sink.ctx, f);
}

static void on_flow(void *ctx, const struct flow *f)
{
	(void)ctx;
	must(f->protocol < PROTO_COUNT && f->answered <= FLOW_REFUSED && f->encrypted <= SECRECY_UNKNOWN);
	must(f->last >= f->first && f->packets >= f->packets_up);
	sink.flow(sink.ctx, f);
}

static void on_hello(void *ctx, const struct relay_hello *h)
{
	(void)ctx;
	must(h->interfaces <= RELAY_INTERFACES);
}

static void on_interface(void *ctx, const struct relay_interface *i)
{
	(void)ctx;
	must(i->index < RELAY_INTERFACES && i->state < RELAY_STATES && memchr(i->name, 0, sizeof i->name));
}

static void on_input(void *ctx, const struct relay_input *i)
{
	(void)ctx;
	must(memchr(i->name, 0, sizeof i->name) && memchr(i->format, 0, sizeof i->format));
}

static void on_tick(void *ctx, const struct relay_tick *t)
{
	(void)ctx;
	must(t->now >= 0 && t->now <= RELAY_TIME_MAX && t->last >= 0 && t->last <= RELAY_TIME_MAX);
	must(t->up <= t->interfaces && t->interfaces <= RELAY_INTERFACES);
}

static void on_period(void *ctx, const struct relay_period *p)
{
	struct stack_counts counts = {.packets = p->frames};
	struct store *s;

	(void)ctx;
	must(p->to >= p->from && p->interfaces <= RELAY_INTERFACES && p->storing < RELAY_STORINGS);
	must(store_memory(&s) == 0);
	must(inventory_write(inventory, NULL, &counts, s) == 0);
	store_free(s);
	fresh();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static const struct relay_ear ear = {
		.sink = {.sighting = on_sighting, .fact = on_fact, .flow = on_flow},
		.hello = on_hello,
		.interface = on_interface,
		.input = on_input,
		.period = on_period,
		.tick = on_tick};
	struct rd in = rd_of(bytes, n);
	unsigned periods = 0;

	fresh();
	while (rd_left(&in) > 3 && periods < 4) {
		uint8_t kind = rd_u8(&in);
		size_t length = rd_le16(&in);
		struct rd body = rd_sub(&in, length < rd_left(&in) ? length : rd_left(&in));

		periods += kind == RELAY_PERIOD;
		if (relay_take(&ear, kind, body) < 0 && rd_empty(&in))
			break;
	}
	return 0;
}
