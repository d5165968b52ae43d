/* Signing in and out, sessions. */
#include "assess/account.h"
#include "assess/contact.h"
#include "assess/invite.h"
#include "assess/password.h"
#include "assess/signin.h"
#include "assess/sql.h"
#include "respond/incident.h"
#include "serve/act.h"
#include "serve/session.h"
#include "serve/viewer.h"
#include "store/site.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

api_handler api_session, api_sign_in, api_sign_out, api_password_change, api_sessions_list, api_session_end;

/* --- who am I */

static const char *home_of(uint32_t roles)
{
	return roles & ROLE_EXECUTIVE           ? "executive"
	       : roles & ROLE_OT                ? "ot"
	       : roles & (ROLE_IT | ROLE_ADMIN) ? "it"
	       : roles == (uint32_t)ROLE_VENDOR ? "vendor"
						: "general";
}

void json_roles(struct out *o, const char *key, uint32_t roles)
{
	json_array(o, key);
	for (unsigned i = 0; i < ROLES; i++)
		if (roles >> i & 1)
			json_str(o, NULL, person_roles[i]);
	json_end_array(o);
}

static void write_systems(struct call *c, const struct viewer *v)
{
	char id[24], name[SYSTEM_TEXT];

	json_array(c->out, "systems");
	for (unsigned i = 0; i < v->systems; i++) {
		sqlite3_stmt *st =
			sql_of(c->store, "SELECT name FROM system WHERE id = ?1", "i", v->system[i].system);

		snprintf(id, sizeof id, "s%lld", (long long)v->system[i].system);
		if (st && sqlite3_step(st) == SQLITE_ROW) {
			json_object(c->out, NULL);
			json_str(c->out, "system", id);
			json_str(c->out, "name", sql_text(st, 0, name, sizeof name));
			json_roles(c->out, "roles", v->system[i].roles);
			json_end_object(c->out);
		}
		sqlite3_finalize(st);
	}
	json_end_array(c->out);
}

static void write_account(struct call *c, const struct viewer *v)
{
	struct contact who = {0};
	struct account a;

	if (!v->account || account_get(c->store, v->account, &a) < 0) {
		json_null(c->out, "account");
		return;
	}
	if (a.contact)
		contact_get(c->store, a.contact, &who);
	json_object(c->out, "account");
	json_id(c->out, "id", 'a', a.id);
	json_str(c->out, "login", *a.login ? a.login : NULL);
	json_str(c->out, "name", *who.name ? who.name : NULL);
	json_id(c->out, "contact", 'c', a.contact);
	json_end_object(c->out);
}

static void write_site(struct call *c)
{
	json_object(c->out, "site");
	json_str(c->out, "name", site_setting(c->store, "name", ""));
	json_str(c->out, "version", c->api->version ? c->api->version : "");
	json_bool(c->out, "replay", strcmp(site_setting(c->store, "replay", "0"), "1") == 0);
	json_int(c->out, "zone_minutes", c->zone_minutes);
	json_time(c->out, "now", c->now);
	json_str(c->out, "language",
		 strcmp(site_setting(c->store, "language", "ja"), "en") == 0 ? "en" : "ja");
	json_end_object(c->out);
}

int session_write(struct call *c, const struct viewer *v, const char *csrf, const char *break_glass)
{
	bool in = *v->actor != '\0';

	json_object(c->out, NULL);
	json_bool(c->out, "signed_in", in);
	json_bool(c->out, "setup_needed", !account_any(c->store));
	write_account(c, v);
	json_roles(c->out, "roles", v->site_roles);
	write_systems(c, v);
	json_str(c->out, "home", home_of(viewer_roles(v)));
	json_str(c->out, "csrf", csrf);
	json_time(c->out, "expires", v->expires ? v->expires : INT64_MIN);
	json_bool(c->out, "totp", v->totp);
	json_bool(c->out, "enrol", v->enrol);
	json_id(c->out, "screen", 'w', v->wallboard);
	json_bool(c->out, "emergency", strcmp(v->actor, "emergency") == 0);
	json_bool(c->out, "emergency_mode", emergency_is_on(c->store, NULL, NULL));
	json_str(c->out, "break_glass", break_glass);
	write_site(c);
	json_end_object(c->out);
	return 200;
}

int api_session(struct call *c)
{
	const struct request *r = c->request;
	char csrf[CSRF_TEXT];

	if (c->viewer.session)
		session_csrf(r->session.s, r->session.n, csrf);
	else if (*c->viewer.actor && r->client_key.s && !c->viewer.token && c->api->viewers)
		viewer_certificate_csrf(c->api->viewers, r->client_key, csrf);
	else
		csrf[0] = '\0';
	return session_write(c, &c->viewer, *csrf ? csrf : NULL, NULL);
}

/* --- in */

static const char *agent_of(struct call *c)
{
	struct said a = c->request->user_agent;
	char clean[TEXT_ROOM];

	if (!a.s)
		return NULL;
	text_clean(text_of(a.s, a.n < 120 ? a.n : 120), clean);
	return arena_text(c->arena, clean, strlen(clean));
}

struct sign_in session_attempt(struct call *c)
{
	const char *login = body_text(c, "login"), *password = body_text(c, "password");

	return (struct sign_in){.login = login ? login : "",
				.password = password ? password : "",
				.code = body_text(c, "code"),
				.agent = agent_of(c),
				.address = c->viewer.from};
}

/* Whoever signs in anew ends the session that his browser had. */
static void end_present(struct call *c, const struct writing *w)
{
	struct said cookie = c->request->session;
	struct session old;
	struct err e;

	if (cookie.s && session_find(c->store, cookie.s, cookie.n, c->now, &old) == 0)
		session_end(c->store, old.id, "anew", w, &e);
}

