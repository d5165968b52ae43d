#include "press/book.h"

#include "press/glyphs.h"
#include "press/margin.h"

#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

/* Which cells are columns, how wide (in characters), how they look. */
enum look { LOOK_TEXT, LOOK_CENTRE, LOOK_ANSWER, LOOK_MARK, LOOK_HIDDEN, LOOKS };

static const struct column {
	enum press_word head; /* PRESS_WORDS: the name is `key` */
	enum press_cell cell;
	double width;
	enum look look;
	const char *key; /* of hidden columns: what the import looks for */
} columns[] = {
	{PRESS_COLUMN_FUNCTION, CELL_FUNCTION, 6, LOOK_TEXT, NULL},
	{PRESS_COLUMN_CATEGORY, CELL_CATEGORY, 15, LOOK_TEXT, NULL},
	{PRESS_COLUMN_ITEM, CELL_ITEM, 30, LOOK_TEXT, NULL},
	{PRESS_COLUMN_QUESTION, CELL_TITLE, 44, LOOK_TEXT, NULL},
	{PRESS_COLUMN_KEY_POINT, CELL_KEY_POINT, 8, LOOK_CENTRE, NULL},
	{PRESS_COLUMN_POC, CELL_LEVEL_POC, 6, LOOK_CENTRE, NULL},
	{PRESS_COLUMN_CORE, CELL_LEVEL_CORE, 6, LOOK_CENTRE, NULL},
	{PRESS_COLUMN_IMPORTANT, CELL_LEVEL_IMPORTANT, 6, LOOK_CENTRE, NULL},
	{PRESS_COLUMN_DECISION, CELL_CHOICE, 8, LOOK_MARK, NULL},
	{PRESS_COLUMN_VERDICT, CELL_VERDICT_WORD, 15, LOOK_CENTRE, NULL},
	{PRESS_COLUMN_REASON, CELL_REASON, 44, LOOK_ANSWER, NULL},
	{PRESS_COLUMN_POINT, CELL_POINT, 44, LOOK_ANSWER, NULL},
	{PRESS_WORDS, CELL_ID, 8, LOOK_HIDDEN, "mimamori-id"},
	{PRESS_WORDS, CELL_SYSTEM, 8, LOOK_HIDDEN, "mimamori-system"},
	{PRESS_WORDS, CELL_BASE, 8, LOOK_HIDDEN, "mimamori-base"},
	{PRESS_WORDS, CELL_WAS, 8, LOOK_HIDDEN, "mimamori-was"},
	{PRESS_WORDS, CELL_ASKED, 8, LOOK_HIDDEN, "mimamori-asked"},
};

enum {
	COLUMNS = sizeof columns / sizeof *columns,
	CHOICES_MAX = 8,
	PAPER_A3 = 8,
	INK_BLACK = 0x1A1C1F,
	INK_PALE = 0x8A9097
};

struct book {
	const struct press_document *document;
	struct arena *arena;
	lxw_workbook *workbook;
	lxw_worksheet *sheet;
	lxw_format *look[LOOKS], *head, *title, *note, *again;
	lxw_row_t row;   /* next to be written */
	lxw_row_t first; /* of the rows of the sheet */
};

static lxw_format *format(struct book *b, double size, uint32_t colour)
{
	lxw_format *f = workbook_add_format(b->workbook);

	format_set_font_name(f,
			     strcmp(b->document->word[PRESS_LANGUAGE], "ja") == 0 ? "Yu Gothic" : "Calibri");
	format_set_font_size(f, size);
	format_set_font_color(f, colour);
	format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
	return f;
}

static lxw_format *cell_format(struct book *b, uint32_t colour)
{
	lxw_format *f = format(b, 9, colour);

	format_set_text_wrap(f);
	format_set_border(f, LXW_BORDER_HAIR);
	format_set_border_color(f, 0x9AA0A6);
	return f;
}

static void make_formats(struct book *b)
{
	b->title = format(b, 15, INK_BLACK);
	b->note = format(b, 9, 0x5F6368);
	b->head = cell_format(b, INK_BLACK);
	format_set_bg_color(b->head, 0xEBEFF5);
	format_set_align(b->head, LXW_ALIGN_CENTER);
	b->again = cell_format(b, INK_PALE);
	for (int i = 0; i < LOOKS; i++)
		b->look[i] = cell_format(b, INK_BLACK);
	format_set_align(b->look[LOOK_CENTRE], LXW_ALIGN_CENTER);
	format_set_align(b->look[LOOK_MARK], LXW_ALIGN_CENTER);
	for (int i = LOOK_ANSWER; i <= LOOK_MARK; i++) {
		format_set_unlocked(b->look[i]);
		format_set_bg_color(b->look[i], 0xFFFDF2);
	}
	format_set_num_format(b->look[LOOK_ANSWER], "@"); /* "=..." typed here stays text */
}

