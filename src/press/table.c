#include "press/table.h"

#include "press/glyphs.h"
#include "press/margin.h"

#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

enum { PAPER_A4 = 9, WIDTH_MOST = 100, WIDTH_OF_PAGE = 180, INK_BLACK = 0x1A1C1F, INK_PALE = 0x5F6368 };

struct bound {
	const struct press_table *table;
	struct arena *arena;
	lxw_workbook *workbook;
	lxw_worksheet *sheet, *lists; /* lists: hidden, made when the first column of choices comes */
	lxw_format *head, *text, *date, *hint;
	lxw_format *text_column, *date_column; /* of cells that are still to be filled */
};

static lxw_format *format(struct bound *b, uint32_t colour, const char *number)
{
	lxw_format *f = workbook_add_format(b->workbook);

	format_set_font_name(f, strcmp(b->table->word[PRESS_TABLE_LANGUAGE], "ja") == 0 ? "Yu Gothic"
											: "Calibri");
	format_set_font_size(f, 10);
	format_set_font_color(f, colour);
	format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
	format_set_text_wrap(f);
	format_set_num_format(f, number);
	return f;
}

static lxw_format *bordered(lxw_format *f)
{
	format_set_border(f, LXW_BORDER_HAIR);
	format_set_border_color(f, 0x9AA0A6);
	return f;
}

/* "@": what is typed stays text, "=..." and "0012" too. */
static void make_formats(struct bound *b)
{
	b->head = bordered(format(b, INK_BLACK, "@"));
	format_set_bg_color(b->head, 0xEBEFF5);
	b->text = bordered(format(b, INK_BLACK, "@"));
	b->date = bordered(format(b, INK_BLACK, "yyyy-mm-dd"));
	b->hint = bordered(format(b, INK_PALE, "@"));
	b->text_column = format(b, INK_BLACK, "@");
	b->date_column = format(b, INK_BLACK, "yyyy-mm-dd");
}

static const char *of(const struct bound *b, unsigned column, enum press_column_text text)
{
	return b->table->column[column].text[text];
}

static bool is_kind(const struct bound *b, unsigned column, const char *kind)
{
	return strcmp(of(b, column, PRESS_COLUMN_OF_KIND), kind) == 0;
}

static void put(struct bound *b, lxw_row_t row, unsigned column, const char *text, lxw_format *f)
{
	const char *s = glyphs_plain(b->arena, text);

	if (s && *s)
		worksheet_write_string(b->sheet, row, (lxw_col_t)column, s, f);
	else
		worksheet_write_blank(b->sheet, row, (lxw_col_t)column, f);
}

/* "2026-04-01", and nothing else, of the years that every spreadsheet counts alike. */
static bool is_date(const char *s, lxw_datetime *ret)
{
	static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap;

	if (strlen(s) != 10 || strspn(s, "0123456789-") != 10 || s[4] != '-' || s[7] != '-' ||
	    strcspn(s, "-") != 4 || s[5] == '-' || s[6] == '-' || s[8] == '-' || s[9] == '-')
		return false;
	*ret = (lxw_datetime){.year = atoi(s), .month = atoi(s + 5), .day = atoi(s + 8)};
	leap = (ret->year % 4 == 0 && ret->year % 100 != 0) || ret->year % 400 == 0;
	return ret->year > 1900 && ret->month >= 1 && ret->month <= 12 && ret->day >= 1 &&
	       ret->day <= days[ret->month - 1] && (ret->month != 2 || ret->day < 29 || leap);
}

static void write_line(struct bound *b, size_t at)
{
	const char *const *cell = b->table->cell + at * b->table->columns;
	lxw_row_t row = (lxw_row_t)at + 1;
	lxw_datetime when;

	for (unsigned c = 0; c < b->table->columns; c++)
		if (*cell[0] == '#')
			put(b, row, c, cell[c], b->hint);
		else if (!is_kind(b, c, "date"))
			put(b, row, c, cell[c], b->text);
		else if (is_date(cell[c], &when))
			worksheet_write_datetime(b->sheet, row, (lxw_col_t)c, &when, b->date);
		else
			put(b, row, c, cell[c], b->date);
}

static int width_of(const struct bound *b, unsigned column)
{
	long width = strtol(of(b, column, PRESS_COLUMN_OF_WIDTH), NULL, 10);

	return width < 1 ? 1 : width > WIDTH_MOST ? WIDTH_MOST : (int)width;
}

static void write_head(struct bound *b)
{
	for (unsigned c = 0; c < b->table->columns; c++) {
		lxw_row_col_options hidden = {.hidden = 1};

		put(b, 0, c, of(b, c, PRESS_COLUMN_OF_HEADING), b->head);
		worksheet_set_column_opt(b->sheet, (lxw_col_t)c, (lxw_col_t)c, width_of(b, c),
					 is_kind(b, c, "date") ? b->date_column : b->text_column,
					 *of(b, c, PRESS_COLUMN_OF_HIDDEN) ? &hidden : NULL);
	}
}