int session_opened(struct call *c, const char *cookie, int status, const char *break_glass)
{
	char csrf[CSRF_TEXT], set[256];
	struct request shown = {.via = VIA_WEB,
				.method = METHOD_GET,
				.session = said_of(cookie),
				.peer = said_of(c->viewer.from)};
	const struct writing w = {.at = c->now, .actor = "mimamori"};
	struct viewer v;
	int r;

	end_present(c, &w);
	if ((r = viewer_of_request(c->api, &shown, c->now, &v)) < 0)
		return r;
	session_csrf(cookie, SECRET_TEXT, csrf);
	snprintf(set, sizeof set, "__Host-mimamori=%s; Path=/; Max-Age=%d; Secure; HttpOnly; SameSite=Strict",
		 cookie, (int)(SESSION_LONGEST / 1000000));
	c->answer.cookie = said_of(arena_text(c->arena, set, strlen(set)));
	c->secret = true;
	c->changed = "session";
	sodium_memzero(set, sizeof set);
	session_write(c, &v, csrf, break_glass);
	return status;
}

int api_sign_in(struct call *c)
{
	const struct writing w = {.at = c->now, .actor = "mimamori", .today = c->today};
	struct sign_in a = session_attempt(c);
	char cookie[SECRET_ROOM];
	struct err e = {0};
	int64_t id;
	int r;

	c->secret = c->commit = true;
	if (body_has(c, "emergency_code")) {
		a.code = body_text(c, "emergency_code");
		r = sign_in_sealed(c->store, viewers_guard(c->api->viewers), &a, &w, cookie, &id, &e);
	} else {
		r = sign_in(c->store, viewers_guard(c->api->viewers), &a, &w, cookie, &id, &e);
	}
	if (r < 0)
		return r == -EACCES || r == -ENOKEY ? act_status(c, 401, "account", r, &e)
						    : act_problem(c, "account", r, &e);
	return session_opened(c, cookie, 200, NULL);
}

int api_sign_out(struct call *c)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	int r = c->viewer.session ? session_end(c->store, c->viewer.session, "person", &w, &e) : 0;

	if (r < 0)
		return act_problem(c, "account", r, &e);
	c->answer.cookie = said_of("__Host-mimamori=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict");
	c->changed = "session";
	return 204;
}

int api_password_change(struct call *c)
{
	const char *old = body_text(c, "old"), *new = body_text(c, "new");
	struct guard *g = viewers_guard(c->api->viewers);
	struct writing w = act_writing(c);
	char hash[PASSWORD_HASH];
	struct err e = {0};
	int r;

	if (!c->viewer.account || !c->viewer.session)
		return problem_said(c, 403, "act.person-only", "", "");
	if (!guard_stretch(g, NULL, "", c->now))
		return act_problem(c, "account", -EAGAIN,
				   (err_set(&e, -EAGAIN, "", "too-many-tries", "1"), &e));
	account_password_hash(c->store, c->viewer.account, hash);
	if (!password_fits(hash, old ? old : ""))
		return problem_said(c, 403, "account.password-wrong", "old", "");
	r = account_set_password(c->store, c->viewer.account, new ? new : "", c->viewer.session, &w, &e);
	return r < 0 ? act_problem(c, "account", r, &e) : 204;
}

/* --- sessions */

struct rows {
	struct call *call;
	int64_t total;
};

static int row(void *ctx, const struct session *s)
{
	struct rows *rows = ctx;
	struct call *c = rows->call;
	struct contact who = {0};
	struct account a;
	int64_t last;

	if (account_get(c->store, s->account, &a) < 0 || !secret_in_time(c->now, s->at, s->until))
		return 0;
	if (a.contact)
		contact_get(c->store, a.contact, &who);
	last = c->api->viewers ? guard_last_use(viewers_guard(c->api->viewers), s->id) : s->at;
	json_object(c->out, NULL);
	json_id(c->out, "id", 'S', s->id);
	json_id(c->out, "account", 'a', s->account);
	json_str(c->out, "login", *a.login ? a.login : NULL);
	json_str(c->out, "name", *who.name ? who.name : NULL);
	json_time(c->out, "began", s->at);
	json_time(c->out, "expires", s->until);
	json_time(c->out, "last_use", last > s->at ? last : s->at);
	json_str(c->out, "origin", *s->origin ? s->origin : NULL);
	json_str(c->out, "agent", *s->agent ? s->agent : NULL);
	json_str(c->out, "factor", s->factor);
	json_bool(c->out, "mine", s->id == c->viewer.session);
	json_end_object(c->out);
	rows->total++;
	return 0;
}

int api_sessions_list(struct call *c)
{
	const char *wanted = query_text(c, "account");
	bool all = viewer_may(&c->viewer, RIGHT_ACCOUNTS, 0);
	int64_t account = wanted ? id_number(wanted) : all ? 0 : c->viewer.account;
	struct rows rows = {c, 0};
	int r;

	if (!all && (account != c->viewer.account || !account || c->viewer.token))
		return problem(c, 403, "no-role", NULL, NULL);
	items_begin(c);
	r = session_each(c->store, account, row, &rows);
	return r < 0 ? r : items_end(c, rows.total);
}

int api_session_end(struct call *c)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	struct session s;
	bool there = session_get(c->store, id_number(c->path[0]), &s) == 0;
	int r;

	if (there && s.account != c->viewer.account && !viewer_may(&c->viewer, RIGHT_ACCOUNTS, 0))
		return problem(c, 403, "no-role", NULL, NULL);
	if (!there)
		return problem_said(c, 404, "account.no-session", "", "");
	r = session_end(c->store, s.id, "person", &w, &e);
	c->changed = "session";
	return r < 0 ? act_problem(c, "account", r, &e) : 204;
}
