/* What is sent: heads with the headers that keep a browser to this site, bodies, refusals in the caller's
 * language. Everything is queued; connection_pump() sends. An answer leaves the connection in
 * CONNECTION_SENDS (a stream: as it is). */
#ifndef MIMAMORI_WEB_ANSWER_H
#define MIMAMORI_WEB_ANSWER_H

#include "base/lang.h"
#include "web/assets.h"
#include "web/connection.h"

void answer_refusal(struct connection *c, enum refusal why); /* problem+json */
void answer_plain(struct connection *c, bool can_redirect);  /* HTTP where HTTPS is spoken */
void answer_continue(struct connection *c);                  /* 100 */
void answer_options(struct connection *c, const char *allow);
void answer_method(struct connection *c, const char *allow); /* 405 */
void answer_asset(struct connection *c, const struct web_asset *a);
void answer_stream(struct connection *c); /* the head of server-sent events */
void answer_cached(struct connection *c, const struct cache_entry *e);
/* What core says, in one part or many; own: more text for the end of it, or NULL. */
void answer_core(struct connection *c, const struct response *r, struct said own);

enum language answer_language(const struct connection *c);

#endif
