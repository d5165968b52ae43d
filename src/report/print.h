/* A sheet for people to hold: rows (assess/rows.h) into a document for the press (press.h), or into CSV. The
 * same columns in all three. What goes out can come back (assess/returned.h): each row carries its sub-item,
 * its system, the hash of the decision it shows, and a hash of its answers. */
#ifndef MIMAMORI_REPORT_PRINT_H
#define MIMAMORI_REPORT_PRINT_H

#include "assess/asof.h"
#include "assess/frozen.h"
#include "assess/rows.h"
#include "base/lang.h"
#include "report/press.h"
#include "store/store.h"

#include <stdint.h>

struct print {
	struct store *store;
	const char *system; /* "site" or "s1" */
	const char *sheet;  /* "jssec-2.1" */
	const struct frozen
		*frozen;   /* this submitted version, and system and sheet are its; NULL: as of now */
	struct asof *asof; /* as it stood then, and store is asof_store(); NULL: as of now */
	int64_t now;       /* us */
	int zone_minutes;
	enum language language;
	const char *version; /* of the program */
	const char *form;    /* "pdf" or "xlsx"; of CSV nothing */
};

/* 0 or negative: -ENOENT there is no such system or sheet, -EIO the store failed, -ENOMEM. */
int print_document(const struct print *p, struct out *o);
int print_csv(const struct print *p, struct out *o);
/* The rows it prints: of now, of then, or as submitted. */
int print_walk(const struct print *p, sheet_row_fn *fn, void *ctx);

/* print_rows.c: the cells of one row, in the arena. */
struct print_counts {
	unsigned rows, own, decided, amber, met, partly, not_met, unknown, expired, person;
	unsigned official; /* titles from the customer's own copy of the official sheet */
	int64_t as_of;
};
int print_row(const struct print *p, const struct sheet_row *r, struct arena *a, struct print_counts *counts,
	      struct press_row *ret);
/* print_words.c: everything else. */
int print_words(const struct print *p, const struct print_counts *counts, struct arena *a, struct out *o);
/* What every export says of itself: source, whose words, what is ours, no complete safety. Several lines;
 * NULL without memory. */
const char *print_footer(const struct print *p, const struct print_counts *counts, struct arena *a);
/* What must be known before the rows are believed: that the trial of this system is past its end, that this
 * is an old version. On paper the system's name and the title say so; elsewhere these lines do. "" nothing;
 * NULL without memory. */
const char *print_warnings(const struct print *p, struct arena *a);
/* A sentence of data/lang with its holes filled, in the arena; NULL without memory. */
const char *print_filled(const struct print *p, struct arena *a, const char *key,
			 const struct lang_arg *args);

#endif
