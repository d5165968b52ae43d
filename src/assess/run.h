/* One run of all checks, shared by the files of this room. */
#ifndef MIMAMORI_ASSESS_RUN_H
#define MIMAMORI_ASSESS_RUN_H

#include "assess/assess.h"

/* What came of one check. */
struct outcome {
	const struct check *check;
	bool unfinished; /* it failed or ran out of its budget */
	bool ruled_out;  /* by the setting that it names: it has no rows and meets nothing */
	int64_t findings;
	int64_t looked, good; /* devices it could look at; of these, where the good state was seen */
};

struct run {
	struct store *store;
	sqlite3 *db;
	const struct check *list;
	size_t count;
	uint64_t steps;
	int64_t devices, last;           /* how many, and the greatest id */
	bool brief;                      /* assess_run_brief() */
	enum language language;          /* of its titles */
	unsigned titles[SEVERITY_COUNT]; /* so many are still to be worded */
	struct outcome *outcome;         /* one a check, in their order */
};

/* findings.c: asks all, fills finding* and, before those that come last, weakness and the attack assumptions;
 * findings of each outcome.
 */
int findings_make(struct run *r);
/* Names a check in limit_: "check NAME" when it found more than is kept, "check NAME (stopped)" when it did
 * not end. */
int run_limit(struct run *r, const struct outcome *o, int64_t dropped);

#endif
