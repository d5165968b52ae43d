#include "inventory/batch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int batch_init(struct batch *b, struct table *t, size_t size, batch_make *make, void *ctx)
{
	*b = (struct batch){.table = t, .make = make, .ctx = ctx, .size = size};
	b->changes = calloc(BATCH_CHANGES, size);
	return b->changes ? 0 : -ENOMEM;
}

void batch_clear(struct batch *b)
{
	free(b->changes);
	b->changes = NULL;
}

void batch_make_now(struct batch *b)
{
	for (unsigned i = 0; i < b->count; i++)
		table_fetch_row(b->table, b->hash[i], b->table->row_size);
	for (unsigned i = 0; i < b->count; i++)
		b->make(b->ctx, b->changes + i * b->size, b->hash[i]);
	b->count = 0;
}

void batch_add(struct batch *b, const void *change, uint64_t hash)
{
	unsigned i = b->count++;

	memcpy(b->changes + i * b->size, change, b->size);
	b->hash[i] = hash;
	table_fetch_slot(b->table, hash);
	if (b->at_once || b->count == BATCH_CHANGES)
		batch_make_now(b);
}

void batch_end(struct batch *b)
{
	batch_make_now(b);
	b->at_once = true;
}
