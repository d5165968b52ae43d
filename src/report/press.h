/* The press prints one document and ends (DESIGN 3.1.4): a program of its own, mimamori-press, because it
 *links what nothing else needs (cairo, pango, libxlsxwriter) and sees texts that came from the wire. This is
 *the form in which the document reaches it, and its answer.
 *
 * The document is one stream: the line "mimamori-press/1 VERSION\n", then messages of a kind (one byte), a
 *length (4 bytes, big-endian) and a body of so many texts, each a length (4 bytes) and its bytes:
 *
 *	'W'  the words, all PRESS_WORDS of them in the order of PRESS_WORD_LIST: everything that is printed
 *once 'V'  one line of the table of revisions, PRESS_REVISION_TEXTS texts (0 to PRESS_REVISIONS_MAX times)
 *	'R'  one row of the sheet, PRESS_CELLS texts in the order of PRESS_CELL_LIST
 *	'E'  the end, empty
 *
 * A table, the other document, has messages of its own (press_table.h).
 *
 * Absent texts are "". The press knows no word of either language and no rule of the sheet: which rows there
 *are, what they say and in which order is the sender's; where they stand on the paper is the press's.
 *
 * The answer is one message, 'D' (done) or 'F' (failed), as in struct press_answer. Both readers hold what
 *they read to the bounds below and refuse everything else. */
#ifndef MIMAMORI_REPORT_PRESS_H
#define MIMAMORI_REPORT_PRESS_H

#include "base/arena.h"
#include "base/out.h"
#include "base/rd.h"

#include <stdint.h>

enum {
	PRESS_REVISIONS_MAX = 6,
	PRESS_REVISION_TEXTS = 4, /* number, date, what changed, who */
	PRESS_ROWS_MAX = 1024,
	PRESS_TEXT_MAX = 16 * 1024,           /* bytes of one text */
	PRESS_DOCUMENT_MAX = 8 * 1024 * 1024, /* bytes of a whole document */
	PRESS_ANSWER_MAX = 4096,
	PRESS_MISSING_MAX = 16, /* characters without a glyph that are named */
};

/* Words of a document. Texts marked L hold several lines, each a paragraph. */
#define PRESS_WORD_LIST(W)                                                                                   \
	W(FORM)     /* "pdf" or "xlsx" */                                                                    \
	W(LANGUAGE) /* "ja" or "en" */                                                                       \
	W(TITLE)                                                                                             \
	W(SUBTITLE)     /* sheet, version, whose wording */                                                  \
	W(CONFIDENTIAL) /* the mark at the top: 社外秘 */                                                 \
	W(SITE_LABEL)                                                                                        \
	W(SITE)                                                                                              \
	W(SYSTEM_LABEL)                                                                                      \
	W(SYSTEM)                                                                                            \
	W(LEVEL_LABEL)                                                                                       \
	W(LEVEL)       /* the usage level in words */                                                        \
	W(LEVEL_TOKEN) /* "poc", "core", "important": the column that is this system's, or "" */             \
	W(AS_OF_LABEL)                                                                                       \
	W(AS_OF)                                                                                             \
	W(PRINTED_LABEL)                                                                                     \
	W(PRINTED)                                                                                           \
	W(TIME)   /* seconds since 1970, for the file's own date */                                          \
	W(COUNTS) /* one line: how many of each verdict */                                                   \
	W(COLUMN_FUNCTION)                                                                                   \
	W(COLUMN_CATEGORY)                                                                                   \
	W(COLUMN_ITEM)                                                                                       \
	W(COLUMN_VIEW)                                                                                       \
	W(COLUMN_QUESTION) /* the same in a table, where its text must survive another character set */      \
	W(COLUMN_KEY_POINT)                                                                                  \
	W(COLUMN_LEVELS)                                                                                     \
	W(COLUMN_POC)                                                                                        \
	W(COLUMN_CORE)                                                                                       \
	W(COLUMN_IMPORTANT)                                                                                  \
	W(COLUMN_DECISION)                                                                                   \
	W(COLUMN_VERDICT)                                                                                    \
	W(COLUMN_REMARKS) /* reason, point to examine, own items: one column on paper */                     \
	W(COLUMN_REASON)                                                                                     \
	W(COLUMN_POINT)                                                                                      \
	W(APPROVE_1) /* the three boxes for names or seals */                                                \
	W(APPROVE_2)                                                                                         \
	W(APPROVE_3)                                                                                         \
	W(REVISIONS)                                                                                         \
	W(REVISION_NUMBER)                                                                                   \
	W(REVISION_DATE)                                                                                     \
	W(REVISION_WHAT)                                                                                     \
	W(REVISION_WHO)                                                                                      \
	W(LEGEND) /* L */                                                                                    \
	W(FOOTER) /* L: source, whose words, what is ours, no complete safety */                             \
	W(PAGE)   /* "{page} / {pages}" */                                                                   \
	W(ANNEX_TITLE)                                                                                       \
	W(ANNEX_NOTE)   /* L: what stands here */                                                            \
	W(POINT)        /* before a point to examine */                                                      \
	W(BETWEEN)      /* between a reason and a point to examine when they stand on one line */            \
	W(EVIDENCE)     /* before what the evidence says, in the annex */                                    \
	W(SIGNED)       /* before who signed, in the annex */                                                \
	W(OWN_ITEMS)    /* "{count} own items" where they do not fit on the sheet */                         \
	W(CHOICES)      /* L: the marks a cell of the decision may hold, for the XLSX */                     \
	W(CHOICES_HELP) /* told when another is typed */                                                     \
	W(BOOK_SHEET)   /* the tab */                                                                        \
	W(BOOK_NOTE)    /* L: above the table of the XLSX: which cells are for answers */

