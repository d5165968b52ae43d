/* The first report (第一報) of an incident, its follow-ups (続報, numbered) and the last one (最終報): facts
 * only, as they stand in the site; what is not known is "under investigation" (調査中). Ten rows in the order
 * that Japanese companies expect, as text for mail and telephone, and as a page to print on A4.
 *
 * Making one tells nobody: who has given it, notes the deed `report`. */
#ifndef MIMAMORI_RESPOND_FIRST_REPORT_H
#define MIMAMORI_RESPOND_FIRST_REPORT_H

#include "base/lang.h"
#include "base/out.h"
#include "store/store.h"

#include <stdbool.h>

enum { REPORT_ROWS = 11, REPORT_VALUE = 3000 };

struct first_report {
	int64_t number; /* 1 the first report to this audience, 2 ... */
	bool final;
	char title[100];
	char about[300]; /* the site, the incident, when this was made */
	struct first_report_row {
		const char *title; /* static, in its language */
		char value[REPORT_VALUE];
	} row[REPORT_ROWS];
	unsigned rows;
};

/* audience: as a report's field `to`, NULL inside. zone_minutes: of the site. On the heap, the caller frees;
 * -ENOENT no such incident. */
int first_report_make(struct store *s, int64_t incident, const char *audience, bool final, enum language in,
		      int zone_minutes, int64_t now, struct first_report **ret);
void first_report_text(const struct first_report *r, struct out *o);
void first_report_html(const struct first_report *r, enum language in, struct out *o);

/* Deadlines of an incident, in Japan (who, by when). state: done when a report to them was given. */
struct incident_timer {
	const char *to; /* inside parent ppc ppc-final; static */
	int64_t due, done /* 0 not yet */;
	bool late;
};
enum { INCIDENT_TIMERS = 4 };
unsigned incident_timers(struct store *s, int64_t incident, int64_t now,
			 struct incident_timer ret[INCIDENT_TIMERS]);

#endif
