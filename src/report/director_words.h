/* The directors' page in words (data/lang/director.yaml), the same on the terminal, on paper and in JSON.
 * Each fills and returns buf of DIRECTOR_TEXT bytes. */
#ifndef MIMAMORI_REPORT_DIRECTOR_WORDS_H
#define MIMAMORI_REPORT_DIRECTOR_WORDS_H

#include "assess/director.h"
#include "base/lang.h"

enum { DIRECTOR_TEXT = 4096 };

const char *director_word(enum language l, const char *group,
			  const char *name); /* "verdict-", "met"; "" none */
const char *director_value(char *buf, const struct figure *f,
			   enum language l); /* "12", "3,000,000 yen", "unknown (…)" */
const char *director_name(char *buf, const struct figure *f, enum language l); /* what it counts */
const char *director_rows(char *buf, const struct figure *f, size_t most,
			  enum language l); /* "r4, r7 and 3 more" */
const char *director_provisional(char *buf, const struct director *d, enum language l); /* "" it is not */
const char *director_weakest(char *buf, const struct director *d, enum language l);     /* "" unknown */
const char *director_effects(char *buf, const struct director_worst *w,
			     enum language l); /* "Stop (place); safety: serious" */
const char *director_protects(char *buf, const struct director_worst *w, enum language l);
const char *director_residual(char *buf, const struct director *d, enum language l);
const char *director_cost(char *buf, const struct director_asked *a, enum language l);
const char *director_answer_of(char *buf, const struct director_asked *a,
			       enum language l); /* "yes (granted)" */
const char *director_answer_how(char *buf, const struct director_asked *a,
				enum language l); /* who, when, how it came */
const char *director_seen(char *buf, const struct director *d,
			  enum language l); /* until when, how many days */

#endif
