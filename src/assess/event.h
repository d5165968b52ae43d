/* Telling an event: its body is written member by member, then appended. */
#ifndef MIMAMORI_ASSESS_EVENT_H
#define MIMAMORI_ASSESS_EVENT_H

#include "assess/writing.h"
#include "base/err.h"
#include "base/out.h"
#include "store/store.h"

struct event_body {
	struct out o; /* an open object */
	int error;
};

void event_begin(struct event_body *b);
/* Closes, appends, frees. 0, or err's key "store". */
int event_told(struct event_body *b, struct store *s, const char *kind, const struct writing *w,
	       struct err *e);
int event_failed(struct store *s, int code, struct err *e); /* the store's own words; returns code */

#endif
