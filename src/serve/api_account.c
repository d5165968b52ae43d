/* Accounts: who may sign in, with which roles. */
#include "assess/account.h"
#include "assess/contact.h"
#include "assess/guard.h"
#include "assess/invite.h"
#include "assess/password.h"
#include "assess/sql.h"
#include "assess/totp.h"
#include "base/qr.h"
#include "serve/act.h"
#include "serve/viewer.h"
#include "store/site.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

api_handler api_accounts_list, api_accounts_get, api_accounts_add, api_accounts_change, api_accounts_invite,
	api_totp_set, api_totp_remove, api_emergency_code;

/* --- shown */

static void write_roles(struct call *c, int64_t account)
{
	sqlite3_stmt *st = sql_of(
		c->store, "SELECT role, system FROM account_role WHERE account = ?1 ORDER BY system, role",
		"i", account);

	json_array(c->out, "roles");
	while (st && sqlite3_step(st) == SQLITE_ROW) {
		json_object(c->out, NULL);
		json_str(c->out, "role", (const char *)sqlite3_column_text(st, 0));
		json_str(c->out, "system", (const char *)sqlite3_column_text(st, 1));
		json_end_object(c->out);
	}
	json_end_array(c->out);
	sqlite3_finalize(st);
}

static void write_person(struct call *c, int64_t contact)
{
	struct contact who;

	if (!contact || contact_get(c->store, contact, &who) < 0) {
		json_null(c->out, "contact");
		return;
	}
	json_object(c->out, "contact");
	json_id(c->out, "id", 'c', contact);
	json_str(c->out, "name", *who.name ? who.name : NULL);
	json_end_object(c->out);
}

static int write_account(struct call *c, const struct account *a)
{
	json_object(c->out, NULL);
	json_id(c->out, "id", 'a', a->id);
	json_str(c->out, "login", *a->login ? a->login : NULL);
	write_person(c, a->contact);
	json_str(c->out, "state", a->state);
	write_roles(c, a->id);
	json_bool(c->out, "password", a->password);
	json_bool(c->out, "totp", a->totp);
	json_str(c->out, "client_key", *a->client_key ? a->client_key : NULL);
	json_time(c->out, "made", a->made);
	json_time(c->out, "signed_in", a->signed_in ? a->signed_in : INT64_MIN);
	json_int(c->out, "failed", a->failed);
	json_int(c->out, "sessions",
		 sql_number(c->store, 0, "SELECT count(*) FROM session WHERE account = ?1 AND until > ?2",
			    "ii", a->id, c->now));
	json_end_object(c->out);
	return 0;
}

struct rows {
	struct call *call;
	int64_t total;
};

static int row(void *ctx, const struct account *a)
{
	struct rows *rows = ctx;

	rows->total++;
	return write_account(rows->call, a);
}

int api_accounts_list(struct call *c)
{
	struct rows rows = {c, 0};
	int r;

	items_begin(c);
	r = account_each(c->store, row, &rows);
	return r < 0 ? r : items_end(c, rows.total);
}

/* The one that the path names; 0 or a status. */
static int named(struct call *c, struct account *ret)
{
	return account_get(c->store, id_number(c->path[0]), ret) < 0
		       ? problem_said(c, 404, "account.no-account", c->path[0], "")
		       : 0;
}

static int shown(struct call *c, int64_t id, int status)
{
	struct account a;

	if (account_get(c->store, id, &a) < 0)
		return -EIO;
	write_account(c, &a);
	return status;
}

int api_accounts_get(struct call *c)
{
	struct account a;
	int r = named(c, &a);

	return r ? r : shown(c, a.id, 200);
}

/* --- roles */

struct wish {
	uint32_t role;
	int64_t system;
};

enum { WISHES = 200 };

/* roles: [{role, system}] of the body. How many, or negative with a problem told. */
static int wishes(struct call *c, struct wish *list, int *ret_status)
{
	sqlite3_stmt *st = sql_of(
		c->store,
		"SELECT value->>'role', value->>'system' FROM json_each(?1, '$.roles') WHERE type = 'object'",
		"t", arena_text(c->arena, c->request->body.s, c->request->body.n));
	int n = 0;

	while (st && n < WISHES && sqlite3_step(st) == SQLITE_ROW) {
		const char *role = (const char *)sqlite3_column_text(st, 0);
		const char *system = (const char *)sqlite3_column_text(st, 1);

		list[n].role = role_named(role ? role : "");
		list[n].system = system && strcmp(system, "site") != 0 ? id_number(system) : 0;
		if (!list[n].role || (system && strcmp(system, "site") != 0 && !list[n].system)) {
			*ret_status = problem_said(c, 422, "account.no-role", "roles", "");
			n = -1;
			break;
		}
		n++;
	}
	sqlite3_finalize(st);
	return n;
}

