/* Marks of the drawing as SVG: a frame, a shape, a word, a number. */
#include "report/map_marks.h"

#include "report/map_svg.h"
#include "report/words.h"

#include "assess/attack.h"
#include "assess/worst.h"

#include <stdio.h>

enum { PILL_H = 20, SHAPE_W = 24, GAP = 4, FONT = 12, LINE_H = 24, WORDS = 96 };

/* In twelve by twelve. Of attacks by weight: triangle, diamond, ring. */
static const char *const weight_shape[ATTACK_WEIGHTS] = {
	[ATTACK_NOW] = "M6 0l6 11.5H0z",
	[ATTACK_EASED] = "M6 0l6 6-6 6-6-6z",
	[ATTACK_PLACED] = "M6 1a5 5 0 1 0 .01 0zM6 3.4a2.6 2.6 0 1 1-.01 0z",
};

/* Of worst cases by harm: bar, crossed box, triangle, drop, two boxes, ring. */
static const char *const harm_shape[] = {
	[WORST_STOP] = "M0 0h4.5v12H0zM7.5 0H12v12H7.5z",
	[WORST_WRONG_VALUE] = "M0 2h12v3H0zM0 7h12v3H0z",
	[WORST_INJURY] = "M6 0l6 11.5H0z",
	[WORST_LEAK] = "M6 0l4 6.5a4.4 4.4 0 1 1-8 0z",
	[WORST_PARTNER] = "M0 3h5v6H0zM7 3h5v6H7zM5 5.2h2v1.6H5z",
	[WORST_UNKNOWN] = "M6 1a5 5 0 1 0 .01 0zM6 3.4a2.6 2.6 0 1 1-.01 0z",
};

static const char *shape_of(const struct map *m, const struct map_mark *k)
{
	if (m->show == SHOW_WORST)
		return harm_shape[k->kind];
	return weight_shape[k->weight < ATTACK_WEIGHTS ? k->weight : ATTACK_PLACED];
}

/* "1,250万円", "JPY 12.5 M": one decimal, and in full below the smallest unit. */
static const char *money(const struct map *m, int64_t yen, char buf[WORDS])
{
	static const struct {
		enum language l;
		int64_t unit;
		const char *key;
	} units[] = {{LANG_JA, 100000000, "mark.yen-oku"},
		     {LANG_JA, 10000, "mark.yen-man"},
		     {LANG_EN, 1000000000, "mark.yen-billion"},
		     {LANG_EN, 1000000, "mark.yen-million"}};
	const char *key = "mark.yen";
	int64_t unit = 1;
	char n[WORD_TEXT], all[WORD_TEXT + 8];

	for (size_t i = sizeof units / sizeof *units; i-- > 0;)
		if (units[i].l == m->l && yen >= units[i].unit) {
			unit = units[i].unit;
			key = units[i].key;
		}
	grouped(n, yen / unit);
	if (unit > 1 && yen % unit * 10 / unit)
		snprintf(all, sizeof all, "%s.%d", n, (int)(yen % unit * 10 / unit));
	else
		snprintf(all, sizeof all, "%s", n);
	return lang_fill_buf(buf, WORDS, lang(m->l, key), (struct lang_arg[]){{"n", all}, {NULL, NULL}});
}

/* Bold runs a little wider. */
static double pill_width(const char *words) { return SHAPE_W + text_ems(words) * (FONT + 1) + 6; }

/* "止まる 2  1,250万円": a single one is not counted, and money gives way where there is no room. */
static void words_of(const struct map *m, const struct map_mark *k, double most, char buf[WORDS])
{
	char count[WORD_TEXT] = "", yen[WORDS];

	if (k->n > 1)
		snprintf(count, sizeof count, " %d", k->n);
	snprintf(buf, WORDS, "%.40s%s", map_mark_word(m, k->kind), count);
	if (k->loss >= 0) {
		char both[2 * WORDS];

		snprintf(both, sizeof both, "%.60s  %.32s", buf, money(m, k->loss, yen));
		if (pill_width(both) <= most)
			snprintf(buf, WORDS, "%.95s", both);
	}
}

static void shape(struct out *o, double x, double y, const char *path)
{
	out_str(o, "<path transform=\"translate(");
	svg_number(o, x);
	out_char(o, ' ');
	svg_number(o, y);
	out_fmt(o, ")\" d=\"%s\"/>", path);
}

static const char *look_of(const struct map *m, const struct map_mark *k)
{
	static const char *const looks[ATTACK_WEIGHTS] = {"w0", "w1", "w2"};

	return m->show == SHOW_WORST ? "w0" : looks[k->weight < ATTACK_WEIGHTS ? k->weight : ATTACK_PLACED];
}

static void pill(const struct map *m, struct out *o, const struct map_mark *k, const char *words, double x,
		 double y)
{
	out_fmt(o, "<g class=\"m-mk %s%s\"><title>", look_of(m, k), k->accepted ? "" : " m-open");
	out_html(o, map_mark_title(m, k->kind));
	out_str(o, "</title>");
	svg_rect(o, "m-mb", &(struct svg_box){x, y - PILL_H / 2.0, pill_width(words), PILL_H}, 4);
	shape(o, x + 6, y - 6, shape_of(m, k));
	svg_text(o, "m-mt", x + SHAPE_W, y + 4.5, words);
	out_str(o, "</g>");
}

