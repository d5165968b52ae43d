/* Where a vendor's responsibility ends and ours begins, drawn (SVG): for each record of the boundary
 * (data/records/responsibility-boundary.yaml) what they look after, the line with the place where it lies,
 * and what we look after. Goes to the vendor: nothing of another vendor, no address, no person. */
#ifndef MIMAMORI_REPORT_BOUNDARY_H
#define MIMAMORI_REPORT_BOUNDARY_H

#include "base/date.h"
#include "base/lang.h"
#include "base/out.h"
#include "store/store.h"

#include <stdint.h>

struct boundary {
	struct store *store;
	const char *vendor; /* as records name it */
	int64_t pack;       /* its devices are named; 0: those that are surely this vendor's */
	enum language language;
	char today[DATE_ROOM];
};

enum { BOUNDARY_RECORDS = 40, BOUNDARY_DEVICES = 8 /* named; the others are counted */ };

int boundary_svg(const struct boundary *b, struct out *o); /* 0, -EIO or -ENOMEM */

#endif
