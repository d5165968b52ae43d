/* What changed since an earlier inspect.json: rows of table `change`. The old document is hostile like any
 * file: it is read by SQLite's own JSON functions, bounded in size, and every text of it is cleaned. A device
 * is the same when a universally administered MAC is, else when its name and kind are, else (no MAC at all)
 * when an address is. */
#ifndef MIMAMORI_ASSESS_AGAINST_H
#define MIMAMORI_ASSESS_AGAINST_H

#include "base/err.h"
#include "store/store.h"

int against_compare(struct store *s, const char *path, struct err *e);

#endif
