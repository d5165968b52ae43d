/* A whole tree (merkle.h) in memory, for the proofs of many events at once: 64 bytes an event. Levels from
 * the leaves up; a node without a neighbour goes up as it is, which is the tree of RFC 6962. */
#ifndef MIMAMORI_STORE_MERKLE_LEVELS_H
#define MIMAMORI_STORE_MERKLE_LEVELS_H

#include "store/merkle.h"

#include <stddef.h>

struct merkle_levels {
	uint64_t size, filled; /* leaves; of these told so far */
	unsigned char (*node)[HASH_BYTES];
	size_t at[MERKLE_DEPTH + 2]; /* where each level begins */
};

/* 0 or -ENOMEM; free with merkle_levels_free(). */
int merkle_levels_begin(struct merkle_levels *m, uint64_t size);
void merkle_levels_add(struct merkle_levels *m,
		       const unsigned char event_hash[HASH_BYTES]); /* in order, `size` times */
void merkle_levels_end(struct merkle_levels *m);
void merkle_levels_path(const struct merkle_levels *m, uint64_t index, struct merkle_path *ret);
void merkle_levels_free(struct merkle_levels *m);

#endif