static bool wished(const struct wish *list, int n, uint32_t role, int64_t system)
{
	for (int i = 0; i < n; i++)
		if (list[i].role == role && list[i].system == system)
			return true;
	return false;
}

/* First what is new, then what is gone: the last admin may hand over in one act. */
static int set_roles(struct call *c, int64_t id, const struct wish *list, int n, const struct writing *w,
		     struct err *e)
{
	struct grants had;
	int r = account_grants(c->store, id, &had);

	for (int i = 0; i < n && r == 0; i++)
		r = account_grant(c->store, id, list[i].role, list[i].system, w, e);
	for (unsigned b = 0; b < ROLES && r == 0; b++) {
		if (had.site >> b & 1 && !wished(list, n, 1u << b, 0))
			r = account_revoke(c->store, id, 1u << b, 0, w, e);
		for (unsigned s = 0; s < had.systems && r == 0; s++)
			if (had.system[s].roles >> b & 1 && !wished(list, n, 1u << b, had.system[s].system))
				r = account_revoke(c->store, id, 1u << b, had.system[s].system, w, e);
	}
	return r;
}

static int roles_of_body(struct call *c, int64_t id, const struct writing *w)
{
	struct wish list[WISHES];
	struct err e = {0};
	int status = 0, n, r;

	if (!body_has(c, "roles"))
		return 0;
	n = wishes(c, list, &status);
	if (status)
		return status;
	r = set_roles(c, id, list, n, w, &e);
	return r < 0 ? act_problem(c, "account", r, &e) : 0;
}

/* --- making and changing */

static int person_of_body(struct call *c, const struct writing *w, int64_t *ret_contact)
{
	const char *contact = body_text(c, "contact"), *name = body_text(c, "name"),
		   *side = body_text(c, "side");
	struct contact who = {0};
	struct err e = {0};
	int r;

	*ret_contact = contact ? id_number(contact) : 0;
	if (*ret_contact)
		return 0;
	r = contact_set(&who, "name", name ? name : "", &e);
	if (r == 0)
		r = contact_set(&who, "side", side ? side : "other", &e);
	if (r == 0)
		r = contact_add(c->store, &who, w, &e);
	*ret_contact = who.id;
	return r < 0 ? act_problem(c, "contact", r, &e) : 0;
}

int api_accounts_add(struct call *c)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	int64_t contact, id;
	int r = person_of_body(c, &w, &contact);

	if (r)
		return r;
	r = account_add(c->store, contact, body_text(c, "login"), &w, &id, &e);
	if (r < 0)
		return act_problem(c, "account", r, &e);
	if ((r = roles_of_body(c, id, &w)))
		return r;
	c->changed = "session";
	return shown(c, id, 201);
}

static int changes(struct call *c, const struct account *a, const struct writing *w, struct err *e)
{
	const char *login = body_text(c, "login"), *state = body_text(c, "state");
	int r = login ? account_set_login(c->store, a->id, login, w, e) : 0;

	if (r == 0 && body_has(c, "client_key"))
		r = account_set_client_key(c->store, a->id, body_text(c, "client_key"), w, e);
	if (r == 0 && state && strcmp(state, a->state) != 0)
		r = account_set_state(c->store, a->id, state, w, e);
	return r;
}

/* Nobody sets another's password over the network; who is at the machine may. */
static int set_password(struct call *c, const struct account *a, const struct writing *w)
{
	const char *password = body_text(c, "password");
	struct err e = {0};
	int r;

	if (!password)
		return 0;
	if (c->request->via != VIA_CONTROL)
		return problem_said(c, 403, "account.local-only", "password", "");
	c->secret = true;
	r = account_set_password(c->store, a->id, password, 0, w, &e);
	return r < 0 ? act_problem(c, "account", r, &e) : 0;
}

int api_accounts_change(struct call *c)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	struct account a;
	int r = named(c, &a);

	if (r)
		return r;
	if ((r = roles_of_body(c, a.id, &w)) || (r = set_password(c, &a, &w)))
		return r;
	if ((r = changes(c, &a, &w, &e)) < 0)
		return act_problem(c, "account", r, &e);
	c->changed = "session";
	return shown(c, a.id, 200);
}

