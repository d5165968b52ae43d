/* Links and codes that are good once.
 *
 *	setup   makes the first account of a site, an admin; printed by mimamori serve and `user link`. 24
 *hours. invite  lets one person set name and password of his account, or a new password. 24 hours. sealed  a
 *code on paper in an envelope: whoever types it is admin for four hours, and everybody is told.
 *
 * Making one takes older ones of the same purpose and account back. Used, over and never made are told apart
 * for the journal and for the words on the page; what was used once is refused for ever. */
#ifndef MIMAMORI_ASSESS_INVITE_H
#define MIMAMORI_ASSESS_INVITE_H

#include "assess/secret.h"
#include "assess/writing.h"
#include "base/err.h"
#include "store/store.h"

#include <stdint.h>

#define INVITE_LONGEST INT64_C(86400000000) /* us: 24 hours */

struct invite {
	int64_t id, account, made, until, used;
	char purpose[12];
};

int invite_make(struct store *s, const char *purpose, int64_t account, const struct writing *w,
		char ret_link[SECRET_ROOM], struct err *e);
/* 0; -ENOENT, -EALREADY used or replaced by a newer one, -ETIME over, with err keys link-unknown, link-used, link-replaced,
 * link-over. */
int invite_find(struct store *s, const char *link, size_t n, int64_t now, struct invite *ret, struct err *e);
int invite_use(struct store *s, int64_t id, const struct writing *w, struct err *e);

/* A new code for the envelope; the one before is void. Makes the emergency account when there is none. */
int sealed_make(struct store *s, const struct writing *w, char ret_code[CODE_ROOM], struct err *e);
/* Uses it: the account to sign in; -ENOENT. */
int sealed_use(struct store *s, const char *code, const struct writing *w, int64_t *ret_account,
	       struct err *e);

#endif
