/* Wallboards, as people keep them; and pairing a screen. */
#include "assess/contact.h"
#include "assess/event.h"
#include "serve/act.h"
#include "serve/viewer.h"
#include "serve/wallboard.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

api_handler api_wallboards_list, api_wallboards_make, api_wallboards_revoke, api_wallboard_pair;

enum { COOKIE_DAYS = 400 /* browsers keep none longer */ };

/* --- list */

struct rows {
	struct call *call;
	int64_t total;
};

static void write_maker(struct call *c, const char *actor)
{
	struct contact who;

	json_object(c->out, "made_by");
	json_str(c->out, "id", actor);
	json_str(c->out, "name",
		 contact_get(c->store, contact_of_actor(c->store, actor), &who) == 0 && *who.name ? who.name
												  : NULL);
	json_end_object(c->out);
}

static void moment(struct call *c, const char *key, int64_t at)
{
	json_time(c->out, key, at ? at : INT64_MIN);
}

/* When it asked last, of this process: nothing of it is written down. */
static int64_t last_seen(const struct call *c, const struct wallboard *b)
{
	int64_t at =
		c->api->viewers ? guard_last_use(viewers_guard(c->api->viewers), VIEWER_SCREENS + b->id) : 0;

	return at > c->api->began ? at : 0;
}

static int row(void *ctx, const struct wallboard *b)
{
	struct rows *rows = ctx;
	struct call *c = rows->call;
	char system[24];

	snprintf(system, sizeof system, "s%lld", (long long)b->system);
	json_object(c->out, NULL);
	json_id(c->out, "id", 'w', b->id);
	json_str(c->out, "name", b->name);
	json_str(c->out, "system", b->system ? system : NULL);
	json_str(c->out, "line", *b->line ? b->line : NULL);
	json_str(c->out, "state", wallboard_states[wallboard_state(b, c->now)]);
	json_time(c->out, "made", b->made);
	write_maker(c, b->actor);
	moment(c, "code_until", wallboard_state(b, c->now) == WALLBOARD_WAITING ? b->code_until : 0);
	moment(c, "paired", b->paired);
	moment(c, "last_seen", last_seen(c, b));
	moment(c, "revoked", b->revoked);
	json_end_object(c->out);
	rows->total++;
	return 0;
}

int api_wallboards_list(struct call *c)
{
	struct rows rows = {c, 0};
	int r;

	items_begin(c);
	r = wallboard_each(c->store, row, &rows);
	return r < 0 ? r : items_end(c, rows.total);
}

/* --- make, revoke */

int api_wallboards_make(struct call *c)
{
	const char *system = body_text(c, "system"), *line = body_text(c, "line");
	struct writing w = act_writing(c);
	struct wallboard b = {0};
	char code[WALLBOARD_CODE];
	struct err e = {0};
	int r;

	c->secret = true;
	if (!body_copy(c, "name", b.name, sizeof b.name))
		*b.name = '\0';
	b.system = system && strcmp(system, "site") != 0 ? id_number(system) : 0;
	if (snprintf(b.line, sizeof b.line, "%s", line ? line : "") >= (int)sizeof b.line)
		return problem_said(c, 422, "wallboard.bad-line", "line", "");
	if ((r = wallboard_make(c->store, &b, &w, code, &e)) < 0)
		return act_problem(c, "wallboard", r, &e);
	json_object(c->out, NULL);
	json_id(c->out, "id", 'w', b.id);
	json_str(c->out, "code", code);
	json_time(c->out, "until", b.code_until);
	json_end_object(c->out);
	sodium_memzero(code, sizeof code);
	c->changed = "settings";
	return 201;
}

int api_wallboards_revoke(struct call *c)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	int r = wallboard_revoke(c->store, id_number(c->path[0]), &w, &e);

	c->changed = "session"; /* its event stream ends, too */
	return r < 0 ? act_problem(c, "wallboard", r, &e) : 204;
}

/* --- pairing: whoever stands before the screen, with no name */

static int wrong_code(struct call *c, const struct err *e)
{
	const struct writing w = {.at = c->now, .actor = "mimamori"};
	struct guard *g = viewers_guard(c->api->viewers);
	struct event_body b;
	struct err told = {0};
	unsigned untold;
	int64_t since;
	int r = 0;

	guard_failed(g, "", c->viewer.from, c->now);
	if (guard_tell(g, c->now, &untold, &since)) {
		event_begin(&b);
		json_str(&b.o, "where", c->viewer.from);
		r = event_told(&b, c->store, "wallboard-code-wrong", &w, &told);
	}
	c->commit = true;
	return r < 0 ? act_problem(c, "wallboard", r, &told) : act_status(c, 404, "wallboard", -ENOENT, e);
}

static void set_cookie(struct call *c, const char *cookie)
{
	char set[256];

	snprintf(set, sizeof set, "__Host-mimamori=%s; Path=/; Max-Age=%d; Secure; HttpOnly; SameSite=Strict",
		 cookie, COOKIE_DAYS * 86400);
	c->answer.cookie = said_of(arena_text(c->arena, set, strlen(set)));
	sodium_memzero(set, sizeof set);
}

int api_wallboard_pair(struct call *c)
{
	const char *code = body_text(c, "code");
	char cookie[WALLBOARD_COOKIE];
	struct wallboard b;
	struct err e = {0};
	int64_t wait;
	int r;

	c->secret = true;
	if (c->request->via == VIA_CONTROL || !c->api->viewers)
		return problem_said(c, 403, "wallboard.not-a-screen", "", "");
	wait = guard_wait(viewers_guard(c->api->viewers), "", c->viewer.from, 0, 0, c->now);
	if (wait) {
		err_set(&e, -EAGAIN, "", "too-many-tries", "%lld", (long long)(wait / 1000000 + 1));
		return act_problem(c, "account", -EAGAIN, &e);
	}
	r = wallboard_pair(c->store, code ? code : "", c->viewer.from, c->now, cookie, &b, &e);
	if (r == -ENOENT)
		return wrong_code(c, &e);
	if (r < 0)
		return act_problem(c, "wallboard", r, &e);
	guard_passed(viewers_guard(c->api->viewers), "", c->viewer.from);
	set_cookie(c, cookie);
	sodium_memzero(cookie, sizeof cookie);
	json_object(c->out, NULL);
	json_id(c->out, "id", 'w', b.id);
	json_str(c->out, "name", b.name);
	json_end_object(c->out);
	c->changed = "session";
	return 201;
}
