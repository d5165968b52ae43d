#include "store/merkle_levels.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int merkle_levels_begin(struct merkle_levels *m, uint64_t size)
{
	size_t nodes = 0;
	unsigned k = 0;

	*m = (struct merkle_levels){.size = size};
	for (uint64_t n = size; n > 0; n = n > 1 ? (n + 1) / 2 : 0) {
		m->at[k++] = nodes;
		nodes += (size_t)n;
	}
	m->node = calloc(nodes + 1, sizeof *m->node);
	return m->node ? 0 : -ENOMEM;
}

void merkle_levels_add(struct merkle_levels *m, const unsigned char event_hash[HASH_BYTES])
{
	if (m->filled < m->size)
		merkle_leaf(event_hash, m->node[m->filled++]);
}

void merkle_levels_end(struct merkle_levels *m)
{
	unsigned k = 0;

	for (uint64_t n = m->size; n > 1; n = (n + 1) / 2, k++) {
		unsigned char(*from)[HASH_BYTES] = m->node + m->at[k],
			 (*to)[HASH_BYTES] = m->node + m->at[k + 1];

		for (uint64_t i = 0; i < n / 2; i++)
			merkle_node(from[2 * i], from[2 * i + 1], to[i]);
		if (n % 2)
			memcpy(to[n / 2], from[n - 1], HASH_BYTES);
	}
}

void merkle_levels_path(const struct merkle_levels *m, uint64_t index, struct merkle_path *ret)
{
	unsigned k = 0;

	*ret = (struct merkle_path){.index = index, .size = m->size};
	for (uint64_t n = m->size; n > 1; n = (n + 1) / 2, index /= 2, k++)
		if ((index ^ 1) < n)
			memcpy(ret->hashes[ret->count++], m->node[m->at[k] + (index ^ 1)], HASH_BYTES);
}

void merkle_levels_free(struct merkle_levels *m)
{
	free(m->node);
	m->node = NULL;
}
