/* The executive's answer to what was asked (records of kind decision-request): yes, no, or later with a date.
 * It comes back as a record: a new version with the answer, who, when and how, signed with his key where he
 * gives his passphrase (as records are signed, assess/record.h), else told as declared by his account (as
 * sheets are). The journal tells it beside ("request-answered"). An answer on paper is copied by whoever may
 * write the record; it says so, and who copied it is the event's actor. */
#ifndef MIMAMORI_ASSESS_DIRECTOR_ANSWER_H
#define MIMAMORI_ASSESS_DIRECTOR_ANSWER_H

#include "assess/writing.h"
#include "base/err.h"
#include "store/store.h"

#include <stdbool.h>
#include <stdint.h>

struct director_answer {
	int64_t record;
	const char *answer; /* yes no later */
	const char *words;  /* reason or condition; NULL none. "no" wants one */
	const char
		*until;  /* later: asked again on that day. no: looked at again; NULL: with the fiscal year */
	int64_t contact; /* who answers: of side executive */
	bool paper;      /* copied from paper; else w->actor is he, or local */
	const char *on;  /* the day of the answer on paper; NULL: today */
	const char *passphrase; /* NULL: declared, not proven */
	unsigned version;       /* as it was read; 0: not asked */
};

/* In an open transaction. err: keys of data/lang/director.yaml: no-request, not-asked (it is no
 * decision-request), answered-already (with yes or no), bad-answer, no-words, no-until, bad-until,
 * not-executive, not-you, changed, paper-passphrase; of records.yaml when the record itself or the signature
 * is refused: director_answer_topic() says which. ret_version may be NULL. */
int director_answer(struct store *s, const struct director_answer *a, const struct writing *w,
		    unsigned *ret_version, struct err *e);
const char *director_answer_topic(const struct err *e); /* "director" or "records" */

#endif
