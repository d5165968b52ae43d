#include "press/sheet.h"

#include "press/paper.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum column {
	FUNCTION,
	CATEGORY,
	ITEM,
	VIEW,
	KEY,
	POC,
	CORE,
	IMPORTANT,
	DECISION,
	VERDICT,
	REMARKS,
	COLUMNS
};

static const double widths[COLUMNS] = {
	[FUNCTION] = 5,
	[CATEGORY] = 16,
	[ITEM] = 31,
	[VIEW] = 44.6,
	[KEY] = 8.5,
	[POC] = 6.4,
	[CORE] = 6.4,
	[IMPORTANT] = 6.4,
	[DECISION] = 11,
	[VERDICT] = 17,
	[REMARKS] = SHEET_BLOCK - 152.3,
};

static const struct colour line_light = {0.78, 0.80, 0.82}, line_item = {0.55, 0.58, 0.61},
			   line_outer = {0.25, 0.28, 0.31}, tint_head = {0.92, 0.94, 0.96},
			   tint_function = {0.90, 0.93, 0.97}, tint_level = {0.95, 0.96, 0.99};

/* Light enough to print as greys that stay apart from the type; the word is what counts. */
static const struct {
	const char *verdict;
	struct colour tint;
} tints[] = {
	{"met", {0.88, 0.95, 0.89}},     {"partly", {1.0, 0.96, 0.82}}, {"not-met", {0.98, 0.86, 0.84}},
	{"unknown", {0.93, 0.93, 0.93}}, {"person", {1.0, 1.0, 1.0}},
};

static struct box cell(double x, double y, enum column c, unsigned rows)
{
	for (int i = 0; i < (int)c; i++)
		x += widths[i];
	return (struct box){x, y, widths[c], SHEET_ROW * rows};
}

static struct box inside(struct box b) { return (struct box){b.x + 0.7, b.y + 0.2, b.w - 1.4, b.h - 0.4}; }

static const struct type type_left = {SHEET_TYPE, LEFT, false, 0, NULL, NULL},
			 type_centre = {SHEET_TYPE, CENTRE, false, 0, NULL, NULL},
			 type_line = {SHEET_TYPE, LEFT, false, 1, NULL, NULL};

/* Reason and point to examine in the one column: a line each when each fits on one, else one after the other.
 */
static const char *text_of_remarks(const struct sheet *s, struct ink *k, const struct press_row *r)
{
	struct arena *a = k->glyphs->arena;
	const char *const *word = s->document->word, *reason = r->cell[CELL_REASON];
	const char *point =
		*r->cell[CELL_POINT] ? text_join(a, word[PRESS_POINT], "", r->cell[CELL_POINT]) : "";
	struct box line = inside(cell(0, 0, REMARKS, 1));
	bool each = ink_fits(k, line, reason, &type_line) && ink_fits(k, line, point, &type_line);

	if (!*reason || !*point)
		return *reason ? reason : point;
	return text_join(a, reason, each ? "\n" : word[PRESS_BETWEEN], point);
}

static const char *text_of_view(struct arena *a, const struct press_row *r)
{
	return text_join(a, r->cell[CELL_MARK], *r->cell[CELL_MARK] ? " " : "", r->cell[CELL_TITLE]);
}

static const char *text_of_item(struct arena *a, const struct press_row *r)
{
	return text_join(a, r->cell[CELL_ITEM], " ", r->cell[CELL_ITEM_TITLE]);
}

static bool is_own(const struct press_row *r) { return *r->cell[CELL_OWN] != '\0'; }

/* How many rows from here, within `end`, are one cell in this column. */
static unsigned run(const struct sheet *s, size_t at, size_t end, enum press_cell c)
{
	size_t i = at + 1;

	while (i < end && strcmp(s->row[i].row->cell[c], s->row[at].row->cell[c]) == 0 &&
	       strcmp(s->row[i].row->cell[CELL_FUNCTION], s->row[at].row->cell[CELL_FUNCTION]) == 0)
		i++;
	return (unsigned)(i - at);
}

