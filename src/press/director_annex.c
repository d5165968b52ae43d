/* Where each figure of the directors' page comes from: one line a figure, in two columns that flow over the
 * pages. */
#include "press/director.h"

#define MARGIN 12.0
#define WIDE   (DIRECTOR_WIDTH - 2 * MARGIN)
#define TOP    30.0
#define BOTTOM (DIRECTOR_HEIGHT - 16.0)
#define TYPE   6.8
#define LINE   3.5

static const struct colour rule = {0.80, 0.82, 0.85};

struct flow {
	const struct paper *p;
	struct ink *k;
	double y;
	uint32_t page, pages, first; /* first: the page before the first of these */
	bool dry;
};

static void put(struct flow *f, double x, double width, const char *s, const struct colour *c)
{
	if (!f->dry)
		ink_text(f->k, (struct box){x, f->y, width, LINE}, s,
			 &(struct type){TYPE, LEFT, true, 1, c, NULL});
}

static void columns(struct flow *f, const char *number, const char *figure, const char *value,
		    const struct colour *c)
{
	put(f, MARGIN, 11, number, c);
	put(f, MARGIN + 12, 66, figure, c);
	put(f, MARGIN + 80, 26, value, c);
}

static void turn(struct flow *f)
{
	const char *const *w = f->p->word;

	if (!f->dry && f->page > f->first)
		cairo_show_page(f->k->cr);
	f->page++;
	f->y = TOP;
	if (f->dry)
		return;
	ink_text(f->k, (struct box){MARGIN, 9, WIDE, 7}, w[PAPER_ANNEX],
		 &(struct type){13, LEFT, false, 1, NULL, NULL});
	ink_text(f->k, (struct box){MARGIN, 16.5, WIDE, 8}, w[PAPER_ANNEX_HOW],
		 &(struct type){7.5, LEFT, true, 2, &ink_grey, NULL});
	f->y = TOP - LINE - 1;
	columns(f, w[PAPER_A_NUMBER], w[PAPER_A_FIGURE], w[PAPER_A_VALUE], &ink_grey);
	put(f, MARGIN + 108, WIDE - 108, w[PAPER_A_ROWS], &ink_grey);
	f->y = TOP;
	ink_line(f->k, MARGIN, TOP - 0.6, MARGIN + WIDE, TOP - 0.6, 0.6, &ink_black);
	director_foot(f->p, f->k, f->page, f->pages);
}

/* The rows in full, as many lines as they need. */
static void one(struct flow *f, const struct paper_line *l)
{
	const char *const *t = l->text;
	struct type type = {TYPE, LEFT, true, 1, NULL, NULL};
	struct ink_lines lines;

	if (ink_lines_open(&lines, f->k, WIDE - 108, t[SOURCE_ROWS], TYPE) < 0)
		return;
	if (f->page == f->first || f->y + LINE * (lines.count < 8 ? lines.count : 8) > BOTTOM)
		turn(f);
	columns(f, t[SOURCE_NUMBER], t[SOURCE_FIGURE], t[SOURCE_VALUE], NULL);
	for (unsigned i = 0; i < lines.count && i < 8; i++) {
		if (!f->dry)
			ink_lines_draw(&lines, i, (struct box){MARGIN + 108, f->y, WIDE - 108, LINE}, &type);
		f->y += LINE;
	}
	if (!f->dry)
		ink_line(f->k, MARGIN, f->y - 0.2, MARGIN + WIDE, f->y - 0.2, 0.25, &rule);
	ink_lines_close(&lines);
}

uint32_t director_annex(const struct paper *p, struct ink *k, uint32_t pages, bool dry)
{
	struct flow f = {.p = p, .k = k, .pages = pages, .dry = dry};

	f.first = f.page = *p->word[PAPER_ONLY] ? 0 : 1;

	for (size_t i = 0; i < p->lines[LIST_SOURCE]; i++)
		one(&f, &p->line[LIST_SOURCE][i]);
	if (!dry && f.page > f.first)
		cairo_show_page(k->cr);
	return f.page - f.first;
}
