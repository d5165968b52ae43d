/* A table as XLSX: A4 landscape, fitted to the width of one page, or of two or three side by side when it
 * could not be read otherwise; headings and first column on each; lists in the cells of choices. */
#ifndef MIMAMORI_PRESS_TABLE_H
#define MIMAMORI_PRESS_TABLE_H

#include "report/press_table.h"

/* As book_write(). */
const char *table_write(const struct press_table *t, struct arena *a, const char *path, const char *scratch);

#endif