static size_t block_end(const struct sheet *s, size_t at)
{
	size_t end = (at / SHEET_BLOCK_ROWS + 1) * SHEET_BLOCK_ROWS;

	return end < s->shown ? end : s->shown;
}

static bool starts_item(const struct sheet *s, size_t at)
{
	return at % SHEET_BLOCK_ROWS == 0 ||
	       strcmp(s->row[at].row->cell[CELL_ITEM], s->row[at - 1].row->cell[CELL_ITEM]) != 0;
}

/* Where the item's title stands: beside its mark, if it has one. */
static struct box item_box(double x, double y, const struct press_row *r, unsigned rows)
{
	struct box b = inside(cell(x, y, ITEM, rows));

	if (rows > 1 && *r->cell[CELL_ITEM_CHOICE])
		b.w -= 4;
	return b;
}

/* Does all of the row stand in its cells? The item's title counts for its first row in a block. */
static bool row_fits(const struct sheet *s, struct ink *k, size_t at)
{
	const struct press_row *r = s->row[at].row;
	struct arena *a = k->glyphs->arena;
	unsigned rows = starts_item(s, at) ? run(s, at, block_end(s, at), CELL_ITEM) : 0;

	return ink_fits(k, inside(cell(0, 0, REMARKS, 1)), text_of_remarks(s, k, r), &type_left) &&
	       ink_fits(k, inside(cell(0, 0, VIEW, 1)), text_of_view(a, r), &type_left) &&
	       (rows == 0 || ink_fits(k, item_box(0, 0, r, rows), text_of_item(a, r), &type_left));
}

/* Sub-items first, in their order; then the company's own. */
static void put_in_order(struct sheet *s)
{
	size_t at = 0;

	for (int own = 0; own < 2; own++)
		for (size_t i = 0; i < s->document->rows; i++)
			if (is_own(&s->document->row[i]) == (own == 1))
				s->row[at++].row = &s->document->row[i];
	s->rows = at;
}

/* Own items have what room is left: a line each when all fit, else one line that counts them. */
static void share_room(struct sheet *s)
{
	size_t printed, room;

	for (size_t i = 0; i < s->rows; i++)
		s->own += is_own(s->row[i].row);
	printed = s->rows - s->own;
	s->pages = printed ? (uint32_t)((printed + SHEET_PAGE_ROWS - 1) / SHEET_PAGE_ROWS) : 1;
	room = s->pages * (size_t)SHEET_PAGE_ROWS - printed;
	s->shown = printed + (s->own <= room ? s->own : room > 0 ? 1 : 0);
}

static bool counts_own(const struct sheet *s, size_t at)
{
	return is_own(s->row[at].row) && s->rows > s->shown;
}

int sheet_place(struct sheet *s, const struct press_document *d, struct ink *k)
{
	*s = (struct sheet){.document = d};
	s->row = arena_get(k->glyphs->arena, d->rows + 1, sizeof *s->row);
	if (!s->row)
		return -ENOMEM;
	put_in_order(s);
	share_room(s);
	for (size_t i = 0; i < s->rows; i++)
		if (i >= s->shown || counts_own(s, i) || !row_fits(s, k, i))
			s->row[i].annex = ++s->annexed;
	return 0;
}

/* Down the band: Japanese upright, a character a line; Latin turned; in a band of one row, by the letters of
 * its category. */
static void draw_function(struct ink *k, struct box b, const struct press_row *r)
{
	struct type t = {b.h > SHEET_ROW * 1.5 ? 8 : SHEET_TYPE, CENTRE, false, 0, &ink_accent, NULL};
	char code[3] = {r->cell[CELL_CATEGORY][0], 0, 0};
	const char *name = r->cell[CELL_FUNCTION];

	ink_fill(k, b, &tint_function);
	if ((unsigned char)name[0] >= 0xe3)
		ink_text_down(k, b, name, &t);
	else if (b.h > SHEET_ROW * 1.5)
		ink_text_upward(k, b, name, &t);
	else {
		code[1] = code[0] ? r->cell[CELL_CATEGORY][1] : '\0';
		ink_text(k, b, code, &t);
	}
}

