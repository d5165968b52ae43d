/* Lines of the drawing and the words beside them. */
#include "report/map_svg.h"

#include "report/map_marks.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CARD_W = 200, PIECES = 2 * LAYERS, WAVES = 60 };

/* One piece of a line: a curve between two columns, or the straight part along a lane. */
struct piece {
	double x1, y1, x2, y2;
	double bulge; /* of a line within one column: how far it swings out; 0 an S between columns */
};

struct route {
	struct piece piece[PIECES];
	int count;
	bool turned; /* runs from the right to the left: `to` is at its start */
};

static double middle(const struct map_node *n) { return n->y + n->h / 2; }

static void add(struct route *r, double x1, double y1, double x2, double y2)
{
	if (r->count < PIECES)
		r->piece[r->count++] = (struct piece){x1, y1, x2, y2, 0};
}

static struct route route_of(const struct map *m, const struct map_link *k)
{
	const struct map_node *a = &m->node[k->from], *b = &m->node[k->to];
	struct route r = {.turned = a->layer > b->layer};
	const struct map_node *left = r.turned ? b : a, *right = r.turned ? a : b;
	double x = left->x + CARD_W, y = r.turned ? k->to_y : k->from_y,
	       end_y = r.turned ? k->from_y : k->to_y;

	if (a->layer == b->layer) {
		double far = fabs(k->from_y - k->to_y);

		r.piece[r.count++] =
			(struct piece){x, k->from_y, x, k->to_y, 24 + (far > 320 ? 56 : far * 0.175)};
		return r;
	}
	for (int layer = left->layer + 1; layer < right->layer; layer++) {
		const struct map_node *n = k->way[layer] < 0 ? NULL : &m->node[k->way[layer]];

		if (!n)
			continue;
		add(&r, x, y, n->x, middle(n));
		add(&r, n->x, middle(n), n->x + CARD_W, middle(n));
		x = n->x + CARD_W;
		y = middle(n);
	}
	add(&r, x, y, right->x, end_y);
	return r;
}

static bool is_straight(const struct piece *p) { return p->bulge <= 0 && fabs(p->y1 - p->y2) < 0.05; }

/* The control points of a piece. */
static void controls(const struct piece *p, double ret[4])
{
	double d = p->bulge > 0 ? p->bulge : (p->x2 - p->x1) / 2;

	ret[0] = p->x1 + d;
	ret[1] = p->y1;
	ret[2] = p->bulge > 0 ? p->x2 + d : p->x2 - d;
	ret[3] = p->y2;
}

static void point_at(const struct piece *p, double t, double *ret_x, double *ret_y)
{
	double c[4], u = 1 - t;

	controls(p, c);
	*ret_x = u * u * u * p->x1 + 3 * u * u * t * c[0] + 3 * u * t * t * c[2] + t * t * t * p->x2;
	*ret_y = u * u * u * p->y1 + 3 * u * u * t * c[1] + 3 * u * t * t * c[3] + t * t * t * p->y2;
}

static void pair(struct out *o, const char *before, double x, double y)
{
	out_str(o, before);
	svg_number(o, x);
	out_char(o, ' ');
	svg_number(o, y);
}

static void path(struct out *o, const struct route *r)
{
	pair(o, "M", r->piece[0].x1, r->piece[0].y1);
	for (int i = 0; i < r->count; i++) {
		double c[4];

		controls(&r->piece[i], c);
		if (is_straight(&r->piece[i])) {
			pair(o, "L", r->piece[i].x2, r->piece[i].y2);
			continue;
		}
		pair(o, "C", c[0], c[1]);
		pair(o, " ", c[2], c[3]);
		pair(o, " ", r->piece[i].x2, r->piece[i].y2);
	}
}

/* A radio hop is drawn as a wave along its way. */
static void wave(struct out *o, const struct route *r)
{
	for (int i = 0; i < r->count; i++)
		for (int k = i ? 1 : 0; k <= WAVES; k++) {
			double t = (double)k / WAVES, x, y, nx, ny, len,
			       swing = k == 0 || k == WAVES ? 0 : 3 * sin(t * 3.14159265 * 14);

			point_at(&r->piece[i], t, &x, &y);
			point_at(&r->piece[i], t < 1 ? t + 0.001 : t - 0.001, &nx, &ny);
			len = hypot(nx - x, ny - y);
			if (len > 0)
				pair(o, i == 0 && k == 0 ? "M" : "L", x - (ny - y) / len * swing,
				     y + (nx - x) / len * swing);
		}
}

