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

/* RFC 6962 section 2.1.1: from the top, the half that the leaf is not in is a sibling; each half of size 2^k
 * is as large as it can be. */
void merkle_prove_start(struct merkle_prover *p, uint64_t index, uint64_t size)
{
	uint64_t from = 0, to = size;
	unsigned n = 0;

	*p = (struct merkle_prover){.path = {.index = index, .size = size}};
	while (to - from > 1) {
		uint64_t half = 1;

		while (half * 2 < to - from)
			half *= 2;
		half += from;
		p->below[n].from = index < half ? half : from;
		p->below[n++].to = index < half ? to : half;
		if (index < half)
			to = half;
		else
			from = half;
	}
	p->path.count = n;
	for (unsigned i = 0; i < n / 2; i++) { /* lowest first */
		typeof(p->below[0]) other = p->below[i];

		p->below[i] = p->below[n - 1 - i];
		p->below[n - 1 - i] = other;
	}
}

void merkle_prove_add(struct merkle_prover *p, const unsigned char event_hash[HASH_BYTES])
{
	uint64_t leaf = p->next++;

	for (unsigned i = 0; i < p->path.count; i++) {
		if (leaf < p->below[i].from || leaf >= p->below[i].to)
			continue;
		if (leaf == p->below[i].from)
			p->tree = (struct merkle){0};
		merkle_add(&p->tree, event_hash);
		if (leaf + 1 == p->below[i].to)
			merkle_root(&p->tree, p->path.hashes[i]);
		return;
	}
}

/* RFC 9162 section 2.1.3.2. */
bool merkle_path_root(const struct merkle_path *p, const unsigned char event_hash[HASH_BYTES],
		      unsigned char ret_root[HASH_BYTES])
{
	uint64_t at = p->index, last = p->size - 1;

	if (p->index >= p->size)
		return false;
	merkle_leaf(event_hash, ret_root);
	for (unsigned i = 0; i < p->count; i++) {
		if (last == 0)
			return false;
		if (at & 1 || at == last) {
			merkle_node(p->hashes[i], ret_root, ret_root);
			for (; !(at & 1) && at; at >>= 1)
				last >>= 1;
		} else {
			merkle_node(ret_root, p->hashes[i], ret_root);
		}
		at >>= 1;
		last >>= 1;
	}
	return last == 0;
}
