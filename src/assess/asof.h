/* The sheet as it stood at a moment: by the journal up to an event. Verdicts are what the journal had last
 *told (answers-changed), decisions, signatures, records, systems, own items, settings and the customer's own
 *wording are made again from their events, as `journal verify` makes them. Nothing of today stands in for
 *what the journal does not hold:
 *
 *	coverage, needs, as_of    not in the journal: NULL, NULL, 0
 *	findings                  counted by check and device as the journal opened and closed them; their
 *sentences and packets are not in the journal words of a question       the customer's wording is of that
 *day; ours are today's when the question's hash is the same as then; else those of a frozen sheet that holds
 *that very question, else today's, and the row says so names of people           those of now: they stand in
 *no event, so that they can be erased
 *
 * A record that expired after the last judging and before the moment makes the row "unknown, expired", as
 *whoever had opened the sheet then would have seen it; then no evidence hash is known ("").
 *
 * Order is the number of events, not their clocks: a day means the last event whose time is not after its
 *end. */
#ifndef MIMAMORI_ASSESS_ASOF_H
#define MIMAMORI_ASSESS_ASOF_H

#include "assess/rows.h"
#include "base/err.h"

enum { ASOF_TEXT = 40 };

struct asof_moment {
	int64_t seq, at; /* the last event that counts, and the moment itself, us */
	int64_t frozen;  /* "F3" was named: number of the frozen sheet; 0 */
	bool exact;      /* an event or a frozen sheet was named, no day */
};

/* "2026-11-20" the end of that day where the site stands, "2026-11-20 17:00", "2026-11-20T08:00:00Z", "e120"
 * or "120" event 120, "F3" when that was frozen. err keys of audit.yaml: asof-unreadable, asof-future,
 * asof-before. */
int asof_moment(struct store *s, const char *text, int zone_minutes, int64_t now, struct asof_moment *ret,
		struct err *e);

/* The site as it was, in memory. Free with asof_free(). 0, -EIO, -ENOMEM; -EINVAL an event this program does
 * not know. */
struct asof;
int asof_open(struct store *s, const struct asof_moment *m, struct asof **ret);
void asof_free(struct asof *a); /* NULL: nothing */

const struct asof_moment *asof_of(const struct asof *a);
const char *asof_path(const struct asof *a); /* of the site's file */
struct store *asof_store(struct asof *a);    /* records, decisions ... of then; no model, no findings */

/* As sheet_rows(); -ENOENT there was no such system (or sheet) yet, -ENODATA nothing was judged yet. Findings
 * and records: ids of then. */
int asof_rows(struct asof *a, const char *system, const char *sheet, sheet_row_fn *fn, void *ctx);

/* Whose words the row last given has: "same" those of the day, "frozen" of a frozen sheet that held that
 * question, "today" the question was another one then and nobody kept its words. Valid inside fn. */
const char *asof_words(const struct asof *a);

/* The newest frozen sheet of system and sheet not after the moment; 0 none. */
int64_t asof_frozen(const struct asof *a, const char *system, const char *sheet);

#endif