/* Cells of a row. Tokens, not words, decide how a cell is drawn. */
#define PRESS_CELL_LIST(C)                                                                                     \
	C(ID)          /* "32-3", or "A1" for an own item */                                                   \
	C(OWN)         /* "1": an item that the company added */                                               \
	C(ITEM)        /* "32" */                                                                              \
	C(ITEM_CHOICE) /* the item's own mark, of its sub-items together: "◎", "△", "×" or "" */          \
	C(ITEM_TITLE)                                                                                          \
	C(FUNCTION) /* in words; neighbours that are equal are drawn as one cell; so are the next two */       \
	C(CATEGORY) /* "PR.DS" */                                                                              \
	C(CATEGORY_NAME)                                                                                       \
	C(MARK) /* as printed: "③" or "❸" */                                                               \
	C(TITLE)                                                                                               \
	C(KEY_POINT)                                                                                           \
	C(LEVEL_POC) /* "": not asked, "ours": asked, our suggestion, "given": asked, printed or customer's  \
		      */ \
	C(LEVEL_CORE)                                                                                          \
	C(LEVEL_IMPORTANT)                                                                                     \
	C(CHOICE) /* "◎", "△", "×" or "" */                                                               \
	C(CHOICE_WORD)                                                                                         \
	C(VERDICT) /* token: met partly not-met unknown person */                                              \
	C(VERDICT_WORD)                                                                                        \
	C(STATE)      /* token of decision beside verdict: decide good amber verify review note accepted */    \
	C(STATE_WORD) /* printed under the verdict; "" when nothing is to be said */                           \
	C(REASON)                                                                                              \
	C(POINT)                                                                                               \
	C(EVIDENCE) /* for the annex */                                                                        \
	C(SIGNED)   /* for the annex */                                                                        \
	C(SYSTEM) /* "s1": hidden in the XLSX, with the next three, for the way back (assess/returned.h) */    \
	C(BASE)   /* hash of the decision that was exported */                                                 \
	C(WAS)    /* hash of the three answers as exported */                                                  \
	C(ASKED)  /* hash of the question as exported */

enum press_word {
#define W(name) PRESS_##name,
	PRESS_WORD_LIST(W)
#undef W
		PRESS_WORDS
};

enum press_cell {
#define C(name) CELL_##name,
	PRESS_CELL_LIST(C)
#undef C
		PRESS_CELLS
};

struct press_row {
	const char *cell[PRESS_CELLS];
};

struct press_revision {
	const char *text[PRESS_REVISION_TEXTS];
};

/* A document as it was read; all texts lie in the arena and are terminated. Not checked to be UTF-8. */
struct press_document {
	const char *word[PRESS_WORDS];
	struct press_revision revision[PRESS_REVISIONS_MAX];
	unsigned revisions;
	struct press_row *row;
	size_t rows;
};

struct press_missing {
	uint32_t character, count;
};

/* What became of it. */
struct press_answer {
	const char *failed, *detail; /* key of the sentence "press.KEY" and its {detail}; NULL: done */
	uint32_t pages, annex_pages, annexed; /* annexed: entries A1 ... of the annex */
	bool wall_paths, wall_calls;          /* which walls stood: tried, not believed */
	uint32_t missing_kinds;               /* characters that the font has not, printed as 〓 */
	struct press_missing missing[PRESS_MISSING_MAX]; /* the first of them */
};

/* Writing. A NULL text is written as "". One that is too long is cut at a character. */
void press_put_begin(struct out *o, const char *version);
void press_put_words(struct out *o, const char *const word[PRESS_WORDS]);
void press_put_revision(struct out *o, const struct press_revision *r);
void press_put_row(struct out *o, const struct press_row *r);
void press_put_end(struct out *o);
void press_put_answer(struct out *o, const struct press_answer *a);

/* Reading. 0, or -EINVAL for anything that is not exactly such a stream (of this version), -ENOMEM at the
 * arena's limit. */
int press_read(struct rd in, const char *version, struct arena *a, struct press_document *ret);
int press_read_answer(struct rd in, struct arena *a, struct press_answer *ret);

#endif
