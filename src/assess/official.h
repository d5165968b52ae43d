/* The customer's own copy of the official sheet (XLSX or CSV): its texts, marks and usage levels are kept in
 * the site, locally, and count in place of ours (given.h). We ship none of them.
 *
 * The file's layout is not ours to know, so cells are known by how they begin: "32)" or "32．" an item, ① or
 * ❶ a sub-item of the item above it in the same block of columns, "32-3" or "32-③" a sub-item by its number.
 * Usage levels are taken where columns headed PoC, 基幹 and 重要 (or PoC, core, important) stand to the right
 * of it, and who leads where a column headed 主導 or Lead stands there (the official sheet tells it by the
 * colour of the mark, which is not read). A cell may hold several lines. */
#ifndef MIMAMORI_ASSESS_OFFICIAL_H
#define MIMAMORI_ASSESS_OFFICIAL_H

#include "assess/sheet.h"
#include "base/arena.h"
#include "ingest/grid.h"

enum { OFFICIAL_MAX = 512 };

struct official_text {
	const char *item; /* "32" or "32-3", of the sheet */
	const char *title;
	const char *mark;   /* white black; NULL */
	const char *lead;   /* it ot both; NULL: the file does not tell */
	const char *levels; /* "poc core important", those that are asked; NULL: the file does not tell */
	char cell[16];      /* "C23" */
};

struct official {
	struct official_text text[OFFICIAL_MAX];
	size_t count;
	size_t subs;   /* sub-items among them */
	size_t passed; /* cells that look like a sub-item and fit none, or one that had its text already */
};

/* 0 or -ENOMEM. Texts lie in the arena. */
int official_read(const struct grid *g, const struct sheet *sheet, struct arena *a, struct official *ret);

#endif