static void arrow(struct out *o, const struct map *m, const struct map_link *k, const struct route *r)
{
	bool leftward = r->turned || m->node[k->from].layer == m->node[k->to].layer;
	double x = leftward ? m->node[k->to].x + CARD_W : m->node[k->to].x, d = leftward ? 8 : -8;

	out_str(o, "<path class=\"m-arrow\" d=\"");
	pair(o, "M", x, k->to_y);
	pair(o, "L", x + d, k->to_y - 4);
	pair(o, "L", x + d, k->to_y + 4);
	out_str(o, "z\"/>");
}

static const char *secrecy_class(const struct map_link *k)
{
	static const char *const classes[] = {"unk", "clear", "enc", "mix"};

	return k->by_hand ? "hand" : k->medium ? "hop" : classes[k->secrecy];
}

/* 1 px for a few bytes, 5 px for gigabytes. */
static double line_width(const struct map_link *k)
{
	return k->medium ? 1.6 : fmin(5, 1 + 0.5 * fmax(0, log10((double)k->bytes + 1) - 2));
}

static void node_ref(struct out *o, const char *name, const struct map_node *n)
{
	char id[NODE_ID_TEXT];

	if (*node_id(id, n->device, n->outside))
		out_fmt(o, " data-%s=\"%s\"", name, id);
}

static void words_of(const struct map *m, const struct map_link *k, const char *const *names, int named,
		     char *buf, size_t room);

void svg_lines(const struct map *m, struct out *o)
{
	for (int i = m->links; i-- > 0;) {
		const struct map_link *k = &m->link[i];
		struct route r = route_of(m, k);
		char text[256];

		out_fmt(o, "<g class=\"m-link %s\"", secrecy_class(k));
		node_ref(o, "a", &m->node[k->from]);
		node_ref(o, "b", &m->node[k->to]);
		out_str(o, "><title>");
		words_of(m, k, k->titles, MAP_PROTOCOLS, text, sizeof text);
		out_html(o, m->node[k->from].title);
		out_str(o, " → ");
		out_html(o, m->node[k->to].title);
		out_str(o, ": ");
		out_html(o, text);
		out_fmt(o, "</title><path class=\"m-line %s\"", secrecy_class(k));
		svg_attribute(o, "stroke-width", line_width(k));
		out_str(o, " d=\"");
		if (k->medium && !k->by_hand && strcmp(k->medium, "wired") != 0)
			wave(o, &r);
		else
			path(o, &r);
		out_str(o, "\"/>");
		if (!k->medium)
			arrow(o, m, k, &r);
		out_str(o, "</g>");
	}
}

/* --- words
 * -------------------------------------------------------------------------------------------------------- */

static void medium_words(const struct map *m, const struct map_link *k, char *buf, size_t room)
{
	const char *medium = strcmp(k->medium, "wifi") == 0    ? lang(m->l, "drawing.wifi")
			     : strcmp(k->medium, "wired") == 0 ? lang(m->l, "drawing.wired")
							       : k->medium;
	const struct lang_arg args[] = {{"medium", medium}, {"source", k->medium_source}, {NULL, NULL}};

	lang_fill_buf(buf, room, lang(m->l, "drawing.hop"), args);
}

/* "Modbus/TCP, HTTP +1 clear" */
static void words_of(const struct map *m, const struct map_link *k, const char *const *names, int named,
		     char *buf, size_t room)
{
	static const char *const keys[] = {"drawing.word-unknown", "drawing.word-clear",
					   "drawing.word-encrypted", "drawing.word-mixed"};
	char said[200], more[16] = "";
	int used = 0;

	if (k->medium) {
		medium_words(m, k, buf, room);
		return;
	}
	for (int i = 0; i < named && i < k->protocols && i < MAP_PROTOCOLS; i++)
		used += snprintf(said + used, sizeof said - (size_t)used, "%s%.48s", i ? ", " : "", names[i]);
	if (k->protocols > named)
		snprintf(more, sizeof more, " +%d", k->protocols - named);
	strncat(said, more, sizeof said - strlen(said) - 1);
	lang_fill_buf(buf, room, lang(m->l, keys[k->secrecy]),
		      (struct lang_arg[]){{"name", said}, {NULL, NULL}});
}

struct labels {
	struct svg_box *box;
	int count;
};

static bool hits(const struct svg_box *a, const struct svg_box *b)
{
	return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h && b->y < a->y + a->h;
}

