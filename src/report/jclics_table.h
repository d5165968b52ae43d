/* J-CLICS as a table that goes out: one row a question, its answer, and what stands beside. The customer's
 * own texts are in it only when somebody asks for them (questions): they are for use inside the company, and
 * the first rows say so. Names of people are in none, only their numbers. */
#ifndef MIMAMORI_REPORT_JCLICS_TABLE_H
#define MIMAMORI_REPORT_JCLICS_TABLE_H

#include "assess/jclics.h"
#include "base/out.h"

enum { JCLICS_TABLE_COLUMNS = 11 };

struct jclics_table {
	struct store *store;
	const struct jclics_edition *edition;
	struct grid_judging *judging; /* of "site" */
	bool questions;
	enum language language;
	int64_t now;
	const char *today;
	int zone_minutes;
	const char *version; /* of the program */
};

struct jclics_table_column {
	const char *key; /* of data/lang */
	unsigned width;
};
extern const struct jclics_table_column jclics_table_columns[JCLICS_TABLE_COLUMNS];

int jclics_table_cells(const struct jclics_table *t, void (*cell)(void *ctx, const char *text), void *ctx);
int jclics_table_json(const struct jclics_table *t, struct out *o);

#endif
