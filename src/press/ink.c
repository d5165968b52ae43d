#include "press/ink.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const double POINTS_PER_MM = 72.0 / 25.4;

const struct colour ink_black = {0.10, 0.11, 0.12}, ink_grey = {0.38, 0.40, 0.43},
		    ink_accent = {0.05, 0.25, 0.45}, ink_amber = {0.85, 0.47, 0.02},
		    ink_red = {0.72, 0.11, 0.11}, ink_white = {1, 1, 1};

static double pt(double mm) { return mm * POINTS_PER_MM; }
static double mm(double points) { return points / POINTS_PER_MM; }

/* Glyphs stand where the outlines say, not on the dots of a screen. */
static void exact(PangoContext *c)
{
	cairo_font_options_t *o = cairo_font_options_create();

	cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(c, o);
	cairo_font_options_destroy(o);
	pango_context_set_round_glyph_positions(c, FALSE);
	pango_cairo_context_set_resolution(c, 72);
}

int ink_open(struct ink *k, cairo_surface_t *surface, struct glyphs *g, const char *language)
{
	PangoAttrList *attributes = pango_attr_list_new();

	*k = (struct ink){.cr = cairo_create(surface), .glyphs = g, .leading = 1.24};
	k->layout = pango_cairo_create_layout(k->cr);
	exact(pango_layout_get_context(k->layout));
	pango_context_set_language(pango_layout_get_context(k->layout), pango_language_from_string(language));
	pango_attr_list_insert(attributes, pango_attr_fallback_new(FALSE));
	pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
	pango_layout_set_attributes(k->layout, attributes);
	pango_attr_list_unref(attributes);
	k->font = pango_font_description_new();
	pango_font_description_set_family(k->font, g->family);
	pango_layout_set_wrap(k->layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_auto_dir(k->layout, FALSE);
	return cairo_status(k->cr) == CAIRO_STATUS_SUCCESS ? 0 : -ENOMEM;
}

void ink_close(struct ink *k)
{
	pango_font_description_free(k->font);
	g_object_unref(k->layout);
	cairo_destroy(k->cr);
}

static void set_colour(struct ink *k, const struct colour *c)
{
	c = c ? c : &ink_black;
	cairo_set_source_rgb(k->cr, c->r, c->g, c->b);
}

void ink_fill(struct ink *k, struct box b, const struct colour *c)
{
	set_colour(k, c);
	cairo_rectangle(k->cr, pt(b.x), pt(b.y), pt(b.w), pt(b.h));
	cairo_fill(k->cr);
}

void ink_frame(struct ink *k, struct box b, double points, const struct colour *c)
{
	set_colour(k, c);
	cairo_set_line_width(k->cr, points);
	cairo_rectangle(k->cr, pt(b.x), pt(b.y), pt(b.w), pt(b.h));
	cairo_stroke(k->cr);
}

void ink_line(struct ink *k, double x1, double y1, double x2, double y2, double points,
	      const struct colour *c)
{
	set_colour(k, c);
	cairo_set_line_width(k->cr, points);
	cairo_move_to(k->cr, pt(x1), pt(y1));
	cairo_line_to(k->cr, pt(x2), pt(y2));
	cairo_stroke(k->cr);
}

double ink_height(const struct ink *k, double size, unsigned lines)
{
	return mm(size * (1 + k->leading * (lines - 1.0)));
}

static unsigned lines_of(const struct ink *k, struct box b, const struct type *t)
{
	double more = (pt(b.h) - t->size) / (t->size * k->leading);
	unsigned most = more < 0 ? 1 : 1 + (unsigned)(more + 0.05);

	return t->lines && t->lines < most ? t->lines : most;
}

/* The layout of a text that is already fit for the font, in the width of the box, unlimited in height. */
static void lay_out(struct ink *k, double width, const char *text, double size)
{
	pango_font_description_set_absolute_size(k->font, fmax(size, INK_SMALLEST) * PANGO_SCALE);
	pango_layout_set_font_description(k->layout, k->font);
	pango_layout_set_width(k->layout, width < 0 ? -1 : (int)(pt(width) * PANGO_SCALE));
	pango_layout_set_text(k->layout, text, -1);
}

/* A text that is only measured does not count among those printed. */
static const char *measured(struct ink *k, const char *text)
{
	struct glyphs before = *k->glyphs;
	const char *s = glyphs_text(k->glyphs, text);

	*k->glyphs = before;
	return s ? s : "";
}

double ink_width(struct ink *k, const char *text, double size)
{
	PangoRectangle r;

	lay_out(k, -1, measured(k, text), size);
	pango_layout_get_extents(k->layout, NULL, &r);
	return mm((double)r.width / PANGO_SCALE);
}

/* No more of a text than could stand in so many lines if all of it were hairspaces: what is laid out has a
 * bound, however long the text. In place; the text is ours. */
static const char *clipped(struct ink *k, struct box b, const char *text, const struct type *t,
			   unsigned lines)
{
	double narrowest = t->size * 0.16;
	glong most = (glong)(pt(b.w) / narrowest * lines) + 8;
	const char *end = text;

	for (glong n = 0; *end && n < most; n++)
		do
			end++;
		while (((unsigned char)*end & 0xc0) == 0x80);
	return *end ? arena_text(k->glyphs->arena, text, (size_t)(end - text)) : text;
}

bool ink_fits(struct ink *k, struct box b, const char *text, const struct type *t)
{
	unsigned lines = lines_of(k, b, t);
	const char *s = clipped(k, b, text, t, lines);

	if (s != text || !s)
		return false;
	lay_out(k, b.w, measured(k, text), t->size);
	return (unsigned)pango_layout_get_line_count(k->layout) <= lines;
}

/* One line, its baseline 0.88 of the size below its top (as Japanese faces are made). */
static void draw_line(struct ink *k, PangoLayoutLine *line, struct box b, double top, const struct type *t)
{
	PangoRectangle r;
	double width, x = pt(b.x);

	pango_layout_line_get_extents(line, NULL, &r);
	width = (double)r.width / PANGO_SCALE;
	if (t->align == CENTRE)
		x += (pt(b.w) - width) / 2;
	if (t->align == RIGHT)
		x += pt(b.w) - width;
	cairo_move_to(k->cr, x, top + t->size * 0.88);
	pango_cairo_show_layout_line(k->cr, line);
}

/* The longest beginning of the text, by whole characters, that with "…" and the tail has no more than so many
 * lines. */
static const char *cut(struct ink *k, struct box b, const char *text, const struct type *t, unsigned lines)
{
	const char *tail = t->tail ? t->tail : "";
	size_t room = strlen(text) + strlen("…") + strlen(tail) + 1;
	glong low = 0, high = g_utf8_strlen(text, -1);
	char *part = arena_get(k->glyphs->arena, room, 1);

	while (part && low < high) {
		glong n = low + (high - low + 1) / 2;

		snprintf(part, room, "%.*s…%s", (int)(g_utf8_offset_to_pointer(text, n) - text), text, tail);
		lay_out(k, b.w, part, t->size);
		if ((unsigned)pango_layout_get_line_count(k->layout) <= lines)
			low = n;
		else
			high = n - 1;
	}
	if (part)
		snprintf(part, room, "%.*s…%s", (int)(g_utf8_offset_to_pointer(text, low) - text), text,
			 tail);
	return part ? part : "";
}

bool ink_text(struct ink *k, struct box b, const char *text, const struct type *t)
{
	unsigned lines = lines_of(k, b, t), have;
	const char *part = clipped(k, b, text, t, lines), *s = part ? glyphs_text(k->glyphs, part) : NULL;
	bool whole = part == text;
	double y;

	if (!s || !*s)
		return true;
	lay_out(k, b.w, s, t->size);
	whole = whole && (unsigned)pango_layout_get_line_count(k->layout) <= lines;
	if (!whole)
		lay_out(k, b.w, cut(k, b, s, t, lines), t->size);
	have = (unsigned)pango_layout_get_line_count(k->layout);
	y = t->top ? pt(b.y) : pt(b.y) + (pt(b.h) - t->size * (1 + k->leading * (have - 1.0))) / 2;
	set_colour(k, t->colour);
	for (unsigned i = 0; i < have; i++)
		draw_line(k, pango_layout_get_line_readonly(k->layout, (int)i), b,
			  y + t->size * k->leading * i, t);
	return whole;
}

void ink_text_upward(struct ink *k, struct box b, const char *text, const struct type *t)
{
	cairo_save(k->cr);
	cairo_translate(k->cr, pt(b.x), pt(b.y + b.h));
	cairo_rotate(k->cr, -G_PI / 2);
	ink_text(k, (struct box){0, 0, b.h, b.w}, text, t);
	cairo_restore(k->cr);
}

void ink_text_down(struct ink *k, struct box b, const char *text, const struct type *t)
{
	char *down = arena_get(k->glyphs->arena, strlen(text) * 2 + 1, 1), *to = down;

	for (const char *c = text; down && *c; c++) {
		if (c > text && ((unsigned char)*c & 0xc0) != 0x80)
			*to++ = '\n';
		*to++ = *c;
	}
	ink_text(k, b, down ? down : "", t);
}

/* pango's time grows with the square of a word's length: one of thousands of letters is set in pieces. */
static const char *in_pieces(struct arena *a, const char *s)
{
	enum { WORD_MAX = 256 };
	size_t n = strlen(s);
	char *to = arena_get(a, n + n / WORD_MAX + 2, 1), *end = to;
	unsigned run = 0;

	for (; to && *s; s++) {
		bool starts = ((unsigned char)*s & 0xc0) != 0x80;

		run = *s == ' ' || *s == '\n' || (unsigned char)*s >= 0xe3
			      ? 0
			      : run + starts; /* between kana and kanji it breaks itself */
		if (starts && run > WORD_MAX) {
			*end++ = '\n';
			run = 1;
		}
		*end++ = *s;
	}
	return to;
}

int ink_lines_open(struct ink_lines *l, struct ink *k, double width, const char *text, double size)
{
	const char *fit = glyphs_text(k->glyphs, text), *s = fit ? in_pieces(k->glyphs->arena, fit) : NULL;

	if (!s)
		return -ENOMEM;
	lay_out(k, width, s, size);
	*l = (struct ink_lines){k, pango_layout_copy(k->layout), 0};
	l->count = (unsigned)pango_layout_get_line_count(l->layout);
	return 0;
}

void ink_lines_draw(const struct ink_lines *l, unsigned line, struct box b, const struct type *t)
{
	set_colour(l->ink, t->colour);
	draw_line(l->ink, pango_layout_get_line_readonly(l->layout, (int)line), b, pt(b.y), t);
}

void ink_lines_close(struct ink_lines *l) { g_object_unref(l->layout); }
