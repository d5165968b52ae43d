/* How a device stands against what people said of it: the plant's list (ledger), the approved profile, locked
 * values; and when it was seen. One question for the command line, the API, checks and states.
 *
 * Table difference (model.sql) holds what is otherwise, computed anew by standing_refresh(): before each
 * judging and after each act. A difference keeps the time at which it was first told as long as it lasts.
 * Silence makes none: what was approved and not seen again is no difference, a service that refuses now is.
 */
#ifndef MIMAMORI_INVENTORY_STANDING_H
#define MIMAMORI_INVENTORY_STANDING_H

#include "store/store.h"

#include <stdbool.h>
#include <stdint.h>

/* Computes table difference and the setting 'profile' (1: somebody approved something); in the caller's
 * transaction. at: us, `since` of what is new. 0 or negative. */
int standing_refresh(struct store *s, int64_t at);
/* The same of one device: after an act on it, some milliseconds. */
int standing_refresh_of(struct store *s, int64_t device, int64_t at);

/* The observed things that a profile is made of, as TEMP TABLE observed(device, what, key, peer, outside,
 * packet): of devices in `among` (SQL, e.g. "SELECT device FROM profile"; NULL all). Dropped by the caller.
 */
int standing_observed(struct store *s, const char *among);

struct standing {
	int64_t device;
	int64_t first, last; /* by the frames' clock, us */
	int64_t silent;      /* captured time since it was last seen, us: no capture is no silence */
	int64_t patience;    /* how long it may be silent: three times its longest silence, a day at least */
	bool missing;        /* silent for longer */
	bool ledger_exists, listed, approved;
	int64_t profile_version, approved_at, approved_by; /* 0 none; contact or 0: local */
	int64_t differences[3];                            /* against ledger, lock, profile */
	char state[12]; /* of device_life; "introduced" when it has none yet */
	char reason[600];
	bool by_person;
	int64_t since;
};

enum { STANDING_LEDGER, STANDING_LOCK, STANDING_PROFILE };

/* 0, -ENOENT, -EIO. Writes nothing. */
int standing_of(struct store *s, int64_t device, struct standing *ret);

/* Devices that are missing at the end of what was captured, as TEMP TABLE missing(device, silent, patience):
 * dropped by the caller. Setting `missing-hours` of the site: the least patience (24). */
int standing_missing(struct store *s);

#endif
