/* Worst cases: what can come of an attack or a fault, as people wrote it (records of kind worst-case and
 * business), rolled up by element, system and business. Nothing is invented here: there is no score, only an
 * order (worst_compare()):
 *
 *	1. people first: safety, where injury is a harm of its own
 *	2. the effect on core business, then quality and delivery
 *	3. money, where somebody estimated it: more first, unknown after what is known, never as nothing
 *	4. the weight of the business, then the number of the record
 *
 * Money is never added up: two worst cases of one business are two ways to lose the same day, and those of
 * two businesses may be one event. worst_money() tells the largest that somebody estimated and how many are
 * not estimated.
 *
 * Records of version 1 (before safety, quality, delivery and business were asked) are read: what they did not
 * ask is unknown, except that harm "injury" says that people are hurt. */
#ifndef MIMAMORI_ASSESS_WORST_H
#define MIMAMORI_ASSESS_WORST_H

#include "base/arena.h"
#include "store/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum worst_harm { WORST_STOP, WORST_WRONG_VALUE, WORST_INJURY, WORST_LEAK, WORST_PARTNER, WORST_UNKNOWN };
/* How bad, as people chose; UNKNOWN: not asked then, or nobody knows. It sorts between LIMITED and NONE. */
enum worst_effect { EFFECT_SERIOUS, EFFECT_LIMITED, EFFECT_UNKNOWN, EFFECT_NONE, EFFECTS };
enum worst_weight { WEIGHT_CORE, WEIGHT_IMPORTANT, WEIGHT_SUPPORT, WEIGHT_TRIAL, WEIGHT_UNKNOWN };

const char *worst_harm_token(enum worst_harm h);     /* stop wrong-value injury leak partner unknown */
const char *worst_effect_token(enum worst_effect e); /* serious limited unknown none */
const char *worst_weight_token(enum worst_weight w); /* core important support trial unknown */

struct worst_case {
	int64_t record;  /* r12: the row behind every figure about it */
	char system[24]; /* "site" or "s1" */
	int64_t device;  /* 0: all of the system */
	size_t business; /* index into worst.business; WORST_NONE: not said which */
	enum worst_harm harm;
	enum worst_effect safety, quality, delivery, core;
	bool loss_known; /* loss is an estimate in yen; else loss_why says why there is none, or NULL */
	int64_t loss;
	const char *story, *spread, *measure, *loss_why; /* as written; NULL not filled */
	char made_on[11], expires_on[11];                /* "" does not expire */
	bool expired, is_signed;                         /* expired: shown and counted, and said to be old */
};

struct worst_business {
	int64_t record; /* of kind business; 0: only a worst case names it */
	char system[24];
	const char *name;
	enum worst_weight weight;
	const char *dependence, *fallback, *customers; /* NULL not said */
	int64_t day_loss;                              /* yen a day of standstill; -1 not said */
	int64_t endures;                               /* hours; -1 not said */
	bool expired;
	size_t first, count; /* its worst cases: worst.by_business[first ...] */
};

enum { WORST_MOST = 5000 }; /* records of each kind that are read; more are counted in `dropped` */
#define WORST_NONE ((size_t)-1)

struct worst {
	struct worst_case *list; /* gravest first */
	size_t count;
	struct worst_business *business; /* that with the gravest worst case first; those without any last */
	size_t business_count;
	size_t *by_business; /* indices into list, by business, gravest first */
	size_t dropped;
	struct arena *memory; /* of its texts */
};

/* today: "2026-11-29", for what has expired. 0, -ENOMEM, -EIO. worst_free() in any case. */
int worst_read(struct store *s, const char *today, struct worst **ret);
void worst_free(struct worst *w);

int worst_compare(const struct worst_case *a, const struct worst_case *b); /* negative: a is graver */

/* The gravest of one element, system or business, and how many there are; NULL none. Of a device: written for
 * it itself. Of a system: for it or for one of its devices; of
 * "site": all. */
const struct worst_case *worst_of_device(const struct worst *w, int64_t device, size_t *ret_count);
const struct worst_case *worst_of_system(struct store *s, const struct worst *w, const char *system,
					 size_t *ret_count);
const struct worst_case *worst_of_business(const struct worst *w, size_t business, size_t *ret_count);

struct worst_money {
	bool known;      /* somebody estimated one */
	int64_t largest; /* yen: the largest, never a sum */
	int64_t record;  /* whose it is */
	size_t unknown;  /* worst cases without an estimate */
};
/* Of a business; WORST_NONE: of all. */
struct worst_money worst_money(const struct worst *w, size_t business);

#endif
