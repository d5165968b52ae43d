/* The evidence index: what proves each row of a sheet (assess/proof.h), a line a proof, as cells for a table
 * and as JSON. Whoever writes it, command or API, takes head, cells and numbers from here. */
#ifndef MIMAMORI_REPORT_PROOF_TABLE_H
#define MIMAMORI_REPORT_PROOF_TABLE_H

#include "assess/asof.h"
#include "assess/proof.h"
#include "base/arena.h"
#include "base/out.h"

enum { PROOF_COLUMNS = 21 };

struct proof_column {
	const char *key; /* its heading: a sentence of data/lang */
	unsigned width;  /* in characters */
};
extern const struct proof_column proof_columns[PROOF_COLUMNS];

struct proof_table {
	struct store *store;                  /* of now */
	const char *system, *sheet, *version; /* version: of the program */
	struct asof *asof;                    /* NULL: now */
	int64_t now;
	int zone_minutes;
	enum language language;
	struct arena *line; /* cells of the line at hand; reset by proof_cells() */
	/* counted on the way */
	struct proof_counts {
		int64_t rows, verdicts[5], lines[PROOF_WHATS];
	} counts;
	/* of the row at hand */
	char question[1200];
	const char *verdict;
	struct out *json; /* proof_json_*() */
};

/* The row whose proofs follow. */
void proof_table_row(struct proof_table *t, const struct sheet_row *row);
/* Its cells; NULL without memory. Valid until the next. */
const char *const *proof_cells(struct proof_table *t, const struct row_proof *p);

/* What it says, in words: of a token "found" that there are findings. */
const char *proof_says(const struct row_proof *p, enum language l);

/* Before the lines: site, system, moment, versions; and behind them: how many. Each is the first cell of a
 * line of its own, begins with "#", and lies in the arena `a`. count lines into ret (room PROOF_HEAD). */
enum { PROOF_HEAD = 8 };
size_t proof_head(const struct proof_table *t, struct arena *a, const char *ret[PROOF_HEAD]);
const char *proof_foot(const struct proof_table *t, struct arena *a);

/* {"site", ..., "rows": [{..., "proofs": []}], "counts"}: begin, then row and line as proof_rows() tells
 * them, end. */
void proof_json_begin(struct proof_table *t, struct out *o);
void proof_json_row(struct proof_table *t, const struct sheet_row *row);
void proof_json_line(struct proof_table *t, const struct row_proof *p);
void proof_json_end(struct proof_table *t);
/* One line as an object: what samples hold, too. key NULL: in a list. */
void proof_json(struct out *o, const char *key, const struct row_proof *p);

/* Name of the site; of the system ("" the site itself). In the arena. */
const char *proof_site_name(const struct proof_table *t, struct arena *a);
const char *proof_system_name(const struct proof_table *t, struct arena *a);

#endif
