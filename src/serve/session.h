/* What api_session.c and api_setup.c share: the answer that says who one is, and the cookie. */
#ifndef MIMAMORI_SERVE_SESSION_H
#define MIMAMORI_SERVE_SESSION_H

#include "assess/signin.h"
#include "base/text.h"
#include "serve/api.h"

enum { SYSTEM_TEXT = 400 };

/* The document Session. csrf and break_glass: NULL none. 200. */
int session_write(struct call *c, const struct viewer *v, const char *csrf, const char *break_glass);
/* A session was begun: sets the cookie, writes the document. status, or negative. */
int session_opened(struct call *c, const char *cookie, int status, const char *break_glass);
struct sign_in session_attempt(struct call *c); /* what the body says */
void json_roles(struct out *o, const char *key, uint32_t roles);

#endif
