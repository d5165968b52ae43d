/* What is said of a verdict in words: how much was looked at, what would make it met, why it is provisional.
 */
#ifndef MIMAMORI_ASSESS_SAID_H
#define MIMAMORI_ASSESS_SAID_H

#include "assess/verdict.h"
#include "base/lang.h"

/* One line that grows; what does not fit is left out. */
struct line {
	char text[1024];
	size_t used;
};

void line_say(struct line *to, enum language l, const char *key, const struct lang_arg *args);

/* Each begins the line anew; it stays empty when there is nothing to say. */
void said_coverage(struct line *to, enum language l, const struct evidence *e, const struct verdict *v);
void said_needs(struct line *to, enum language l, const struct sheet_item *item, const struct verdict *v);
/* open: rows of identify that are not settled; first: the first of them. */
void said_provisional(struct line *to, enum language l, unsigned open, const char *first);

/* The kind and topic of a record in words. */
void said_record(enum language l, const struct sheet_record *r, char *buf, size_t room);

#endif