/* The item's own mark, of all its sub-items together, at the right of its cell. */
static void draw_item(const struct sheet *s, struct ink *k, double x, double y, size_t at)
{
	const struct press_row *r = s->row[at].row;
	unsigned rows = run(s, at, block_end(s, at), CELL_ITEM);
	struct box b = item_box(x, y, r, rows), mark = {b.x + b.w, b.y, 4, b.h};

	ink_text(k, b, text_of_item(k->glyphs->arena, r), &type_left);
	if (rows > 1)
		ink_text(k, mark, r->cell[CELL_ITEM_CHOICE], &(struct type){8, CENTRE, false, 1, NULL, NULL});
}

static void draw_merged(const struct sheet *s, struct ink *k, double x, double y, size_t at)
{
	const struct press_row *r = s->row[at].row, *before = at ? s->row[at - 1].row : NULL;
	size_t end = block_end(s, at);
	bool first = at % SHEET_BLOCK_ROWS == 0;

	if (first || strcmp(r->cell[CELL_FUNCTION], before->cell[CELL_FUNCTION]) != 0)
		draw_function(k, cell(x, y, FUNCTION, run(s, at, end, CELL_FUNCTION)), r);
	if (first || strcmp(r->cell[CELL_CATEGORY], before->cell[CELL_CATEGORY]) != 0) {
		ink_text(k, inside(cell(x, y, CATEGORY, run(s, at, end, CELL_CATEGORY))),
			 text_join(k->glyphs->arena, r->cell[CELL_CATEGORY], "\n",
				   r->cell[CELL_CATEGORY_NAME]),
			 &type_left);
	}
	if (starts_item(s, at))
		draw_item(s, k, x, y, at);
}

static void draw_levels(struct ink *k, double x, double y, const struct press_row *r)
{
	for (int i = 0; i < 3; i++) {
		const char *how = r->cell[CELL_LEVEL_POC + i];

		if (*how)
			ink_text(k, cell(x, y, POC + (enum column)i, 1),
				 strcmp(how, "given") == 0 ? "■" : "●", &type_centre);
	}
}

static void draw_decision(struct ink *k, double x, double y, const struct press_row *r)
{
	struct box b = cell(x, y, DECISION, 1);

	if (!*r->cell[CELL_CHOICE])
		return;
	ink_text(k, (struct box){b.x, b.y + 0.35, b.w, 3}, r->cell[CELL_CHOICE],
		 &(struct type){8, CENTRE, true, 1, NULL, NULL});
	ink_text(k, (struct box){b.x, b.y + 3.5, b.w, 2.8}, r->cell[CELL_CHOICE_WORD],
		 &(struct type){SHEET_TYPE, CENTRE, true, 1, NULL, NULL});
}

static void draw_verdict(struct ink *k, double x, double y, const struct press_row *r)
{
	struct box b = cell(x, y, VERDICT, 1);
	bool amber = strcmp(r->cell[CELL_STATE], "amber") == 0;
	const char *both;

	for (size_t i = 0; i < sizeof tints / sizeof *tints; i++)
		if (strcmp(tints[i].verdict, r->cell[CELL_VERDICT]) == 0)
			ink_fill(k, b, &tints[i].tint);
	if (amber)
		ink_fill(k, (struct box){b.x, b.y, 0.9, b.h}, &ink_amber);
	both = text_join(k->glyphs->arena, r->cell[CELL_VERDICT_WORD], *r->cell[CELL_STATE_WORD] ? "\n" : "",
			 r->cell[CELL_STATE_WORD]);
	ink_text(k, (struct box){b.x + 0.9, b.y + 0.2, b.w - 1.0, b.h - 0.4}, both, &type_centre);
}

