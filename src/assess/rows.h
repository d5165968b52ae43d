/* The rows of a sheet as people see them: what is asked, what people decided and signed, what the evidence
 * says, and what becomes of the two together. Whoever shows or prints a sheet (screen, A3, XLSX, CSV, JSON)
 * takes its rows from here and adds no opinion of his own.
 *
 * Rows come in printed order, own items last. They are judged at the moment `now` from outcomes and records
 * (nothing is asked of the model again, nothing is written), so that a record that expired last night is
 * expired in what is shown this morning. Everything in a row is borrowed for the call. */
#ifndef MIMAMORI_ASSESS_ROWS_H
#define MIMAMORI_ASSESS_ROWS_H

#include "assess/sheet.h"
#include "base/lang.h"
#include "store/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sheet_decision {
	const char *choice; /* adopt part not; NULL: nobody decided yet */
	const char *reason; /* resolved: the item's own reason when it is inherited */
	bool inherited;
	const char *point; /* what to examine; NULL for not */
	int64_t contact;   /* who decided; 0: the command line without --as */
	const char *who;   /* his name; NULL unknown or erased */
	int64_t at;        /* us */
	const char *hash;  /* of the decision, hex */
};

/* Why a signature does not count any more; each is told by its own sentence. */
enum reopened { REOPENED_DECISION = 1, REOPENED_EVIDENCE = 2, REOPENED_QUESTION = 4 };

struct sheet_signature {
	int64_t id, contact;
	const char *who;   /* NULL unknown or erased */
	const char *side;  /* it ot executive */
	const char *role;  /* lead consulted countersign approve */
	int64_t at;        /* us */
	bool proven;       /* by a key, and the key fits; false: declared, not proven */
	unsigned reopened; /* set of enum reopened; 0: it stands */
};

struct sheet_row {
	/* What is asked. */
	const char *item;   /* "32-3"; "A1" of an own item */
	const char *parent; /* the item: "32"; "A" */
	bool own;
	const char *category;             /* CSF 1.1: "PR.DS"; "" of an own item */
	const char *csf2;                 /* its home in CSF 2.0, our mapping; NULL: an own item */
	const char *title[LANG_COUNT];    /* of an own item the same in both */
	enum from title_from[LANG_COUNT]; /* FROM_OURS, or FROM_USER: of his own copy of the official sheet */
	const char *item_title[LANG_COUNT]; /* of the item it belongs to; "" of an own item */
	const char *mark;                   /* printed: "white" "black"; NULL: none or unknown */
	enum from mark_from;
	enum lead lead;
	enum from lead_from;
	unsigned levels; /* set of enum level */
	enum from levels_from;
	unsigned wants;        /* sides whose signature it wants: set of WANTS_ (sign.h) */
	const char *key_point; /* "13", "new"; NULL unknown */
	const char *why[LANG_COUNT], *examine[LANG_COUNT]; /* NULL none */
	bool asked; /* recommended at the system's usage level (always for the site) */

	/* What people decided. */
	struct sheet_decision decision;
	const char *item_choice; /* the item's mark, rolled up of its decided sub-items; NULL none decided */

	/* What the evidence says. */
	const char *verdict;                 /* met partly not-met unknown person */
	bool expired;                        /* unknown because a record expired */
	const char *grade;                   /* measured imported declared unmeasurable none */
	const char *coverage[LANG_COUNT];    /* NULL: nothing was looked at */
	const char *needs[LANG_COUNT];       /* what would make this met; NULL: it is */
	const char *provisional[LANG_COUNT]; /* why this is said for now only; NULL: it is not */
	int64_t as_of;                       /* us; 0: no evidence */
	const char *expires;                 /* the last valid day of the records it stands on, or NULL */
	const int64_t *findings;             /* ids, rising */
	size_t finding_count;
	const int64_t *records; /* ids of the records that counted */
	size_t record_count;
	const char *evidence_hash, *question_hash; /* hex: what a signature binds */

	/* Both together (DESIGN 3.2): decide good amber verify review note accepted. */
	const char *state;
	bool contradiction; /* the decision says yes, the evidence no */

	const struct sheet_signature *signatures; /* in the order they were given */
	size_t signature_count;
	unsigned reopened;      /* of all that would else stand */
	const char *open_sides; /* who has still to sign: "it", "ot", "it ot", "executive" ...; "" nobody */
};

/* Negative ends the walk with that code. */
typedef int sheet_row_fn(void *ctx, const struct sheet_row *row);

/* system: "site" or "s1". now: us. 0 or negative: -ENOENT there is no such system or sheet, -EIO the store
 * failed. */
int sheet_rows(struct store *s, int64_t now, const char *system, const char *sheet, sheet_row_fn *fn,
	       void *ctx);

/* The same of a sheet that was judged already (judged.h), by whomever. */
struct judged_sheet;
int sheet_rows_judged(struct store *s, const struct judged_sheet *judged, sheet_row_fn *fn, void *ctx);

/* The state of a decision beside a verdict; choice NULL: undecided. Static. */
const char *sheet_state(const char *choice, const char *verdict, bool expired);

#endif
