/* What the files of packs share. Inside the room only. */
#ifndef MIMAMORI_ASSESS_PACK_OWN_H
#define MIMAMORI_ASSESS_PACK_OWN_H

#include "assess/pack.h"

#include <sqlite3.h>

#define PACK_FORM "mimamori-pack/1" /* of content and files */

/* A line that shows as it is, without outer white space, at most so many characters: on the heap in *ret.
 * err keys: as records have them (too-long, bad-line, bad-text). */
int pack_line(const char *name, const char *text, size_t most, char **ret, struct err *e);

/* Why a device may be a vendor's. */
struct pack_reasons {
	bool any, sure; /* sure: by its maker, or by what names this very device */
	bool others;    /* a record or pack of another vendor names it, too */
	bool taken;     /* a record gives it to another vendor, and nothing is sure */
	char why[160];  /* words joined by a blank */
	char other[32]; /* the record or pack of the other */
};
/* Of one device. */
int pack_reasons(struct store *s, const char *vendor, int64_t device, struct pack_reasons *ret);

/* The wants of a question with a choice: bits, from the content's JSON lists. */
unsigned pack_wants_of(const char *json_list);

#endif
