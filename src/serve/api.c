#include "serve/api.h"
#include "serve/act.h"
#include "serve/board.h"
#include "serve/finds.h"
#include "serve/handler.h"
#include "serve/query.h"
#include "serve/state.h"
#include "serve/viewer.h"

#include "base/date.h"
#include "store/digest.h"
#include "store/journal.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- who may */

uint32_t viewer_roles(const struct viewer *v)
{
	uint32_t roles = v->site_roles;

	for (unsigned i = 0; i < v->systems; i++)
		roles |= v->system[i].roles;
	return roles;
}

bool viewer_restricted(const struct viewer *v) { return !(v->site_roles & ~(uint32_t)ROLE_VENDOR); }

bool viewer_sees_system(const struct viewer *v, const char *system)
{
	if (!viewer_restricted(v))
		return true;
	for (unsigned i = 0; *system == 's' && system[1] != 'i' && i < v->systems; i++)
		if (v->system[i].system == id_number(system))
			return true;
	return false;
}

bool viewer_staffs(const struct viewer *v, const char *system)
{
	if (!viewer_restricted(v))
		return true;
	for (unsigned i = 0; *system == 's' && system[1] != 'i' && i < v->systems; i++)
		if (v->system[i].system == id_number(system))
			return (v->system[i].roles & ~(uint32_t)ROLE_VENDOR) != 0;
	return false;
}

static int refused(struct call *c, int code)
{
	if (code == -EACCES)
		return problem(c, 401, "not-signed-in", NULL, NULL);
	if (code == -EPERM)
		return problem(c, 403, "forged", NULL, NULL);
	return problem_store(c, code);
}

static int may(struct call *c, const struct viewer *known)
{
	uint32_t roles;
	int r = 0;

	if (known)
		c->viewer = *known;
	else
		r = viewer_of_request(c->api, c->request, c->now, &c->viewer);
	if (c->route->flags & ROUTE_OPEN) /* who he is may matter, whether he is somebody does not */
		return 0;
	if (r < 0)
		return refused(c, r);
	if (c->route->flags & ROUTE_SELF)
		return 0;
	if (c->viewer.enrol)
		return problem_said(c, 403, "account.enrol-first", "", "");
	roles = c->route->flags & ROUTE_SITE ? c->viewer.site_roles : viewer_roles(&c->viewer);
	return roles & c->route->roles ? 0 : problem(c, 403, "no-role", NULL, NULL);
}

/* --- ETags */

/* Rises with each change that this connection makes, and changes with those of others. */
int64_t api_state(const struct api *a)
{
	return sqlite3_total_changes64(store_db(a->store)) +
	       scan_one(a->store, "PRAGMA data_version", 0) * 1000003;
}

static void etag_of_hash(struct call *c, const void *bytes, size_t n)
{
	char hex[HASH_HEX];

	hash_hex(bytes, n, hex);
	snprintf(c->etag, sizeof c->etag, "\"%.32s\"", hex);
}

/* The same caller gets the same bytes for the same request while the store stays as it is and the day lasts.
 */
static void etag_of_state(struct call *c)
{
	const struct viewer *v = &c->viewer;
	struct out o;
	size_t n;
	const char *text;

	if (out_init(&o, -1) < 0)
		return;
	out_fmt(&o, "%lld %lld %d %s %s %u ", (long long)c->api->began, (long long)api_state(c->api),
		(int)c->language, c->today, v->actor, v->site_roles);
	for (unsigned i = 0; i < v->systems; i++)
		out_fmt(&o, "%lld:%u ", (long long)v->system[i].system, v->system[i].roles);
	out_put(&o, c->request->path.s, c->request->path.n);
	out_char(&o, '?');
	if (c->request->query.s)
		out_put(&o, c->request->query.s, c->request->query.n);
	text = out_bytes(&o, &n);
	if (text)
		etag_of_hash(c, text, n);
	out_clear(&o);
}

/* If-None-Match: a list of tags, or *. */
static bool unchanged(const struct call *c)
{
	struct said h = c->request->if_none_match;

	return *c->etag && h.s && (said_is(h, "*") || memmem(h.s, h.n, c->etag, strlen(c->etag)));
}

/* --- one call */

