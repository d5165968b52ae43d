/* What people decide about a sub-item of a sheet for a system: adopt (◎), part (△) or not (×). Each needs a
 * reason; adopt and part also a point to examine. A decision on an item ("32") holds a reason and a point
 * that its sub-items may inherit; the item's mark is never decided, it is rolled up of its sub-items. Own
 * items (A1 ...) are decided like sub-items.
 *
 * What writes needs an open transaction (site_begin()); on an error the caller rolls back and nothing is
 * written. Errors fill err: subject the sub-item, key of data/lang/decision.yaml without the topic. */
#ifndef MIMAMORI_ASSESS_DECISION_H
#define MIMAMORI_ASSESS_DECISION_H

#include "assess/writing.h"
#include "base/arena.h"
#include "base/err.h"
#include "store/digest.h"
#include "store/store.h"

#include <stdbool.h>

enum { DECISION_TEXT = 1000 /* characters of a reason or a point */, ITEM_ROOM = 16 };

struct decision {
	const char *item;
	const char *choice;         /* adopt part not */
	const char *reason, *point; /* NULL none of its own */
	bool inherit;               /* the item's reason (and point, where it has none) counts */
	int64_t contact, at;        /* contact 0: the command line without --as */
};

/* Decisions of one system and sheet, by item. Borrowed from the arena. */
struct decisions {
	struct decision *list;
	size_t count;
};

int decisions_load(struct store *s, const char *system, const char *sheet, struct arena *a,
		   struct decisions *ret);
const struct decision *decision_of(const struct decisions *d, const char *item); /* NULL: none */

/* Reason and point that count, own or inherited; NULL none. */
const char *decision_reason(const struct decisions *d, const struct decision *one);
const char *decision_point(const struct decisions *d, const struct decision *one);
/* Of choice, reason and point as they count: what a signature binds. Hex. */
void decision_hash(const struct decisions *d, const struct decision *one, char ret_hex[HASH_HEX]);

/* One decision to make; on an item its sub-items that are still undecided follow it, inheriting. */
struct deciding {
	const char *system, *sheet, *item;   /* "32-3", "32", "A1" */
	const char *choice, *reason, *point; /* reason NULL: inherit */
};

int decision_make(struct store *s, const struct deciding *d, const struct writing *w, struct err *e);
int decision_withdraw(struct store *s, const char *system, const char *sheet, const char *item,
		      const struct writing *w, struct err *e);

/* An item of the company's own; checks and records (lists of words, joined by commas, "" none) are its
 * evidence rule. ret_item: "A1" ... */
struct own_item {
	const char *system, *sheet, *title, *lead; /* it ot both */
	const char *checks, *records;
};
int own_item_add(struct store *s, const struct own_item *o, const struct writing *w, char ret_item[ITEM_ROOM],
		 struct err *e);

/* Is there such a sub-item or own item? */
bool decision_item_exists(struct store *s, const char *system, const char *sheet, const char *item);
/* 0, or -ENOENT and err: there is no such system. */
int system_must_exist(struct store *s, const char *system, struct err *e);

#endif
