/* One row of a figure in words, for whoever opens it: what a record says, a device's name, a finding's
 * sentence. This is where the words of those who look into it begin; the directors' page itself has none of
 * them. */
#ifndef MIMAMORI_REPORT_DIRECTOR_ROWS_H
#define MIMAMORI_REPORT_DIRECTOR_ROWS_H

#include "assess/figure.h"
#include "base/lang.h"
#include "store/store.h"

#include <stddef.h>

/* row: "r4", "32-3" ... of this figure. "" when there is nothing to say of it. Returns buf. */
const char *figure_row_words(struct store *s, enum figure_of of, const char *row, enum language l,
			     int zone_minutes, char *buf, size_t room);

#endif
