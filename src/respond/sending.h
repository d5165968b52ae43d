/* Where messages leave the site: one mail server, one webhook, and the person who permitted it. Nothing is
 * sent before somebody did, and nothing after somebody withdrew it; where it would go to another server than
 * the one that was permitted, the permission ends by itself. Password and webhook key lie in SITE.db.secrets
 * (store/secrets.h), here only since when they are set.
 *
 * What writes needs an open transaction; errors fill err with a key of data/lang/courier.yaml. */
#ifndef MIMAMORI_RESPOND_SENDING_H
#define MIMAMORI_RESPOND_SENDING_H

#include "assess/writing.h"
#include "base/err.h"
#include "respond/courier_settings.h"
#include "store/store.h"

#include <stdbool.h>
#include <stdint.h>

enum { SENDING_ACTOR = 24 };

#define SECRET_MAIL    "mail-password"
#define SECRET_WEBHOOK "webhook-key"

struct sending {
	struct courier_settings to; /* without secrets; mail and webhook: set, whether or not permitted */
	int64_t password_at, webhook_key_at, at, permitted;     /* us; 0: not */
	char actor[SENDING_ACTOR], permitted_by[SENDING_ACTOR]; /* of the journal: "c3", "local" */
	bool there;                                             /* somebody set something, once */
};

int sending_get(struct store *s, struct sending *ret); /* 0 or -EIO; port and TLS as they are unless set */

int sending_check(const struct sending *s, struct err *e);
/* Checks and writes what is in s->to and the times of the secrets. */
int sending_put(struct store *store, const struct sending *s, const struct writing *w, struct err *e);
int sending_permit(struct store *s, const struct writing *w, struct err *e);
int sending_withdraw(struct store *s, const struct writing *w, struct err *e); /* never permitted: no error */

/* All that courier needs now, with its secrets: nothing where nothing is permitted. 0 or negative. */
int sending_settings(struct store *s, struct courier_settings *ret);

#endif