/* Cells whose text is put together. */
static const char *text_of(const struct book *b, const struct press_row *r, enum press_cell c)
{
	const char *first = r->cell[c], *second = "", *s;
	char *both;
	size_t n;

	if (c >= CELL_LEVEL_POC && c <= CELL_LEVEL_IMPORTANT)
		return strcmp(first, "given") == 0 ? "■" : *first ? "●" : "";
	if (c == CELL_CATEGORY)
		second = r->cell[CELL_CATEGORY_NAME];
	if (c == CELL_ITEM)
		second = r->cell[CELL_ITEM_TITLE];
	if (c == CELL_TITLE) {
		first = r->cell[CELL_MARK];
		second = r->cell[CELL_TITLE];
	}
	if (c == CELL_VERDICT_WORD)
		second = r->cell[CELL_STATE_WORD];
	n = strlen(first) + strlen(second) + 2;
	both = arena_get(b->arena, n, 1);
	if (!both)
		return "";
	snprintf(both, n, "%s%s%s", first, *first && *second ? (c == CELL_VERDICT_WORD ? "\n" : " ") : "",
		 second);
	s = glyphs_plain(b->arena, both);
	return s ? s : "";
}

/* The same function, category or item as in the row above is told again in pale type: the eye skips it, a
 * filter does not. */
static bool again(const struct press_document *d, size_t at, enum press_cell c)
{
	return (c == CELL_FUNCTION || c == CELL_CATEGORY || c == CELL_ITEM) && at > 0 &&
	       strcmp(d->row[at].cell[c], d->row[at - 1].cell[c]) == 0;
}

static void write_row(struct book *b, size_t at)
{
	const struct press_row *r = &b->document->row[at];

	for (lxw_col_t c = 0; c < COLUMNS; c++) {
		lxw_format *f = again(b->document, at, columns[c].cell) ? b->again : b->look[columns[c].look];
		const char *s = text_of(b, r, columns[c].cell);

		if (*s)
			worksheet_write_string(b->sheet, b->row, c, s, f);
		else
			worksheet_write_blank(b->sheet, b->row, c, f);
	}
	b->row++;
}

static void write_line(struct book *b, const char *text, lxw_format *f)
{
	const char *s = glyphs_plain(b->arena, text);

	worksheet_write_string(b->sheet, b->row++, 0, s ? s : "", f);
}

/* Each paragraph of a word on a row of its own. */
static void write_paragraphs(struct book *b, const char *text)
{
	for (const char *end; *text; text = *end ? end + 1 : end) {
		char *part;

		end = text + strcspn(text, "\n");
		part = arena_text(b->arena, text, (size_t)(end - text));
		if (part && *part)
			write_line(b, part, b->note);
	}
}

static void write_facts(struct book *b)
{
	static const enum press_word facts[][2] = {{PRESS_SITE_LABEL, PRESS_SITE},
						   {PRESS_SYSTEM_LABEL, PRESS_SYSTEM},
						   {PRESS_LEVEL_LABEL, PRESS_LEVEL},
						   {PRESS_AS_OF_LABEL, PRESS_AS_OF},
						   {PRESS_PRINTED_LABEL, PRESS_PRINTED}};
	const char *const *word = b->document->word;
	char line[1024] = "";
	size_t n = 0;

	for (size_t i = 0; i < sizeof facts / sizeof *facts && n < sizeof line; i++)
		n += (size_t)snprintf(line + n, sizeof line - n, "%s%s %s", i ? "   " : "", word[facts[i][0]],
				      word[facts[i][1]]);
	if (n >= sizeof line)
		line[0] = '\0'; /* never half a fact: the site's name is bounded far below */
	write_line(b, line, b->note);
}

