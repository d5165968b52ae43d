/* One sheet of a workbook (ECMA-376 part 1, 18.3.1): its rows and cells are said as they come. Formulas give
 * the value that was kept with them and a flag; rows and cells may leave out where they stand, then they
 * follow the one before. */
#ifndef MIMAMORI_UNPACK_SHEET_H
#define MIMAMORI_UNPACK_SHEET_H

#include "unpack/book.h"
#include "unpack/say.h"

enum { SHEET_CELLS_MAX = 8000000, SHEET_MERGED_MAX = 65536 };

const char *sheet_read(const struct book *b, struct part *p, struct say *s); /* NULL or why not */

#endif
