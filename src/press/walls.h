/* The walls of the press, before it reads its first byte: fonts and their cache readable, one scratch folder
 * writable when an XLSX is made (libxlsxwriter cannot do without), no other path, no socket, no program,
 * limits of memory, time and size. What stands afterwards is tried, not believed. */
#ifndef MIMAMORI_PRESS_WALLS_H
#define MIMAMORI_PRESS_WALLS_H

#include <stdbool.h>

struct walls {
	bool paths, calls;
};

struct walls walls_up(const char *scratch); /* NULL: none, and fonts are readable; else fonts are not */

#endif
