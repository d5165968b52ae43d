/* The directors' page on paper (report/director_paper.h): A4 portrait, all of it on one page, and pages
 * behind it that say where each figure comes from. What people wrote too long for its place ends in "…";
 * nothing is smaller than INK_SMALLEST. */
#ifndef MIMAMORI_PRESS_DIRECTOR_H
#define MIMAMORI_PRESS_DIRECTOR_H

#include "press/ink.h"
#include "report/director_paper.h"

#define DIRECTOR_WIDTH  210.0
#define DIRECTOR_HEIGHT 297.0

/* Draws all pages; how many. */
uint32_t director_draw(const struct paper *p, struct ink *k);

/* press/director_annex.c: the pages behind, from page 2 on; dry: only counted. How many. */
uint32_t director_annex(const struct paper *p, struct ink *k, uint32_t pages, bool dry);
void director_foot(const struct paper *p, struct ink *k, uint32_t page, uint32_t pages);

#endif
