/* What the operations of /risk share (data/api/risk.yaml). Inside the room only. */
#ifndef MIMAMORI_SERVE_RISK_JSON_H
#define MIMAMORI_SERVE_RISK_JSON_H

#include "serve/handler.h"

#include "assess/worst.h"

/* {id, name} of a device; null for 0. */
void risk_device(struct call *c, const char *key, int64_t device);
void risk_pair(struct out *o, const char *key, const char *const text[LANG_COUNT]);
/* Worst cases as of the day of the call; freed by worst_free(). 0 or negative. */
int risk_worst_read(struct call *c, struct worst **ret);

#endif
