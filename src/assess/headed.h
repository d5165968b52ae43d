/* A table that went out and came back: which of its rows is the heading, where each column stands now, and
 * how a cell is called. Columns may have been moved, and rows put above; a heading without one of them is
 * none. */
#ifndef MIMAMORI_ASSESS_HEADED_H
#define MIMAMORI_ASSESS_HEADED_H

#include "ingest/grid.h"

enum { HEADED_CELL = 16 };

struct headed_column {
	const char *name,
		*heading; /* of a hidden column its name; NULL: key of the heading, in either language */
};

/* ret_head: the first row that has all of them; ret_column: the cell of each there. */
bool headed_find(const struct grid *g, const struct headed_column *columns, int count, size_t *ret_head,
		 int *ret_column);
void headed_cell(const struct grid *g, size_t row, unsigned column, char ret[HEADED_CELL]); /* "K23" */

#endif