static void write_top(struct book *b)
{
	const char *const *word = b->document->word;
	char title[1024];

	snprintf(title, sizeof title, "%s   %s", word[PRESS_TITLE], word[PRESS_CONFIDENTIAL]);
	write_line(b, title, b->title);
	write_line(b, word[PRESS_SUBTITLE], b->note);
	write_facts(b);
	write_line(b, word[PRESS_COUNTS], b->note);
	write_paragraphs(b, word[PRESS_BOOK_NOTE]);
	b->row++;
}

static void write_head(struct book *b)
{
	for (lxw_col_t c = 0; c < COLUMNS; c++) {
		const struct column *k = &columns[c];
		lxw_row_col_options hidden = {.hidden = 1};

		worksheet_write_string(b->sheet, b->row, c, k->key ? k->key : b->document->word[k->head],
				       b->head);
		worksheet_set_column_opt(b->sheet, c, c, k->width, NULL, k->key ? &hidden : NULL);
	}
	worksheet_set_row(b->sheet, b->row, 30, NULL);
	b->first = ++b->row;
}

/* Only the marks may be chosen; the list opens in the cell. */
static void validate(struct book *b)
{
	static char *choices[CHOICES_MAX + 1];
	lxw_data_validation v = {0};
	unsigned n = 0;
	lxw_col_t column = 0;

	for (const char *s = b->document->word[PRESS_CHOICES], *end; *s && n < CHOICES_MAX;
	     s = *end ? end + 1 : end) {
		end = s + strcspn(s, "\n");
		choices[n++] = arena_text(b->arena, s, (size_t)(end - s));
	}
	choices[n] = NULL;
	while (columns[column].cell != CELL_CHOICE)
		column++;
	v.validate = LXW_VALIDATION_TYPE_LIST;
	v.value_list = choices;
	v.error_message = (char *)(uintptr_t)b->document->word[PRESS_CHOICES_HELP];
	if (b->row > b->first)
		worksheet_data_validation_range(b->sheet, b->first, column, b->row - 1, column, &v);
}

static void set_up_print(struct book *b)
{
	char footer[MARGIN_ROOM];

	worksheet_set_landscape(b->sheet);
	worksheet_set_paper(b->sheet, PAPER_A3);
	worksheet_fit_to_pages(b->sheet, 1, 0);
	worksheet_set_margins(b->sheet, 0.4, 0.4, 0.5, 0.6);
	worksheet_repeat_rows(b->sheet, b->first - 1, b->first - 1);
	worksheet_freeze_panes(b->sheet, b->first, 4);
	worksheet_autofilter(b->sheet, b->first - 1, 0, b->row > b->first ? b->row - 1 : b->first,
			     COLUMNS - 1);
	worksheet_set_footer(b->sheet,
			     margin_text(b->arena, b->document->word[PRESS_SUBTITLE], "&R&P / &N", footer));
}

static void protect(struct book *b)
{
	lxw_protection may = {.format_columns = 1, .format_rows = 1, .autofilter = 1, .format_cells = 1};

	worksheet_protect(b->sheet, NULL, &may);
}

static void set_properties(struct book *b)
{
	lxw_doc_properties p = {.title = (char *)(uintptr_t)b->document->word[PRESS_TITLE],
				.subject = (char *)(uintptr_t)b->document->word[PRESS_SUBTITLE],
				.created = (time_t)strtoll(b->document->word[PRESS_TIME], NULL, 10)};

	workbook_set_properties(b->workbook, &p);
}

const char *book_write(const struct press_document *d, struct arena *a, const char *path, const char *scratch)
{
	lxw_workbook_options options = {.tmpdir = (char *)(uintptr_t)scratch};
	struct book b = {.document = d, .arena = a, .workbook = workbook_new_opt(path, &options)};
	lxw_error e;

	if (!b.workbook)
		return "memory";
	b.sheet = workbook_add_worksheet(b.workbook, d->word[PRESS_BOOK_SHEET]);
	if (!b.sheet) {
		lxw_workbook_free(b.workbook);
		return "worksheet";
	}
	make_formats(&b);
	set_properties(&b);
	write_top(&b);
	write_head(&b);
	for (size_t i = 0; i < d->rows; i++)
		write_row(&b, i);
	validate(&b);
	set_up_print(&b);
	b.row++;
	write_paragraphs(&b, d->word[PRESS_LEGEND]);
	write_paragraphs(&b, d->word[PRESS_FOOTER]);
	protect(&b);
	e = workbook_close(b.workbook);
	return e == LXW_NO_ERROR ? NULL : lxw_strerror(e);
}
