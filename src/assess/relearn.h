/* What is usual for the values of a device is learnt once, then it stands (detect/series.h): after a planned change
 * of equipment or recipe a person says that it is to be learnt anew. The event "device-relearn" is all: detectors read
 * it with what else the site knows (detect/anew.c), whether or not the site is being watched when it is said. */
#ifndef MIMAMORI_ASSESS_RELEARN_H
#define MIMAMORI_ASSESS_RELEARN_H

#include "assess/writing.h"
#include "base/err.h"
#include "store/store.h"

enum { RELEARN_REASON = 256 }; /* bytes */

/* 0; -EINVAL no reason, or a long one; -ENOENT no such device; -ESRCH: no values of it were ever seen. Words: data/lang/keep.yaml. */
int relearn_values(struct store *s, int64_t device, const char *reason, const struct writing *w,
		   struct err *e);

#endif
