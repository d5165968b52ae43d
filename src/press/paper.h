/* Where things stand on the A3 page, in mm. */
#ifndef MIMAMORI_PRESS_PAPER_H
#define MIMAMORI_PRESS_PAPER_H

#define SHEET_MARGIN     8.0
#define SHEET_GUTTER     5.0
#define SHEET_BLOCK      ((SHEET_WIDTH - 2 * SHEET_MARGIN - SHEET_GUTTER) / 2)
#define SHEET_HEAD_TOP   8.0
#define SHEET_HEAD       26.0
#define SHEET_TABLE_TOP  36.0
#define SHEET_COLUMNS    9.6
#define SHEET_LEVELS     3.4 /* of the heading, where the three levels have one of their own below it */
#define SHEET_ROW        6.5
#define SHEET_FOOT_TOP   281.0
#define SHEET_TYPE       6.6
#define SHEET_LINE       0.25 /* points: between rows */
#define SHEET_LINE_ITEM  0.45
#define SHEET_LINE_OUTER 0.9

#endif
