/* A list of equipment on its way into a site, as `ledger import` and `inspect --ledger --save` take it: read
 * with the columns that were remembered, imported, told. */
#ifndef MIMAMORI_CLI_LEDGER_TAKE_H
#define MIMAMORI_CLI_LEDGER_TAKE_H

#include "cli/site.h"
#include "inventory/ledger_import.h"

#include <stdio.h>

enum { LEDGER_TOLD_SHOWN = 100 /* of what does not fit; the rest is counted */ };

struct ledger_taking {
	struct cli *cli;
	const char *path;
	FILE *to; /* where it is told */
	bool dry;
	struct ledger_map said, map; /* said: with --map; map: with what was said at an earlier import */
	struct grid grid;
	struct ledger_sheet sheet;
	struct ledger_imported done;
	int64_t shown;
};

/* The file, by the site's remembered columns. sheet_name: NULL the first. EXIT_DONE or the exit code, told.
 */
int ledger_take_read(struct ledger_taking *t, struct store *s, const char *sheet_name);
/* The rows and the columns, in the caller's transaction; told: what does not fit (ledger_take_told() with t
 * itself as ctx puts it into words). 0 or negative. */
int ledger_take_import(struct ledger_taking *t, struct store *s, bool replace, int64_t now,
		       ledger_told_fn *told, void *ctx);

void ledger_take_columns(const struct ledger_taking *t); /* which heading was taken for what */
void ledger_take_bad(const struct ledger_taking *t);     /* rows that could not be used */
void ledger_take_told(void *taking, const struct ledger_told *told);
void ledger_take_done(const struct ledger_taking *t); /* the counts */
void ledger_take_clear(struct ledger_taking *t);

#endif
