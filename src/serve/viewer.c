/* Who asks. The control socket is the site's owner, who has all rights as the command line has; else a
 * session, a token, or a client certificate that an account was given. What was found out is remembered until
 * anything is written, so that a page that asks often does not cost a question to the store each time. */
#include "serve/viewer.h"

#include "serve/state.h"

#include "assess/account.h"
#include "assess/event.h"
#include "assess/session.h"
#include "assess/signin.h"
#include "assess/sql.h"
#include "assess/token.h"
#include "assess/wallboard.h"
#include "store/journal.h"
#include "store/site.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KNOWN = 64 };

struct known {
	char hash[HASH_HEX]; /* of what was shown */
	int64_t state;       /* of the store then */
	int64_t at, until;   /* us: valid between */
	struct viewer viewer;
};

struct viewers {
	struct guard *guard;
	struct known known[KNOWN];
	unsigned next;
	unsigned char secret[32]; /* for the CSRF value of certificates */
};

struct viewers *viewers_new(int64_t now)
{
	struct viewers *v = calloc(1, sizeof *v);

	if (!v || !(v->guard = guard_new(now)) || sodium_init() < 0) {
		viewers_free(v);
		return NULL;
	}
	randombytes_buf(v->secret, sizeof v->secret);
	return v;
}

void viewers_free(struct viewers *v)
{
	if (v)
		guard_free(v->guard);
	free(v);
}

struct guard *viewers_guard(struct viewers *v) { return v->guard; }

/* --- remembering */

static const struct known *remembered(struct api *a, const char *hash, int64_t now)
{
	int64_t state = api_state(a);

	for (unsigned i = 0; i < KNOWN; i++) {
		const struct known *k = &a->viewers->known[i];

		if (*k->hash && k->state == state && sodium_memcmp(k->hash, hash, HASH_HEX) == 0 &&
		    secret_in_time(now, k->at, k->until))
			return k;
	}
	return NULL;
}

static void remember(struct api *a, const char *hash, int64_t at, int64_t until, const struct viewer *v)
{
	struct known *k = &a->viewers->known[a->viewers->next++ % KNOWN];

	*k = (struct known){.state = api_state(a), .at = at, .until = until, .viewer = *v};
	memcpy(k->hash, hash, HASH_HEX);
}

/* --- what an account may */

static void grant(struct viewer *v, const struct grants *g)
{
	v->site_roles = g->site;
	v->systems = g->systems < VIEWER_SYSTEMS ? g->systems : VIEWER_SYSTEMS;
	for (unsigned i = 0; i < v->systems; i++)
		v->system[i] = (struct viewer_system){g->system[i].system, g->system[i].roles};
}

/* Roles for which the site wants one-time codes: setting code-roles, e.g. "admin approver". */
static bool codes_wanted(struct api *a, uint32_t roles)
{
	char said[256], *at = said, *word;

	snprintf(said, sizeof said, "%s", site_setting(a->store, "code-roles", ""));
	while ((word = strsep(&at, " ")))
		if (roles & role_named(word))
			return true;
	return false;
}

/* Of an open account; -EACCES. */
static int of_account(struct api *a, int64_t id, struct viewer *v, struct grants *g)
{
	struct account one;

	if (account_get(a->store, id, &one) < 0 || strcmp(one.state, "open") != 0)
		return -EACCES;
	if (account_grants(a->store, id, g) < 0)
		return -EIO;
	v->account = id;
	v->contact = one.contact;
	v->totp = one.totp;
	v->enrol = one.contact && !one.totp && codes_wanted(a, grants_anywhere(g));
	account_actor(a->store, id, v->actor, sizeof v->actor);
	return 0;
}

/* --- by session */

/* Out of use too long: ended, and told. */
static int idle(struct api *a, int64_t session, int64_t now)
{
	const struct writing w = {.at = now, .actor = "mimamori"};
	struct err e;
	int r = site_begin(a->store);

	if (r == 0)
		r = session_end(a->store, session, "idle", &w, &e);
	if (r == 0)
		r = site_commit(a->store);
	if (r < 0)
		site_rollback(a->store);
	return -EACCES;
}

static int session_viewer(struct api *a, const char *hash, struct said cookie, int64_t now, struct viewer *v)
{
	struct session s;
	struct grants g;
	int r = session_find(a->store, cookie.s, cookie.n, now, &s);

	if (r == 0)
		r = of_account(a, s.account, v, &g);
	if (r < 0)
		return r == -EIO ? r : -EACCES;
	if (!v->enrol)
		grant(v, &g);
	v->session = s.id;
	v->expires = s.until;
	remember(a, hash, s.at, s.until, v);
	return 0;
}

static bool csrf_fits(const struct request *r, const char *want)
{
	return r->csrf.n == CSRF_TEXT - 1 && sodium_memcmp(r->csrf.s, want, CSRF_TEXT - 1) == 0;
}

/* A screen is nobody: whatever wants a person is refused to it as to anybody else. What it reports carries
 * the CSRF value of its cookie. */
