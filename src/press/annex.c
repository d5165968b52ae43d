#include "press/annex.h"

#include <stdio.h>
#include <string.h>

#define MARGIN      18.0
#define TOP         34.0
#define BOTTOM      (ANNEX_HEIGHT - 30.0)
#define LABEL_WIDTH 30.0
#define BODY        9.0
#define LEADING     1.55

static const struct colour rule = {0.70, 0.73, 0.76};
static const double LINE = BODY * LEADING * 25.4 / 72;

/* Lines flow down the pages. dry: only counted, so that the page numbers know their total. */
struct flow {
	const struct sheet *sheet;
	struct ink *ink;
	double y;
	uint32_t page, pages; /* page: from 1 */
	bool dry;
};

static void draw_frame(struct flow *f)
{
	const char *const *word = f->sheet->document->word;
	double width = ANNEX_WIDTH - 2 * MARGIN;
	struct ink *k = f->ink;

	ink_text(k, (struct box){MARGIN, 12, width - 30, 6}, word[PRESS_ANNEX_TITLE],
		 &(struct type){13, LEFT, false, 1, NULL, NULL});
	ink_text(k, (struct box){ANNEX_WIDTH - MARGIN - 28, 12, 28, 6}, word[PRESS_CONFIDENTIAL],
		 &(struct type){9, RIGHT, false, 1, &ink_red, NULL});
	ink_text(k, (struct box){MARGIN, 19.5, width, 9}, word[PRESS_ANNEX_NOTE],
		 &(struct type){7.5, LEFT, true, 2, &ink_grey, NULL});
	ink_line(k, MARGIN, 30, ANNEX_WIDTH - MARGIN, 30, 0.8, &ink_black);
	ink_text(k, (struct box){MARGIN, BOTTOM + 6, width - 26, 18}, word[PRESS_FOOTER],
		 &(struct type){6.8, LEFT, true, 0, &ink_grey, NULL});
	ink_text(k, (struct box){ANNEX_WIDTH - MARGIN - 24, BOTTOM + 6, 24, 4},
		 page_number(k->glyphs->arena, word[PRESS_PAGE], f->page, f->pages),
		 &(struct type){8, RIGHT, true, 1, NULL, NULL});
}

static void turn_page(struct flow *f)
{
	if (!f->dry && f->page > 0)
		cairo_show_page(f->ink->cr);
	f->page++;
	f->y = TOP;
	if (!f->dry)
		draw_frame(f);
}

/* Room for so many lines on this page, or the next begins. */
static void need(struct flow *f, double lines)
{
	if (f->page == 0 || f->y + lines * LINE > BOTTOM)
		turn_page(f);
}

/* A paragraph in full, line by line, its label before the first. */
static void paragraph(struct flow *f, const char *label, const char *text)
{
	double x = MARGIN + LABEL_WIDTH, width = ANNEX_WIDTH - MARGIN - x;
	struct type t = {BODY, LEFT, true, 1, NULL, NULL};
	struct ink_lines lines;

	if (!*text || ink_lines_open(&lines, f->ink, width, text, BODY) < 0)
		return;
	for (unsigned i = 0; i < lines.count; i++) {
		need(f, i == 0 && lines.count > 1 ? 2 : 1);
		if (i == 0 && !f->dry)
			ink_text(f->ink, (struct box){MARGIN, f->y, LABEL_WIDTH - 3, LINE}, label,
				 &(struct type){8, LEFT, true, 1, &ink_grey, NULL});
		if (!f->dry)
			ink_lines_draw(&lines, i, (struct box){x, f->y, width, LINE}, &t);
		f->y += LINE;
	}
	ink_lines_close(&lines);
}

/* "A12", then the item and the sub-item in full. */
static void heading(struct flow *f, const struct placed *p)
{
	const char *const *cell = p->row->cell;
	struct arena *a = f->ink->glyphs->arena;
	char number[16];

	snprintf(number, sizeof number, "A%u", p->annex);
	need(f, 5);
	if (!f->dry) {
		ink_line(f->ink, MARGIN, f->y - 1.2, ANNEX_WIDTH - MARGIN, f->y - 1.2, 0.4, &rule);
		ink_text(f->ink, (struct box){MARGIN, f->y, LABEL_WIDTH - 2, 5}, number,
			 &(struct type){12, LEFT, true, 1, &ink_accent, NULL});
	}
	if (!*cell[CELL_OWN])
		paragraph(f, "", text_join(a, cell[CELL_ITEM], " ", cell[CELL_ITEM_TITLE]));
	paragraph(f, "", text_join(a, cell[CELL_MARK], " ", cell[CELL_TITLE]));
}

/* Two texts with what stands between them when there are both. */
static const char *pair(struct flow *f, enum press_cell first, const char *between, enum press_cell second,
			const struct press_row *r)
{
	bool both = *r->cell[first] && *r->cell[second];

	return text_join(f->ink->glyphs->arena, r->cell[first], both ? between : "", r->cell[second]);
}

static void entry(struct flow *f, const struct placed *p)
{
	const char *const *word = f->sheet->document->word, *const *cell = p->row->cell;

	heading(f, p);
	paragraph(f, word[PRESS_COLUMN_DECISION], pair(f, CELL_CHOICE, " ", CELL_CHOICE_WORD, p->row));
	paragraph(f, word[PRESS_COLUMN_VERDICT], pair(f, CELL_VERDICT_WORD, " — ", CELL_STATE_WORD, p->row));
	paragraph(f, word[PRESS_COLUMN_REASON], cell[CELL_REASON]);
	paragraph(f, word[PRESS_COLUMN_POINT], cell[CELL_POINT]);
	paragraph(f, word[PRESS_EVIDENCE], cell[CELL_EVIDENCE]);
	paragraph(f, word[PRESS_SIGNED], cell[CELL_SIGNED]);
	f->y += LINE * 0.8;
}

static uint32_t all(const struct sheet *s, struct ink *k, uint32_t pages, bool dry)
{
	struct flow f = {.sheet = s, .ink = k, .pages = pages, .dry = dry};

	for (size_t i = 0; i < s->rows; i++)
		if (s->row[i].annex)
			entry(&f, &s->row[i]);
	if (!dry && f.page > 0)
		cairo_show_page(k->cr);
	return f.page;
}

uint32_t annex_draw(const struct sheet *s, struct ink *k) { return all(s, k, all(s, k, 0, true), false); }
