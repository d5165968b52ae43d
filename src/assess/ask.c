#include "assess/ask.h"

#include "store/held.h"

#include <errno.h>
#include <string.h>

/* The SQL functions that SQLite and PostgreSQL share in name and meaning. "like" is the operator. */
static const char *const functions[] = {"count",  "sum",   "min",   "max",    "avg",        "coalesce",
					"nullif", "lower", "upper", "length", "substr",     "replace",
					"trim",   "rtrim", "abs",   "round",  "row_number", "like"};

static bool function_allowed(const char *name)
{
	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
		if (name && sqlite3_stricmp(name, functions[i]) == 0)
			return true;
	return false;
}

/* Tables of the model only: no schema, no function that looks like a table. */
static bool table_allowed(const char *name)
{
	static const char *const others[] = {"sqlite_", "pragma_",  "json_",
					     "dbstat",  "bytecode", "tables_used"};

	for (size_t i = 0; name && i < sizeof others / sizeof *others; i++)
		if (sqlite3_strnicmp(name, others[i], (int)strlen(others[i])) == 0)
			return false;
	return true;
}

static int authorize(void *ctx, int action, const char *a, const char *b, const char *database,
		     const char *trigger)
{
	(void)ctx, (void)database, (void)trigger;
	if (action == SQLITE_SELECT || (action == SQLITE_READ && table_allowed(a)))
		return SQLITE_OK;
	if (action == SQLITE_FUNCTION && (function_allowed(b) || function_allowed(a)))
		return SQLITE_OK;
	return SQLITE_DENY;
}

enum { STRIDE = 1000 /* steps between two looks at the budget */, ROWS_A_STEP = 8 };

struct budget {
	uint64_t left;   /* strides */
	uint64_t looked; /* held_looked() at the last look */
};

/* Rows that a held table passes by take no step of SQLite's, but time: a step's for a handful. */
static int spend(void *ctx)
{
	struct budget *b = ctx;
	uint64_t rows = held_looked() - b->looked, spent = 1 + rows / (STRIDE * ROWS_A_STEP);

	if (b->left < spent)
		return 1;
	b->left -= spent;
	b->looked += rows - rows % (STRIDE * ROWS_A_STEP);
	return 0;
}

static int run(sqlite3_stmt *st, row_fn *fn, void *ctx)
{
	int r, e;

	while ((r = sqlite3_step(st)) == SQLITE_ROW)
		if ((e = fn(ctx, st)) < 0)
			return e;
	if (r == SQLITE_INTERRUPT)
		return ASKED_STOPPED;
	return r == SQLITE_DONE ? ASKED_DONE : -EIO;
}

int ask(sqlite3 *db, const char *sql, uint64_t steps, row_fn *fn, void *ctx)
{
	struct budget budget = {steps / STRIDE + 1, held_looked()};
	sqlite3_stmt *st = NULL;
	int r;

	sqlite3_set_authorizer(db, authorize, NULL);
	r = sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK && st ? 0 : -EACCES;
	sqlite3_set_authorizer(db, NULL, NULL);
	if (r == 0) {
		sqlite3_progress_handler(db, STRIDE, spend, &budget);
		r = run(st, fn, ctx);
		sqlite3_progress_handler(db, 0, NULL, NULL);
	}
	sqlite3_finalize(st);
	return r;
}

/* Measured on the 2-core box: 40 to 90 steps a microsecond for joins and groups; 40 is the slow end. */
uint64_t ask_budget(int64_t devices)
{
	const uint64_t steps_per_ms = 40000;
	uint64_t ms = 200;

	if (devices > 10000)
		ms += (uint64_t)(devices - 10000) * 800 / 90000;
	return ms * steps_per_ms;
}

int64_t ask_number(sqlite3 *db, const char *sql, int64_t otherwise)
{
	sqlite3_stmt *st = NULL;
	int64_t v = otherwise;

	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW &&
	    sqlite3_column_type(st, 0) != SQLITE_NULL)
		v = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return v;
}
