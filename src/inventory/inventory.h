/* Facts become a model: devices, what lies outside, services, flows, commands. While frames arrive everything
 * lives in bounded C tables here (see inventory_limits); inventory_write() decides identity and merging once,
 * at the end, and writes the model's rows. It alone decides what is a device (issue 2, item 4). */
#ifndef MIMAMORI_INVENTORY_INVENTORY_H
#define MIMAMORI_INVENTORY_INVENTORY_H

#include "base/addr.h"
#include "decode/stack.h"
#include "store/store.h"

struct inventory;

struct inventory_options {
	const struct prefix *home; /* --home: on site besides the private ranges */
	unsigned home_count;
	const struct ledger *ledger;       /* the plant's own list, or NULL; borrowed */
	const struct countries *countries; /* address ranges to countries, or NULL; borrowed */
	size_t devices_max;                /* 0: 200,000 */
};

struct inventory *inventory_new(const struct inventory_options *o);
struct decode_sink inventory_sink(struct inventory *v); /* what the stack is given */

/* Writes source, device, address, fact ... limit_ into the store, in one transaction, and the indexes. */
int inventory_write(struct inventory *v, const struct capture *c, const struct stack_counts *counts,
		    struct store *s);
/* For the next period of watching (save.h), after inventory_write(): empty, but for the memory of who shows
 * which address, without which a router's devices would be its own in each short look. now: us, by the
 * frames' clock. 0 or -ENOMEM. */
int inventory_next(struct inventory *v, int64_t now);
void inventory_free(struct inventory *v);

/* The tokens of device kinds and layers, for tables and tests. */
extern const char *const device_kinds[];  /* NULL-terminated: plc hmi engineering-station ... unknown */
const char *kind_layer(const char *kind); /* device lan server wan cloud */

#endif
