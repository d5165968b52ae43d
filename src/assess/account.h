/* Accounts: who may sign in to mimamori serve. An account is a contact's (people are numbers in the journal)
 * with a name to sign in, a password, perhaps one-time codes and a client certificate, and roles (role.h).
 * One account has no contact: the sealed one for emergencies (invite.h). There is no default password: an
 * account without one signs in by nothing but a link.
 *
 * What writes needs an open transaction (site_begin()); on any error the caller rolls back. Errors fill err
 * with a key of data/lang/account.yaml, without the topic. */
#ifndef MIMAMORI_ASSESS_ACCOUNT_H
#define MIMAMORI_ASSESS_ACCOUNT_H

#include "assess/role.h"
#include "assess/writing.h"
#include "base/err.h"
#include "store/store.h"

#include <stdbool.h>

enum { ACCOUNTS_MAX = 1000, LOGIN_LEAST = 2, LOGIN_MOST = 64 /* bytes */, CLIENT_KEY = 65 };

struct account {
	int64_t id, contact; /* contact 0: the sealed one */
	char login[LOGIN_MOST + 1];
	char state[8]; /* open locked closed */
	char client_key[CLIENT_KEY];
	bool totp, password; /* password: it has one */
	int64_t totp_step, failed, failed_at, made, signed_in;
};

int account_get(struct store *s, int64_t id, struct account *ret); /* 0, -ENOENT */
int64_t account_named(struct store *s, const char *login);         /* 0: there is none */
/* "a3", or a login name; 0: there is none. */
int64_t account_find(struct store *s, const char *text);
int64_t account_of_key(struct store *s, const char *client_key); /* of a client certificate; 0 */
int account_each(struct store *s, int (*fn)(void *ctx, const struct account *a), void *ctx);
int account_grants(struct store *s, int64_t id, struct grants *ret);
/* Has anybody an account with a password? Until then the one-time link makes the first. */
bool account_any(struct store *s);

/* Letters, digits and . _ - @ +, none taken; sets *ret_id. contact 0: the sealed one, login NULL. */
int account_add(struct store *s, int64_t contact, const char *login, const struct writing *w, int64_t *ret_id,
		struct err *e);
int account_set_login(struct store *s, int64_t id, const char *login, const struct writing *w, struct err *e);
/* Checked against the rules (password.h), stretched, kept; ends the account's sessions but `except`. */
int account_set_password(struct store *s, int64_t id, const char *password, int64_t except,
			 const struct writing *w, struct err *e);
/* system 0: for the whole site. A vendor is one of a system. The last open admin of the site cannot be taken
 * away (last-admin), here, by locking or by closing. */
int account_grant(struct store *s, int64_t id, uint32_t role, int64_t system, const struct writing *w,
		  struct err *e);
int account_revoke(struct store *s, int64_t id, uint32_t role, int64_t system, const struct writing *w,
		   struct err *e);
/* state: open, locked (until it is unlocked) or closed (for good). Ends its sessions. */
int account_set_state(struct store *s, int64_t id, const char *state, const struct writing *w, struct err *e);
int account_set_client_key(struct store *s, int64_t id, const char *hex /* NULL: none */,
			   const struct writing *w, struct err *e);

/* One-time codes: a new secret is shown and kept aside until a code of it confirms it, which makes ten
 * recovery codes (joined by a space, shown once). */
int account_totp_begin(struct store *s, int64_t id, unsigned char *ret_secret /* TOTP_SECRET */,
		       struct err *e);
enum { RECOVERY_CODES = 10, RECOVERY_TEXT = RECOVERY_CODES * 30 };
int account_totp_confirm(struct store *s, int64_t id, const char *code, char ret_codes[RECOVERY_TEXT],
			 const struct writing *w, struct err *e);
int account_totp_remove(struct store *s, int64_t id, const struct writing *w, struct err *e);

/* For signing in; they write nothing but recovery codes that are used up. */
int account_password_hash(struct store *s, int64_t id, char *ret /* PASSWORD_HASH */);
/* Its step, or 0. */
int64_t account_totp_check(struct store *s, const struct account *a, const char *code, int64_t now);
bool account_recovery_use(struct store *s, int64_t id, const char *code, const struct writing *w);

#endif
