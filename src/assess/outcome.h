/* Outcomes: what each check said of each scope when it was last asked (tables outcome, outcome_marks). A
 * check is asked once, of the whole site; its findings and the devices it could look at are then counted for
 * every system by membership, in one pass. So that a change of a system needs no check asked again, the
 * devices are kept as bits.
 *
 * A finding about devices counts for the systems that have one of them; a finding about no device counts for
 * every system. Where a check found more than is kept, a system without a kept finding is told as unfinished,
 * never as clean. */
#ifndef MIMAMORI_ASSESS_OUTCOME_H
#define MIMAMORI_ASSESS_OUTCOME_H

#include "assess/run.h"

enum { SYSTEMS_MAX = 1000 };

/* After findings_make(): fills both tables anew. now: us. */
int outcomes_make(struct run *r, int64_t now);
/* Counts again from findings and bits: every scope, or only this system (its number) after it got or lost
 * devices. */
int outcomes_count(struct store *s, int64_t now, int64_t only);

#endif
