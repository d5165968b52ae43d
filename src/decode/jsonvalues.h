/* The numbers in a small JSON text, by path: {"a":{"b":1.5}} gives "a.b" 1.5, elements of arrays by their
 * index. Bounded: depth JSONVALUES_DEPTH, JSONVALUES_COUNT numbers, no recursion, no allocation. Not a
 * validator: what is no JSON gives what it gives up to the first thing that cannot be. */
#ifndef MIMAMORI_DECODE_JSONVALUES_H
#define MIMAMORI_DECODE_JSONVALUES_H

#include "base/text.h"

enum { JSONVALUES_DEPTH = 3, JSONVALUES_COUNT = 64, JSONVALUES_PATH = 128 };

typedef void jsonvalues_sink(void *ctx, struct text path, double value);

/* Returns how many were told; 0 also for a text that is no object or array. */
unsigned jsonvalues(struct text json, jsonvalues_sink *fn, void *ctx);

#endif
