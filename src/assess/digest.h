/* The monthly digest: what happened in a month, told from the journal and kept tables, a fiscal year at a
 * time (setting fiscal-year-start). Months are those of the reader's clock. A month in which nothing was
 * recorded says so, one in which nothing was watched says that instead of zeros; neither is good news. The
 * verdicts at a month's end are those of the journal up to then. Every count has its rows (figure.h). */
#ifndef MIMAMORI_ASSESS_DIGEST_H
#define MIMAMORI_ASSESS_DIGEST_H

#include "assess/figure.h"
#include "base/date.h"
#include "store/store.h"

enum { DIGEST_MONTHS = 12, DIGEST_COUNTS = 12, DIGEST_VERDICTS = 5 };

enum digest_watched { WATCHED_NOT, WATCHED_PART, WATCHED_ALL /* every day of it so far */ };

struct digest_month {
	char month[8]; /* "2026-11": in which it begins */
	char first_day[DATE_ROOM], last_day[DATE_ROOM];
	int64_t from, until; /* us: first moment, first moment after */
	enum digest_watched watched;
	bool ahead;                                /* has not begun */
	bool unfinished;                           /* now is in it */
	bool quiet;                                /* nothing of what is counted was recorded */
	const struct figure *days;                 /* on which anything was seen */
	const struct figure *count[DIGEST_COUNTS]; /* digest_names[] */
	/* met partly not-met unknown person at its end, or now; NULL: before the first answers */
	const struct figure *verdict[DIGEST_VERDICTS];
};

/* devices-new ... (assess/happened.h), expire; NULL-terminated */
extern const char *const digest_names[];
size_t digest_count(void);

struct digest {
	char year[5], first_day[DATE_ROOM], last_day[DATE_ROOM]; /* fiscal year "2026" */
	const char *site, *system, *sheet;
	int64_t now;      /* us */
	int zone_minutes; /* of the reader */
	struct digest_month month[DIGEST_MONTHS];
	size_t months;
	struct figures figures;
};

/* month "2026-11", or year "2026" (the fiscal year that begins in it): one of them, the other NULL; both
 * NULL: the fiscal year of today. zone_minutes: of the reader. 0; -EINVAL neither a month nor a year; -ENOENT
 * no such system; -ENOMEM, -EIO. On the heap. */
struct digest_asked {
	const char *month, *year, *system, *sheet;
	int64_t now;
	int zone_minutes;
};
int digest_load(struct store *s, const struct digest_asked *asked, struct arena *a, struct digest *ret);

#endif
