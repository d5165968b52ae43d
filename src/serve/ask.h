/* A question to the store: SQL put together from fixed pieces, values as parameters only. Pieces hold ":" for
 * each value, in order. Rows are read with report/scan.h.
 *
 *	struct ask q;
 *	ask_begin(&q, c, "SELECT id, name FROM device d WHERE " SEES("d.id"));
 *	if (kind) ask_text(&q, " AND d.kind = :", kind);
 *	for (struct scan *s = ask_run(&q); s->more; scan_next(s)) ...
 *	if ((r = ask_end(&q)) < 0) ...
 */
#ifndef MIMAMORI_SERVE_ASK_H
#define MIMAMORI_SERVE_ASK_H

#include "report/scan.h"
#include "serve/api.h"

/* True where the viewer may see this device (an SQL expression, NULL: no device is meant, and a restricted
 * viewer does not see it). The one place where this is decided. */
#define SEES(device) "(@all OR " device " IN (SELECT value FROM json_each(@mine)))"
/* Likewise of a column that holds a system, 'site' or 's1'. */
#define SEES_SYSTEM(column) "(@all OR " column " IN (SELECT value FROM json_each(@systems)))"
/* A finding f: all devices that it is about are seen, and there is one. */
#define SEES_FINDING(id)                                                                                     \
	"(@all OR (EXISTS (SELECT 1 FROM finding_about fa WHERE fa.finding = " id                            \
	" AND fa.device IN (SELECT value FROM json_each(@mine))) AND NOT EXISTS (SELECT 1 FROM "             \
	"finding_about fa WHERE fa.finding = " id                                                            \
	" AND fa.device IS NOT NULL AND fa.device NOT IN (SELECT value FROM json_each(@mine)))))"

enum { ASK_SQL = 6000, ASK_VALUES = 64 };

struct ask {
	struct call *call;
	char sql[ASK_SQL];
	size_t n;
	struct ask_value {
		bool is_text;
		int64_t number;
		const char *text; /* borrowed until ask_run() */
	} value[ASK_VALUES];
	unsigned values;
	int error;
	struct scan rows;
};

void ask_begin(struct ask *q, struct call *c, const char *sql);
void ask_add(struct ask *q, const char *sql);               /* without a value */
void ask_number(struct ask *q, const char *sql, int64_t v); /* with one */
void ask_text(struct ask *q, const char *sql, const char *v);
struct scan *ask_run(struct ask *q); /* stands on the first row */
int ask_end(struct ask *q);          /* 0, or what failed */

/* One number, and what it is when there is no row. */
int64_t ask_one(struct ask *q, int64_t none);
/* Does the viewer see this device? */
bool sees_device(struct call *c, int64_t device);

#endif
