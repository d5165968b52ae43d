/* Drawing primitives of the map. Inside the room only. */
#ifndef MIMAMORI_REPORT_MAP_SVG_H
#define MIMAMORI_REPORT_MAP_SVG_H

#include "report/map.h"

struct svg_box {
	double x, y, w, h;
};

void svg_number(struct out *o, double v); /* one decimal, whatever the locale */
void svg_attribute(struct out *o, const char *name, double v);
void svg_rect(struct out *o, const char *class, const struct svg_box *b, double round);
void svg_text(struct out *o, const char *class, double x, double y, const char *text);
void svg_severity(const struct map *m, struct out *o, int severity, double right, double y);

void svg_lines(const struct map *m, struct out *o);
void svg_labels(const struct map *m, struct out *o); /* on top of everything, where there is room */

#endif
