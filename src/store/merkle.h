/* The Merkle tree over the events (RFC 6962 section 2.1; RFC 9162 section 2.1 in words that say how): leaf i
 * is the hash of event i + 1. Only the roots of the whole subtrees on its right edge are kept: 64 hashes at
 * most. */
#ifndef MIMAMORI_STORE_MERKLE_H
#define MIMAMORI_STORE_MERKLE_H

#include "store/digest.h"

#include <stdbool.h>
#include <stdint.h>

enum { MERKLE_DEPTH = 63 }; /* more events than a rowid can number */

struct merkle {
	uint64_t size;
	unsigned char edge[MERKLE_DEPTH + 1][HASH_BYTES]; /* [k]: root of the whole subtree of 2^k leaves,
							     when size has bit k */
};

void merkle_add(struct merkle *m, const unsigned char event_hash[HASH_BYTES]);
void merkle_root(const struct merkle *m,
		 unsigned char ret_root[HASH_BYTES]); /* of none: SHA-256 of nothing */

/* The hash of a leaf, and of two subtrees. */
void merkle_leaf(const unsigned char event_hash[HASH_BYTES], unsigned char ret[HASH_BYTES]);
void merkle_node(const unsigned char left[HASH_BYTES], const unsigned char right[HASH_BYTES],
		 unsigned char ret[HASH_BYTES]);

/* An inclusion proof: the hashes beside the way from leaf `index` (from 0) to the root of `size` leaves,
 * lowest first. */
struct merkle_path {
	uint64_t index, size;
	unsigned count;
	unsigned char hashes[MERKLE_DEPTH][HASH_BYTES];
};

/* Gathers a path while the leaves come by in order, from 0 to size - 1. */
struct merkle_prover {
	struct merkle_path path;
	struct {
		uint64_t from, to; /* leaves below the sibling, to excluded */
	} below[MERKLE_DEPTH];     /* as path.hashes */
	uint64_t next;             /* leaf */
	struct merkle tree;        /* of the sibling that is being gathered */
};
void merkle_prove_start(struct merkle_prover *p, uint64_t index, uint64_t size);
void merkle_prove_add(struct merkle_prover *p, const unsigned char event_hash[HASH_BYTES]);

/* The root that a path gives for an event; false when the path has not the length that index and size ask
 * for. */
bool merkle_path_root(const struct merkle_path *p, const unsigned char event_hash[HASH_BYTES],
		      unsigned char ret_root[HASH_BYTES]);

#endif
