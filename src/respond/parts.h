/* All parts of a site file, of this room and those above it: what site_open() is handed. One file and one
 * line (in parts.c) a part. */
#ifndef MIMAMORI_RESPOND_PARTS_H
#define MIMAMORI_RESPOND_PARTS_H

#include "store/part.h"

const struct store_part *const *site_parts(void); /* NULL-terminated */

#endif
