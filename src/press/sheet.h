/* The sheet on paper: A3 landscape, two blocks of 36 rows a page, so that 143 sub-items stand on two pages.
 * Every row has the same height; what does not fit in it ends in "… → A12" and stands in full in the annex
 * (annex.h), which has paper of its own. */
#ifndef MIMAMORI_PRESS_SHEET_H
#define MIMAMORI_PRESS_SHEET_H

#include "press/ink.h"

/* One row and its number in the annex: 0 when all of it stands on the sheet. */
struct placed {
	const struct press_row *row;
	uint32_t annex;
};

struct sheet {
	const struct press_document *document;
	struct placed *row; /* in printed order, own items last */
	size_t rows, shown; /* shown: rows that have a line of their own on the sheet */
	size_t own;         /* own items among them all */
	uint32_t annexed, pages;
};

enum { SHEET_BLOCK_ROWS = 36, SHEET_PAGE_ROWS = 2 * SHEET_BLOCK_ROWS };

#define SHEET_WIDTH  420.0
#define SHEET_HEIGHT 297.0

/* Decides what stands where. 0 or -ENOMEM. Needs an ink to measure with. */
int sheet_place(struct sheet *s, const struct press_document *d, struct ink *k);
void sheet_draw_page(const struct sheet *s, struct ink *k, uint32_t page); /* from 0 */

/* sheet_head.c: everything above and below the rows. */
void sheet_draw_head(const struct sheet *s, struct ink *k, uint32_t page);
void sheet_draw_foot(const struct sheet *s, struct ink *k, uint32_t page);

/* "{page} / {pages}" filled. In the arena. */
const char *page_number(struct arena *a, const char *pattern, uint32_t page, uint32_t pages);

#endif
