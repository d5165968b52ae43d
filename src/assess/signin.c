#include "assess/signin.h"

#include "assess/account.h"
#include "assess/event.h"
#include "assess/invite.h"
#include "assess/password.h"
#include "assess/sql.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

void account_actor(struct store *s, int64_t account, char *ret, size_t room)
{
	int64_t contact = sql_number(s, 0, "SELECT contact FROM account WHERE id = ?1", "i", account);

	if (contact)
		snprintf(ret, room, "c%lld", (long long)contact);
	else
		snprintf(ret, room, "emergency");
}

/* --- failing */

/* Nobody who failed is somebody: these events are the program's own, and name the address themselves. */
static int tell_failure(struct store *s, int64_t account, const char *why, const char *address, int64_t at,
			struct err *e)
{
	const struct writing w = {.at = at, .actor = "mimamori"};
	struct event_body b;

	event_begin(&b);
	if (account)
		json_int(&b.o, "account", account);
	json_str(&b.o, "why", why);
	json_str(&b.o, "where", address);
	return event_told(&b, s, "sign-in-failed", &w, e);
}

static int tell_untold(struct store *s, unsigned count, int64_t since, int64_t at, struct err *e)
{
	const struct writing w = {.at = at, .actor = "mimamori"};
	struct event_body b;

	event_begin(&b);
	json_int(&b.o, "count", count);
	json_int(&b.o, "since", since);
	return event_told(&b, s, "sign-ins-failed", &w, e);
}

/* Loud once it begins, and every ten tries after. */
static int tell_delay(struct store *s, int64_t account, unsigned failed, int64_t at, struct err *e)
{
	const struct writing w = {.at = at, .actor = "mimamori"};
	struct event_body b;

	if (!account || failed < GUARD_FREE_NAME || (failed != GUARD_FREE_NAME && failed % 10))
		return 0;
	event_begin(&b);
	json_int(&b.o, "account", account);
	json_str(&b.o, "why", "failures");
	json_int(&b.o, "failed", failed);
	return event_told(&b, s, "account-locked", &w, e);
}

static int failure(struct store *s, struct guard *g, const struct sign_in *a, int64_t account,
		   const char *why, int64_t at, struct err *e)
{
	unsigned untold, failed = guard_failed(g, a->login, a->address, at);
	int64_t since = 0;
	bool tell = guard_tell(g, at, &untold, &since);
	int r = untold ? tell_untold(s, untold, since, at, e) : 0;

	if (r == 0 && tell)
		r = tell_failure(s, account, why, a->address, at, e);
	if (r == 0 && tell)
		r = tell_delay(s, account, failed, at, e);
	return r;
}

static int waits(struct err *e, int64_t us)
{
	return err_set(e, -EAGAIN, "", "too-many-tries", "%lld", (long long)(us / 1000000 + 1));
}

/* --- the way in */

static int begin(struct store *s, struct guard *g, const struct sign_in *a, struct session_start *b,
		 int64_t at, char ret_cookie[SECRET_ROOM], int64_t *ret_session, struct err *e)
{
	char actor[24];
	const struct writing w = {.at = at, .actor = actor};
	int r;

	account_actor(s, b->account, actor, sizeof actor);
	b->agent = a->agent;
	r = session_begin(s, b, &w, ret_cookie, ret_session, e);
	if (r == 0) {
		guard_passed(g, a->login, a->address);
		guard_used(g, *ret_session, at);
	}
	return r;
}

/* What the second factor was; NULL: none that fits. */
static const char *factor(struct store *s, const struct account *one, const char *code,
			  const struct writing *w, int64_t *ret_step)
{
	if (!one->totp)
		return "password";
	if ((*ret_step = account_totp_check(s, one, code, w->at)))
		return "totp";
	return account_recovery_use(s, one->id, code, w) ? "recovery" : NULL;
}

int sign_in(struct store *s, struct guard *g, const struct sign_in *a, const struct writing *w,
	    char ret_cookie[SECRET_ROOM], int64_t *ret_session, struct err *e)
{
	int64_t id = account_named(s, a->login), wait;
	struct session_start b = {.account = id, .longest = SESSION_LONGEST};
	struct account one = {0};
	char hash[PASSWORD_HASH] = "", actor[24];
	const struct writing self = {.at = w->at, .actor = actor};
	bool fits;

	if (id && account_get(s, id, &one) < 0)
		return event_failed(s, -EIO, e);
	wait = guard_wait(g, a->login, a->address, one.failed, one.failed_at, w->at);
	if (wait || !guard_stretch(g, a->login, a->address, w->at))
		return waits(e, wait);
	if (id)
		account_password_hash(s, id, hash);
	fits = password_fits(hash, a->password);
	if (fits && strcmp(one.state, "open") != 0) {
		int r = failure(s, g, a, id, one.state, w->at, e);

		return r < 0 ? r : err_set(e, -EACCES, "", "is-locked", "%s", "");
	}
	if (fits && one.totp && !(a->code && *a->code))
		return err_set(e, -ENOKEY, "code", "code-wanted", "%s", "");
	account_actor(s, id, actor, sizeof actor);
	if (fits)
		b.factor = factor(s, &one, a->code ? a->code : "", &self, &b.step);
	if (!fits || !b.factor) {
		int r = failure(s, g, a, id, !id ? "unknown" : fits ? "code" : "password", w->at, e);

		return r < 0 ? r : err_set(e, -EACCES, fits ? "code" : "", "sign-in-wrong", "%s", "");
	}
	return begin(s, g, a, &b, w->at, ret_cookie, ret_session, e);
}

int sign_in_sealed(struct store *s, struct guard *g, const struct sign_in *a, const struct writing *w,
		   char ret_cookie[SECRET_ROOM], int64_t *ret_session, struct err *e)
{
	const struct sign_in known = {.login = "", .address = a->address, .agent = a->agent};
	const struct writing self = {.at = w->at, .actor = "emergency"};
	struct session_start b = {.longest = SESSION_SEALED, .factor = "sealed"};
	int64_t wait = guard_wait(g, "", a->address, 0, 0, w->at);
	int r;

	if (wait)
		return waits(e, wait);
	r = sealed_use(s, a->code, &self, &b.account, e);
	if (r == -ENOENT) {
		r = failure(s, g, &known, 0, "sealed", w->at, e);
		return r < 0 ? r : err_set(e, -EACCES, "code", "sign-in-wrong", "%s", "");
	}
	return r < 0 ? r : begin(s, g, &known, &b, w->at, ret_cookie, ret_session, e);
}