static bool is_free(const struct map *m, const struct labels *l, const struct svg_box *b)
{
	if (b->x < 8 || b->x + b->w > m->width - 8 || b->y < 48)
		return false;
	for (int i = 0; i < l->count; i++)
		if (hits(&l->box[i], b))
			return false;
	for (int i = 0; i < m->nodes; i++) {
		const struct map_node *n = &m->node[i];
		struct svg_box card = {n->x - 2, n->y - (n->severity <= 2 ? 12 : 2), CARD_W + 8,
				       n->h + 6 + (n->severity <= 2 ? 10 : 0)};

		if (!n->lane && hits(&card, b))
			return false;
	}
	return true;
}

/* A place on the line where the words hit nothing: first on its straight parts, where lines run apart. */
static bool find_place(const struct map *m, const struct labels *l, const struct route *r, double w, double h,
		       struct svg_box *ret_box)
{
	static const double along[] = {0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.12, 0.88};

	for (int straight = 1; straight >= 0; straight--)
		for (size_t a = 0; a < sizeof along / sizeof *along; a++)
			for (int i = 0; i < r->count; i++) {
				double x, y;

				if (is_straight(&r->piece[i]) != (straight == 1))
					continue;
				point_at(&r->piece[i], along[a], &x, &y);
				if (r->piece[i].bulge > 0) /* beside it: the card is near */
					x += w / 2 - 4;
				*ret_box = (struct svg_box){x - w / 2, y - h / 2, w, h};
				if (is_free(m, l, ret_box))
					return true;
			}
	return false;
}

/* Who named a medium is said even where there is no room: under the wave, so that it stays in sight. */
static struct svg_box hop_place(const struct route *r, double w)
{
	double x, y;

	point_at(&r->piece[0], 0.5, &x, &y);
	return (struct svg_box){x - w / 2, y + 4, w, 16};
}

/* The marks of a line where they hit nothing; where there is no room for words a shape says that there are
 * some. */
static void marks(const struct map *m, struct out *o, struct labels *l, const struct map_link *k)
{
	static const double widths[] = {220, 1}; /* at least one mark is drawn, however little that is */
	struct route r = route_of(m, k);
	struct svg_box b;

	out_fmt(o, "<g class=\"m-label %s\"", secrecy_class(k));
	node_ref(o, "a", &m->node[k->from]);
	node_ref(o, "b", &m->node[k->to]);
	out_char(o, '>');
	for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
		double w = map_marks_draw(m, NULL, &k->marks, 0, 0, widths[i]);

		if (!find_place(m, l, &r, w + 4, 22, &b))
			continue;
		l->box[l->count++] = b;
		map_marks_draw(m, o, &k->marks, b.x + 2, b.y + 11, widths[i]);
		out_str(o, "</g>");
		return;
	}
	if (find_place(m, l, &r, 14, 14, &b)) {
		l->box[l->count++] = b;
		map_marks_bare(m, o, &k->marks, b.x + 1, b.y + 1);
	}
	out_str(o, "</g>");
}

static bool label(const struct map *m, struct out *o, struct labels *l, const struct map_link *k)
{
	struct route r = route_of(m, k);

	for (int named = 2; named >= 1; named--) {
		struct svg_box b;
		char text[256];

		words_of(m, k, k->protocol, named, text, sizeof text);
		if (k->medium)
			b = hop_place(&r, text_ems(text) * 11 + 8);
		else if (!find_place(m, l, &r, text_ems(text) * 11 + 8, 16, &b))
			continue;
		l->box[l->count++] = b;
		out_fmt(o, "<g class=\"m-label %s\"", secrecy_class(k));
		node_ref(o, "a", &m->node[k->from]);
		node_ref(o, "b", &m->node[k->to]);
		out_char(o, '>');
		svg_rect(o, "m-lb", &b, 4);
		svg_text(o, "m-lt", b.x + b.w / 2, b.y + 12, text);
		out_str(o, "</g>");
		return true;
	}
	return false;
}

void svg_labels(const struct map *m, struct out *o)
{
	struct labels l = {arena_get(m->arena, (size_t)m->links * 2 + 1, sizeof(struct svg_box)), 0};

	/* hops first: who named the medium is never left out for room */
	for (int i = 0; l.box && i < m->links; i++)
		if (m->link[i].medium)
			label(m, o, &l, &m->link[i]);
	for (int i = 0; l.box && i < m->links; i++)
		if (m->link[i].marks.marks)
			marks(m, o, &l, &m->link[i]);
	for (int i = 0; l.box && i < m->links && m->show == SHOW_PLAIN; i++)
		if (!m->link[i].medium)
			label(m, o, &l, &m->link[i]);
}
