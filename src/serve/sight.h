/* How well is seen now: what lamps and wallboards rest on. Inside the room only. */
#ifndef MIMAMORI_SERVE_SIGHT_H
#define MIMAMORI_SERVE_SIGHT_H

#include "respond/lamps.h"
#include "serve/api.h"

/* NULL: something is seen. Else why not: none no-frames interface-down replay-ended
 * (data/lang/wallboard.yaml: blind-WHY). Static. */
const char *sight_blind(const struct api *a, int64_t now);
struct lamps_sight sight_of(const struct call *c);

#endif
