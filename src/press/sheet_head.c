#include "press/paper.h"
#include "press/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct colour line = {0.55, 0.58, 0.61}, tint = {0.94, 0.95, 0.97};

/* Across the top, from left: title and facts, legend, revisions, approvals. */
#define FACTS_WIDTH     172.0
#define LEGEND_LEFT     184.0
#define LEGEND_WIDTH    88.0
#define REVISIONS_LEFT  276.0
#define REVISIONS_WIDTH 78.0
#define APPROVE_WIDTH   18.0
#define APPROVE_LEFT    (SHEET_WIDTH - SHEET_MARGIN - 3 * APPROVE_WIDTH)

const char *page_number(struct arena *a, const char *pattern, uint32_t page, uint32_t pages)
{
	char *s = arena_get(a, strlen(pattern) + 32, 1), *end = s;

	for (const char *p = pattern; s && *p;) {
		bool total = strncmp(p, "{pages}", 7) == 0;

		if (total || strncmp(p, "{page}", 6) == 0) {
			end += snprintf(end, 12, "%u", total ? pages : page);
			p += total ? 7 : 6;
		} else {
			*end++ = *p++;
		}
	}
	return s ? s : "";
}

static void draw_title(const struct press_document *d, struct ink *k)
{
	double y = SHEET_HEAD_TOP, width = ink_width(k, d->word[PRESS_TITLE], 15);
	double mark = ink_width(k, d->word[PRESS_CONFIDENTIAL], 9) + 4;
	struct box stamp = {SHEET_MARGIN + width + 5, y + 0.2, mark, 5.6};

	ink_text(k, (struct box){SHEET_MARGIN, y, FACTS_WIDTH - mark - 5, 6}, d->word[PRESS_TITLE],
		 &(struct type){15, LEFT, false, 1, NULL, NULL});
	if (stamp.x + stamp.w > SHEET_MARGIN + FACTS_WIDTH)
		stamp.x = SHEET_MARGIN + FACTS_WIDTH - stamp.w;
	ink_frame(k, stamp, 1.1, &ink_red);
	ink_text(k, stamp, d->word[PRESS_CONFIDENTIAL], &(struct type){9, CENTRE, false, 1, &ink_red, NULL});
	ink_text(k, (struct box){SHEET_MARGIN, y + 6.6, FACTS_WIDTH, 3.2}, d->word[PRESS_SUBTITLE],
		 &(struct type){7, LEFT, false, 1, &ink_grey, NULL});
	ink_text(k, (struct box){SHEET_MARGIN, y + 10.2, FACTS_WIDTH, 3.2}, d->word[PRESS_COUNTS],
		 &(struct type){7.4, LEFT, false, 1, NULL, NULL});
}

static void draw_facts(const struct press_document *d, struct ink *k)
{
	static const struct {
		enum press_word label, value;
		double width;
	} facts[] = {
		{PRESS_SITE_LABEL, PRESS_SITE, 38},       {PRESS_SYSTEM_LABEL, PRESS_SYSTEM, 50},
		{PRESS_LEVEL_LABEL, PRESS_LEVEL, 24},     {PRESS_AS_OF_LABEL, PRESS_AS_OF, 34},
		{PRESS_PRINTED_LABEL, PRESS_PRINTED, 26},
	};
	double x = SHEET_MARGIN, y = SHEET_HEAD_TOP + 14.4, h = SHEET_HEAD - 14.4;

	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
		struct box b = {x, y, facts[i].width, h};

		ink_fill(k, (struct box){x, y, b.w, 3.8}, &tint);
		ink_frame(k, b, 0.4, &line);
		ink_text(k, (struct box){x + 1.2, y, b.w - 2.4, 3.8}, d->word[facts[i].label],
			 &(struct type){6.8, LEFT, false, 1, &ink_grey, NULL});
		ink_text(k, (struct box){x + 1.2, y + 3.8, b.w - 2.4, h - 3.8}, d->word[facts[i].value],
			 &(struct type){9, LEFT, false, 2, NULL, NULL});
		x += b.w;
	}
}

/* Paragraphs one below the other; false when the box is too small for all. */
static bool draw_lines(struct ink *k, struct box b, const char *text, double size)
{
	return ink_text(k, b, text, &(struct type){size, LEFT, true, 0, NULL, NULL});
}

static void draw_legend(const struct press_document *d, struct ink *k)
{
	draw_lines(k, (struct box){LEGEND_LEFT, SHEET_HEAD_TOP, LEGEND_WIDTH, SHEET_HEAD},
		   d->word[PRESS_LEGEND], SHEET_TYPE);
}

static void draw_revisions(const struct press_document *d, struct ink *k)
{
	static const double wide[PRESS_REVISION_TEXTS] = {9, 17, 36, 16};
	enum { LINES = 4 };
	double y = SHEET_HEAD_TOP, h = SHEET_HEAD / (LINES + 1), x;

	ink_fill(k, (struct box){REVISIONS_LEFT, y, REVISIONS_WIDTH, h}, &tint);
	for (unsigned r = 0; r <= LINES; r++, y += h) {
		x = REVISIONS_LEFT;
		for (unsigned c = 0; c < PRESS_REVISION_TEXTS; c++) {
			const char *s = r == 0              ? d->word[PRESS_REVISION_NUMBER + c]
					: r <= d->revisions ? d->revision[r - 1].text[c]
							    : "";
			struct box b = {x, y, wide[c], h};

			ink_frame(k, b, 0.4, &line);
			ink_text(k, (struct box){x + 0.8, y, b.w - 1.6, h}, s,
				 &(struct type){6.8, r == 0 || c < 2 ? CENTRE : LEFT, false, r == 0 ? 1 : 2,
						r == 0 ? &ink_grey : NULL, NULL});
			x += wide[c];
		}
	}
}

static void draw_approvals(const struct press_document *d, struct ink *k)
{
	for (unsigned i = 0; i < 3; i++) {
		struct box b = {APPROVE_LEFT + i * APPROVE_WIDTH, SHEET_HEAD_TOP, APPROVE_WIDTH, SHEET_HEAD};

		ink_fill(k, (struct box){b.x, b.y, b.w, 5}, &tint);
		ink_text(k, (struct box){b.x, b.y, b.w, 5}, d->word[PRESS_APPROVE_1 + i],
			 &(struct type){7.5, CENTRE, false, 1, NULL, NULL});
		ink_frame(k, b, 0.6, &line);
		ink_line(k, b.x, b.y + 5, b.x + b.w, b.y + 5, 0.4, &line);
	}
}

void sheet_draw_head(const struct sheet *s, struct ink *k, uint32_t page)
{
	draw_title(s->document, k);
	draw_facts(s->document, k);
	draw_legend(s->document, k);
	if (page > 0)
		return;
	draw_revisions(s->document, k);
	draw_approvals(s->document, k);
}

void sheet_draw_foot(const struct sheet *s, struct ink *k, uint32_t page)
{
	const struct press_document *d = s->document;
	double width = SHEET_WIDTH - 2 * SHEET_MARGIN;

	draw_lines(k, (struct box){SHEET_MARGIN, SHEET_FOOT_TOP, width - 30, 9}, d->word[PRESS_FOOTER],
		   SHEET_TYPE);
	ink_text(k, (struct box){SHEET_MARGIN + width - 28, SHEET_FOOT_TOP, 28, 4},
		 page_number(k->glyphs->arena, d->word[PRESS_PAGE], page + 1, s->pages),
		 &(struct type){8, RIGHT, true, 1, NULL, NULL});
}
