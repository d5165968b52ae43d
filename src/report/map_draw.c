/* The drawing as SVG: boxes, cards, legend. Lines are in map_lines.c. Looks come from classes only
 * (web/map.css). */
#include "report/map.h"

#include "report/map_marks.h"
#include "report/map_svg.h"
#include "report/words.h"

#include <stdio.h>
#include <string.h>

extern const char map_css[];

enum { CARD_W = 200, LEGEND_H = 96, TITLE_H = 64, LEGEND_W = 800, READABLE_W = 1080 };

void svg_number(struct out *o, double v)
{
	int64_t tenths = (int64_t)(v * 10 + (v < 0 ? -0.5 : 0.5));

	out_int(o, tenths / 10);
	if (tenths % 10) {
		out_char(o, '.');
		out_int(o, tenths % 10 < 0 ? -(tenths % 10) : tenths % 10);
	}
}

void svg_attribute(struct out *o, const char *name, double v)
{
	out_char(o, ' ');
	out_str(o, name);
	out_str(o, "=\"");
	svg_number(o, v);
	out_char(o, '"');
}

void svg_rect(struct out *o, const char *class, const struct svg_box *b, double round)
{
	out_fmt(o, "<rect class=\"%s\"", class);
	svg_attribute(o, "x", b->x);
	svg_attribute(o, "y", b->y);
	svg_attribute(o, "width", b->w);
	svg_attribute(o, "height", b->h);
	svg_attribute(o, "rx", round);
	out_str(o, "/>");
}

void svg_text(struct out *o, const char *class, double x, double y, const char *text)
{
	out_fmt(o, "<text class=\"%s\"", class);
	svg_attribute(o, "x", x);
	svg_attribute(o, "y", y);
	out_char(o, '>');
	out_html(o, text);
	out_str(o, "</text>");
}

/* --- boxes and headings
 * ------------------------------------------------------------------------------------------- */

static void headings(const struct map *m, struct out *o)
{
	static const char *const keys[LAYERS] = {"layers.device", "layers.lan", "layers.server", "layers.wan",
						 "layers.cloud"};

	for (int layer = 0; layer < LAYERS; layer++)
		if (m->column_x[layer] >= 0)
			svg_text(o, "m-col", m->column_x[layer] + CARD_W / 2.0, 36, lang(m->l, keys[layer]));
}

static void zone(const struct map *m, struct out *o, const struct map_zone *z)
{
	char text[512], n[WORD_TEXT], u[WORD_TEXT];
	const struct lang_arg args[] = {{"name", z->name},
					{"n", grouped(n, z->devices)},
					{"m", grouped(u, z->medium_unknown)},
					{NULL, NULL}};
	const char *key = z->outside          ? "drawing.zone-outside"
			  : z->medium_unknown ? "drawing.zone"
					      : "drawing.zone-media-known";

	svg_rect(o, z->outside ? "m-zone m-out" : "m-zone", &(struct svg_box){z->x, z->y, z->w, z->h}, 8);
	lang_fill_buf(text, sizeof text, lang(m->l, key), args);
	svg_text(o, "m-zt", z->x + 12, z->y + 22, text);
}

/* --- cards
 * -------------------------------------------------------------------------------------------------------- */

/* Status is shape, word and colour together: an octagon, a triangle, a diamond, a disc. */
static const char *const severity_shape[5] = {
	"M3.5 0h5L12 3.5v5L8.5 12h-5L0 8.5v-5z",
	"M6 0l6 11.5H0z",
	"M6 0l6 6-6 6-6-6z",
	"M6 1a5 5 0 1 0 .01 0z",
	"M6 1a5 5 0 1 0 .01 0z",
};