static int by_screen(struct api *a, const struct request *r, int64_t now, struct viewer *v)
{
	struct wallboard b;
	char csrf[CSRF_TEXT];

	session_csrf(r->session.s, r->session.n, csrf);
	if (wallboard_find(a->store, r->session.s, r->session.n, &b) < 0 ||
	    (r->method != METHOD_GET && !csrf_fits(r, csrf)))
		return -EACCES;
	guard_used(a->viewers->guard, VIEWER_SCREENS + b.id, now);
	v->wallboard = b.id;
	return -EACCES;
}

static int by_session(struct api *a, const struct request *r, int64_t now, struct viewer *v)
{
	char hash[HASH_HEX], csrf[CSRF_TEXT];
	const struct known *k;
	int code;

	if (r->session.n == WALLBOARD_COOKIE - 1)
		return by_screen(a, r, now, v);
	if (r->session.n != SECRET_TEXT)
		return -EACCES;
	secret_hash(r->session.s, r->session.n, hash);
	if ((k = remembered(a, hash, now)))
		*v = k->viewer;
	else if ((code = session_viewer(a, hash, r->session, now, v)) < 0)
		return code;
	if (now > guard_last_use(a->viewers->guard, v->session) + SESSION_IDLE)
		return idle(a, v->session, now);
	guard_used(a->viewers->guard, v->session, now);
	session_csrf(r->session.s, r->session.n, csrf);
	return r->method == METHOD_GET || csrf_fits(r, csrf) ? 0 : -EPERM;
}

/* --- by token */

static int token_viewer(struct api *a, const char *hash, struct said bearer, int64_t now, struct viewer *v)
{
	struct grants maker, g;
	struct token t;
	int r = token_find(a->store, bearer.s, bearer.n, now, &t);

	if (r == 0)
		r = of_account(a, t.account, v, &maker);
	if (r < 0)
		return r == -EIO ? r : -EACCES;
	token_grants(&t, &maker, &g);
	grant(v, &g);
	v->token = true;
	v->enrol = false;
	snprintf(v->actor, sizeof v->actor, "t%lld", (long long)t.id);
	remember(a, hash, t.made, t.until, v);
	return 0;
}

/* Guessing tokens is hopeless (256 bits); what it costs is bounded here all the same: one hash, one look. */
static int by_token(struct api *a, const struct request *r, int64_t now, struct viewer *v)
{
	char hash[HASH_HEX];
	const struct known *k;

	if (r->bearer.n != TOKEN_ROOM - 1)
		return -EACCES;
	secret_hash(r->bearer.s, r->bearer.n, hash);
	if ((k = remembered(a, hash, now))) {
		*v = k->viewer;
		return 0;
	}
	return token_viewer(a, hash, r->bearer, now, v);
}

/* --- by certificate */

void viewer_certificate_csrf(const struct viewers *v, struct said key, char ret[CSRF_TEXT])
{
	unsigned char hash[(CSRF_TEXT - 1) / 2];

	crypto_generichash(hash, sizeof hash, (const unsigned char *)key.s, key.n, v->secret,
			   sizeof v->secret);
	sodium_bin2hex(ret, CSRF_TEXT, hash, sizeof hash);
}

static int by_certificate(struct api *a, const struct request *r, struct viewer *v)
{
	char key[CLIENT_KEY], csrf[CSRF_TEXT];
	struct grants g;
	int64_t id;
	int code;

	if (!said_copy(r->client_key, key, sizeof key) || !(id = account_of_key(a->store, key)))
		return -EACCES;
	if ((code = of_account(a, id, v, &g)) < 0)
		return code;
	if (!v->enrol)
		grant(v, &g);
	viewer_certificate_csrf(a->viewers, r->client_key, csrf);
	return r->method == METHOD_GET || csrf_fits(r, csrf) ? 0 : -EPERM;
}

/* --- */

static int control(struct viewer *v)
{
	snprintf(v->actor, sizeof v->actor, "local");
	v->site_roles = ROLES_ALL & ~(uint32_t)ROLE_VENDOR;
	return 0;
}

int viewer_of_request(struct api *a, const struct request *r, int64_t now, struct viewer *ret)
{
	char from[sizeof ret->from] = "control";
	struct viewer v = {0};
	int code = -EACCES;

	if (r->via != VIA_CONTROL && !said_copy(r->peer, from, sizeof from))
		snprintf(from, sizeof from, "unknown");
	if (r->via == VIA_CONTROL)
		code = control(&v);
	else if (!a->viewers)
		code = -EACCES;
	else if (r->bearer.s)
		code = by_token(a, r, now, &v);
	else if (r->session.s)
		code = by_session(a, r, now, &v);
	if (code == -EACCES && r->client_key.s && !r->bearer.s && a->viewers && r->via != VIA_CONTROL)
		code = by_certificate(a, r, &v);
	if (code < 0)
		v = (struct viewer){.wallboard = v.wallboard};
	snprintf(v.from, sizeof v.from, "%s", from);
	*ret = v;
	return code;
}
