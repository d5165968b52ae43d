/* The questions. A check is one SELECT (data/checks/NAME.yaml, packed at build time): its rows are findings. assess_run() asks
 * them all of a written model, fills finding*, then answers the sub-items that checks can answer (answer). */
#ifndef MIMAMORI_ASSESS_ASSESS_H
#define MIMAMORI_ASSESS_ASSESS_H

#include "store/store.h"

#include <stdbool.h>
#include <stddef.h>

enum severity { SEVERITY_CRITICAL, SEVERITY_HIGH, SEVERITY_MEDIUM, SEVERITY_LOW, SEVERITY_INFO, SEVERITY_COUNT };

/* A sentence in both languages; {column} is filled from the row. `_without`: the form used when a value is missing. */
struct sentence {
	const char *ja, *en, *ja_without, *en_without;
};

struct check {
	const char *name;
	unsigned version;
	enum severity severity;
	const char *const *items; /* "32-3" as printed in the file, NULL-terminated */
	struct sentence title, why, act;
	const char *question; /* the SELECT */
	unsigned met_by;      /* set of enum met_by */
};

enum met_by { MET_REFUSED = 1, MET_PERMIT = 2, MET_CONFIG = 4, MET_STATEMENT = 8 };

extern const struct check checks[]; /* sorted by name */
extern const size_t check_count;

int assess_run(struct store *s);
const char *severity_token(enum severity v); /* "critical" ... */

#endif
