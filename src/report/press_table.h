/* The press's second document: a table of records or equipment, bound as XLSX so that people can fill it in
 * and send it back. The stream begins and ends as press.h says; between stand, in this order,
 *
 *	'T'  the words, PRESS_TABLE_WORDS texts in the order of PRESS_TABLE_WORD_LIST
 *	'C'  one column, PRESS_COLUMN_TEXTS texts (1 to PRESS_COLUMNS_MAX times)
 *	'L'  one row, a text a column (0 to PRESS_LINES_MAX times)
 *
 * Row 1 of the book holds the headings and every row below is data: title and foot stand in the margins of
 * the printed page, where no import can take them for a row. Texts stay texts, whatever they begin with; only
 * a date (2026-04-01) in a column of dates becomes a date of the spreadsheet. A row whose first cell begins
 * with "#" explains, and is drawn in pale type. */
#ifndef MIMAMORI_REPORT_PRESS_TABLE_H
#define MIMAMORI_REPORT_PRESS_TABLE_H

#include "report/press.h"

enum {
	PRESS_COLUMNS_MAX = 64,
	PRESS_LINES_MAX = 50000,
	PRESS_TABLE_MAX = 32 * 1024 * 1024, /* bytes of a whole document */
	PRESS_CHOICES_MAX = 64,             /* choices of a column; more are not listed */
	PRESS_LINES_SPARE = 1000,           /* rows below the last one that are prepared for new ones */
};

#define PRESS_TABLE_WORD_LIST(W)                                                                             \
	W(LANGUAGE) /* "ja" or "en" */                                                                       \
	W(TITLE)    /* at the head of every page */                                                          \
	W(FOOT)     /* L: at its foot; some 60 Japanese characters have room */                              \
	W(TAB)                                                                                               \
	W(TIME)         /* seconds since 1970, for the file's own date */                                    \
	W(CHOICES_HELP) /* told when something else is typed where only the choices will do */

/* Texts of a column. */
#define PRESS_COLUMN_LIST(C)                                                                                 \
	C(HEADING)                                                                                           \
	C(WIDTH) /* in characters, "1" to "100" */                                                           \
	C(KIND)  /* "text"; "date"; "choice": one of the choices; "suggest": one of them, or anything else \
		    */ \
	C(HIDDEN)  /* "1": there for the way back */                                                         \
	C(CHOICES) /* L */

enum press_table_word {
#define W(name) PRESS_TABLE_##name,
	PRESS_TABLE_WORD_LIST(W)
#undef W
		PRESS_TABLE_WORDS
};

enum press_column_text {
#define C(name) PRESS_COLUMN_OF_##name,
	PRESS_COLUMN_LIST(C)
#undef C
		PRESS_COLUMN_TEXTS
};

struct press_column {
	const char *text[PRESS_COLUMN_TEXTS];
};

/* As it was read; all texts lie in the arena and are terminated. Not checked to be UTF-8. */
struct press_table {
	const char *word[PRESS_TABLE_WORDS];
	struct press_column column[PRESS_COLUMNS_MAX];
	unsigned columns;
	const char **cell; /* row by row */
	size_t lines;
};

/* Writing, between press_put_begin() and press_put_end(). A line has a text for each column told before. */
void press_put_table(struct out *o, const char *const word[PRESS_TABLE_WORDS]);
void press_put_column(struct out *o, const struct press_column *c);
void press_put_line(struct out *o, const char *const *cell, unsigned columns);

/* As press_read(). */
int press_read_table(struct rd in, const char *version, struct arena *a, struct press_table *ret);

#endif
