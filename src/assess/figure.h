/* A figure: something counted, and the rows it counts. No figure stands on a page for executives or in a
 * monthly digest without them: whoever doubts it opens them (page, API) or lists them (`director show
 * --figure NAME`). What cannot be counted (nothing was watched, nobody wrote anything down) is not 0 but
 * unknown, with the reason. */
#ifndef MIMAMORI_ASSESS_FIGURE_H
#define MIMAMORI_ASSESS_FIGURE_H

#include "base/arena.h"
#include "base/lang.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FIGURE_ROWS = 500, FIGURES_MAX = 320, FIGURE_ROOM_FIRST = 8 };

/* What a row is: its letter leads to where it is shown. */
enum figure_of {
	FIGURE_ITEM,     /* "32-3": a sub-item of the sheet */
	FIGURE_RECORD,   /* "r4" */
	FIGURE_DEVICE,   /* "d3" */
	FIGURE_FINDING,  /* "f7" */
	FIGURE_ALARM,    /* "a1" */
	FIGURE_INCIDENT, /* "i1" */
	FIGURE_EVENT,    /* "118": number of an event of the journal */
	FIGURE_DAY,      /* "2026-11-20" */
};
extern const char *const figure_of_names[]; /* sub-item record device finding alarm incident event day */

struct figure {
	const char *name;    /* what it counts: "protect.not-met"; unique on its page, the same next month */
	unsigned number;     /* printed beside it; 0 on pages that print none */
	int64_t value;       /* how many, or yen */
	bool money;          /* yen: the rows' own amounts together */
	const char *unknown; /* key of data/lang/director.yaml: why it cannot be told; NULL: it can */
	enum figure_of of;
	const char **row;         /* at most FIGURE_ROWS */
	size_t rows, total, room; /* listed; there are; of `row` */
};

/* Figures of one page, in the order of their numbers. */
struct figures {
	struct arena *arena;
	struct figure list[FIGURES_MAX];
	size_t count;
	bool failed; /* no memory, or more than FIGURES_MAX */
};

/* Another; the pointer stays good. Never NULL: where there is no room a spare one is filled and `failed` set.
 */
struct figure *figure_add(struct figures *all, const char *name, enum figure_of of);
void figure_row(struct figures *all, struct figure *f,
		const char *row); /* copied; counts it, too (but money) */
void figure_id(struct figures *all, struct figure *f, char letter,
	       int64_t id); /* letter 0: the number alone */
const struct figure *figure_named(const struct figures *all, const char *name); /* or NULL */

#endif
