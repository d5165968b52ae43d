/* A sheet that comes back: the table that `sheet export` wrote (XLSX or CSV), after people filled it in with
 * a spreadsheet. Nothing here writes; it says row by row what would change, and what stands in the way, with
 * the cell.
 *
 * A row is known by its hidden columns, not by its place: rows may be sorted. `was` tells whether the answers
 * of a row were touched at all, `base` which decision they were written over, `asked` whether the question
 * beside them is still the one they were written for (rows that slid against one another are found by it). */
#ifndef MIMAMORI_ASSESS_RETURNED_H
#define MIMAMORI_ASSESS_RETURNED_H

#include "assess/headed.h"
#include "base/arena.h"
#include "base/err.h"
#include "store/store.h"

#include <stddef.h>
#include <stdint.h>

/* Names of the hidden columns, the same in every language. */
#define RETURNED_ID     "mimamori-id"
#define RETURNED_SYSTEM "mimamori-system"
#define RETURNED_BASE   "mimamori-base"
#define RETURNED_WAS    "mimamori-was"
#define RETURNED_ASKED  "mimamori-asked"

enum { RETURNED_HASH = 17 };

/* The choice of a decision and its printed mark: "adopt" and "◎". NULL when there is none. A mark that comes
 * back may have been typed: a cross of another shape, the word after the mark. */
const char *returned_mark(const char *choice);
const char *returned_choice(const char *typed);

/* Short hashes: of the three answers as exported, of the question as it was shown beside them (without
 * its printed mark). */
void returned_was(const char *mark, const char *reason, const char *point, char ret[RETURNED_HASH]);
void returned_asked(const char *question, char ret[RETURNED_HASH]);

enum returned_what {
	RETURNED_SAME,     /* nobody touched it, or it says what is decided already */
	RETURNED_DECIDE,   /* choice, reason (NULL: still the item's) and point */
	RETURNED_WITHDRAW, /* all three were cleared */
	RETURNED_WRONG,    /* wrong says why, as key of sheet-import.wrong-KEY, detail fills it */
};

struct returned_row {
	enum returned_what what;
	const char *item;                    /* "32-3"; "" when the row has none */
	char cell[HEADED_CELL];              /* "K23": what it is about */
	const char *choice, *reason, *point; /* reason, point NULL: none of its own */
	const char *wrong, *detail;
};

struct returned {
	const char *system; /* all rows are of this one */
	struct returned_row *row;
	size_t rows;
	size_t same, decide, withdraw, wrong, moved /* out of their printed order: no harm */,
		absent /* sub-items without a row */;
};

/* system NULL: the one that the table names. All texts lie in the arena. 0, or negative with err:
 * not-returned (no such table), no-system, or the store failed. Rows that are wrong are no error. */
int returned_read(const struct grid *g, struct store *s, const char *system, const char *sheet, int64_t now,
		  struct arena *a, struct returned *ret, struct err *e);

#endif
