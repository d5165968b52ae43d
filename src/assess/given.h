/* The customer's own copy of the official sheet (table `wording`, official.h), laid over ours: what a row
 * asks, who leads it and at which usage levels it is recommended come from there where it tells. Whoever
 * judges or shows a sheet starts from these rows, so that the copy counts everywhere or nowhere.
 *
 * Titles belong to one language, that of the copy: it is Japanese when most of its titles hold Japanese
 * letters. They stand in that language only, in the other ours stay. Marks, leads and levels belong to both.
 * A white mark says that IT leads; with a black one where ours is white, nobody knows until the copy names a
 * lead, so both sides sign. */
#ifndef MIMAMORI_ASSESS_GIVEN_H
#define MIMAMORI_ASSESS_GIVEN_H

#include "assess/sheet.h"
#include "base/arena.h"
#include "base/lang.h"

enum { GIVEN_MEMORY = 4 << 20 }; /* is plenty for the rows of one sheet */

struct given {
	const struct sheet_item *item; /* ours, or a copy with what was given put in; lead_from and
					  levels_from tell which */
	bool title[LANG_COUNT];        /* the customer's; of the sub-item */
	bool item_title[LANG_COUNT];   /* and of its item */
	bool mark;
};

/* Fills ret, one for each sub-item of the sheet (sheet->count), in order. 0, -ENOMEM or -EIO. */
int given_items(struct store *s, const struct sheet *sheet, struct arena *a, struct given *ret);

#endif
