/* Reading the model in order. A scan is one prepared SELECT whose first column is a key in rising order;
 * several scans with the same key run side by side (a merge), so that no query is asked once per device.
 * Strings are borrowed until the scan moves on. What goes wrong is kept and told once, by scan_close(). */
#ifndef MIMAMORI_REPORT_SCAN_H
#define MIMAMORI_REPORT_SCAN_H

#include "base/out.h"
#include "store/store.h"

#include <stdbool.h>
#include <stdint.h>

struct scan {
	sqlite3_stmt *rows;
	int64_t key; /* first column of the row at hand */
	bool more;   /* there is a row at hand */
	int error;   /* negative once something failed */
};

void scan_open(struct scan *s, struct store *store, const char *sql); /* stands on the first row */
/* A table that is written in the order of its first column is read as it lies; any other through a sort.
 * `columns` begin with the key. */
void scan_open_keyed(struct scan *s, struct store *store, const char *table, const char *columns,
		     const char *where);
void scan_next(struct scan *s);
bool scan_at(struct scan *s, int64_t key); /* skips rows of lower keys; is there a row of this key? */
int scan_close(struct scan *s);            /* 0, or what failed */

/* Columns of the row at hand. Texts: NULL when unknown; cleaned (base/text.h) unless they are plain already.
 */
int64_t scan_int(const struct scan *s, int column);
int64_t scan_int_or(const struct scan *s, int column, int64_t none);
bool scan_null(const struct scan *s, int column);
const char *scan_text(const struct scan *s, int column, size_t *ret_n);
const char *scan_str(const struct scan *s, int column); /* the same, terminated; NULL when unknown */
/* A sentence of our own, as it is: it may be longer than a name from the wire may. */
const char *scan_sentence(const struct scan *s, int column);

/* One number or the given one when there is no row or it is NULL. */
int64_t scan_one(struct store *store, const char *sql, int64_t none);

#endif
