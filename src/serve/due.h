/* What is due: records that run out or are late, decisions to look at again, trials past their end. By date,
 * what has none first. Inside the room only. */
#ifndef MIMAMORI_SERVE_DUE_H
#define MIMAMORI_SERVE_DUE_H

#include "serve/handler.h"

#include "assess/rows.h"

enum { DUE_MOST = 1000 };

struct due {
	char kind[12];             /* record decision trial */
	char id[24];               /* r4, 32-3, s1 */
	char system[24], date[11]; /* date "": none */
	char record_kind[48];
	const char *ja, *en; /* the title, in the arena or static; NULL: of record_kind */
	const char *why;     /* key of data/lang/api.yaml without the topic */
};

struct dues {
	struct due list[DUE_MOST];
	size_t count, more; /* more: what had no room */
};

/* In the arena; NULL: no memory or the store failed. days: from today; system NULL: all that the viewer sees.
 * decisions: walks the sheets, too; else due_row() is called with their rows and due_sort() at the end. */
struct dues *dues_of(struct call *c, int64_t days, const char *system, bool decisions);
void due_row(struct call *c, struct dues *d, const char *system, const struct sheet_row *r);
void due_sort(struct dues *d);
void json_due(struct call *c, const struct due *d);

#endif
