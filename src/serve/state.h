/* The state of the store as a number that is another one after each change. Inside the room only. */
#ifndef MIMAMORI_SERVE_STATE_H
#define MIMAMORI_SERVE_STATE_H

#include "serve/api.h"

int64_t api_state(const struct api *a);

#endif
