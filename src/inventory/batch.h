/* Changes to the rows of a table, held back until there are so many that their rows can be fetched from
 * memory together: looked up one by one, each would wait for the one before. They are made in the order they
 * came. */
#ifndef MIMAMORI_INVENTORY_BATCH_H
#define MIMAMORI_INVENTORY_BATCH_H

#include "inventory/table.h"

enum { BATCH_CHANGES = 32 };

/* Makes a change; hash is that of its key in the batch's table. The change is borrowed for the call. */
typedef void batch_make(void *ctx, const void *change, uint64_t hash);

struct batch {
	struct table *table;
	batch_make *make;
	void *ctx;
	size_t size; /* of a change, which begins with the table's key, built zeroed */
	uint8_t *changes;
	uint64_t hash[BATCH_CHANGES];
	unsigned count;
	bool at_once; /* nothing is held back any more */
};

int batch_init(struct batch *b, struct table *t, size_t size, batch_make *make, void *ctx); /* 0 or -ENOMEM */
void batch_clear(struct batch *b);
void batch_add(struct batch *b, const void *change,
	       uint64_t hash);        /* copied; hash: of its key in the table */
void batch_make_now(struct batch *b); /* what waits */
void batch_end(struct batch *b);      /* makes what waits, and from now on each at once */

#endif
