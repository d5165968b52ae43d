/* What happened between two moments, one row each, from the journal: what the directors' page and the digest
 * count. Inside the rooms assess only. Of a system: what is about its devices or written for it. */
#ifndef MIMAMORI_ASSESS_HAPPENED_H
#define MIMAMORI_ASSESS_HAPPENED_H

#include "assess/figure.h"
#include "store/store.h"

struct happening {
	const char *name; /* devices-new ... */
	enum figure_of of;
	char letter; /* of its ids; 0: the number alone */
	enum {
		TOLD_ALWAYS,
		TOLD_SEEN,
		TOLD_WATCHED
	} needs; /* to say that there was none: captures of that time; a
		    watch that listened (`serve`) */
};

enum { HAPPENINGS = 10 };
extern const struct happening happenings[HAPPENINGS];
int happening_named(const char *name); /* index; -1 */

/* Each with when, by the clock of who wrote, in the journal's order; the same may come again. system 0: the
 * whole site. fn returning negative ends it. 0 or negative. */
int happened(struct store *s, int64_t system, int64_t from, int64_t until,
	     int (*fn)(void *ctx, int64_t at, int happening, int64_t id), void *ctx);

/* Days on which frames were captured, by the reader's clock: fn gets the day's number (date_days()). The same
 * day may come again.
 * live: of what `serve` captured alone. */
int watched_days(struct store *s, bool live, int zone_minutes, int32_t from, int32_t until,
		 void (*fn)(void *ctx, int32_t day), void *ctx);

/* Was this seen before? Of figures that count each of their rows once. */
struct once {
	struct arena *arena;
	uint64_t *slot;
	size_t room, used;
	bool failed;
};
bool once(struct once *o, unsigned figure, int64_t id); /* true the first time */

#endif
