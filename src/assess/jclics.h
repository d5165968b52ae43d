/* J-CLICS: self-evaluation of control systems with ○ and ×. Shipped are its structure and numbers alone
 * (data/jclics.yaml, tools/jclics.py); the questions are the customer's own copy, taken in from a table and
 * kept in this site (table jclics_text), in no event of the journal and in no export unless somebody asks
 * for it. People answer; evidence that they chose stands beside and answers nothing.
 *
 * Answers are of the whole site, so that two plants can be compared by their exported files. An answer holds
 * the hash of the question that was answered: with another copy it says so (other_question). It expires with
 * the fiscal year (record_expiry.h), or when people say.
 *
 * What writes needs an open transaction; on an error the caller rolls back. Errors fill err: key of
 * data/lang/jclics.yaml without the topic. */
#ifndef MIMAMORI_ASSESS_JCLICS_H
#define MIMAMORI_ASSESS_JCLICS_H

#include "assess/grid.h"
#include "assess/writing.h"
#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/text.h"
#include "ingest/grid.h"
#include "store/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	JCLICS_SLOTS_MAX = 32,
	JCLICS_REASON_MOST = 2000,   /* characters */
	JCLICS_QUESTION_MOST = 4000, /* bytes; longer ones are cut at a character */
	JCLICS_BOUND_MOST = 16,      /* checks and records beside one question */
};

/* A way into a control system; path "unknown": no source at hand tells its name. */
struct jclics_path {
	const char *path, *title[LANG_COUNT];
};

struct jclics_edition {
	const char *name; /* step1 step2 attack-path */
	const char *title[LANG_COUNT];
	unsigned fields, slots;             /* fields 0: it has none */
	const char *known[LANG_COUNT];      /* what is certain */
	const char *unverified[LANG_COUNT]; /* what is not */
	const struct jclics_path *paths;    /* ended by path NULL */
};

extern const struct jclics_edition jclics_editions[];
extern const size_t jclics_edition_count;
extern const unsigned jclics_version; /* of the data file */

const struct jclics_edition *jclics_named(const char *edition); /* NULL: there is none */

/* --- the customer's own copy. The layout of the file is not ours to know: columns are taken by their
 * headings (番号 No; 分野 Field; 設問 質問 Question) where there are such; else a row counts whose first
 * number is a question's and that holds a text right of it, the longest; a text left of it is the field, and
 * stays until another comes (merged cells). */
struct jclics_text {
	unsigned slot;
	const char *field; /* NULL: the file does not tell */
	const char *question;
};

struct jclics_texts {
	struct jclics_text text[JCLICS_SLOTS_MAX]; /* by slot */
	size_t count;
	size_t passed; /* rows that look like a question and fit none, or one that had its text already */
};

/* 0 or -ENOMEM. Texts lie in the arena. */
int jclics_read(const struct grid *g, const struct jclics_edition *e, struct arena *a,
		struct jclics_texts *ret);
/* In place of what was there. err: no-questions. */
int jclics_import(struct store *s, const struct jclics_edition *e, const struct jclics_texts *t,
		  const struct writing *w, struct err *err);

/* --- what people say. err: no-edition, no-slot, no-reason, long-reason, bad-answer, bad-date, no-answer,
 * no-check, no-record, too-many. expires_on NULL: with the fiscal year. */
int jclics_answer(struct store *s, const char *edition, unsigned slot, const char *answer /* yes no */,
		  const char *reason, const char *expires_on, const struct writing *w, struct err *err);
int jclics_withdraw(struct store *s, const char *edition, unsigned slot, const struct writing *w,
		    struct err *err);
/* Which checks and records (kind or kind:topic) are shown beside a question; none: nothing any more. */
struct jclics_beside {
	const char *check[JCLICS_BOUND_MOST], *record[JCLICS_BOUND_MOST];
	size_t checks, records; /* together at most JCLICS_BOUND_MOST */
};
int jclics_bind(struct store *s, const char *edition, unsigned slot, const struct jclics_beside *b,
		const struct writing *w, struct err *err);

/* --- reading: one row a slot, whether anything is known of it or not. Texts are borrowed for the call. */
struct jclics_slot {
	unsigned slot;
	const char *field, *question; /* NULL: not taken in */
	const char *answer;           /* yes no; NULL: nobody answered */
	const char *reason;
	int64_t contact; /* 0: the command line */
	const char *answered_on, *expires_on;
	bool expired;                 /* its last valid day is over */
	bool other_question;          /* the text was another, or none, when it was answered */
	const char *checks, *records; /* JSON lists; NULL none */
};
/* fn returning negative ends it with that. */
int jclics_each(struct store *s, const struct jclics_edition *e, const char *today,
		int (*fn)(void *ctx, const struct jclics_slot *slot), void *ctx);

/* What people chose to see beside a question, as bindings that are judged as those of grids (grid.h); what
 * this program does not know any more is left out. */
int jclics_each_beside(struct store *s, const struct jclics_slot *slot,
		       int (*fn)(void *ctx, const struct grid_binding *b), void *ctx);
/* "Yes" was answered, and what stands beside says no. */
int jclics_against(struct store *s, struct grid_judging *j, const struct jclics_slot *slot, bool *ret);

struct jclics_counts {
	unsigned imported, answered, said_yes, expired;
};
int jclics_count(struct store *s, const struct jclics_edition *e, const char *today,
		 struct jclics_counts *ret);

/* --- another site's export (JSON), untrusted. err: not-json, not-jclics, other-version. */
enum { JCLICS_FILE_MAX = 1 << 20 };
struct jclics_theirs {
	char site[TEXT_ROOM], as_of[TEXT_ROOM];
	const struct jclics_edition *edition;
	char answer[JCLICS_SLOTS_MAX + 1];                 /* y n, 0 none; by slot, from 1 */
	char answered_on[JCLICS_SLOTS_MAX + 1][DATE_ROOM]; /* "" none */
};
int jclics_theirs_read(struct store *s, const char *bytes, size_t n, struct jclics_theirs *ret,
		       struct err *err);

#endif