void svg_severity(const struct map *m, struct out *o, int severity, double right, double y)
{
	char key[32];
	const char *word;
	double w;

	snprintf(key, sizeof key, "severity.%s", report_severities[severity]);
	word = lang(m->l, key);
	w = text_ems(word) * 11 + 30;
	out_fmt(o, "<g class=\"m-sev s%d\">", severity);
	svg_rect(o, "m-pill", &(struct svg_box){right - w, y - 10, w, 20}, 10);
	out_fmt(o, "<path transform=\"translate(");
	svg_number(o, right - w + 8);
	out_char(o, ' ');
	svg_number(o, y - 6);
	out_fmt(o, ")\" d=\"%s\"/>", severity_shape[severity]);
	svg_text(o, "m-sw", right - w + 24, y + 4, word);
	out_str(o, "</g>");
}

static bool is_link(const struct map *m, const struct map_node *n)
{
	return !m->alone && (n->device || n->outside);
}

static void card_open(const struct map *m, struct out *o, const struct map_node *n)
{
	char id[NODE_ID_TEXT];

	node_id(id, n->device, n->outside);
	if (is_link(m, n))
		out_fmt(o, "<a class=\"m-card\" data-id=\"%s\" href=\"#%s\">", id, id);
	else
		out_str(o, n->count > 1 ? "<g class=\"m-card m-group\">" : "<g class=\"m-card\">");
	if (n->tip) {
		out_str(o, "<title>");
		out_html(o, n->tip);
		out_str(o, "</title>");
	}
}

static void card(const struct map *m, struct out *o, const struct map_node *n)
{
	bool titled = n->sub && *n->sub;
	double h = n->h - (n->marks.marks ? MARKS_H : 0); /* marks have the foot of the card */

	card_open(m, o, n);
	if (n->count > 1) /* a pile */
		svg_rect(o, "m-box", &(struct svg_box){n->x + 4, n->y + 4, CARD_W, n->h}, 6);
	svg_rect(o, "m-box", &(struct svg_box){n->x, n->y, CARD_W, n->h}, 6);
	out_str(o, "<path class=\"m-icon\" transform=\"translate(");
	svg_number(o, n->x + 10);
	out_char(o, ' ');
	svg_number(o, n->y + (h - 24) / 2);
	out_fmt(o, ")\" d=\"%s\"/>", map_icon(n->kind));
	svg_text(o, "m-t", n->x + 44, n->y + (titled ? 24 : h / 2 + 5), n->title ? n->title : "");
	if (titled)
		svg_text(o, "m-s", n->x + 44, n->y + 43, n->sub);
	if (n->times)
		svg_text(o, "m-n", n->x + CARD_W - 10, n->y + (titled ? 24 : h / 2 + 5), n->times);
	if (n->severity <= 2)
		svg_severity(m, o, n->severity, n->x + CARD_W + (n->times && !titled ? -44 : 6), n->y);
	if (n->marks.marks)
		map_marks_draw(m, o, &n->marks, n->x + 8, n->y + h + 8, CARD_W - 16);
	out_str(o, is_link(m, n) ? "</a>" : "</g>");
}

/* --- legend
 * ------------------------------------------------------------------------------------------------------- */

static double legend_line(const struct map *m, struct out *o, const char *class, const char *key, double x,
			  double y)
{
	const char *text = lang(m->l, key);

	out_fmt(o, "<path class=\"m-line %s\" stroke-width=\"2\" d=\"M", class);
	svg_number(o, x);
	out_char(o, ' ');
	svg_number(o, y - 4);
	out_str(o, "h40\"/>");
	svg_text(o, "m-lg", x + 48, y, text);
	return x + 48 + text_ems(text) * 12 + 28;
}

static void legend(const struct map *m, struct out *o)
{
	static const char *const rows[][2] = {{"clear", "drawing.clear"},
					      {"enc", "drawing.encrypted"},
					      {"mix", "drawing.mixed"},
					      {"unk", "drawing.secrecy-unknown"}};
	double x = 32, y = m->height + 32;
	char text[512], n[WORD_TEXT];
	const struct lang_arg args[] = {{"n", grouped(n, m->left_out)}, {NULL, NULL}};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		x = legend_line(m, o, rows[i][0], rows[i][1], x, y);
	y += 24;
	y += map_marks_legend(m, o, 32, y);
	svg_text(o, "m-lg", 32, y, lang(m->l, "drawing.legend"));
	if (m->left_out > 0)
		svg_text(o, "m-lg", 32, y + 22,
			 lang_fill_buf(text, sizeof text, lang(m->l, "drawing.left-out"), args));
}

