/* How watching goes, in short (schema CaptureShort). Inside the room only. */
#ifndef MIMAMORI_SERVE_CAPTURE_JSON_H
#define MIMAMORI_SERVE_CAPTURE_JSON_H

#include "serve/api.h"

void json_capture_short(struct call *c, const char *key);

#endif
