/* The directors' page on paper: one A4 page with boxes for yes, no, later and a seal, and behind it where
 * each figure comes from. The form in which it reaches the press (report/press.h), whose texts are made here
 * and whose places are its own (press/director.c): after the first line one message 'W', the words, all
 * PAPER_WORDS of them in the order of PAPER_WORD_LIST; then lines, so many texts as their lists say and at
 * most PAPER_LINES_MAX of each ('B' a business, 'F' a function, 'C' a worst case, 'N' a change, 'A' a
 * request, 'Y' an answer, 'G' where a figure comes from); then 'E', the end, empty. Absent texts are "". */
#ifndef MIMAMORI_REPORT_DIRECTOR_PAPER_H
#define MIMAMORI_REPORT_DIRECTOR_PAPER_H

#include "base/arena.h"
#include "base/lang.h"
#include "base/out.h"
#include "base/rd.h"

enum { PAPER_LINES_MAX = 320, PAPER_DOCUMENT_MAX = 1024 * 1024, PAPER_TEXTS_MAX = 16 };

#define PAPER_WORD_LIST(W)                                                                                   \
	W(ONLY)     /* "1": no first page, only the lines of the annex (the digest) */                       \
	W(LANGUAGE) /* "ja" or "en" */                                                                       \
	W(TITLE)                                                                                             \
	W(HEAD) /* site, system, day */                                                                      \
	W(SEEN)                                                                                              \
	W(CONFIDENTIAL)                                                                                      \
	W(MARK)        /* 暫定, or "" */                                                                   \
	W(PROVISIONAL) /* why, or "" */                                                                      \
	W(BUSINESS)    /* heading, then its columns */                                                       \
	W(BUSINESS_NOTE)                                                                                     \
	W(C_BUSINESS)                                                                                        \
	W(C_WEIGHT)                                                                                          \
	W(C_LEVEL)                                                                                           \
	W(C_ENDURES)                                                                                         \
	W(C_FALLBACK)                                                                                        \
	W(FUNCTIONS)                                                                                         \
	W(WEAKEST)                                                                                           \
	W(C_FUNCTION)                                                                                        \
	W(C_ROWS)                                                                                            \
	W(C_MET)                                                                                             \
	W(C_PARTLY)                                                                                          \
	W(C_NOT_MET)                                                                                         \
	W(C_UNKNOWN)                                                                                         \
	W(C_PERSON)                                                                                          \
	W(WORST)                                                                                             \
	W(WORST_NOTE)                                                                                        \
	W(C_PROTECTS)                                                                                        \
	W(CHANGES)                                                                                           \
	W(ASKED)                                                                                             \
	W(ASKED_NOTE)                                                                                        \
	W(C_COST)                                                                                            \
	W(C_DUE)                                                                                             \
	W(C_OTHERWISE)                                                                                       \
	W(YES)                                                                                               \
	W(NO)                                                                                                \
	W(LATER)                                                                                             \
	W(SEAL)                                                                                              \
	W(SIGNED) /* day and name */                                                                         \
	W(ANSWERED)                                                                                          \
	W(RESIDUAL)                                                                                          \
	W(RESIDUAL_TEXT)                                                                                     \
	W(NOTE)                                                                                              \
	W(PAGE) /* "{page} / {pages}" */                                                                     \
	W(ANNEX)                                                                                             \
	W(ANNEX_HOW)                                                                                         \
	W(A_NUMBER)                                                                                          \
	W(A_FIGURE)                                                                                          \
	W(A_VALUE)                                                                                           \
	W(A_ROWS)                                                                                            \
	W(SUBTITLE) /* for the file's properties */                                                          \
	W(TIME)     /* seconds since 1970, for the file's own date */

enum paper_word {
#define W(name) PAPER_##name,
	PAPER_WORD_LIST(W)
#undef W
		PAPER_WORDS
};

/* Texts of a line, in order. */
enum paper_business {
	BUSINESS_NAME,
	BUSINESS_WEIGHT,
	BUSINESS_LEVEL,
	BUSINESS_ENDURES,
	BUSINESS_FALLBACK,
	BUSINESS_TEXTS
};
enum paper_function {
	FUNCTION_NAME,
	FUNCTION_ROWS,
	FUNCTION_VERDICTS,
	FUNCTION_TEXTS = FUNCTION_VERDICTS + 5
};
enum paper_case { CASE_STORY, CASE_EFFECTS, CASE_MONEY, CASE_PROTECTS, CASE_TEXTS };
enum paper_change { CHANGE_NAME, CHANGE_VALUE, CHANGE_TEXTS };
enum paper_request {
	REQUEST_ID,
	REQUEST_ASKED,
	REQUEST_KIND,
	REQUEST_COST,
	REQUEST_DUE,
	REQUEST_OTHERWISE,
	REQUEST_TEXTS
};
enum paper_answer { ANSWER_ASKED, ANSWER_HOW, ANSWER_TEXTS };
enum paper_source { SOURCE_NUMBER, SOURCE_FIGURE, SOURCE_VALUE, SOURCE_ROWS, SOURCE_TEXTS };

enum paper_list {
	LIST_BUSINESS,
	LIST_FUNCTION,
	LIST_CASE,
	LIST_CHANGE,
	LIST_REQUEST,
	LIST_ANSWER,
	LIST_SOURCE,
	LISTS
};

struct paper_line {
	const char *text[PAPER_TEXTS_MAX];
};

/* As it was read; all texts lie in the arena and are terminated. Not checked to be UTF-8. */
struct paper {
	const char *word[PAPER_WORDS];
	struct paper_line *line[LISTS];
	size_t lines[LISTS];
};

struct director; /* assess/director.h; the press does not know it */

/* The whole document. 0 or -ENOMEM. */
int director_paper(const struct director *d, enum language l, const char *version, struct out *o);
/* 0, or -EINVAL for anything that is not exactly such a stream (of this version), -ENOMEM at the arena's
 * limit. */
int paper_read(struct rd in, const char *version, struct arena *a, struct paper *ret);

#endif
