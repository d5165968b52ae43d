/* The annex: A4 portrait, one entry A1, A2 ... for each row that did not fit on the sheet, in full, as long
 * as it takes. */
#ifndef MIMAMORI_PRESS_ANNEX_H
#define MIMAMORI_PRESS_ANNEX_H

#include "press/sheet.h"

#define ANNEX_WIDTH  210.0
#define ANNEX_HEIGHT 297.0

/* Draws all pages (cairo_show_page after each); the number of pages. */
uint32_t annex_draw(const struct sheet *s, struct ink *k);

#endif
