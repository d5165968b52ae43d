/* Cells of the CSV files, each with the comma behind it; unknown is empty. Inside the room only. */
#ifndef MIMAMORI_REPORT_CSV_H
#define MIMAMORI_REPORT_CSV_H

#include "report/parts.h"

extern const char csv_bom[]; /* spreadsheets of Japanese Windows need it */

void csv_cell(struct out *o, const char *text);
void csv_text(struct out *o, const struct scan *s, int column);
void csv_number(struct out *o, const struct scan *s, int column);
void csv_time(struct out *o, const struct scan *s, int column);

#endif
