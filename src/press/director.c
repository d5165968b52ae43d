#include "press/director.h"

#include "press/sheet.h"

#include <string.h>

#define MARGIN 12.0
#define WIDE   (DIRECTOR_WIDTH - 2 * MARGIN)
#define BODY   8.0
#define SMALL  7.0

static const struct colour rule = {0.70, 0.73, 0.76}, tint = {0.93, 0.95, 0.97}, pale = {1.0, 0.96, 0.88};

struct page {
	const struct paper *p;
	struct ink *k;
	double y;
};

/* In this order down the page; heights in mm, so that all of it stands on one. */
enum { MARK = 8, TITLE = 6, RESIDUAL = 16, FLOOR = 283 /* above the foot */ };

static void text(struct page *g, struct box b, const char *s, double size, unsigned lines,
		 const struct colour *c)
{
	ink_text(g->k, b, s, &(struct type){size, LEFT, true, lines, c, NULL});
}

static void heading(struct page *g, const char *s)
{
	ink_text(g->k, (struct box){MARGIN, g->y, WIDE, TITLE - 1}, s,
		 &(struct type){10.5, LEFT, false, 1, &ink_accent, NULL});
	ink_line(g->k, MARGIN, g->y + TITLE - 0.6, MARGIN + WIDE, g->y + TITLE - 0.6, 0.7, &ink_accent);
	g->y += TITLE;
}

static void note(struct page *g, const char *s, double height)
{
	text(g, (struct box){MARGIN, g->y + 0.8, WIDE, height - 0.8}, s, SMALL, 1, &ink_grey);
	g->y += height;
}

static void head(struct page *g)
{
	const char *const *w = g->p->word;

	ink_text(g->k, (struct box){MARGIN, 9, WIDE - 30, 8}, w[PAPER_TITLE],
		 &(struct type){16, LEFT, false, 1, NULL, NULL});
	ink_text(g->k, (struct box){MARGIN + WIDE - 30, 9, 30, 6}, w[PAPER_CONFIDENTIAL],
		 &(struct type){9, RIGHT, false, 1, &ink_red, NULL});
	text(g, (struct box){MARGIN, 17.5, WIDE, 5}, w[PAPER_HEAD], 9, 1, NULL);
	text(g, (struct box){MARGIN, 22.2, WIDE, 4}, w[PAPER_SEEN], SMALL, 1, &ink_grey);
	g->y = 27;
	if (!*w[PAPER_MARK])
		return;
	ink_fill(g->k, (struct box){MARGIN, g->y, WIDE, MARK}, &pale);
	ink_frame(g->k, (struct box){MARGIN, g->y, WIDE, MARK}, 0.6, &ink_amber);
	ink_text(g->k, (struct box){MARGIN + 2, g->y + 0.5, WIDE - 4, MARK - 1}, w[PAPER_PROVISIONAL],
		 &(struct type){BODY, LEFT, false, 2, NULL, NULL});
	g->y += MARK + 1.5;
}

/* --- tables */

struct column {
	double width;
	enum align align;
};

static void cells(struct page *g, const struct column *c, size_t n, const char *const *t, double height,
		  bool first)
{
	double x = MARGIN;

	if (first)
		ink_fill(g->k, (struct box){MARGIN, g->y, WIDE, height}, &tint);
	for (size_t i = 0; i < n; i++) {
		ink_text(g->k, (struct box){x + 1, g->y + 0.3, c[i].width - 2, height - 0.6}, t[i],
			 &(struct type){first ? SMALL : BODY, c[i].align, false, 2, first ? &ink_grey : NULL,
					NULL});
		x += c[i].width;
	}
	g->y += height;
	ink_line(g->k, MARGIN, g->y, MARGIN + WIDE, g->y, 0.3, &rule);
}

static void businesses(struct page *g)
{
	static const struct column c[] = {{60, LEFT}, {26, LEFT}, {36, LEFT}, {22, RIGHT}, {42, LEFT}};
	const char *const *w = g->p->word;

	heading(g, w[PAPER_BUSINESS]);
	cells(g, c, 5,
	      (const char *const[]){w[PAPER_C_BUSINESS], w[PAPER_C_WEIGHT], w[PAPER_C_LEVEL],
				    w[PAPER_C_ENDURES], w[PAPER_C_FALLBACK]},
	      4.2, true);
	for (size_t i = 0; i < g->p->lines[LIST_BUSINESS] && i < 4; i++)
		cells(g, c, BUSINESS_TEXTS, g->p->line[LIST_BUSINESS][i].text,
		      g->p->lines[LIST_BUSINESS] > 2 ? 5.4 : 8.4, false);
	note(g, w[PAPER_BUSINESS_NOTE], 5);
}

