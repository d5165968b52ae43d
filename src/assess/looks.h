/* Asks every check which devices it could look at and on which the good state was seen. */
#ifndef MIMAMORI_ASSESS_LOOKS_H
#define MIMAMORI_ASSESS_LOOKS_H

#include "assess/run.h"

#include "assess/marks.h"

/* looked, good (NULL: none) are borrowed for the call; negative ends with that code. */
typedef int looked_fn(void *ctx, const struct outcome *o, const struct marks *looked,
		      const struct marks *good);

/* Fills looked, good and unfinished of each outcome and calls fn once a check, in their order. */
int looks_make(struct run *r, looked_fn *fn, void *ctx);

#endif
