/* What a vendor can be asked, in our own words: data/packs/questions.yaml (about a model that is there) and
 * data/packs/requirements.yaml (about what is to be bought), packed at build time by tools/packs.py.
 * Read-only tables. An answer holds a choice, words, where the proof is, and a date; `wants` says which of
 * them make it whole. `fills` says which record an answer becomes once a person takes it. Adding a question
 * is adding an entry (docs/vendors.md). */
#ifndef MIMAMORI_ASSESS_PACK_ASK_H
#define MIMAMORI_ASSESS_PACK_ASK_H

#include "assess/record_kind.h"

#include <stddef.h>

enum pack_kind { PACK_REQUIREMENTS, PACK_QUESTIONS, PACK_KINDS };

enum pack_wants { WANTS_CHOICE = 1, WANTS_WORDS = 2, WANTS_EVIDENCE = 4, WANTS_DAY = 8 };

enum pack_per {
	PER_ITEM,   /* a record for each sub-item, of the pack's system */
	PER_DEVICE, /* for each device of the model */
	PER_MODEL,  /* for the model, of the pack's system */
};

struct pack_choice {
	const char *value, *title[LANG_COUNT];
	unsigned wants;        /* besides what the question wants */
	enum record_says says; /* at best, of the record */
	bool bare;             /* taking it makes no record: it stays with the pack */
};

/* A field of the record, and what goes in: a text with holes ({choice} {answer} {words} {evidence} {day}
 * {model} {bare-model} {vendor} {title} {ask} {pack} {question} {today} {answered} {sent} {due}). Where a
 * hole that the vendor fills ({choice} {words} {evidence} {day}) is empty, or the text is "", `otherwise`
 * goes in, if there is one and the field holds nothing yet. */
struct pack_fill {
	const char *field, *text[LANG_COUNT], *otherwise[LANG_COUNT];
};

struct pack_ask {
	const char *name;              /* "support-end", the same in every edition */
	const char *title[LANG_COUNT]; /* a few words */
	const char *ask[LANG_COUNT];   /* the question, or the requirement */
	const char *help[LANG_COUNT];  /* what a good answer says */
	const char *const *items;      /* sub-items it speaks of, NULL-terminated */
	const struct pack_choice *choices;
	unsigned choice_count, wants;
	const char *record, *topic; /* topic NULL: the kind has none */
	const char *group; /* questions of one group fill one record; the name where it stands alone */
	enum pack_per per;
	const struct pack_fill *fills;
	unsigned fill_count;
};

struct pack_form {
	const char *name; /* "requirements", "questions" */
	unsigned version;
	const struct pack_ask *asks;
	size_t count;
};

extern const struct pack_form pack_forms[PACK_KINDS];

const struct pack_form *pack_form_named(const char *name);                          /* NULL: there is none */
const struct pack_ask *pack_ask_named(const struct pack_form *f, const char *name); /* likewise */

#endif
