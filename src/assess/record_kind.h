/* Kinds of records that people keep (data/records/NAME.yaml, packed at build time by tools/records.py): which
 * fields each has, what it hangs on, who may write it, when it expires. Forms, prompts, import, history and
 * checks come from these tables; adding a kind is adding a file (docs/adding/record.md). */
#ifndef MIMAMORI_ASSESS_RECORD_KIND_H
#define MIMAMORI_ASSESS_RECORD_KIND_H

#include "base/lang.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	RECORD_FIELDS_MAX = 24,
	RECORD_TOPICS_MAX = 16,
	RECORD_CHOICES_MAX = 10
}; /* tools/records.py holds to them */

enum record_type {
	RECORD_TEXT,    /* one line */
	RECORD_LONG,    /* several */
	RECORD_DATE,    /* "2026-04-01" */
	RECORD_CONTACT, /* "c3" */
	RECORD_DEVICE,  /* "d3" of the model, or "r12": a record of kind manual-device */
	RECORD_CHOICE,  /* the value of one of its choices */
	RECORD_NUMBER,  /* whole, min to max, in its unit */
	RECORD_MONEY,   /* whole, in yen */
	RECORD_LIST,    /* texts, typed as "one; two" */
	RECORD_HOURS,   /* hours of a week (hours.h), stored as "mon-fri 08:00-20:00"; older records may hold
			   free text */
};

/* What a record says of the sub-items it answers, better to worse. */
enum record_says { SAYS_YES, SAYS_PARTLY, SAYS_NO };

enum record_hangs { HANGS_SITE = 1, HANGS_SYSTEM = 2, HANGS_DEVICE = 4 };

/* Who may write: sides of a contact, and admin: the command line without --as. */
enum record_side { SIDE_IT, SIDE_OT, SIDE_EXECUTIVE, SIDE_VENDOR, SIDE_CSIRT, SIDE_OTHER, SIDE_ADMIN, SIDES };

struct record_choice {
	const char *value, *title[LANG_COUNT];
	enum record_says says; /* at best: taking it makes the whole record say so */
};

struct record_topic {
	const char *name, *title[LANG_COUNT];
};

struct record_field {
	const char *name;
	enum record_type type;
	const char *title[LANG_COUNT];
	const char *unit[LANG_COUNT];    /* numbers; else NULL */
	const char *example[LANG_COUNT]; /* NULL: none. "contact" and "none" stand for any contact, and for a
					    reason */
	const struct record_choice *choices;
	unsigned choice_count;
	unsigned topics;          /* bits of the topics that have this field; 0: all */
	bool required, or_reason; /* or_reason: "none: why" will do, and shows as a gap */
	int64_t min, max;
};

struct record_kind {
	const char *name;
	unsigned version; /* raised when the questions change */
	const char *title[LANG_COUNT];
	const char *help[LANG_COUNT]; /* what to write and why */
	unsigned hangs_on;            /* bits of enum record_hangs */
	unsigned writes;              /* bits 1 << enum record_side */
	bool many;                    /* several may stand for the same subject */
	bool item;                    /* names the sub-item it speaks of */
	const struct record_topic *topics;
	unsigned topic_count;
	const struct record_field *fields;
	unsigned field_count;
	/* The earliest of these is its last valid day; none of them: it does not expire. */
	unsigned expires_years;           /* reviewed with the fiscal year (record_expiry.h) */
	unsigned expires_days;            /* after its date */
	const char *const *expires_until; /* names of date fields, NULL-terminated */
	const char *signs; /* a contact field: whoever stands there may sign it, as well as its owner; NULL:
			      he alone */
	bool unowned;      /* owner and deputy may be left out: who said it stands in the journal */
};

extern const struct record_kind record_kinds[]; /* by name */
extern const size_t record_kind_count;

const struct record_kind *record_kind(const char *name);         /* or NULL */
int record_topic(const struct record_kind *k, const char *name); /* -1: none such */
int record_field(const struct record_kind *k,
		 const char *name); /* by name, or by its title in either language; -1 */
bool record_has_field(const struct record_kind *k, int topic, int field); /* is it asked with this topic? */

const char *record_says_name(enum record_says says); /* yes partly no */
const char *record_side_name(enum record_side side); /* it ot executive vendor csirt other admin */

#endif
