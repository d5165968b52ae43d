/* The monthly digest (assess/digest.h) in words, JSON, lines of a table and on paper; the same figures in all
 * of them. */
#ifndef MIMAMORI_REPORT_DIRECTOR_DIGEST_H
#define MIMAMORI_REPORT_DIRECTOR_DIGEST_H

#include "assess/digest.h"
#include "base/lang.h"
#include "base/out.h"

/* A sentence about a month: that nobody watched, that nothing was recorded, that it is to come; "" none of
 * these. Returns buf. */
const char *digest_words(const struct digest_month *m, enum language l, char *buf, size_t room);

void digest_json(struct out *o, const struct digest *d); /* schema Digest of data/api/digest.yaml */

/* One line a month and figure, for CSV and XLSX: cells in the order of these columns. */
enum { DIGEST_COLUMNS = 11 };
struct digest_column {
	const char *key; /* of its heading */
	unsigned width;
};
extern const struct digest_column digest_columns[DIGEST_COLUMNS];
void digest_table(const struct digest *d, enum language l, void (*cell)(void *ctx, const char *text),
		  void *ctx);

/* A document of report/director_paper.h: months and their figures on A4, nothing else. 0 or -ENOMEM. */
int digest_paper(const struct digest *d, enum language l, const char *version, int zone_minutes,
		 struct out *o);

#endif
