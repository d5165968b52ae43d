/* Every field of a row, for programs and for people who count: as CSV and as JSON, in both languages at once,
 * under names that stay (docs/oscal.md tells them). What print_csv() makes is for people, and comes back;
 * this does not.
 *
 * A column is never renamed or reordered; new ones are added at the end. Unknown is empty in CSV and null in
 * JSON. */
#ifndef MIMAMORI_REPORT_PRINT_ALL_H
#define MIMAMORI_REPORT_PRINT_ALL_H

#include "report/print.h"

/* As print_csv(). The language of p counts for nothing. */
int print_all_csv(const struct print *p, struct out *o);
int print_all_json(const struct print *p, struct out *o);

/* The name of a column; NULL past the last one. */
const char *print_all_column(unsigned at);

#endif
