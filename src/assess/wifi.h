/* The grade of an access point, and why (data/wifi/NAME.yaml, packed at build time by tools/wifi.py;
 * docs/adding/wifi.md): each reason is a question to the model, its rows are the access points it holds of.
 * The gravest is the grade. Nothing but notes, or nothing at all: no grade, since silence is never proof; and
 * no announcement tells whether software was mended, so none says so. */
#ifndef MIMAMORI_ASSESS_WIFI_H
#define MIMAMORI_ASSESS_WIFI_H

#include "assess/run.h"
#include "base/lang.h"

#include <stddef.h>

enum wifi_grade { GRADE_RED, GRADE_ORANGE, GRADE_YELLOW, GRADE_GREEN, GRADE_NOTE, GRADES };
/* Reasons in the same list that say whose a network is (wifi_whose.c); data/wifi/ours-*, others-*. Of one that is
 * others' there is no other reason: it is not judged. */
enum { WIFI_OURS = GRADES, WIFI_OTHERS };

struct wifi_reason {
	const char *name;
	unsigned version;
	int grade; /* enum wifi_grade, WIFI_OURS or WIFI_OTHERS */
	const char *title[LANG_COUNT], *say[LANG_COUNT], *advice[LANG_COUNT];
	const char *question; /* SELECT device, bssid, packet; NULL: of whose it is */
};

extern const struct wifi_reason wifi_reasons[]; /* the gravest first */
extern const size_t wifi_reason_count;
const struct wifi_reason *wifi_reason_named(const char *name); /* or NULL */

/* red orange yellow green; "unknown" for GRADE_NOTE and whatever is none. */
const char *wifi_grade_token(int64_t grade);

/* ours others unsettled, by the greatest grade of its reasons: nothing tells until something does. */
const char *wifi_whose_token(int64_t greatest);
#define WIFI_UNSETTLED GRADE_NOTE
int wifi_whose(struct store *s); /* the first part of wifi_make() */

/* Fills table access_point_reason anew; part of each judging, before the checks. 0 or negative. */
int wifi_make(struct run *r);

#endif
