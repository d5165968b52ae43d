/* Findings of a site over time. After assess_run() every finding gets the number under which the site has
 * known it since it was first made (finding_life), so that "f12" means the same in every report; those that
 * are new or back are told to the journal as finding-opened, those that are gone as finding-closed. A check
 * that did not end closes nothing: what it did not get to is not gone. */
#ifndef MIMAMORI_ASSESS_LIFE_H
#define MIMAMORI_ASSESS_LIFE_H

#include "store/journal.h"

struct life {
	int64_t opened, closed, open; /* open: how many there are now */
};

/* In the caller's transaction. at: us. 0 or negative. */
int life_settle(struct store *site, int64_t at, const char *actor, struct life *ret_life);

/* assess_run() and life_settle(). */
int assess_site(struct store *site, int64_t at, const char *actor, struct life *ret_life);

#endif
