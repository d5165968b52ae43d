/* A table as a file: CSV, or XLSX by the press. Inside the room only. */
#ifndef MIMAMORI_SERVE_TABULAR_H
#define MIMAMORI_SERVE_TABULAR_H

#include "serve/handler.h"

#include "report/press_table.h"

struct tabular_column {
	const char *key; /* its heading: a sentence of data/lang */
	unsigned width;  /* in characters */
};

struct tabular {
	struct call *call;
	bool xlsx;
	struct out document; /* of XLSX */
	struct arena *row;   /* texts of the row at hand */
	const char *cell[PRESS_COLUMNS_MAX];
	unsigned columns, at, lines;
	bool failed;
};

/* name: of the file, without its suffix; title: key of a sentence. 0 or negative. */
int tabular_begin(struct tabular *t, struct call *c, const char *format, const char *title,
		  const struct tabular_column *columns, unsigned count);
void tabular_cell(struct tabular *t, const char *text); /* the next cell; NULL: empty */
void tabular_number(struct tabular *t, int64_t n);
void tabular_when(struct tabular *t, int64_t us);     /* local time; INT64_MIN: empty */
int tabular_end(struct tabular *t, const char *name); /* a status */

#endif
