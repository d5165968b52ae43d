/* Statements of ours, with their values in one line. Each letter of types is one value, bound in order: i an
 * int64_t; t a terminated text, or NULL; b a const void * and a size_t. */
#ifndef MIMAMORI_ASSESS_SQL_H
#define MIMAMORI_ASSESS_SQL_H

#include "store/store.h"

#include <stddef.h>
#include <stdint.h>

sqlite3_stmt *sql_of(struct store *s, const char *sql, const char *types, ...); /* NULL: store_error() */
int sql_run(struct store *s, const char *sql, const char *types, ...);          /* 0 or -EIO */
/* One number; otherwise when there is no row or it is NULL. */
int64_t sql_number(struct store *s, int64_t otherwise, const char *sql, const char *types, ...);
/* A column as text into buf, cut if it must be; "" for NULL. */
char *sql_text(sqlite3_stmt *row, int column, char *buf, size_t room);

#endif
