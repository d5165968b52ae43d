/* Statements that come again every few seconds, of a site that is watched: compiled once a connection and kept with it.
 * Compiling them took two thirds of a period. Their text must not differ from one time to the next (values are bound, or lie
 * in a table), and what they work in must stay: a table that is made or dropped has all that name its database compiled anew. */
#ifndef MIMAMORI_STORE_SCRIPT_H
#define MIMAMORI_STORE_SCRIPT_H

#include "store/store.h"

/* Several statements, run to their ends; rows are not read. 0 or negative. */
int store_script(struct store *s, const char *sql);
/* One, reset, for whoever steps it; NULL: store_error(). Given back, not finalized. */
sqlite3_stmt *store_kept(struct store *s, const char *sql);
void store_give_back(sqlite3_stmt *st); /* NULL is fine */
/* Its first number; none when there is no row. */
int64_t store_kept_number(struct store *s, const char *sql, int64_t none);

#endif
