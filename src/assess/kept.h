/* What is kept about the rows of one system's sheet (decisions, signatures), read into an arena. */
#ifndef MIMAMORI_ASSESS_KEPT_H
#define MIMAMORI_ASSESS_KEPT_H

#include "base/arena.h"
#include "store/store.h"

#include <sqlite3.h>

struct kept_rows {
	void *list; /* in the arena; NULL when there are none */
	size_t count;
};

/* Reads one row into its place in the list. */
typedef void kept_fn(struct store *s, sqlite3_stmt *row, struct arena *a, void *to);

/* Every row of sql (?1 the system, ?2 the sheet; its last column says how many rows there are), `size` bytes
 * each. 0, -ENOMEM when the arena is full, -EIO; what was read by then stands in *ret. */
int kept_rows(struct store *s, const char *sql, const char *system, const char *sheet, size_t size,
	      kept_fn *fn, struct arena *a, struct kept_rows *ret);

#endif
