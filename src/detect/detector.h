/* One detector: what it is handed and what it may say. A detector listens to what decoding tells as it comes,
 * compares with what the site knows (known.h), and says that something begins or is over. It never writes,
 * has no opinion on who is told, no words (data/detectors/NAME.yaml has them) and no clock: time is what the
 * frames and detect_tick() tell, so that replay and live are the same. What it remembers lies in tables of
 * bounded size (table.h), which are kept over restarts.
 *
 * Adding one: detect/network/NAME.c or detect/telemetry/NAME.c, a line in detectors.def,
 * data/detectors/NAME.yaml, and two scenes in tests/world: one that raises it and its quiet twin
 * (docs/adding/detector.md). */
#ifndef MIMAMORI_DETECT_DETECTOR_H
#define MIMAMORI_DETECT_DETECTOR_H

#include "decode/stack.h"

#include <stdbool.h>
#include <stdint.h>

enum { SIGNAL_KEY = 96, SIGNAL_TEXT = 96, SIGNAL_VALUES = 8 };

/* Begins, goes on (counted; only for those that tell each time), is over. */
enum signal_what { SIGNAL_ON, SIGNAL_MORE, SIGNAL_OFF };

/* What a detector says; people see it in the history. Borrowed for the call. The same detector, by, on and
 * key is the same thing going on. */
struct signal {
	const char *detector; /* its name, static */
	uint8_t what;         /* enum signal_what */
	bool claimed;  /* nothing proves that `by` sent it: a bare SYN, one datagram that nobody answered */
	bool learning; /* the site, or the device, is still being learnt: history only */
	bool at_once;  /* never a matter of learning: guessing, a scan, a stop */
	int64_t when;  /* us, by the source's clock */
	struct who by,
		on; /* who caused it; whom it concerns. The same when a device itself changed; none: nobody */
	int64_t by_device, on_device; /* the site's numbers; 0 not known (yet) */
	char key[SIGNAL_KEY];         /* which of several: "tcp/23", the name of a series; clean text; "" */
	struct packet packet;         /* evidence; n 0 none */
	uint32_t count;               /* of what it stands for, at least 1 */
	struct signal_value {         /* fills {name} of the sentences; clean text */
		const char *name;     /* static */
		char text[SIGNAL_TEXT];
	} value[SIGNAL_VALUES];
	unsigned values;
};

typedef void signal_sink(void *ctx, const struct signal *s);

struct known_device;
struct detect; /* the room, as a detector sees it: known.h, table.h and detect_say() */

_Static_assert(FACT_COUNT <= 64, "a set of kinds of facts fits");
#define DETECT_FACT(kind) (UINT64_C(1) << FACT_##kind)

struct detector {
	const char *name; /* "new-device" */
	uint64_t facts;   /* set of DETECT_FACT(): the kinds it is told of; 0: all */
	/* Its tables and whatever it allocates; NULL or *ret_state. 0 or -ENOMEM. */
	int (*begin)(struct detect *d, void **ret_state);
	void (*end)(void *state);
	/* Each may be NULL. Called in the order in which things happened. */
	void (*sighting)(struct detect *d, void *state,
			 const struct sighting *s); /* a sender once a second */
	void (*fact)(struct detect *d, void *state, const struct fact *f);
	void (*flow)(struct detect *d, void *state, const struct flow *f);
	void (*tick)(struct detect *d, void *state,
		     int64_t now); /* each second of the source's clock, at most */
	/* The site knows something else than before: profiles, devices (detect_site()); tables were loaded.
	 */
	void (*known)(struct detect *d, void *state);
	/* People said that the values of this device are to be learnt anew (anew.c): what is usual for them is forgotten,
	 * and what was unusual about them is over. */
	void (*anew)(struct detect *d, void *state, const struct known_device *device);
	/* Whether anything can be seen has changed (detect_sight(), detect_seen()). */
	void (*sight)(struct detect *d, void *state);
};

/* For detectors. Fills by_device and on_device where they are 0, `when` where it is 0, count at least 1, and
 * learning (a detector may set it before): the site is still learnt, and neither of the two is settled;
 * not with at_once. */
void detect_say(struct detect *d, struct signal *s);

/* A value of the sentences; past SIGNAL_VALUES it is left out. Returns s. */
struct signal *signal_value(struct signal *s, const char *name, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

int64_t detect_now(const struct detect *d); /* us, the source's clock; never goes back */

/* us that were watched, ever: it stands still while nothing can be seen, over restarts and where the source's
 * clock jumps (more than a minute at once), and goes on where that clock was set back. Begins above 0. For
 * every "how long": silence, windows, rhythms. */
int64_t detect_watched(const struct detect *d);
/* The same at a moment of the source's clock that lies at most a minute back: of what is told late. */
int64_t detect_watched_at(const struct detect *d, int64_t when);

/* The site is still learnt (setting learning-hours, of watched time), and nobody approved this device or said
 * what state it is in. 0: the site. */
bool detect_learning(const struct detect *d, int64_t device);

/* us of watched time that something is learnt: setting learning-hours; 0 when nothing is to be learnt. */
int64_t detect_learning_time(const struct detect *d);
/* us of watched time before a device is said to be silent: setting rhythm-seconds. */
int64_t detect_rhythm_time(const struct detect *d);

struct detect_sight;
const struct detect_sight *detect_seen(const struct detect *d); /* as detect_sight() was told last */

#endif
