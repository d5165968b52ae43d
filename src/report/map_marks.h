/* Marks of the drawing: attack assumptions or worst cases, on the cards and lines they are about. Shape, word
 * and number say it; colour only repeats it, so that it reads in black and white. A card shows the few
 * gravest and counts the rest. Inside the room only. */
#ifndef MIMAMORI_REPORT_MAP_MARKS_H
#define MIMAMORI_REPORT_MAP_MARKS_H

#include "report/map.h"

enum {
	MARKS_SHOWN = 4, /* kinds of marks of one card or line that are told; more are counted */
	MARKS_H = 24,    /* what a card grows by for its marks */
};

/* Marks of all nodes and links that were collected; nodes with marks grow by MARKS_H. 0 or negative. */
int map_marks(struct map *m, const int *node_of, const int *node_of_outside, int64_t outsides);

int map_mark_kinds(const struct map *m);                   /* how many kinds there are */
const char *map_mark_what(const struct map *m, int kind);  /* "theft", "stop" */
const char *map_mark_word(const struct map *m, int kind);  /* "盗難": as short as it stands on a card */
const char *map_mark_title(const struct map *m, int kind); /* in full */

/* A row of marks beginning at x, its middle at y, at most `most` wide: what finds no room is counted in its
 * last words. Returns how wide it became; with o NULL it is measured only. */
double map_marks_draw(const struct map *m, struct out *o, const struct mark_row *row, double x, double y,
		      double most);
/* The shape of the gravest, where there is no room for words. */
void map_marks_bare(const struct map *m, struct out *o, const struct mark_row *row, double x, double y);
/* What the marks mean, below the legend of the lines; how high it is. */
double map_marks_legend(const struct map *m, struct out *o, double x, double y);
double map_marks_legend_height(const struct map *m);

#endif
