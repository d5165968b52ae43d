/* CSV by RFC 4180, forgiving: CR LF, LF or CR ends a row; a quote within a quoted cell is doubled. The
 * separator is what the first row shows: comma, semicolon or tab. Cells are cut in place: the text is
 * changed, cells point into it. */
#ifndef MIMAMORI_INGEST_CSV_H
#define MIMAMORI_INGEST_CSV_H

#include <stdbool.h>
#include <stddef.h>

enum { CSV_CELLS_MAX = 128 }; /* cells past these are passed over */

struct csv {
	char *at, *end;
	char separator;
	unsigned line_no; /* of the row last read; rows may span lines */
	unsigned next_line;
	char *cell[CSV_CELLS_MAX]; /* terminated, outer spaces gone */
	unsigned cells;
};

void csv_init(struct csv *c, char *text, size_t n); /* text[n] must be writable (it is terminated there) */
bool csv_next(struct csv *c);                       /* the next row that has anything in it */

#endif
