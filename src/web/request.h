/* From bytes to requests: the head, the body, then route_request(). See connection.h for the order. */
#ifndef MIMAMORI_WEB_REQUEST_H
#define MIMAMORI_WEB_REQUEST_H

#include "web/connection.h"

/* Takes whole requests out of the connection's buffer until one has to wait or be sent. */
void request_take(struct connection *c);
void request_drop(struct connection *c);       /* the exchange, its body, its question to core */
void request_forget_ask(struct connection *c); /* core's answer, should it come, is for nobody */

/* What a request is for: pages, core, events, metrics (route.c). */
void route_request(struct connection *c);
/* How large a body this request may have. */
size_t route_body_most(const struct head *h);

#endif
