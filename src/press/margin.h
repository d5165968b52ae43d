/* What stands in the margins of a printed sheet of a workbook. */
#ifndef MIMAMORI_PRESS_MARGIN_H
#define MIMAMORI_PRESS_MARGIN_H

#include "base/arena.h"

enum { MARGIN_TEXT = 200, MARGIN_ROOM = MARGIN_TEXT + 32 }; /* libxlsxwriter takes 255 bytes */

/* The text at the left, as many whole characters of it as have room, and after it codes of the spreadsheet
 * such as "&R&P / &N" (at most 20 bytes). Returns `to`. */
const char *margin_text(struct arena *a, const char *text, const char *after, char to[MARGIN_ROOM]);

#endif
