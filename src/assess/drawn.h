/* The division of the plant that people drew: systems, and links between them that people approved. Computed before
 * each judging, so that checks can ask it (tables `drawn`, `drawn_link`). A device of several systems, or of one that
 * ended, divides nothing. */
#ifndef MIMAMORI_ASSESS_DRAWN_H
#define MIMAMORI_ASSESS_DRAWN_H

#include "store/store.h"

#include <stdbool.h>
#include <stdint.h>

int drawn_refresh(struct store *s, int64_t now /* us */); /* 0 or -EIO; nothing on a store that is no site */
bool drawn_divides(struct store *s); /* there were two systems or more, when it was computed */

#endif