static const char *annex_tail(struct arena *a, uint32_t from, uint32_t to)
{
	char *s = arena_get(a, 64, 1);

	if (s && from == to)
		snprintf(s, 64, " →\u00a0A%u", from);
	else if (s)
		snprintf(s, 64, " →\u00a0A%u–A%u", from, to);
	return s ? s : "";
}

static void draw_remarks(const struct sheet *s, struct ink *k, double x, double y, size_t at)
{
	const struct placed *p = &s->row[at];
	struct type t = type_left;
	const char *text = text_of_remarks(s, k, p->row);

	if (p->annex) {
		t.tail = annex_tail(k->glyphs->arena, p->annex, p->annex);
		text = text_join(k->glyphs->arena, text, "", t.tail);
	}
	ink_text(k, inside(cell(x, y, REMARKS, 1)), text, &t);
}

/* "3 own items → A14–A16" over the width of the block. */
static void draw_count(const struct sheet *s, struct ink *k, double x, double y, size_t at)
{
	const char *tail = annex_tail(k->glyphs->arena, s->row[at].annex, s->row[s->rows - 1].annex);
	const char *line = text_join(k->glyphs->arena, s->document->word[PRESS_OWN_ITEMS], "", tail);

	ink_text(k, (struct box){x + 2, y, SHEET_BLOCK - 4, SHEET_ROW}, line, &type_left);
}

static void draw_row(const struct sheet *s, struct ink *k, double x, double y, size_t at)
{
	const struct press_row *r = s->row[at].row;

	if (counts_own(s, at)) {
		draw_count(s, k, x, y, at);
		return;
	}
	draw_merged(s, k, x, y, at);
	ink_text(k, inside(cell(x, y, VIEW, 1)), text_of_view(k->glyphs->arena, r), &type_left);
	ink_text(k, cell(x, y, KEY, 1), r->cell[CELL_KEY_POINT], &type_centre);
	draw_levels(k, x, y, r);
	draw_decision(k, x, y, r);
	draw_verdict(k, x, y, r);
	draw_remarks(s, k, x, y, at);
}

/* The line above a row: heavy where a function begins, stronger where an item does, light between sub-items,
 * and only over the columns that are not one cell there. */
static void draw_rule(const struct sheet *s, struct ink *k, double x, double y, size_t at)
{
	const char *const *now = s->row[at].row->cell, *const *before = s->row[at - 1].row->cell;
	double from = x, right = x + SHEET_BLOCK;

	if (strcmp(now[CELL_FUNCTION], before[CELL_FUNCTION]) != 0 || is_own(s->row[at].row)) {
		ink_line(k, x, y, right, y, SHEET_LINE_OUTER, &line_outer);
		return;
	}
	from += widths[FUNCTION];
	if (strcmp(now[CELL_CATEGORY], before[CELL_CATEGORY]) == 0)
		from += widths[CATEGORY];
	if (starts_item(s, at)) {
		ink_line(k, from, y, right, y, SHEET_LINE_ITEM, &line_item);
		return;
	}
	ink_line(k, from + widths[ITEM], y, right, y, SHEET_LINE, &line_light);
}

static void draw_upright(struct ink *k, double x, double top, double bottom)
{
	for (int c = FUNCTION; c < REMARKS; c++) {
		x += widths[c];
		ink_line(k, x, c == POC || c == CORE ? top + SHEET_LEVELS : top, x, bottom, SHEET_LINE,
			 c == VIEW || c == IMPORTANT ? &line_item : &line_light);
	}
}

static void head_cell(struct ink *k, double x, double y, enum column c, double h, const char *text)
{
	struct box b = cell(x, y, c, 1);

	b.h = h;
	ink_text(k, (struct box){b.x + 0.3, b.y, b.w - 0.6, b.h}, text, &type_centre);
}