int api_accounts_invite(struct call *c)
{
	struct writing w = act_writing(c);
	char link[SECRET_ROOM], path[80];
	struct err e = {0};
	struct account a;
	int r = named(c, &a);

	c->secret = true;
	if (r)
		return r;
	if (!a.contact)
		return problem_said(c, 403, "act.no-contact", "", "");
	if ((r = invite_make(c->store, "invite", a.id, &w, link, &e)) < 0)
		return act_problem(c, "account", r, &e);
	snprintf(path, sizeof path, "/invites/%s", link);
	json_object(c->out, NULL);
	json_str(c->out, "path", path);
	json_time(c->out, "until", c->now + INVITE_LONGEST);
	json_end_object(c->out);
	return 201;
}

int api_emergency_code(struct call *c)
{
	struct writing w = act_writing(c);
	char code[CODE_ROOM];
	struct err e = {0};
	int r = sealed_make(c->store, &w, code, &e);

	c->secret = true;
	if (r < 0)
		return act_problem(c, "account", r, &e);
	json_object(c->out, NULL);
	json_str(c->out, "code", code);
	json_end_object(c->out);
	return 201;
}

/* --- one-time codes */

static void write_recovery(struct call *c, char *codes)
{
	char *word;

	json_array(c->out, "recovery");
	while (codes && (word = strsep(&codes, " ")))
		json_str(c->out, NULL, word);
	json_end_array(c->out);
}

static int totp_begun(struct call *c, const struct account *a)
{
	unsigned char secret[TOTP_SECRET];
	char uri[TOTP_URI], base32[40];
	const char *site = site_setting(c->store, "name", "");
	struct qr_code *code;
	struct err e = {0};
	struct out svg;
	int r = account_totp_begin(c->store, a->id, secret, &e);

	if (r < 0 || (r = totp_uri(secret, *site ? site : "mimamori", a->login, uri, base32)) < 0)
		return r;
	json_object(c->out, NULL);
	json_str(c->out, "uri", uri);
	json_str(c->out, "secret", base32);
	code = qr_of(uri);
	if (code && out_init(&svg, -1) == 0) {
		qr_svg(&svg, code);
		json_str(c->out, "svg", out_bytes(&svg, NULL));
		out_clear(&svg);
	} else {
		json_null(c->out, "svg");
	}
	qr_free(code);
	write_recovery(c, NULL);
	json_end_object(c->out);
	sodium_memzero(secret, sizeof secret);
	sodium_memzero(uri, sizeof uri);
	return 200;
}

/* Somebody at an unlocked screen is not enough to set a second factor of his own. */
static int password_asked(struct call *c, const struct account *a)
{
	const char *password = body_text(c, "password");
	char hash[PASSWORD_HASH];
	struct err e = {0};

	if (!guard_stretch(viewers_guard(c->api->viewers), NULL, "", c->now)) {
		err_set(&e, -EAGAIN, "", "too-many-tries", "1");
		return act_problem(c, "account", -EAGAIN, &e);
	}
	account_password_hash(c->store, a->id, hash);
	return password_fits(hash, password ? password : "")
		       ? 0
		       : problem_said(c, 403, "account.password-wrong", "password", "");
}

int api_totp_set(struct call *c)
{
	const char *code = body_text(c, "code");
	struct writing w = act_writing(c);
	char codes[RECOVERY_TEXT];
	struct err e = {0};
	struct account a;
	int r = named(c, &a);

	c->secret = true;
	if (r)
		return r;
	if (a.id != c->viewer.account || !c->viewer.session)
		return problem_said(c, 403, "account.not-yours", "", "");
	if (a.totp)
		return problem_said(c, 409, "account.totp-is-on", "", "");
	if (!code)
		return (r = password_asked(c, &a)) ? r : totp_begun(c, &a);
	if ((r = account_totp_confirm(c->store, a.id, code, codes, &w, &e)) < 0)
		return act_problem(c, "account", r, &e);
	json_object(c->out, NULL);
	json_null(c->out, "uri");
	json_null(c->out, "secret");
	json_null(c->out, "svg");
	write_recovery(c, codes);
	json_end_object(c->out);
	c->changed = "session";
	return 200;
}

int api_totp_remove(struct call *c)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	struct account a;
	int r = named(c, &a);

	if (r)
		return r;
	if ((a.id != c->viewer.account || !c->viewer.session) && !viewer_may(&c->viewer, RIGHT_ACCOUNTS, 0))
		return problem_said(c, 403, "account.not-yours", "", "");
	r = account_totp_remove(c->store, a.id, &w, &e);
	c->changed = "session";
	return r < 0 ? act_problem(c, "account", r, &e) : 204;
}