static const char *more_words(const struct map *m, int n, char buf[WORDS])
{
	char number[WORD_TEXT];

	return lang_fill_buf(buf, WORDS, lang(m->l, "mark.more"),
			     (struct lang_arg[]){{"n", grouped(number, n)}, {NULL, NULL}});
}

/* How many marks of the row fit beside the words that count the rest. */
static int fitting(const struct map *m, const struct mark_row *row, double most)
{
	char words[WORDS];
	double used = 0;

	for (int i = 0; i < row->marks; i++) {
		int rest = row->more + row->marks - i - 1;

		words_of(m, &row->mark[i], most, words);
		used += pill_width(words) + (i ? GAP : 0);
		if (used + (rest ? GAP + text_ems(more_words(m, rest, words)) * FONT : 0) > most && i)
			return i;
	}
	return row->marks;
}

double map_marks_draw(const struct map *m, struct out *o, const struct mark_row *row, double x, double y,
		      double most)
{
	int shown = fitting(m, row, most), rest = row->marks - shown + row->more;
	char words[WORDS];
	double at = x;

	for (int i = 0; i < shown; i++) {
		words_of(m, &row->mark[i], most, words);
		if (o)
			pill(m, o, &row->mark[i], words, at, y);
		at += pill_width(words) + GAP;
	}
	if (rest) {
		more_words(m, rest, words);
		if (o) {
			svg_rect(o, "m-lb", &(struct svg_box){at - 2, y - 9, text_ems(words) * FONT + 4, 18},
				 4);
			svg_text(o, "m-mm", at, y + 4.5, words);
		}
		at += text_ems(words) * FONT;
	} else if (shown) {
		at -= GAP;
	}
	return at - x;
}

void map_marks_bare(const struct map *m, struct out *o, const struct mark_row *row, double x, double y)
{
	out_fmt(o, "<g class=\"m-mk %s\">", look_of(m, row->mark));
	shape(o, x, y, shape_of(m, row->mark));
	out_str(o, "</g>");
}

/* --- what they mean
 * ------------------------------------------------------------------------------------------------ */

static double meaning(const struct map *m, struct out *o, const char *look, const char *path, const char *key,
		      double x, double y)
{
	const char *words = lang(m->l, key);

	out_fmt(o, "<g class=\"m-mk %s\">", look);
	shape(o, x, y - 10, path);
	out_str(o, "</g>");
	svg_text(o, "m-lg", x + 20, y, words);
	return x + 20 + text_ems(words) * FONT + 24;
}

static double frame(const struct map *m, struct out *o, bool open, const char *key, double x, double y)
{
	const char *words = lang(m->l, key);

	out_fmt(o, "<g class=\"m-mk%s\">", open ? " m-open" : "");
	svg_rect(o, "m-mb", &(struct svg_box){x, y - 13, 28, 16}, 4);
	out_str(o, "</g>");
	svg_text(o, "m-lg", x + 36, y, words);
	return x + 36 + text_ems(words) * FONT + 24;
}

static void attack_shapes(const struct map *m, struct out *o, double x, double y)
{
	static const char *const keys[] = {"mark.weight-now", "mark.weight-eased", "mark.weight-placed"};
	static const char *const looks[] = {"w0", "w1", "w2"};

	for (int i = 0; i < ATTACK_WEIGHTS; i++)
		x = meaning(m, o, looks[i], weight_shape[i], keys[i], x, y);
}

static void harm_shapes(const struct map *m, struct out *o, double x, double y)
{
	for (int i = 0; i <= WORST_PARTNER; i++) {
		char key[40];

		snprintf(key, sizeof key, "mark.harm-%s", worst_harm_token((enum worst_harm)i));
		x = meaning(m, o, "w0", harm_shape[i], key, x, y);
	}
}

double map_marks_legend_height(const struct map *m)
{
	return m->show == SHOW_PLAIN ? 0 : LINE_H * (3 + (m->marks_left_out > 0) + (m->whole.marks > 0));
}

static void left_out(const struct map *m, struct out *o, double x, double y)
{
	char text[256], n[WORD_TEXT];

	svg_text(o, "m-lg", x, y,
		 lang_fill_buf(text, sizeof text, lang(m->l, "mark.links-left-out"),
			       (struct lang_arg[]){{"n", grouped(n, m->marks_left_out)}, {NULL, NULL}}));
}

double map_marks_legend(const struct map *m, struct out *o, double x, double y)
{
	bool worst = m->show == SHOW_WORST;
	const char *whole = lang(m->l, "mark.whole");

	if (m->show == SHOW_PLAIN)
		return 0;
	if (m->whole.marks) {
		double w = text_ems(whole) * FONT + 12;

		svg_text(o, "m-lg", x, y, whole);
		map_marks_draw(m, o, &m->whole, x + w, y - 4, m->width - 2 * x - w);
		y += LINE_H;
	}
	if (worst)
		harm_shapes(m, o, x, y);
	else
		attack_shapes(m, o, x, y);
	y += LINE_H;
	frame(m, o, true, worst ? "mark.unsigned" : "mark.proposed",
	      frame(m, o, false, worst ? "mark.signed" : "mark.accepted", x, y), y);
	svg_text(o, "m-lg", x, y + LINE_H, lang(m->l, worst ? "mark.numbers-worst" : "mark.numbers"));
	if (m->marks_left_out)
		left_out(m, o, x, y + 2 * LINE_H);
	return map_marks_legend_height(m);
}
