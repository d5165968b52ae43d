/* A grid as a table that goes out: one row a function and kind of device, with what shows it and the rows
 * behind. Before the rows stand some that begin with "#" (press_table.h): which grid and version, site,
 * system, when, whose words these are, what is unverified. CSV and XLSX are made of the cells by their
 * writers (cli/tablefile.h, serve/tabular.h), JSON here. */
#ifndef MIMAMORI_REPORT_GRID_TABLE_H
#define MIMAMORI_REPORT_GRID_TABLE_H

#include "assess/grid.h"
#include "base/out.h"

enum { GRID_TABLE_COLUMNS = 14 };

struct grid_table {
	struct store *store;
	const struct grid_def *grid;
	struct grid_judging *judging;
	const char *system; /* "site" or "s1" */
	const char *kind;   /* NULL: all */
	bool without_rows;  /* who reads it does not see all findings and records: their numbers are left out
			     */
	enum language language;
	int64_t now;
	int zone_minutes;
	const char *version; /* of the program */
};

/* Headings: keys of data/lang, with their width in characters. */
struct grid_table_column {
	const char *key;
	unsigned width;
};
extern const struct grid_table_column grid_table_columns[GRID_TABLE_COLUMNS];

/* Cell after cell, row by row; texts are borrowed for the call, NULL: empty. 0 or negative. */
int grid_table_cells(const struct grid_table *t, void (*cell)(void *ctx, const char *text), void *ctx);
int grid_table_json(const struct grid_table *t, struct out *o);

/* "check telnet-in-use" as people read it: what shows a function. Returns buf. */
char *grid_bound_words(enum language l, const struct grid_binding *b, char *buf, size_t room);
/* The title of a check without its device; of a record, detector, control, pack. Returns buf. */
char *grid_bound_title(enum language l, const struct grid_binding *b, char *buf, size_t room);
const char *grid_kind_title(enum language l, const char *kind);

#endif
