/* A frozen sheet (freeze.h) as rows again: what was submitted, printed once more as it was. Words, states and
 * levels are those of its day; only names of people are those of now, as they may have been erased. What a
 * sheet frozen by an earlier version of the program does not hold (an item's title, its key point) is taken
 * from the sheet of today. */
#ifndef MIMAMORI_ASSESS_FROZEN_H
#define MIMAMORI_ASSESS_FROZEN_H

#include "assess/rows.h"
#include "base/arena.h"

struct frozen {
	int64_t id, at;                                    /* us */
	const char *name, *system, *sheet;                 /* system "site" or "s1" */
	const char *source[LANG_COUNT], *note[LANG_COUNT]; /* NULL: not held */
	const char *system_name, *level;                   /* NULL: of the site, or not held */
	bool stray;                                        /* its trial was past its end that day */
};

int64_t frozen_number(const char *text); /* of "F3"; 0: none */

/* In the arena. 0; -ENOENT there is none; -EBADMSG it has not the hash it was frozen with; -ENOMEM, -EIO. */
int frozen_open(struct store *s, int64_t id, struct arena *a, struct frozen *ret);
/* Its rows in the order they were printed in, as sheet_rows() gives those of today; but findings and records
 * are NULL: they are counted, as their numbers may mean others today. Nothing is left to sign (open_sides
 * ""). */
int frozen_rows(struct store *s, const struct frozen *f, sheet_row_fn *fn, void *ctx);

#endif
