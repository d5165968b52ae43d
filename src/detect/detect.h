/* Detectors that listen to what decoding says, as it comes. Fed with the same calls as inventory: sightings,
 * facts, flows, and a tick each second of the source's clock. What detectors say comes out as signals; what
 * becomes of them is respond's business. Bounded; what its tables drop is counted. One thread. */
#ifndef MIMAMORI_DETECT_DETECT_H
#define MIMAMORI_DETECT_DETECT_H

#include "detect/detector.h"
#include "store/store.h"

struct detect_options {
	void *ctx;
	signal_sink *signal; /* called from within the calls below */
	size_t devices_max;  /* 0: 20,000 */
};

struct detect *detect_new(const struct detect_options *o); /* NULL: no memory */
void detect_free(struct detect *d);

struct decode_sink detect_sink(struct detect *d);
/* now: us by the source's clock. A clock that goes back is taken as standing still, and counted. */
void detect_tick(struct detect *d, int64_t now);

/* How well is seen: while nothing at all arrives, or an interface is down, nobody is silent. */
struct detect_sight {
	bool blind;      /* nothing can be seen now */
	const char *why; /* a token: no-frames interface-down replay-ended; static */
};
void detect_sight(struct detect *d, const struct detect_sight *s);

/* What the site knows: devices by address, kinds, approved profiles, who wrote to which controller, how long
 * each is silent at most. Read again only where it changed. After each period that joined the site, and at
 * the beginning. 0 or negative (store_error()). */
int detect_site(struct detect *d, struct store *site);

/* What was learnt, kept over restarts: table detect_state. save: inside a transaction, what changed only.
 * load: a state of another version or a damaged one begins anew and is counted. */
int detect_save(struct detect *d, struct store *site);
int detect_load(struct detect *d, struct store *site);

struct detect_counts {
	uint64_t signals, dropped; /* dropped: rows of tables that found no room */
	uint64_t clock_back, states_refused;
	size_t bytes; /* all tables */
};
struct detect_counts detect_counts(const struct detect *d);

#endif
