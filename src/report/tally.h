/* How many devices of each kind, most first, "unknown" last. Counted in one pass: sorting 100,000 rows costs
 * more than all the rest of a summary. Inside the room only. */
#ifndef MIMAMORI_REPORT_TALLY_H
#define MIMAMORI_REPORT_TALLY_H

#include "store/store.h"

enum { TALLY_MAX = 40 }; /* kinds there can be; the tokens are a fixed list */

struct kind_count {
	char kind[32];
	int64_t devices;
};

unsigned tally_kinds(struct store *store, struct kind_count ret_counts[TALLY_MAX]);

#endif
