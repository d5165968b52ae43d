/* The sheet as XLSX: the same columns, printed on A3 landscape, questions locked, answers free, and what the
 * way back needs in hidden columns at the right. */
#ifndef MIMAMORI_PRESS_BOOK_H
#define MIMAMORI_PRESS_BOOK_H

#include "report/press.h"

/* Writes it to path; temporary files lie in scratch and are gone afterwards. NULL or the reason. */
const char *book_write(const struct press_document *d, struct arena *a, const char *path,
		       const char *scratch);

#endif
