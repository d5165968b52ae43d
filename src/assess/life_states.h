/* The states in which a device lives, moved by evidence and by people:
 *
 *	introduced  new; nobody approved it
 *	normal      approved, or in the ledger, and seen as it should be
 *	abnormal    otherwise than approved, or a critical or high finding about it
 *	stray       in neither ledger nor profile although there is a ledger, or not seen for longer than ever
 *	retired     taken out of use, by people only
 *
 * Evidence says the worst that holds, with its reason, a token of data/lang/keep.yaml (reason-TOKEN):
 *	finding > differs > missing > unlisted > approved > listed > new;   seen-again (of a retired one)
 * A person's word wins until evidence that is newer than it says something worse, or a retired device is seen
 * again. Every move is told: "device-state", one event for all devices that moved alike. */
#ifndef MIMAMORI_ASSESS_LIFE_STATES_H
#define MIMAMORI_ASSESS_LIFE_STATES_H

#include "assess/life.h"
#include "assess/writing.h"
#include "base/err.h"
#include "store/store.h"

#include <stdbool.h>

struct life_moves {
	int64_t moved, abnormal, stray; /* by this run; how many are in these states now */
};

/* Moves states by the evidence of findings, difference and the ends of captures; after each judging, in the
 * caller's transaction. now: us, of the events. ret may be NULL. 0 or negative. */
int life_states_run(struct store *s, int64_t now, struct life_moves *ret);

/* All of a judging: standing_refresh(), assess_site(), life_states_run(). For who saved or acted. */
int life_states_judge(struct store *s, int64_t now, struct life *ret_life, struct life_moves *ret_moves);

/* Who stands in which system changed, or a link that people approved: all is judged anew where that divides the plant
 * otherwise (drawn.h). */
int life_states_drawn(struct store *s, int64_t now);

/* A record of this kind was written, edited or withdrawn: what it answers is answered with it; all is judged
 * anew where the model depends on it (wifi-network: which networks are judged at all). */
int life_states_record(struct store *s, const char *kind, int64_t now);

bool life_is_state(const char *word);

/* A person's word, with the reason. state: one of the five. err: no-device, bad-state, no-reason,
 * already-in-state. */
int life_set(struct store *s, int64_t device, const char *state, const char *reason, const struct writing *w,
	     struct err *e);

#endif