/* What is marked so, and what is made again from the journal: as it stood at a moment. */
static bool is_slow(const struct call *c) { return c->route->flags & ROUTE_SLOW || query_text(c, "as_of"); }

static int handled(struct call *c)
{
	bool reads = c->request->method == METHOD_GET;
	int status;

	if (reads && !(c->route->flags & ROUTE_LIVE)) {
		etag_of_state(c);
		if (unchanged(c))
			return 304;
	}
	status = reads || c->route->flags & ROUTE_SLOW ? c->route->handler(c) : act_run(c);
	if (status < 0)
		return problem_store(c, status);
	if (c->out->error)
		return problem_store(c, -ENOMEM);
	if (reads && status == 200 && c->route->flags & ROUTE_LIVE) {
		size_t n;
		const char *body = out_bytes(c->out, &n);

		etag_of_hash(c, body, n);
		if (unchanged(c))
			return 304;
	}
	return status;
}

/* -1: it is slow, and not answered here. */
static int called(struct call *c, const struct viewer *known)
{
	const char *what = NULL, *key = NULL;
	int status = route_find(c, &what);

	if (status == 404)
		return problem(c, 404, "no-such-path", NULL, NULL);
	if (status == 405) {
		problem(c, 405, "no-such-method", NULL, what);
		c->answer.allow = said_of(what);
		return 405;
	}
	if ((status = may(c, known)))
		return status;
	if (query_read(c, &what, &key) < 0)
		return problem(c, 400, key, what, what);
	/* By which of his devices are in a system of others somebody would learn what is there. */
	if (query_text(c, "system") && strcmp(query_text(c, "system"), "site") != 0 &&
	    !viewer_sees_system(&c->viewer, query_text(c, "system")))
		return problem(c, 404, "no-such-path", "system", NULL);
	if (c->route->flags & ROUTE_BODY && body_check(c, &what, &key) < 0)
		return problem(c, 400, key, what, what);
	if (is_slow(c) && !c->api->inline_slow) {
		etag_of_state(c);
		return unchanged(c) ? 304 : -1;
	}
	return handled(c);
}

static void finish(struct call *c, int status, struct api_answer *ret)
{
	ret->head = c->answer;
	ret->head.id = c->request->id;
	ret->head.status = (uint16_t)status;
	ret->changed = c->changed;
	if (!ret->head.content_type.s && status != 204 && status != 304)
		ret->head.content_type = said_of("application/json");
	if (c->request->method == METHOD_GET && (status == 200 || status == 304) && *c->etag) {
		ret->head.etag = said_of(arena_text(c->arena, c->etag, strlen(c->etag)));
		ret->head.shared = !(c->route->flags & ROUTE_LIVE) && status == 200;
		if (!ret->head.cache.s)
			ret->head.cache = said_of("private, no-cache");
	}
	if (status == 204 || status == 304)
		c->out->used = 0;
}

int api_open(struct api *a)
{
	if (!a->viewers && !(a->viewers = viewers_new(a->began)))
		return -ENOMEM;
	kept_drop();
	board_forget();
	return finds_register(a->store);
}

void api_close(void)
{
	kept_forget();
	board_forget();
}

void api_end(struct api *a)
{
	api_close();
	viewers_free(a->viewers);
	a->viewers = NULL;
}

int api_serve(struct api *a, const struct request *r, int64_t now, const struct viewer *viewer,
	      struct api_answer *ret)
{
	struct call c = {.api = a, .store = a->store, .request = r, .now = now};
	int status;

	*ret = (struct api_answer){.arena = arena_new(CALL_BYTES)};
	if (!ret->arena || out_init(&ret->body, -1) < 0) {
		api_answer_clear(ret);
		return -ENOMEM;
	}
	c.arena = ret->arena;
	c.out = &ret->body;
	c.language = language_of(r);
	c.zone_minutes = (int)strtol(site_setting(a->store, "zone-minutes", "540"), NULL, 10);
	date_at(now, c.zone_minutes, c.today);
	status = called(&c, viewer);
	ret->viewer = c.viewer;
	if (status < 0)
		return API_SLOW;
	finish(&c, status, ret);
	return API_DONE;
}

void api_answer_clear(struct api_answer *a)
{
	out_clear(&a->body);
	arena_free(a->arena);
	*a = (struct api_answer){0};
}