static void functions(struct page *g)
{
	static const struct column c[] = {{48, LEFT},  {21, RIGHT}, {21, RIGHT}, {21, RIGHT},
					  {24, RIGHT}, {21, RIGHT}, {30, RIGHT}};
	const char *const *w = g->p->word;

	heading(g, w[PAPER_FUNCTIONS]);
	cells(g, c, 7,
	      (const char *const[]){w[PAPER_C_FUNCTION], w[PAPER_C_ROWS], w[PAPER_C_MET], w[PAPER_C_PARTLY],
				    w[PAPER_C_NOT_MET], w[PAPER_C_UNKNOWN], w[PAPER_C_PERSON]},
	      4.2, true);
	for (size_t i = 0; i < g->p->lines[LIST_FUNCTION] && i < 5; i++)
		cells(g, c, FUNCTION_TEXTS, g->p->line[LIST_FUNCTION][i].text, 4.6, false);
	note(g, w[PAPER_WEAKEST], 5);
}

static void one_case(struct page *g, const struct paper_line *l, double height)
{
	const char *const *w = g->p->word;
	double left = 112, right = WIDE - left - 2;

	text(g, (struct box){MARGIN + 1, g->y + 0.6, left, 7.4}, l->text[CASE_STORY], 8.4, 2, NULL);
	text(g, (struct box){MARGIN + 1, g->y + 8, left, 4}, l->text[CASE_EFFECTS], SMALL, 1, &ink_grey);
	ink_text(g->k, (struct box){MARGIN + 1, g->y + 11.2, left, 5}, l->text[CASE_MONEY],
		 &(struct type){9.6, LEFT, false, 1, &ink_red, NULL});
	text(g, (struct box){MARGIN + left + 2, g->y + 0.6, right, 3.4}, w[PAPER_C_PROTECTS], SMALL, 1,
	     &ink_grey);
	text(g, (struct box){MARGIN + left + 2, g->y + 4, right, height - 4.6}, l->text[CASE_PROTECTS], 7.2,
	     0, NULL);
	g->y += height;
	ink_line(g->k, MARGIN, g->y, MARGIN + WIDE, g->y, 0.3, &rule);
}

static void cases(struct page *g)
{
	heading(g, g->p->word[PAPER_WORST]);
	for (size_t i = 0; i < g->p->lines[LIST_CASE] && i < 3; i++)
		one_case(g, &g->p->line[LIST_CASE][i], 16.4);
	note(g, g->p->word[PAPER_WORST_NOTE], 5);
}

/* Three columns of "name value". */
static void changes(struct page *g)
{
	size_t n = g->p->lines[LIST_CHANGE] < 12 ? g->p->lines[LIST_CHANGE] : 12, rows = (n + 2) / 3;
	double width = WIDE / 3, top;

	heading(g, g->p->word[PAPER_CHANGES]);
	top = g->y + 0.5;
	for (size_t i = 0; i < n; i++) {
		const char *const *t = g->p->line[LIST_CHANGE][i].text;
		double x = MARGIN + width * (double)(i / (rows ? rows : 1)),
		       y = top + 4.4 * (double)(i % (rows ? rows : 1));

		text(g, (struct box){x + 1, y, width - 28, 4.2}, t[CHANGE_NAME], SMALL, 1, NULL);
		ink_text(g->k, (struct box){x + width - 28, y, 25, 4.2}, t[CHANGE_VALUE],
			 &(struct type){SMALL, RIGHT, true, 1, NULL, NULL});
	}
	g->y = top + 4.4 * (double)rows + 1;
}

/* --- decisions */

static void tick(struct page *g, double x, double y, const char *s)
{
	ink_frame(g->k, (struct box){x, y + 0.4, 3, 3}, 0.6, &ink_black);
	text(g, (struct box){x + 4, y, 34, 4}, s, SMALL, 1, NULL);
}

