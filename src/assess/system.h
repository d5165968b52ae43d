/* Systems: what is introduced as one (the press line, the meeting-room sensors). A system has a usage level
 * that people decide, a planned start and end, a status (trial, live, ended) and devices; answers, decisions,
 * signatures and risks hang on it. A trial that runs on past its planned end has nobody's approval any more:
 * it is told as stray.
 *
 * What writes needs an open transaction; on an error the caller rolls back. Errors fill err: key of
 * data/lang/system.yaml without the topic. */
#ifndef MIMAMORI_ASSESS_SYSTEM_H
#define MIMAMORI_ASSESS_SYSTEM_H

#include "assess/sheet.h"
#include "assess/writing.h"
#include "base/date.h"
#include "base/err.h"
#include "store/store.h"

#include <stdbool.h>
#include <stddef.h>

enum { SYSTEM_NAME = 400 };

struct system_row {
	int64_t id;
	char name[SYSTEM_NAME], level[12] /* poc core important */, status[12] /* trial live ended */;
	char start[DATE_ROOM], end[DATE_ROOM]; /* "" not planned */
	int64_t devices;
	bool stray; /* a trial past its planned end */
};

/* The same as SQL: of a row t of table system, with the day as @today. */
#define SYSTEM_IS_STRAY "t.status = 'trial' AND t.planned_end < @today"

int system_get(struct store *s, int64_t id, const char *today, struct system_row *ret); /* 0, -ENOENT, -EIO */
int system_each(struct store *s, const char *today, int (*fn)(void *ctx, const struct system_row *r),
		void *ctx);
int64_t system_number(const char *text); /* of "s3"; 0: none */

int system_add(struct store *s, struct system_row *r, const struct writing *w, struct err *e); /* sets id */
int system_change(struct store *s, const struct system_row *r, const struct writing *w, struct err *e);
/* Into or out of the system; answers are counted anew. ret_moved: how many it changed for. */
int system_assign(struct store *s, int64_t id, const int64_t *devices, size_t count, bool out,
		  const struct writing *w, int64_t *ret_moved, struct err *e);

/* Sub-items recommended at `level` and not at `before` (NULL: all of it), in order; levels of the customer's
 * own copy of the sheet count (item->levels_from). The item is borrowed for the call. How many, or -ENOMEM,
 * -EIO. */
int system_newly_asked(struct store *s, const char *before, const char *level,
		       void (*fn)(void *ctx, const struct sheet_item *item), void *ctx);

/* A level proposed from what was seen of its devices, and why: counts, the words are the caller's. People
 * decide. */
struct system_proposal {
	const char *level;
	int64_t controllers, written, outside, watched; /* PLCs and panels; of these written to or operated by
							   others; devices talking to the outside; all */
};
int system_propose(struct store *s, int64_t id, struct system_proposal *ret);

/* Counts by membership and writes answers again, without asking a check: after a change of systems, records
 * or decisions. In the caller's transaction. */
int answers_refresh(struct store *s, int64_t now, int64_t system);

#endif
