/* Asking the model one question: read-only (an authorizer refuses everything but reading and a few functions)
 * and with a budget of SQLite's steps, so that the same model is judged the same on every machine, however
 * busy it is. Rows are borrowed for the call. */
#ifndef MIMAMORI_ASSESS_ASK_H
#define MIMAMORI_ASSESS_ASK_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

enum asked { ASKED_DONE, ASKED_STOPPED }; /* STOPPED: the budget ran out; rows so far were delivered */

typedef int row_fn(void *ctx, sqlite3_stmt *row); /* negative ends the asking with that code */

/* enum asked, or a negative code when the question is refused or fails. */
int ask(sqlite3 *db, const char *sql, uint64_t steps, row_fn *fn, void *ctx);

/* What a question may cost at this many devices: 200 ms at 10,000 and 1 s at 100,000 on a 2-core box of
 * today. */
uint64_t ask_budget(int64_t devices);

/* One number of a trusted statement of ours; otherwise when there is no row or it is NULL. */
int64_t ask_number(sqlite3 *db, const char *sql, int64_t otherwise);

#endif
