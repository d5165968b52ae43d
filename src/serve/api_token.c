/* Tokens of programs. */
#include "assess/account.h"
#include "assess/token.h"
#include "serve/act.h"
#include "serve/query.h"
#include "serve/session.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

api_handler api_tokens_list, api_tokens_make, api_tokens_revoke;

struct rows {
	struct call *call;
	int64_t total;
};

static int row(void *ctx, const struct token *t)
{
	struct rows *rows = ctx;
	struct call *c = rows->call;
	char system[24];

	snprintf(system, sizeof system, "s%lld", (long long)t->system);
	json_object(c->out, NULL);
	json_id(c->out, "id", 't', t->id);
	json_id(c->out, "account", 'a', t->account);
	json_str(c->out, "name", t->name);
	json_roles(c->out, "roles", t->roles);
	json_str(c->out, "system", t->system ? system : NULL);
	json_time(c->out, "made", t->made);
	json_time(c->out, "until", t->until);
	json_time(c->out, "revoked", t->revoked ? t->revoked : INT64_MIN);
	json_bool(c->out, "mine", t->account == c->viewer.account);
	json_end_object(c->out);
	rows->total++;
	return 0;
}

int api_tokens_list(struct call *c)
{
	bool all = viewer_may(&c->viewer, RIGHT_ACCOUNTS, 0);
	struct rows rows = {c, 0};
	int r;

	if (!all && !c->viewer.account)
		return problem(c, 403, "no-role", NULL, NULL);
	items_begin(c);
	r = token_each(c->store, all ? 0 : c->viewer.account, row, &rows);
	return r < 0 ? r : items_end(c, rows.total);
}

/* Names of roles in the body; one that is none makes the set empty. */
static uint32_t roles_of(struct call *c)
{
	sqlite3_stmt *st = body_list(c, "roles");
	uint32_t roles = 0;

	while (st && sqlite3_step(st) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(st, 0);
		uint32_t one = role_named(name ? name : "");

		roles = one ? roles | one : 0;
		if (!one)
			break;
	}
	sqlite3_finalize(st);
	return roles;
}

/* Nobody hands on what he has not. */
static bool has_them(const struct call *c, const struct token *t)
{
	struct grants mine = viewer_grants(&c->viewer), g;

	if (c->request->via == VIA_CONTROL)
		account_grants(c->store, t->account, &mine);
	token_grants(t, &mine, &g);
	return (grants_anywhere(&g) & t->roles) == t->roles;
}

int api_tokens_make(struct call *c)
{
	const char *system = body_text(c, "system"), *until = body_text(c, "until");
	struct token t = {.account = c->viewer.account, .roles = roles_of(c)};
	struct writing w = act_writing(c);
	char token[TOKEN_ROOM];
	struct err e = {0};
	int r;

	c->secret = true;
	if (c->request->via == VIA_CONTROL && body_has(c, "account"))
		t.account = id_number(body_text(c, "account"));
	else if (body_has(c, "account"))
		return problem_said(c, 403, "account.local-only", "account", "");
	if (!t.account || c->viewer.token)
		return problem_said(c, 403, "act.person-only", "", "");
	body_copy(c, "name", t.name, sizeof t.name);
	t.system = system && strcmp(system, "site") != 0 ? id_number(system) : 0;
	t.until = until ? time_of(until) : c->now + body_int(c, "days", 90) * INT64_C(86400000000);
	if (t.roles && !has_them(c, &t))
		return problem(c, 403, "no-role", "roles", NULL);
	if ((r = token_make(c->store, &t, &w, token, &e)) < 0)
		return act_problem(c, "account", r, &e);
	json_object(c->out, NULL);
	json_id(c->out, "id", 't', t.id);
	json_str(c->out, "token", token);
	json_time(c->out, "until", t.until);
	json_end_object(c->out);
	c->changed = "session";
	return 201;
}

int api_tokens_revoke(struct call *c)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	struct token t;
	int r = token_get(c->store, id_number(c->path[0]), &t);

	if (r == 0 && (t.account != c->viewer.account || !t.account) &&
	    !viewer_may(&c->viewer, RIGHT_ACCOUNTS, 0))
		return problem(c, 403, "no-role", NULL, NULL);
	r = token_revoke(c->store, id_number(c->path[0]), &w, &e);
	c->changed = "session";
	return r < 0 ? act_problem(c, "account", r, &e) : 204;
}
