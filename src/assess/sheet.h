/* Sheets (data/sheets/NAME.yaml, packed at build time by tools/sheet.py, docs/adding/sheet.md): items, their
 * sub-items, and which checks and records answer each. Read-only tables; a sub-item's answer for a system is
 * in the table `answer`.
 *
 * Numbers are texts as in the file: an item "32", a sub-item "32-3" (printed as 32-③). All strings are never
 * NULL where not said otherwise. */
#ifndef MIMAMORI_ASSESS_SHEET_H
#define MIMAMORI_ASSESS_SHEET_H

#include "store/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum csf { CSF_IDENTIFY, CSF_PROTECT, CSF_DETECT, CSF_RESPOND, CSF_RECOVER };
enum lead { LEAD_IT, LEAD_OT, LEAD_BOTH };
enum from { FROM_PRINTED, FROM_OURS, FROM_USER }; /* where a value comes from */
enum level {
	LEVEL_POC = 1,
	LEVEL_CORE = 2,
	LEVEL_IMPORTANT = 4
}; /* usage levels a sub-item is asked at; each holds the one before */

/* An item: what its sub-items have in common. */
struct sheet_group {
	const char *item;      /* "32" */
	const char *category;  /* CSF 1.1, as printed: "PR.DS" */
	const char *csf2;      /* its home in CSF 2.0, our mapping: "PR.DS" */
	const char *key_point; /* number in the former edition, "new", or NULL: our source does not tell */
	const char *title_ja, *title_en;
	const char *why_ja, *why_en;         /* why it matters, with an example from a plant */
	const char *examine_ja, *examine_en; /* what to examine before deciding */
	const char *const *see;              /* related items and sub-items, NULL-terminated */
};

/* A binding to records: of this kind, and of this topic where one is named. */
struct sheet_record {
	const char *kind, *topic; /* topic NULL: any; kind NULL ends the list */
};

struct sheet_item {
	const char *item;     /* "32-3" */
	const char *category; /* CSF 1.1: "PR.DS" */
	enum lead lead;
	enum from lead_from;
	unsigned levels;
	enum from levels_from;
	const char
		*needs; /* what else would settle it, as keys assess.needs-*, joined by one space; "" none */
	const char *title_ja, *title_en;
	const char *const *checks;          /* that answer it, NULL-terminated */
	const struct sheet_record *records; /* all of these are needed, too; ends with kind NULL */
	const struct sheet_group *group;
	bool black;        /* the printed mark */
	bool unconfirmed;  /* a black mark whose colour our source lost: lead is our proposal */
	bool unmeasurable; /* no measurement can ever show it: records alone */
};

struct sheet {
	const char *name; /* "jssec-2.1" */
	const struct sheet_item *items;
	size_t count;
	const struct sheet_group *groups;
	size_t group_count;
	unsigned version;                  /* of our file: a changed question re-opens answers */
	const char *source_ja, *source_en; /* the document and its version */
	const char *note_ja,
		*note_en; /* to be printed with it: own wording, what is our suggestion, no complete safety */
	const char *csf, *csf2; /* "1.1", "2.0" */
};

extern const struct sheet sheets[];
extern const size_t sheet_count;

const struct sheet *sheet_named(const char *sheet);                         /* NULL: there is none */
const struct sheet_item *sheet_item(const char *sheet, const char *item);   /* "32-3"; NULL: there is none */
const struct sheet_group *sheet_group(const char *sheet, const char *item); /* "32" or "32-3"; likewise */
enum csf sheet_function(const char *category);                              /* of "PR.DS": CSF_PROTECT */

#endif
