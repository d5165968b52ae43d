/* Inside the room: a site as it was. */
#ifndef MIMAMORI_ASSESS_ASOF_PARTS_H
#define MIMAMORI_ASSESS_ASOF_PARTS_H

#include "assess/asof.h"
#include "assess/judged.h"

/* A finding that stood then, by the journal alone. */
struct asof_finding {
	int64_t id, device; /* device 0: it is about none */
	const struct check *check;
	const char *subject; /* "d3" "o1" "n4" "site" */
	int64_t seq, at;     /* when it was opened */
};

struct asof {
	struct store *live, *past;
	struct asof_moment moment;
	struct arena *arena;
	struct asof_finding *finding; /* by check, then id */
	size_t findings;
	const char *words; /* asof_words() */
};

/* What the journal had last told of a sub-item. */
struct asof_told {
	const char *item, *verdict, *grade, *evidence, *question;
	bool expired;
	int64_t seq, at;
};

/* In the arena of a; 0, -EIO, -ENOMEM. */
int asof_told(struct asof *a, const char *system, const char *sheet, struct asof_told **ret,
	      size_t *ret_count);

/* Does it belong to the system? number 0: the site, and everything does. */
bool asof_in_scope(struct asof *a, const struct asof_finding *f, int64_t number);

#endif
