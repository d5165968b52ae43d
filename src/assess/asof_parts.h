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
	bool in_scope;       /* of a->scope */
};

struct asof {
	struct store *live, *past;
	struct asof_moment moment;
	struct arena *arena;
	struct asof_finding *finding; /* by check, then id */
	const struct asof_finding **by_id;
	size_t findings;
	int64_t scope;     /* the system whose findings are marked; 0 the site; -1 none is yet */
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

/* Marks those that belong to a system (number 0: the site, and everything does). 0, -EIO, -ENOMEM. */
int asof_mark_scope(struct asof *a, int64_t number);
const struct asof_finding *asof_finding(const struct asof *a, int64_t id); /* NULL: none such stood then */

#endif