/* The choices of a column, below each other on the hidden sheet; how many. */
static unsigned list(struct bound *b, unsigned column)
{
	unsigned n = 0;

	for (const char *s = of(b, column, PRESS_COLUMN_OF_CHOICES), *end; *s && n < PRESS_CHOICES_MAX;
	     s = *end ? end + 1 : end) {
		const char *one;

		end = s + strcspn(s, "\n");
		one = arena_text(b->arena, s, (size_t)(end - s));
		one = one ? glyphs_plain(b->arena, one) : NULL;
		worksheet_write_string(b->lists, n++, (lxw_col_t)column, one ? one : "", b->text);
	}
	return n;
}

/* The list opens in the cell. It stands in cells of its own: within the rule itself a choice could have no
 * comma, and all of them together 255 characters. */
static void offer(struct bound *b, unsigned column)
{
	lxw_data_validation v = {.validate = LXW_VALIDATION_TYPE_LIST_FORMULA};
	lxw_row_t last = (lxw_row_t)b->table->lines + PRESS_LINES_SPARE;
	char name[16], where[64];
	unsigned n;

	if (!b->lists && !(b->lists = workbook_add_worksheet(b->workbook, "lists")))
		return;
	worksheet_hide(b->lists);
	if (!(n = list(b, column)))
		return;
	lxw_col_to_name(name, (lxw_col_t)column, 1);
	snprintf(where, sizeof where, "=lists!%s$1:%s$%u", name, name, n);
	v.value_formula = where;
	v.show_error = is_kind(b, column, "choice") ? LXW_VALIDATION_ON : LXW_VALIDATION_OFF;
	v.error_message = (char *)(uintptr_t)b->table->word[PRESS_TABLE_CHOICES_HELP];
	worksheet_data_validation_range(b->sheet, 1, (lxw_col_t)column, last, (lxw_col_t)column, &v);
}

/* How many pages side by side, so that what is printed can be read. */
static uint16_t pages_wide(const struct bound *b)
{
	int all = 0;

	for (unsigned c = 0; c < b->table->columns; c++)
		all += *of(b, c, PRESS_COLUMN_OF_HIDDEN) ? 0 : width_of(b, c);
	return (uint16_t)((all + WIDTH_OF_PAGE - 1) / WIDTH_OF_PAGE);
}

static void set_up_print(struct bound *b)
{
	lxw_row_t last = (lxw_row_t)b->table->lines;
	char head[MARGIN_ROOM], foot[MARGIN_ROOM];

	worksheet_set_landscape(b->sheet);
	worksheet_set_paper(b->sheet, PAPER_A4);
	worksheet_fit_to_pages(b->sheet, pages_wide(b), 0);
	worksheet_set_margins(b->sheet, 0.4, 0.4, 0.7, 0.7);
	worksheet_repeat_rows(b->sheet, 0, 0);
	worksheet_repeat_columns(b->sheet, 0, 0);
	worksheet_freeze_panes(b->sheet, 1, 1);
	worksheet_autofilter(b->sheet, 0, 0, last ? last : 1, (lxw_col_t)(b->table->columns - 1));
	worksheet_ignore_errors(b->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:BL1048576");
	worksheet_set_header(b->sheet, margin_text(b->arena, b->table->word[PRESS_TABLE_TITLE], "", head));
	worksheet_set_footer(b->sheet,
			     margin_text(b->arena, b->table->word[PRESS_TABLE_FOOT], "&R&P / &N", foot));
}

static void set_properties(struct bound *b)
{
	lxw_doc_properties p = {
		.title = (char *)(uintptr_t)glyphs_plain(b->arena, b->table->word[PRESS_TABLE_TITLE]),
		.created = (time_t)strtoll(b->table->word[PRESS_TABLE_TIME], NULL, 10)};

	workbook_set_properties(b->workbook, &p);
}

static void write_all(struct bound *b)
{
	make_formats(b);
	set_properties(b);
	write_head(b);
	for (size_t i = 0; i < b->table->lines; i++)
		write_line(b, i);
	for (unsigned c = 0; c < b->table->columns; c++)
		if (*of(b, c, PRESS_COLUMN_OF_CHOICES))
			offer(b, c);
	set_up_print(b);
}

const char *table_write(const struct press_table *t, struct arena *a, const char *path, const char *scratch)
{
	lxw_workbook_options options = {.tmpdir = (char *)(uintptr_t)scratch};
	struct bound b = {.table = t, .arena = a, .workbook = workbook_new_opt(path, &options)};
	lxw_error e;

	if (!b.workbook)
		return "memory";
	b.sheet = workbook_add_worksheet(b.workbook, t->word[PRESS_TABLE_TAB]);
	if (!b.sheet) {
		lxw_workbook_free(b.workbook);
		return "worksheet";
	}
	write_all(&b);
	e = workbook_close(b.workbook);
	return e == LXW_NO_ERROR ? NULL : lxw_strerror(e);
}
