/* Shared by the files of worst.h. */
#ifndef MIMAMORI_ASSESS_WORST_PARTS_H
#define MIMAMORI_ASSESS_WORST_PARTS_H

#include "assess/worst.h"

/* Puts list and business into their order and fills by_business; each case knows its business. 0 or -ENOMEM.
 */
int worst_order(struct worst *w);

#endif