/* --- all of it
 * ----------------------------------------------------------------------------------------------------- */

static void style(struct out *o)
{
	out_str(o, "<style>");
	out_str(o, map_css);
	out_str(o, "</style>");
}

static const char *const titles[] = {
	[SHOW_PLAIN] = "drawing.title",
	[SHOW_ATTACKS] = "mark.title-attacks",
	[SHOW_WORST] = "mark.title-worst",
};

/* The head line of a file of its own: what, of which records, when, and how secret. */
static void head(const struct map *m, struct out *o, double width)
{
	int64_t first = scan_one(m->in->store, "SELECT min(first) FROM source", INT64_MIN);
	int64_t last = scan_one(m->in->store, "SELECT max(last) FROM source", INT64_MIN);
	char line[512];

	svg_text(o, "m-title", 32, -28, lang(m->l, titles[m->show]));
	if (first != INT64_MIN)
		svg_text(o, "m-lg", 32, -6,
			 span_text(line, sizeof line, first, last, m->in->zone_minutes, m->l));
	svg_text(o, "m-mark", width - 32, -28, lang(m->l, "drawing.secret"));
}

void map_draw(const struct map *m, struct out *o)
{
	double top = m->alone ? TITLE_H : 0, width = m->width > LEGEND_W ? m->width : LEGEND_W,
	       height = m->height + LEGEND_H + map_marks_legend_height(m) + top;

	out_fmt(o,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"m-map\" lang=\"%s\" role=\"%s\" "
		"viewBox=\"0 ",
		m->l == LANG_JA ? "ja" : "en", m->alone ? "img" : "group");
	svg_number(o, -top);
	out_char(o, ' ');
	svg_number(o, width);
	out_char(o, ' ');
	svg_number(o, height);
	out_char(o, '"');
	svg_attribute(o, "width", width);
	svg_attribute(o, "height", height);
	if (!m->alone) { /* in a page it shrinks with the window, but stays readable and is never blown up */
		out_str(o, " style=\"min-width:");
		svg_number(o, width < READABLE_W ? width : READABLE_W);
		out_str(o, "px\"");
	}
	out_str(o, " aria-label=\"");
	out_html(o, lang(m->l, titles[m->show]));
	out_str(o, "\">");
	if (m->alone) {
		style(o);
		svg_rect(o, "m-paper", &(struct svg_box){0, -top, width, height}, 0);
		head(m, o, width);
	}
	if (m->nodes == 0)
		svg_text(o, "m-lg", 32, 36, lang(m->l, "drawing.nothing"));
	for (int z = 0; z < m->zones; z++)
		zone(m, o, &m->zone[z]);
	headings(m, o);
	svg_lines(m, o);
	for (int i = 0; i < m->nodes; i++)
		if (!m->node[i].lane)
			card(m, o, &m->node[i]);
	svg_labels(m, o);
	if (m->nodes)
		legend(m, o);
	out_str(o, "</svg>\n");
}

static int draw(const struct report_input *in, enum language l, enum report_show show, struct out *o,
		bool alone)
{
	struct map m = {
		.in = in, .l = l, .show = show, .arena = arena_new((size_t)256 << 20), .alone = alone};
	int r = m.arena ? map_collect(&m) : -12;

	if (r == 0)
		r = map_place(&m);
	if (r == 0)
		map_draw(&m, o);
	if (m.arena)
		arena_free(m.arena);
	return r;
}

int report_map(const struct report_input *in, struct out *o)
{
	int r = report_ready(in);

	return r < 0 ? r : draw(in, in->language, in->show, o, true);
}

int report_map_inline(const struct report_input *in, enum language l, enum report_show show, struct out *o)
{
	return draw(in, l, show, o, false);
}
