/* What people say of the devices of a site: two are one, an address is a device of its own, a field has this
 * value. What was observed stays beside it and is never written over.
 *
 * Everything here is inside the caller's site_begin()/site_commit(); on a negative code the caller rolls
 * back. Each act is one event of the journal, from which `journal verify` rebuilds what people said
 * (keep_part.c). at: us, by the caller's clock; actor: "c3" or "local". After an act the site is judged anew
 * (life_states_judge() of assess/life_states.h): findings, differences and states speak of the devices as
 * they are then.
 *
 * err keys (data/lang/keep.yaml): no-device, itself, gone-already, no-merge, undone-already,
 * undo-later-first, no-address, no-addresses, all-addresses, too-many-rows, too-many, bad-field, bad-value,
 * not-locked. */
#ifndef MIMAMORI_INVENTORY_KEEP_H
#define MIMAMORI_INVENTORY_KEEP_H

#include "base/err.h"
#include "store/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	KEEP_ROWS_MAX = 400000, /* rows of a device that can be merged; more is refused */
	KEEP_MERGES_MAX = 10000,
	KEEP_ADDRESSES_MAX = 256, /* in one split */
	KEEP_LOCKS_MAX = 1000000,
	KEEP_VALUE_MAX = 256, /* bytes of a locked value or note */
};

/* The device that a number stands for today: itself, or the one it was merged into ("d7" -> d3). 0: there is
 * none. */
int64_t keep_device(struct store *s, int64_t id);
int64_t keep_number(const char *text, char letter); /* 7 of "d7" with 'd'; 0 when it is none */

/* `gone` becomes `into`: in every table its rows are added to those of `into` that mean the same (as a later
 * capture's would be), or become its own; systems, records, locks, profile follow. What both said differently
 * (a lock on the same field) stays as `into` has it. Later captures that show an address of `gone` are of
 * `into`. What undoing needs is kept. ret_merge: the number of the merge ("m1"), may be NULL. */
int keep_merge(struct store *s, int64_t gone, int64_t into, const char *note, int64_t at, const char *actor,
	       int64_t *ret_merge, struct err *e);

/* Takes a merge back; of several into the same device the last one first. Each gets what it had. What came
 * since: a row that bears an address (flows, commands, sign-ins) goes to the device that had the address; a
 * row that only one of the two had before goes with that one; of a row that both had, `gone` gets what it had
 * at the merge and `into` all the rest, as nobody can tell them apart any more; rows that are new since and
 * bear no address stay with `into`. */
int keep_undo(struct store *s, int64_t merge, int64_t at, const char *actor, struct err *e);

struct keep_address {
	const char *kind, *value; /* "mac" or "ip", as in table address */
};

/* These addresses of a device become a device of their own, and later captures follow. With them go the rows
 * that bear an IP address among them (flows, commands, sign-ins) and the services that only those show; facts
 * bear no address and stay. At least one address stays, too. Taken back by keep_merge() of the new device. */
int keep_split(struct store *s, int64_t device, const struct keep_address *list, size_t count, int64_t at,
	       const char *actor, int64_t *ret_device, struct err *e);

/* A person's value of name, kind, maker, model, firmware, serial, layer or place. It is what is shown from
 * then on (view device_shown); the observed one stays in table device, and where the two differ that is told
 * (table difference, check locked-differs). kind and layer: a token of data/lang/kinds.yaml, layers.yaml.
 * Locking again changes the value. */
int keep_lock(struct store *s, int64_t device, const char *field, const char *value, const char *note,
	      int64_t at, const char *actor, struct err *e);
int keep_unlock(struct store *s, int64_t device, const char *field, int64_t at, const char *actor,
		struct err *e);
extern const char *const keep_fields[]; /* those that can be locked, NULL-terminated */

/* Every column of a site that holds a device's number, and what merging does with it: tests hold the schema
 * to this list. */
enum keep_how {
	KEEP_JOINED,   /* rows join as those of a capture do (save_rows.c) */
	KEEP_MOVED,    /* the number is changed, and changed back */
	KEEP_COMPUTED, /* the number is changed; whoever judges next computes it anew */
	KEEP_EVENT,    /* by the events of keep_part.c */
	KEEP_OWN       /* the device itself, and the account of merges */
};
struct keep_column {
	const char *table, *column;
	enum keep_how how;
};
const struct keep_column *keep_columns(size_t *ret_count);

#endif
