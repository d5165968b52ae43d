#include "store/merkle.h"

#include <string.h>

/* RFC 6962 section 2.1: a leaf begins with 0x00, a node with 0x01, so that neither can pass for the other. */
void merkle_leaf(const unsigned char event_hash[HASH_BYTES], unsigned char ret[HASH_BYTES])
{
	struct digest d;

	digest_start(&d);
	digest_bytes(&d, "\0", 1);
	digest_bytes(&d, event_hash, HASH_BYTES);
	digest_end(&d, ret);
}

void merkle_node(const unsigned char left[HASH_BYTES], const unsigned char right[HASH_BYTES],
		 unsigned char ret[HASH_BYTES])
{
	struct digest d;

	digest_start(&d);
	digest_bytes(&d, "\1", 1);
	digest_bytes(&d, left, HASH_BYTES);
	digest_bytes(&d, right, HASH_BYTES);
	digest_end(&d, ret);
}

/* Like adding one in binary: each carry joins two subtrees of the same size. */
void merkle_add(struct merkle *m, const unsigned char event_hash[HASH_BYTES])
{
	unsigned char carry[HASH_BYTES];
	unsigned k = 0;

	merkle_leaf(event_hash, carry);
	for (; m->size >> k & 1; k++)
		merkle_node(m->edge[k], carry, carry);
	memcpy(m->edge[k], carry, HASH_BYTES);
	m->size++;
}

void merkle_root(const struct merkle *m, unsigned char ret_root[HASH_BYTES])
{
	struct digest d;
	bool any = false;

	for (unsigned k = 0; k <= MERKLE_DEPTH; k++) {
		if (!(m->size >> k & 1))
			continue;
		if (any)
			merkle_node(m->edge[k], ret_root, ret_root);
		else
			memcpy(ret_root, m->edge[k], HASH_BYTES);
		any = true;
	}
	if (any)
		return;
	digest_start(&d);
	digest_end(&d, ret_root);
}
