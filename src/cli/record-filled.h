/* A table of records that people filled: which column is which, whatever their order, and what a cell says. A
 * column is found by the name of what every record has or of a field, or by its title in either language. */
#ifndef MIMAMORI_CLI_RECORD_FILLED_H
#define MIMAMORI_CLI_RECORD_FILLED_H

#include "assess/record.h"
#include "ingest/grid.h"

/* What stands under each heading, for one kind. */
struct headed {
	const struct record_kind *kind;
	const char *name[GRID_COLUMNS_MAX];
};

struct filled {
	struct grid grid;        /* its first row are the headings */
	struct headed headed[2]; /* remembered: of the first kind, for what all have, and of the last other */
};

/* What a column holds for a kind; NULL: nothing that such a record has. column: of the headings. */
const char *filled_name(struct filled *f, const struct record_kind *k, unsigned column);

/* The cell of a row under the column of a name, as it stands; NULL: there is no such column. */
const char *filled_cell(struct filled *f, const struct record_kind *k, size_t row, const char *name);

/* The same as it is meant. Negative and e (of data/lang/records.yaml) when it is a formula, merged, an error
 * or cut. */
int filled_read(struct filled *f, const struct record_kind *k, size_t row, const char *name,
		const char **ret_text, struct err *e);

/* Says a cell what the record holds already, in either language? Then it is not read again: an owner may have
 * been erased and a file may lie on another machine since. */
bool filled_same(struct store *s, const struct record *r, const char *name, const char *text);

/* The kind after "=" in the heading of the kinds; NULL: none. */
const char *filled_kind(const struct filled *f);

#endif
