/* Profiles: what people approved of a device - the services it offers, with whom it talks, in which
 * protocols, where to outside, which classes of commands it gets and gives, its addresses and firmware - who
 * and when. Approving takes what was observed so far. Observed is not safe: an attacker may be among it. So
 * the preview lists everything first, and the words that go with it say so (data/lang/keep.yaml,
 * approve-warning).
 *
 * Later differences are shown, never blocked: table difference (inventory/standing.h). */
#ifndef MIMAMORI_ASSESS_PROFILE_H
#define MIMAMORI_ASSESS_PROFILE_H

#include "assess/writing.h"
#include "base/err.h"
#include "store/store.h"

#include <stdbool.h>
#include <stddef.h>

enum { PROFILE_DEVICES_MAX = 100000, PROFILE_ENTRIES_MAX = 4000000 };

/* Which devices: given ones, or a group: all that fit every member that is not NULL (system: 0 any). The
 * group is what it is at that moment; a device that comes later is not approved with it. */
struct profile_group {
	const int64_t *devices;
	size_t count;
	const char *kind, *maker, *line, *place, *state;
	int64_t system;
};

struct profile_line {
	int64_t device;
	const char *what, *key;
	bool fresh;                    /* not approved before */
	bool gone;                     /* approved before, and no longer observed: approving anew drops it */
	int64_t peer, outside, packet; /* 0 none */
};

typedef int profile_fn(void *ctx, const struct profile_line *line); /* negative ends it */

/* What approving would write, line by line, by device. ret_devices: how many the group has. err: no-devices,
 * no-device, too-many. */
int profile_preview(struct store *s, const struct profile_group *g, profile_fn *fn, void *ctx,
		    int64_t *ret_devices, struct err *e);

/* Approves exactly what profile_preview() lists at this moment; one event for some hundred devices. In the
 * caller's transaction; judge anew afterwards (life_states_judge()). note may be NULL. */
int profile_approve(struct store *s, const struct profile_group *g, const char *note, const struct writing *w,
		    int64_t *ret_devices, struct err *e);

/* The approval of one device is withdrawn: nothing is approved of it any more. err: no-profile. */
int profile_withdraw(struct store *s, int64_t device, const struct writing *w, struct err *e);

/* The lines of what is approved of a device; fresh and gone are false. -ENOENT: nothing is. */
int profile_read(struct store *s, int64_t device, profile_fn *fn, void *ctx);

#endif
