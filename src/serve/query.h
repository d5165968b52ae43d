/* Parameters of a request, checked against the route's rules. Inside the room only. */
#ifndef MIMAMORI_SERVE_QUERY_H
#define MIMAMORI_SERVE_QUERY_H

#include "serve/api.h"

/* Does the text fit the rule? */
bool rule_fits(const struct rule *r, const char *value);

/* RFC 3339 to us since 1970; INT64_MIN: it is none. */
int64_t time_of(const char *s);

/* Takes request->query apart: percent decoding, UTF-8, types, bounds, what is required, what is unknown or
 * given twice. 0; else ret_wrong names what is wrong (in the arena) and ret_key which sentence says it. */
int query_read(struct call *c, const char **ret_wrong, const char **ret_key);

/* The route of a request; 0, 404 no such path, 405 another method (allow: which, in the arena). */
int route_find(struct call *c, const char **ret_allow);

/* Is the body a JSON object that fits the rules? 0, or as query_read(). */
int body_check(struct call *c, const char **ret_wrong, const char **ret_key);

/* ?lang= goes before Accept-Language; Japanese when neither says. */
enum language language_of(const struct request *r);

#endif
