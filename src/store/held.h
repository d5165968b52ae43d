/* Tables of one run that are written once and then only asked: columns in memory, which SQLite reads as a virtual
 * table. A row costs no statement and no page, and a question that names a value of a column finds its rows by an index
 * that is made when the first such question comes. SQL can change nothing in it. For models that end with their run
 * alone: what a site takes over is in ordinary tables (store_shared()).
 *
 * The store owns all of it. Not for INT64_MIN: that is how NULL is kept. Without memory the table says so at its end
 * (held_end()), never by a missing row. */
#ifndef MIMAMORI_STORE_HELD_H
#define MIMAMORI_STORE_HELD_H

#include "store/store.h"

#include <stdbool.h>
#include <stddef.h>

struct held;

/* Of an empty model in memory: its long tables are held from now on; brief: findings, too, to which nothing is added once
 * they are written. 0 or negative. */
int store_hold(struct store *s, bool brief);
struct held *store_held(struct store *s, const char *table); /* NULL: it is an ordinary table */

unsigned held_columns(const struct held *h);
uint32_t held_rows(const struct held *h);

/* The next value of the row that is being written, in the order of the columns; the text is copied. A value of another
 * type than its column's is an error. */
void held_int(struct held *h, int64_t v);
void held_real(struct held *h, double v);
void held_null(struct held *h);
void held_text(struct held *h, const char *text, size_t n);
void held_next(struct held *h);  /* the row is done */
void held_empty(struct held *h); /* all of its rows are gone */
/* How many rows of held tables were looked at and passed by in this program, without a step of SQLite's: who gives a question
 * a budget counts them, too. */
uint64_t held_looked(void);
int held_end(const struct held *h); /* 0; -ENOMEM; -EINVAL a row that had not its columns */

#endif
