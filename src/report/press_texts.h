/* The messages of the press's form (press.h), for its own two documents. */
#ifndef MIMAMORI_REPORT_PRESS_TEXTS_H
#define MIMAMORI_REPORT_PRESS_TEXTS_H

#include "base/arena.h"
#include "base/out.h"
#include "base/rd.h"

void press_put_texts(struct out *o, char kind, const char *const *text, size_t count);
/* Exactly `count` texts, and nothing after them: 0, -EINVAL, -ENOMEM. */
int press_read_texts(struct rd body, struct arena *a, const char **ret, size_t count);
int press_read_begin(struct rd *in, const char *version); /* the first line: 0 or -EINVAL */

#endif
