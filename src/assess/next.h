/* What to do first: the ten rows of a sheet that matter most for what is newly introduced, and why each.
 *
 * New is one or more of the five components (device, lan, server, wan, cloud) of JPCERT/CC's first-step guide
 * for factories; without any, everything counts. In this order: decided yes but the evidence says no; a
 * finding; an expired record; what identifies things, as all later rows stand on it; what nobody decided. */
#ifndef MIMAMORI_ASSESS_NEXT_H
#define MIMAMORI_ASSESS_NEXT_H

#include "assess/rows.h"

enum { NEXT_MAX = 10, NEXT_TITLE = 1024 };
enum next_component { NEXT_DEVICE = 1, NEXT_LAN = 2, NEXT_SERVER = 4, NEXT_WAN = 8, NEXT_CLOUD = 16 };

struct next_row {
	char item[16], why[24]; /* why: contradiction finding expired identify undecided */
	unsigned components;    /* of what is new: those it concerns */
	int64_t findings;
	int rank;               /* larger first */
	bool given[LANG_COUNT]; /* the title is the customer's own copy's */
	char title[LANG_COUNT][NEXT_TITLE], needs[LANG_COUNT][1024];
};
struct next_rows {
	unsigned fresh; /* components asked for; 0: all */
	struct next_row row[NEXT_MAX];
	size_t count;
};

unsigned next_component(const char *word); /* 0: none of that name */
/* In: fresh. */
int next_load(struct store *s, int64_t now, const char *system, const char *sheet, struct next_rows *n);

#endif
