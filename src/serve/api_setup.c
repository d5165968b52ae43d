/* One-time links: the first administrator of a site, and people who set their own password. */
#include "assess/account.h"
#include "assess/contact.h"
#include "assess/event.h"
#include "assess/invite.h"
#include "assess/setting.h"
#include "serve/act.h"
#include "serve/session.h"
#include "serve/viewer.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

api_handler api_setup, api_setup_link, api_invite_take;

/* Links cannot be guessed, but their tries are slowed as those of passwords are. 0, or a status. */
static int link_of(struct call *c, const char *link, struct invite *ret)
{
	struct guard *g = viewers_guard(c->api->viewers);
	struct err e = {0};
	int64_t wait = guard_wait(g, "", c->viewer.from, 0, 0, c->now);
	int r;

	if (wait)
		err_set(&e, r = -EAGAIN, "", "too-many-tries", "%lld", (long long)(wait / 1000000 + 1));
	else if ((r = invite_find(c->store, link, strlen(link), c->now, ret, &e)) == -ENOENT)
		guard_failed(g, "", c->viewer.from, c->now);
	if (r == 0 && !guard_stretch(g, "", c->viewer.from, c->now))
		r = err_set(&e, -EAGAIN, "", "too-many-tries", "1");
	return r < 0 ? act_problem(c, "account", r, &e) : 0;
}

static int begin_session(struct call *c, int64_t account, const struct writing *w, const char *break_glass,
			 int status)
{
	struct sign_in a = session_attempt(c);
	struct session_start b = {
		.account = account, .longest = SESSION_LONGEST, .factor = "password", .agent = a.agent};
	char cookie[SECRET_ROOM];
	struct err e = {0};
	int64_t id;
	int r = session_begin(c->store, &b, w, cookie, &id, &e);

	if (r < 0)
		return act_problem(c, "account", r, &e);
	guard_used(viewers_guard(c->api->viewers), id, c->now);
	guard_passed(viewers_guard(c->api->viewers), a.login, a.address);
	return session_opened(c, cookie, status, break_glass);
}

/* --- the first administrator */

static int make_person(struct call *c, struct contact *who, const struct writing *w)
{
	const char *side = body_text(c, "side"), *name = body_text(c, "name");
	struct err e = {0};
	int r = contact_set(who, "name", name ? name : "", &e);

	if (r == 0)
		r = contact_set(who, "side", side ? side : "it", &e);
	if (r == 0)
		r = contact_add(c->store, who, w, &e);
	return r < 0 ? act_problem(c, "contact", r, &e) : 0;
}

/* An administrator who neither decides nor draws could not finish the first run alone: he gets the role of
 * his side as well, and it is told. */
static int make_admin(struct call *c, const struct contact *who, const struct writing *w,
		      int64_t *ret_account, struct err *e)
{
	const char *password = body_text(c, "password"), *login = body_text(c, "login");
	uint32_t side = strcmp(who->side, "ot") == 0          ? ROLE_OT
			: strcmp(who->side, "executive") == 0 ? ROLE_EXECUTIVE
							      : ROLE_IT;
	int r = account_add(c->store, who->id, login ? login : "", w, ret_account, e);

	if (r == 0)
		r = account_set_password(c->store, *ret_account, password ? password : "", 0, w, e);
	if (r == 0)
		r = account_grant(c->store, *ret_account, ROLE_ADMIN, 0, w, e);
	return r < 0 ? r : account_grant(c->store, *ret_account, side, 0, w, e);
}

int api_setup(struct call *c)
{
	struct writing w = {.at = c->now, .actor = "link", .today = c->today};
	const char *link = body_text(c, "link"), *language = body_text(c, "lang");
	char code[CODE_ROOM], actor[24];
	struct contact who = {0};
	struct err e = {0};
	struct invite i;
	int64_t account;
	int r = link_of(c, link ? link : "", &i);

	c->secret = true;
	if (r)
		return r;
	if (strcmp(i.purpose, "setup") != 0 || account_any(c->store))
		return problem_said(c, 410, "account.set-up-already", "", "");
	if ((r = make_person(c, &who, &w)))
		return r;
	snprintf(actor, sizeof actor, "c%lld", (long long)who.id);
	w.actor = actor;
	r = make_admin(c, &who, &w, &account, &e);
	if (r == 0)
		r = invite_use(c->store, i.id, &w, &e);
	if (r == 0)
		r = sealed_make(c->store, &w, code, &e);
	if (r == 0 && language)
		r = setting_put(c->store, "language", language, &w, &e);
	if (r < 0)
		return act_problem(c, "account", r, &e);
	return begin_session(c, account, &w, code, 201);
}

int api_setup_link(struct call *c)
{
	struct writing w = act_writing(c);
	char link[SECRET_ROOM], path[80];
	struct err e = {0};
	int r = invite_make(c->store, "setup", 0, &w, link, &e);

	c->secret = true;
	if (r < 0)
		return act_problem(c, "account", r, &e);
	snprintf(path, sizeof path, "/setup/%s", link);
	json_object(c->out, NULL);
	json_str(c->out, "link", path);
	json_time(c->out, "until", c->now + INVITE_LONGEST);
	json_end_object(c->out);
	return 201;
}

/* --- invited */

static int rename_person(struct call *c, int64_t contact, const char *name, const struct writing *w)
{
	struct contact who;
	struct err e = {0};
	int r;

	if (!name || !*name || contact_get(c->store, contact, &who) < 0 || strcmp(who.name, name) == 0)
		return 0;
	r = contact_set(&who, "name", name, &e);
	if (r == 0)
		r = contact_edit(c->store, &who, w, &e);
	return r < 0 ? act_problem(c, "contact", r, &e) : 0;
}

int api_invite_take(struct call *c)
{
	const char *login = body_text(c, "login"), *password = body_text(c, "password");
	struct writing w = {.at = c->now, .today = c->today};
	struct account a = {0};
	struct err e = {0};
	struct invite i;
	char actor[24];
	int r = link_of(c, c->path[0], &i);

	c->secret = true;
	if (r)
		return r;
	if (strcmp(i.purpose, "invite") != 0 || account_get(c->store, i.account, &a) < 0 ||
	    strcmp(a.state, "open") != 0)
		return problem_said(c, 410, "account.link-unknown", "", "");
	account_actor(c->store, a.id, actor, sizeof actor);
	w.actor = actor;
	if ((r = rename_person(c, a.contact, body_text(c, "name"), &w)))
		return r;
	if (login && *login)
		r = account_set_login(c->store, a.id, login, &w, &e);
	if (r == 0)
		r = account_set_password(c->store, a.id, password ? password : "", 0, &w, &e);
	if (r == 0)
		r = invite_use(c->store, i.id, &w, &e);
	if (r < 0)
		return act_problem(c, "account", r, &e);
	/* Who has one-time codes signs in with one: a stolen link is no way around them. */
	return a.totp ? session_write(c, &(struct viewer){0}, NULL, NULL)
		      : begin_session(c, a.id, &w, NULL, 200);
}
