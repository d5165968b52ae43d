/* Room for large tables: zeroed, on the border of a cache line, and of memory only what is touched. What is
 * large is asked for in large pages: each packet looks somewhere else, and a processor does not remember
 * where thousands of small pages lie (measured: 3 to 5 % of a run). Not for what is small or short-lived: a
 * large page is cleared at once. */
#ifndef MIMAMORI_BASE_PAGES_H
#define MIMAMORI_BASE_PAGES_H

#include <stddef.h>

enum { PAGES_LARGE = 2 << 20 }; /* bytes of a large page: less than one is ordinary memory */

void *pages_new(size_t bytes);              /* NULL without memory */
void pages_free(void *pages, size_t bytes); /* as many as were asked for */

#endif
