/* Signing in, as one act: waiting, password, code, session, and what the journal is told of it. */
#ifndef MIMAMORI_ASSESS_SIGNIN_H
#define MIMAMORI_ASSESS_SIGNIN_H

#include "assess/guard.h"
#include "assess/session.h"

struct sign_in {
	const char *login, *password;
	const char *code;    /* one-time or recovery code; NULL none */
	const char *agent;   /* the browser's words; NULL */
	const char *address; /* "192.0.2.7" */
};

/* In a transaction, which the caller commits whatever comes back but -EIO: failures are told, too. w->actor
 * is not asked: a session is begun by the one who signs in.
 *
 * 0 signed in; -EAGAIN too many tries, detail is how many seconds to wait (key too-many-tries); -EACCES key
 * sign-in-wrong (name, password or code; nobody is told which), or is-locked, which only who knows the
 * password hears; -ENOKEY the password is right and a code is wanted (key code-wanted). */
int sign_in(struct store *s, struct guard *g, const struct sign_in *a, const struct writing *w,
	    char ret_cookie[SECRET_ROOM], int64_t *ret_session, struct err *e);
/* With the code of the envelope. The same codes. */
int sign_in_sealed(struct store *s, struct guard *g, const struct sign_in *a, const struct writing *w,
		   char ret_cookie[SECRET_ROOM], int64_t *ret_session, struct err *e);

/* How an account acts in the journal: "c3", or "emergency" of the sealed one. */
void account_actor(struct store *s, int64_t account, char *ret, size_t room);

#endif
