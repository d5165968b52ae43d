/* Texts as people type them, to the values of fields. Each puts what is stored into *ret on the heap, or
 * fills err. */
#ifndef MIMAMORI_ASSESS_RECORD_VALUE_H
#define MIMAMORI_ASSESS_RECORD_VALUE_H

#include "assess/record.h"

/* A text that can be shown as it is, at most so many characters; lines: line feeds are allowed. */
int value_text(const char *name, const char *text, size_t most, bool lines, char **ret, struct err *e);
int value_date(const char *name, const char *text, const char *today, char ret[DATE_ROOM], struct err *e);
int value_contact(struct store *s, const char *name, const char *text, int64_t *ret, struct err *e);
int value_of(struct store *s, const struct record_field *f, const char *text, const char *today, char **ret,
	     struct err *e);

/* "none: why" or "なし：why": the reason, or NULL when it is something else. */
const char *value_none(const char *text);

#endif
