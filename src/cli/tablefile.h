/* A table that goes out as a file and may come back: CSV (UTF-8 with a byte order mark, as Excel wants it) or
 * XLSX (through the press, report/press_table.h); the suffix of the file chooses. The columns are told first,
 * then cell after cell; a row ends by itself. It is written aside and has its name only when it is whole.
 *
 *	code = tablefile_open(&t, cli, "risks.xlsx", &about);
 *	tablefile_column(&t, ...), tablefile_cell(&t, ...)
 *	code = tablefile_close(&t, code);          in any case
 */
#ifndef MIMAMORI_CLI_TABLEFILE_H
#define MIMAMORI_CLI_TABLEFILE_H

#include "cli/handover.h"
#include "report/press_table.h"

struct tablefile_about {
	const char *title, *foot, *tab; /* of XLSX: press_table.h */
	bool own; /* holds people's names and perhaps their work: nobody else may read it, and a file that is
		     there is never overwritten */
};

struct tablefile_column {
	const char *heading, *kind; /* kind: as in press_table.h; NULL "text" */
	unsigned width;             /* in characters */
	bool hidden;
	const char *choices; /* a line each; NULL none */
};

struct tablefile {
	const struct cli *cli;
	const char *path; /* NULL: standard output, CSV */
	bool xlsx, own;
	struct aside file;
	struct out out;
	struct arena *arena;                 /* the row that is being told; the press's answer */
	const char *cell[PRESS_COLUMNS_MAX]; /* of XLSX */
	unsigned columns, at, rows;
	int error; /* the first, negative; what comes after it is dropped */
};

int tablefile_open(struct tablefile *t, const struct cli *cli, const char *path,
		   const struct tablefile_about *about); /* the exit code; told */
void tablefile_column(struct tablefile *t, const struct tablefile_column *c);
void tablefile_cell(struct tablefile *t, const char *text); /* borrowed for the call alone; NULL: empty */
/* code: what happened meanwhile; with EXIT_DONE the file is kept, else nothing is written. The exit code. */
int tablefile_close(struct tablefile *t, int code);

#endif
