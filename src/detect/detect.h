/* Detectors that listen to what decoding says, as it comes. Fed with the same calls as inventory: sightings,
 * facts, flows, and a tick each second of the source's clock. What detectors say comes out as signals; what
 * becomes of them is respond's business. Bounded; what its tables drop is counted. One thread. */
#ifndef MIMAMORI_DETECT_DETECT_H
#define MIMAMORI_DETECT_DETECT_H

#include "detect/detector.h"
#include "store/store.h"

struct detect_options {
	void *ctx;
	signal_sink *signal; /* called from within the calls below; NULL: nobody listens */
	size_t devices_max;  /* 0: 20,000 */
	bool taught;         /* nothing is still being learnt: for a run that asks what would be said */
	int64_t learning;    /* us of watched time; 0: as the site says, else a day */
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

/* What was learnt, kept over restarts: table detect_state. Inside the caller's transaction; what changed
 * only. detect_save() does so when something was said since, else once a minute of watched time, so it may be
 * called after each period; detect_save_all() always, for the end. After a rollback call detect_unsaved():
 * what was written is not there. 0 or negative. */
int detect_save(struct detect *d, struct store *site);
int detect_save_all(struct detect *d, struct store *site);
void detect_unsaved(struct detect *d);

/* Before anything is fed. A table of another build or a damaged one begins anew and is counted. */
int detect_load(struct detect *d, struct store *site);

struct detect_counts {
	uint64_t signals, dropped; /* dropped: rows of tables that found no room */
	uint64_t clock_back, clock_jumps, states_refused;
	size_t bytes; /* all kept tables */
};
struct detect_counts detect_counts(const struct detect *d);

#endif