static void one_request(struct page *g, const struct paper_line *l, double height)
{
	const char *const *w = g->p->word, *const *t = l->text;
	double left = 108, x = MARGIN + left + 2, seal = 17;
	struct box named = {MARGIN + 1, g->y + 0.4, left - 2, 7};
	char line[1024];

	text(g, named, t[REQUEST_ASKED], 8.4, 2, NULL);
	snprintf(line, sizeof line, "%.60s  %.40s  %.60s: %.300s  %.60s: %.80s", t[REQUEST_ID],
		 t[REQUEST_KIND], w[PAPER_C_COST], t[REQUEST_COST], w[PAPER_C_DUE], t[REQUEST_DUE]);
	text(g, (struct box){MARGIN + 1, g->y + 7.6, left - 2, 4}, line, 7.4, 1, NULL);
	snprintf(line, sizeof line, "%.120s: %.800s", w[PAPER_C_OTHERWISE], t[REQUEST_OTHERWISE]);
	text(g, (struct box){MARGIN + 1, g->y + 11.2, left - 2, height - 11.2}, line, SMALL, 1, &ink_grey);
	tick(g, x, g->y + 1.2, w[PAPER_YES]);
	tick(g, x + 18, g->y + 1.2, w[PAPER_NO]);
	tick(g, x, g->y + 5.6, w[PAPER_LATER]);
	text(g, (struct box){x, g->y + 10, 22, 4}, w[PAPER_SIGNED], 6.6, 1, &ink_grey);
	ink_line(g->k, x + 20, g->y + 13.4, MARGIN + WIDE - seal - 2, g->y + 13.4, 0.4, &ink_black);
	ink_frame(g->k, (struct box){MARGIN + WIDE - seal, g->y + 0.8, seal, height - 1.6}, 0.5, &ink_black);
	ink_text(g->k, (struct box){MARGIN + WIDE - seal, g->y + 1, seal, 4}, w[PAPER_SEAL],
		 &(struct type){SMALL, CENTRE, true, 1, &ink_grey, NULL});
	g->y += height;
	ink_line(g->k, MARGIN, g->y, MARGIN + WIDE, g->y, 0.3, &rule);
}

static void requests(struct page *g)
{
	heading(g, g->p->word[PAPER_ASKED]);
	note(g, g->p->word[PAPER_ASKED_NOTE], 4.4);
	for (size_t i = 0; i < g->p->lines[LIST_REQUEST] && i < 4; i++)
		one_request(g, &g->p->line[LIST_REQUEST][i], 15);
}

/* As many as there is room for above the risk that stays. */
static void answers(struct page *g)
{
	double room = FLOOR - g->y - TITLE - RESIDUAL;
	size_t n = g->p->lines[LIST_ANSWER];

	if (room < 4 || !n)
		return;
	heading(g, g->p->word[PAPER_ANSWERED]);
	for (size_t i = 0; i < n && room >= 4; i++, room -= 4) {
		const char *const *t = g->p->line[LIST_ANSWER][i].text;

		text(g, (struct box){MARGIN + 1, g->y + 0.4, WIDE / 2 - 4, 4}, t[ANSWER_ASKED], SMALL, 1,
		     NULL);
		text(g, (struct box){MARGIN + WIDE / 2, g->y + 0.4, WIDE / 2 - 1, 4}, t[ANSWER_HOW], SMALL, 1,
		     &ink_grey);
		g->y += 4;
	}
}

static void residual(struct page *g)
{
	heading(g, g->p->word[PAPER_RESIDUAL]);
	text(g, (struct box){MARGIN + 1, g->y + 0.4, WIDE - 2, 8}, g->p->word[PAPER_RESIDUAL_TEXT], 8.6, 2,
	     NULL);
}

void director_foot(const struct paper *p, struct ink *k, uint32_t page, uint32_t pages)
{
	ink_text(k, (struct box){MARGIN, DIRECTOR_HEIGHT - 13, WIDE - 22, 8}, p->word[PAPER_NOTE],
		 &(struct type){6.6, LEFT, true, 2, &ink_grey, NULL});
	ink_text(k, (struct box){MARGIN + WIDE - 20, DIRECTOR_HEIGHT - 13, 20, 4},
		 page_number(k->glyphs->arena, p->word[PAPER_PAGE], page, pages),
		 &(struct type){8, RIGHT, true, 1, NULL, NULL});
}

uint32_t director_draw(const struct paper *p, struct ink *k)
{
	struct page g = {p, k, 0};
	bool only = *p->word[PAPER_ONLY];
	uint32_t pages = (only ? 0 : 1) + director_annex(p, k, 0, true);

	if (only) {
		director_annex(p, k, pages, false);
		return pages;
	}
	head(&g);
	businesses(&g);
	functions(&g);
	cases(&g);
	changes(&g);
	requests(&g);
	answers(&g);
	residual(&g);
	director_foot(p, k, 1, pages);
	cairo_show_page(k->cr);
	director_annex(p, k, pages, false);
	return pages;
}
