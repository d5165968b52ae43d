/* The verdict rule (DESIGN 3.2): one sub-item, one scope. No SQL, no words, no clock: a function of what is
 * known, so that a test can walk its whole table.
 *
 * First that applies:
 *   not-met  a check of it has a finding, or a record or statement says no (an old "no" stays one)
 *   person   no check can answer it and nothing was recorded
 *   unknown  a check did not end; a record it needs is missing or has expired; or no check saw anything that
 *            its met_by allows
 *   partly   evidence for a part, nothing against it; or all was measured well and a record is still due
 *   met      every check is answered by what its met_by allows and every needed record is valid
 *
 * A check whose met_by is empty can only say no: it never makes anything met and is never waited for.
 * Silence is never proof. */
#ifndef MIMAMORI_ASSESS_VERDICT_H
#define MIMAMORI_ASSESS_VERDICT_H

#include "assess/evidence.h"

enum { NEEDED_MAX = 8 /* records a sub-item may need */, COUNTED_MAX = 16 /* records named as its basis */ };

enum record_state { RECORD_MISSING, RECORD_LAPSED, RECORD_PARTLY, RECORD_VALID };

struct verdict {
	const char *word, *grade; /* tokens, static */
	bool expired;             /* unknown because something expired */
	int64_t findings, looked, good;
	unsigned checks, open;                /* that can make it met; of these, not yet answered */
	unsigned met_by;                      /* what would answer the open ones */
	const char *unfinished;               /* a check that did not end, or NULL */
	enum record_state needed[NEEDED_MAX]; /* one a binding of the sub-item */
	bool denied;                          /* a record says no */
	bool asks_measure;                    /* a measurement is part of what it stands on */
	int64_t counted[COUNTED_MAX];         /* ids of records it stands on */
	unsigned counts;
	const char *oldest;  /* made_on of the oldest of them, or NULL */
	const char *expires; /* the first last valid day among them, or NULL */
};

void verdict_of(const struct evidence *e, const struct sheet_item *item, struct verdict *ret);

/* What a signature binds. question: the sub-item, the versions and SQL of its checks, its bindings. evidence:
 * verdict, grade, identities of findings, records. Never counts of packets. */
void question_hash(const struct sheet_item *item, char ret_hex[HEX_ROOM]);
void evidence_hash(const struct evidence *e, const struct sheet_item *item, const struct verdict *v,
		   char ret_hex[HEX_ROOM]);

#endif