static void draw_columns(const struct sheet *s, struct ink *k, double x, double y)
{
	static const struct {
		enum column column;
		enum press_word word;
	} plain[] = {
		{CATEGORY, PRESS_COLUMN_CATEGORY}, {ITEM, PRESS_COLUMN_ITEM},
		{VIEW, PRESS_COLUMN_VIEW},         {KEY, PRESS_COLUMN_KEY_POINT},
		{DECISION, PRESS_COLUMN_DECISION}, {VERDICT, PRESS_COLUMN_VERDICT},
		{REMARKS, PRESS_COLUMN_REMARKS},
	};
	const char *const *word = s->document->word;
	double levels = cell(x, y, POC, 1).x;
	struct box function = {x, y, widths[FUNCTION], SHEET_COLUMNS};

	ink_fill(k, (struct box){x, y, SHEET_BLOCK, SHEET_COLUMNS}, &tint_head);
	if ((unsigned char)word[PRESS_COLUMN_FUNCTION][0] >= 0xe3)
		ink_text_down(k, function, word[PRESS_COLUMN_FUNCTION], &type_centre);
	else
		ink_text_upward(k, function, word[PRESS_COLUMN_FUNCTION], &type_centre);
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		head_cell(k, x, y, plain[i].column, SHEET_COLUMNS, word[plain[i].word]);
	ink_text(k, (struct box){levels, y, 3 * widths[POC], SHEET_LEVELS}, word[PRESS_COLUMN_LEVELS],
		 &type_centre);
	for (int i = 0; i < 3; i++)
		head_cell(k, x, y + SHEET_LEVELS, POC + (enum column)i, SHEET_COLUMNS - SHEET_LEVELS,
			  word[PRESS_COLUMN_POC + i]);
	ink_line(k, levels, y + SHEET_LEVELS, levels + 3 * widths[POC], y + SHEET_LEVELS, SHEET_LINE,
		 &line_light);
}

/* The column of this system's usage level stands out a little. */
static void draw_level_tint(const struct sheet *s, struct ink *k, double x, double y, size_t rows)
{
	static const char *const tokens[] = {"poc", "core", "important"};

	for (int i = 0; i < 3; i++)
		if (strcmp(s->document->word[PRESS_LEVEL_TOKEN], tokens[i]) == 0)
			ink_fill(k, cell(x, y, POC + (enum column)i, (unsigned)rows), &tint_level);
}

static void draw_block(const struct sheet *s, struct ink *k, double x, size_t from)
{
	size_t end = block_end(s, from);
	double top = SHEET_TABLE_TOP, y = top + SHEET_COLUMNS, bottom = y + SHEET_ROW * (double)(end - from);
	double upright = counts_own(s, end - 1) ? bottom - SHEET_ROW : bottom;

	draw_columns(s, k, x, top);
	draw_level_tint(s, k, x, y, (size_t)((upright - y) / SHEET_ROW + 0.5));
	for (size_t at = from; at < end; at++)
		draw_row(s, k, x, y + SHEET_ROW * (double)(at - from), at);
	draw_upright(k, x, top, upright);
	for (size_t at = from + 1; at < end; at++)
		draw_rule(s, k, x, y + SHEET_ROW * (double)(at - from), at);
	ink_line(k, x, y, x + SHEET_BLOCK, y, SHEET_LINE_OUTER, &line_outer);
	ink_frame(k, (struct box){x, top, SHEET_BLOCK, bottom - top}, SHEET_LINE_OUTER, &line_outer);
}

void sheet_draw_page(const struct sheet *s, struct ink *k, uint32_t page)
{
	size_t from = (size_t)page * SHEET_PAGE_ROWS;

	sheet_draw_head(s, k, page);
	for (unsigned i = 0; i < 2 && from + i * SHEET_BLOCK_ROWS < s->shown; i++)
		draw_block(s, k, SHEET_MARGIN + i * (SHEET_BLOCK + SHEET_GUTTER),
			   from + i * SHEET_BLOCK_ROWS);
	sheet_draw_foot(s, k, page);
}
