/* The parameter as_of: the sheet as it stood (assess/asof.h). Inside the room only. */
#ifndef MIMAMORI_SERVE_PAST_H
#define MIMAMORI_SERVE_PAST_H

#include "serve/handler.h"

#include "assess/asof.h"

/* 0: *ret is the moment that was asked for, NULL when none was. A status: the parameter is wrong, and that is
 * told. Negative: the store failed. The caller frees it with asof_free(). */
int past_open(struct call *c, struct asof **ret);

/* Rows could not be had: 404 there was no such system yet or nothing was judged; else code as it is. */
int past_failed(struct call *c, const struct asof *a, int code);

/* The member "past" (schema SheetPast); null without a moment. words: rows whose question was another one and
 * is shown in today's words. */
void json_past(struct call *c, struct asof *a, int64_t words);

#endif
