/* A system as the API shows it (schema System); the whole site is one, too. Inside the room only. */
#ifndef MIMAMORI_SERVE_SYSTEM_JSON_H
#define MIMAMORI_SERVE_SYSTEM_JSON_H

#include "serve/handler.h"

#include "assess/system.h"

void system_of_site(struct call *c, struct system_row *ret); /* id 0 */
/* 0; -ENOENT there is none, or the viewer does not see it. name: "site" or "s1". */
int system_named(struct call *c, const char *name, struct system_row *ret);
void json_system(struct call *c, const char *key, const struct system_row *r);

#endif
