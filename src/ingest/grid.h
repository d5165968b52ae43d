/* A table that somebody made: cells of a CSV file (RFC 4180; UTF-8 with or without BOM, or Shift_JIS) or of
 * one sheet of an XLSX workbook, whole in memory and bounded. What a cell shows is its text; what the one who
 * imports must know of it besides (it is a formula, it covers others, its row is hidden) is in its flags.
 *
 * XLSX is taken apart by a program of its own, mimamori-unpack, behind walls (src/unpack); what it says is
 * read here as hostile bytes. Numbers come as Excel shows them at general format, dates as 2026-11-20 or
 * 2026-11-20 09:00:00, formulas as the value that was kept with them. Formulas are never computed. */
#ifndef MIMAMORI_INGEST_GRID_H
#define MIMAMORI_INGEST_GRID_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	GRID_ROWS_MAX = 250000,
	GRID_COLUMNS_MAX = 256, /* cells further right are passed over, and counted in cells_left_out */
	GRID_TEXT_MAX = 8192,   /* bytes of a cell; longer ones are cut at a character and flagged */
	GRID_SHEETS_MAX = 256,
	GRID_BYTES_MAX = 64 << 20 /* of the file */
};

enum grid_flag {
	GRID_FORMULA = 1, /* the text is the value kept with a formula */
	GRID_MERGED = 2,  /* covers other cells, which are empty */
	GRID_ERROR = 4,   /* the text is an error of the spreadsheet: #REF! */
	GRID_CUT = 8,
};

struct grid_cell {
	const char *text; /* UTF-8, terminated, outer spaces gone; never NULL */
	uint8_t flags;
};

struct grid_row {
	uint32_t line_no; /* in the file, from 1: row number of a sheet, line of a CSV file */
	bool hidden;
	uint16_t cells, room; /* up to the last that holds something; allocated */
	struct grid_cell *cell;
};

struct grid {
	struct grid_row *rows; /* only rows that hold something */
	size_t count, room;
	const char *encoding;                /* "UTF-8" "Shift_JIS" "XLSX" */
	const char *sheet;                   /* name of the sheet read; "" of a CSV file */
	const char *sheets[GRID_SHEETS_MAX]; /* all of the workbook's, in its order */
	unsigned sheet_count;
	uint64_t cells_left_out;
	struct arena *arena;
};

/* sheet: which one of a workbook, NULL the first that is not hidden. What the file is, its first bytes say.
 * err keys: grid-unreadable, grid-too-large, grid-encoding, grid-empty, grid-old-xls (XLS, or encrypted),
 * grid-no-sheet (detail: the names there are), grid-damaged (detail), grid-no-helper. 0 or negative. */
int grid_read(const char *path, const char *sheet, struct grid *ret_grid, struct err *e);
/* Each sheet of a workbook in turn, or the one table of a CSV file, to somebody who looks for his own among
 * them: an empty one is passed over. fn's negative code ends it; the grid is borrowed for the call. */
typedef int grid_fn(void *ctx, const struct grid *g, struct err *e);
int grid_sheets(const char *path, grid_fn *fn, void *ctx, struct err *e);
/* A CSV file that is in memory already; name: for what is told. A workbook is refused (grid-no-helper). */
int grid_read_csv(const char *bytes, size_t n, const char *name, struct grid *ret_grid, struct err *e);
/* A workbook in an open file (borrowed), as grid_read(). */
int grid_read_xlsx(int fd, const char *name, const char *sheet, struct grid *ret_grid, struct err *e);
void grid_clear(struct grid *g);

/* "" where there is nothing. */
const char *grid_text(const struct grid *g, size_t row, unsigned column);
unsigned grid_flags(const struct grid *g, size_t row, unsigned column);

#endif
