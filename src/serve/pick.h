/* A question to the store: SQL put together from fixed pieces, values as parameters only. Pieces hold ":" for
 * each value, in order. Rows are read with report/scan.h.
 *
 *	struct pick q;
 *	pick_begin(&q, c, "SELECT id, name FROM device d WHERE " SEES("d.id"));
 *	if (kind) pick_text(&q, " AND d.kind = :", kind);
 *	for (struct scan *s = pick_run(&q); s->more; scan_next(s)) ...
 *	if ((r = pick_end(&q)) < 0) ...
 */
#ifndef MIMAMORI_SERVE_PICK_H
#define MIMAMORI_SERVE_PICK_H

#include "report/scan.h"
#include "serve/api.h"

/* True where the viewer may see this device (an SQL expression, NULL: no device is meant, and a restricted
 * viewer does not see it). The one place where this is decided. */
#define SEES(device) "(@all OR " device " IN (SELECT value FROM json_each(@mine)))"
/* True where the viewer is one of the plant's own people for this device. A vendor reads what was said of it, not by whom
 * and in which words. */
#define STAFF_OF(device)                                                                                     \
	"(@all OR EXISTS (SELECT 1 FROM system_device sd WHERE sd.device = " device                          \
	" AND 's' || sd.system IN (SELECT value FROM json_each(@staffed))))"
/* A column of what was said, and who said it, of table t with a column device. */
#define STAFF_ONLY(t, column) "CASE WHEN " STAFF_OF(t ".device") " THEN " t "." column " END"
#define STAFF_WHO(t)                                                                                         \
	"CASE WHEN " STAFF_OF(t ".device") " THEN (SELECT name FROM contact WHERE id = " t ".contact) END"
/* Likewise of a column that holds a system, 'site' or 's1'. */
#define SEES_SYSTEM(column) "(@all OR " column " IN (SELECT value FROM json_each(@systems)))"
/* An end of a flow, command or operation of which the viewer is told who it is: a device that he sees, or somebody
 * outside. Of any other he hears that there is one ("elsewhere"); filters, search and order know no more of it. */
#define SEES_END(device, outside)                                                                            \
	"(@all OR " outside " IS NOT NULL OR " device " IN (SELECT value FROM json_each(@mine)))"
/* A flow f: one of its ends is seen. */
#define SEES_FLOW                                                                                            \
	"(@all OR f.client IN (SELECT value FROM json_each(@mine)) OR f.server IN (SELECT value FROM "       \
	"json_each(@mine)))"
/* A finding f: all devices that it is about are seen, and there is one. Of as many as are kept (OTHERS_MAX of
 * assess/group.h) there may be more, whom nobody can name: it is not shown. Addresses that its sentences name beside
 * these devices are veiled (veil.h). The + keeps SQLite from going through all his devices for each finding. */
#define SEES_FINDING(id)                                                                                     \
	"(@all OR (EXISTS (SELECT 1 FROM finding_about fa WHERE fa.finding = " id                            \
	" AND +fa.device IN (SELECT value FROM json_each(@mine))) AND NOT EXISTS (SELECT 1 FROM "            \
	"finding_about fa WHERE fa.finding = " id                                                            \
	" AND fa.device IS NOT NULL AND fa.device NOT IN (SELECT value FROM json_each(@mine))) AND "         \
	"(SELECT count(fa.device) FROM finding_about fa WHERE fa.finding = " id ") < 20))"

/* An alarm: all devices that it concerns are seen, and there is one; so are those that its signals name, whether or
 * not they only were claimed to have sent something (such ones are not among alarm_device). */
#define SEES_ALARM(id)                                                                                       \
	"(@all OR (EXISTS (SELECT 1 FROM alarm_device xa WHERE xa.alarm = " id                               \
	" AND +xa.device IN (SELECT value FROM json_each(@mine))) AND NOT EXISTS (SELECT 1 FROM "            \
	"alarm_device xa WHERE xa.alarm = " id                                                               \
	" AND xa.device NOT IN (SELECT value FROM json_each(@mine))) AND NOT EXISTS (SELECT 1 FROM signal "  \
	"xs WHERE xs.alarm = " id                                                                            \
	" AND (xs.by_device NOT IN (SELECT value FROM json_each(@mine)) OR xs.on_device NOT IN (SELECT "     \
	"value FROM json_each(@mine))))))"

enum { PICK_SQL = 12000, PICK_VALUES = 64 };

struct pick {
	struct call *call;
	char sql[PICK_SQL];
	size_t n;
	struct pick_value {
		bool is_text;
		int64_t number;
		const char *text; /* borrowed until pick_run() */
	} value[PICK_VALUES];
	unsigned values;
	int error;
	struct scan rows;
};

void pick_begin(struct pick *q, struct call *c, const char *sql);
void pick_add(struct pick *q, const char *sql);               /* without a value */
void pick_number(struct pick *q, const char *sql, int64_t v); /* with one */
void pick_text(struct pick *q, const char *sql, const char *v);
struct scan *pick_run(struct pick *q); /* stands on the first row */
int pick_end(struct pick *q);          /* 0, or what failed */

/* A question that is asked again and again (once a row of a list), with one number as ?1: prepared once and
 * kept while the store is open. sql: a literal. Ended with kept_end() before it is asked again. */
struct scan kept_run(struct call *c, const char *sql, int64_t v);
int kept_end(struct scan *s);
void kept_forget(void); /* before the store is closed */
void kept_drop(void);   /* in a forked process: they are another's */

/* One number, and what it is when there is no row. */
int64_t pick_one(struct pick *q, int64_t none);
/* "[3,17]": the devices of the viewer's systems, worked out once a call; "[]" when they cannot be had. */
const char *pick_mine(struct call *c);
/* Does the viewer see this device? */
bool sees_device(struct call *c, int64_t device);

#endif
