/* The plant's list of equipment as it stands in a table (ingest/grid.h): which row holds the headings, which
 * column is what, and the rows. Unlike the list that `inspect --ledger` matches with, a row needs no address:
 * a number or a name is enough, for equipment that no network sees.
 *
 * Headings are looked for in the first LEDGER_HEAD_ROWS rows (titles and dates often stand above them); what
 * the user said or said earlier (--map) goes before what is guessed. */
#ifndef MIMAMORI_INVENTORY_LEDGER_SHEET_H
#define MIMAMORI_INVENTORY_LEDGER_SHEET_H

#include "ingest/grid.h"
#include "inventory/ledger.h"

enum { LEDGER_HEAD_ROWS = 20, LEDGER_HEADING_ROOM = 256 };

/* What was said of each column; "" nothing. */
struct ledger_map {
	char heading[LEDGER_COLUMNS][LEDGER_HEADING_ROOM];
};

/* "mac=物理アドレス"; false when it names no column of ours. */
bool ledger_map_set(struct ledger_map *m, const char *assignment);

struct ledger_sheet {
	int column[LEDGER_COLUMNS];          /* -1 none */
	const char *heading[LEDGER_COLUMNS]; /* as it stands there, or "" */
	bool guessed[LEDGER_COLUMNS];        /* by what stands in it */
	int64_t head;                        /* row of the grid with the headings, -1 none */
	struct ledger_row *rows;             /* texts point into the grid */
	size_t count;
	struct ledger_bad *bad; /* "bad-mac" "bad-ip" "nothing"; at most LEDGER_BAD_MAX, bad_count in all */
	size_t bad_count;
	size_t formulas, hidden; /* rows whose values come from formulas; that are hidden. All are used */
};

/* err keys: ledger-no-columns, ledger-map-absent (subject: the heading), ledger-empty. 0 or negative. */
int ledger_sheet_read(const struct grid *g, const struct ledger_map *map, const char *path,
		      struct ledger_sheet *ret_sheet, struct err *e);
void ledger_sheet_clear(struct ledger_sheet *l);

#endif
