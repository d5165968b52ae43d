/* The phone list on paper: one HTML page for A4 that needs nothing but a browser or a printer, and plain text
 * for a terminal. To be printed while all is well, and hung up. */
#ifndef MIMAMORI_REPORT_PHONE_PRINT_H
#define MIMAMORI_REPORT_PHONE_PRINT_H

#include "base/lang.h"
#include "base/out.h"
#include "store/store.h"

struct phone_print {
	struct store *store;
	int64_t now; /* us */
	int zone_minutes;
	const char *system; /* "site", "s1" */
	enum language language;
	const char *printed_by; /* "c3 Sato"; NULL */
};

/* 0, or what the store or memory failed with. */
int phone_print_html(const struct phone_print *p, struct out *o);
int phone_print_text(const struct phone_print *p, struct out *o);

#endif
