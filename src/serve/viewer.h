/* What is remembered of those who ask: of viewer_of_request() (api.h). */
#ifndef MIMAMORI_SERVE_VIEWER_H
#define MIMAMORI_SERVE_VIEWER_H

#include "assess/guard.h"
#include "assess/session.h"
#include "serve/api.h"

/* What the guard knows of the use of screens, beside sessions: this and the number of the screen. */
#define VIEWER_SCREENS (INT64_C(1) << 40)
#define VIEWER_REPORTS (INT64_C(1) << 41) /* likewise: when it last reported */

struct viewers *viewers_new(int64_t now); /* NULL: no memory */
void viewers_free(struct viewers *v);
struct guard *viewers_guard(struct viewers *v);

/* What acts with a client certificate carry: made of it and of a secret of this process. */
void viewer_certificate_csrf(const struct viewers *v, struct said key, char ret[CSRF_TEXT]);

#endif
