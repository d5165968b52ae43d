/* Replaces the identifying texts of a model in place and asks the checks again. 0 or negative. Inside the
 * room only. */
#ifndef MIMAMORI_REPORT_MASK_H
#define MIMAMORI_REPORT_MASK_H

#include "store/store.h"

int mask_store(struct store *store);

#endif
