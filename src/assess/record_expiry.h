/* How long a record is valid. "1y" is reviewed with the fiscal year: a record made in one fiscal year is
 * valid until the end of the review month of the next, which is the month that begins with that fiscal year.
 * With a fiscal year from 1 April, one made on 2026-11-29 is valid until 2027-04-30, one made on 2027-04-01
 * until 2028-04-30. The site's setting fiscal-year-start ("04-01") says when it begins. */
#ifndef MIMAMORI_ASSESS_RECORD_EXPIRY_H
#define MIMAMORI_ASSESS_RECORD_EXPIRY_H

#include "base/date.h"

#include <stdbool.h>

#define FISCAL_YEAR_START "04-01"

bool fiscal_start_valid(const char *start); /* "MM-DD", a day that every year has */
/* The last valid day of what was made on a day and is reviewed every `years` fiscal years. */
void fiscal_last_day(const char *made_on, const char *start, unsigned years, char ret[DATE_ROOM]);

#endif
