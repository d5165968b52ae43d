/* A sheet as it was submitted, and the sheet as it was on a day. A frozen sheet holds every row with its
 * words, states and hashes, and the rules of its day (the table of states, the versions of sheet and checks),
 * so that it reads the same after the program has learnt new questions. People stand in it by number. */
#ifndef MIMAMORI_ASSESS_FREEZE_H
#define MIMAMORI_ASSESS_FREEZE_H

#include "assess/writing.h"
#include "base/err.h"
#include "store/store.h"

#include <stddef.h>

/* In an open transaction. err: keys of decision.yaml. */
int freeze_sheet(struct store *s, const char *system, const char *sheet, const char *name,
		 const struct writing *w, int64_t *ret_id, struct err *e);

/* Does the body of a frozen sheet still have the hash it was frozen with? */
int frozen_whole(struct store *s, int64_t id, char ret_name[400], int64_t *ret_at); /* 1 yes 0 no, negative */

/* What a sheet said at one moment: by a frozen one, by the journal up to a moment, or now. */
struct snapshot_row {
	char item[16], verdict[12], choice[8]; /* choice "" undecided */
};
struct snapshot_of {
	const char *system, *sheet;
	int64_t frozen; /* number of a frozen sheet, or 0 */
	int64_t until;  /* us: by the journal up to then; 0: now */
	int64_t now;
};
enum { SNAPSHOT_MAX = 1000 };
struct snapshot {
	struct snapshot_row row[SNAPSHOT_MAX];
	size_t count;
};
int snapshot_load(struct store *s, const struct snapshot_of *of, struct snapshot *ret); /* -ENOENT */
const struct snapshot_row *snapshot_row(const struct snapshot *s, const char *item);    /* or NULL */

#endif
