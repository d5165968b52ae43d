/* Pen and type: what a page is drawn with. Lengths are millimetres from the page's top left corner, type
 * sizes points. Nothing is smaller than INK_SMALLEST. Every text goes through glyphs_text(). */
#ifndef MIMAMORI_PRESS_INK_H
#define MIMAMORI_PRESS_INK_H

#include "press/glyphs.h"

#include <pango/pangocairo.h>
#include <stdbool.h>

#define INK_SMALLEST 6.5

struct ink {
	cairo_t *cr;
	PangoLayout *layout;
	PangoFontDescription *font;
	struct glyphs *glyphs;
	double leading; /* distance of lines by type size */
};

struct box {
	double x, y, w, h; /* mm */
};

struct colour {
	double r, g, b;
};

enum align { LEFT, CENTRE, RIGHT };

/* A text in a box. lines: at most so many, the last ends in … when there is more; 0: as many as the box
 * holds. */
struct type {
	double size; /* points */
	enum align align;
	bool top; /* at the top of the box; else in its middle */
	unsigned lines;
	const struct colour *colour; /* NULL: black ink */
	const char *tail;            /* follows the … of a text that was cut; or NULL */
};

extern const struct colour ink_black, ink_grey, ink_accent, ink_amber, ink_red, ink_white;

int ink_open(struct ink *k, cairo_surface_t *surface, struct glyphs *g, const char *language);
void ink_close(struct ink *k);

void ink_fill(struct ink *k, struct box b, const struct colour *c);
void ink_frame(struct ink *k, struct box b, double points, const struct colour *c);
void ink_line(struct ink *k, double x1, double y1, double x2, double y2, double points,
	      const struct colour *c);

/* Draws it; false when not all of it fitted. */
bool ink_text(struct ink *k, struct box b, const char *text, const struct type *t);
/* The same turned by a quarter, read from below: for narrow cells. */
void ink_text_upward(struct ink *k, struct box b, const char *text, const struct type *t);
/* The same down the page, a character a line: for Japanese in narrow cells. */
void ink_text_down(struct ink *k, struct box b, const char *text, const struct type *t);
/* The lines of a text in a width, drawn one at a time: for what flows over pages. 0 or
 * -ENOMEM. */
struct ink_lines {
	struct ink *ink;
	PangoLayout *layout;
	unsigned count;
};
int ink_lines_open(struct ink_lines *l, struct ink *k, double width, const char *text, double size);
void ink_lines_draw(const struct ink_lines *l, unsigned line, struct box b, const struct type *t);
void ink_lines_close(struct ink_lines *l);

/* Would all of it fit? */
bool ink_fits(struct ink *k, struct box b, const char *text, const struct type *t);
/* Width in mm of the text on one line. */
double ink_width(struct ink *k, const char *text, double size);
/* Height in mm of so many lines. */
double ink_height(const struct ink *k, double size, unsigned lines);

#endif
