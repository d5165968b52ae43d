#include "serve/act.h"

#include "assess/sql.h"
#include "store/journal.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- who may */

struct grants viewer_grants(const struct viewer *v)
{
	struct grants g = {.site = v->site_roles};

	for (unsigned i = 0; i < v->systems; i++)
		grants_add(&g, v->system[i].system, v->system[i].roles);
	return g;
}

bool viewer_may(const struct viewer *v, enum right right, int64_t system)
{
	struct grants g = viewer_grants(v);

	return grants_may(&g, right, system);
}

static int64_t system_of(const char *name)
{
	return name && name[0] == 's' && name[1] != 'i' ? strtoll(name + 1, NULL, 10) : 0;
}

int act_may(struct call *c, enum right right, const char *system)
{
	return viewer_may(&c->viewer, right, system_of(system)) ? 0 : problem(c, 403, "no-role", NULL, NULL);
}

int act_may_device(struct call *c, enum right right, int64_t device)
{
	sqlite3_stmt *st;
	bool may = viewer_may(&c->viewer, right, 0);

	st = sql_of(c->store, "SELECT system FROM system_device WHERE device = ?1", "i", device);
	while (!may && st && sqlite3_step(st) == SQLITE_ROW)
		may = viewer_may(&c->viewer, right, sqlite3_column_int64(st, 0));
	sqlite3_finalize(st);
	return may ? 0 : problem(c, 403, "no-role", NULL, NULL);
}

struct writing act_writing(const struct call *c)
{
	return (struct writing){.at = c->now, .actor = c->viewer.actor, .today = c->today};
}

/* --- what was refused */

int act_status_of(int code)
{
	static const struct {
		int code, status;
	} statuses[] = {{-ENOENT, 404}, {-EACCES, 403},   {-ENOKEY, 403}, {-EEXIST, 409}, {-EBUSY, 409},
			{-ENOSPC, 409}, {-EALREADY, 410}, {-ETIME, 410},  {-EAGAIN, 429}};

	for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
		if (statuses[i].code == code)
			return statuses[i].status;
	return 422;
}

int act_status(struct call *c, int status, const char *topic, int code, const struct err *e)
{
	char key[80];

	if (!*e->key || strcmp(e->key, "store") == 0)
		return problem_store(c, code);
	snprintf(key, sizeof key, "%s.%s", topic, e->key);
	status = problem_said(c, status, key, e->subject, e->detail);
	if (code == -EAGAIN)
		c->answer.retry_after = (uint16_t)strtoul(e->detail, NULL, 10);
	return status;
}

int act_problem(struct call *c, const char *topic, int code, const struct err *e)
{
	return act_status(c, act_status_of(code), topic, code, e);
}

int act_unchanged(struct call *c, const char *name, const char *now)
{
	char given[80], quoted[80];
	struct said h = c->request->if_match;

	snprintf(quoted, sizeof quoted, "\"%s\"", now);
	if (h.s && !said_is(h, "*") && !said_is(h, quoted))
		return problem_said(c, 412, "act.changed-meanwhile", "", now);
	if (body_copy(c, name, given, sizeof given) && strcmp(given, now) != 0)
		return problem_said(c, 412, "act.changed-meanwhile", "", now);
	return 0;
}

/* --- bodies */

sqlite3_stmt *body_list(struct call *c, const char *name)
{
	char path[80];

	snprintf(path, sizeof path, "$.\"%.70s\"", name);
	return sql_of(c->store, "SELECT value, type FROM json_each(?1, ?2)", "tt",
		      c->request->body.s ? arena_text(c->arena, c->request->body.s, c->request->body.n)
					 : "{}",
		      arena_text(c->arena, path, strlen(path)));
}

size_t body_pairs(struct call *c, const char *member, struct body_pair *list, size_t most)
{
	char path[80];
	sqlite3_stmt *st;
	size_t n = 0;

	snprintf(path, sizeof path, "$.\"%.70s\"", member);
	st = sql_of(c->store, "SELECT iif(typeof(key) = 'text', key, NULL), value FROM json_each(?1, ?2)",
		    "tt",
		    c->request->body.s ? arena_text(c->arena, c->request->body.s, c->request->body.n) : "{}",
		    path);
	while (st && n < most && sqlite3_step(st) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(st, 0),
			   *value = (const char *)sqlite3_column_text(st, 1);

		list[n].name = name ? arena_text(c->arena, name, strlen(name)) : NULL;
		list[n++].value = value ? arena_text(c->arena, value, strlen(value)) : NULL;
	}
	sqlite3_finalize(st);
	return n;
}

bool body_copy(struct call *c, const char *name, char *to, size_t room)
{
	const char *text = body_text(c, name);

	if (!text || strlen(text) >= room)
		return false;
	memcpy(to, text, strlen(text) + 1);
	return true;
}

/* --- the same answer again */

#define DAY INT64_C(86400000000)

enum { KEPT_MOST = 5000 /* answers */, KEPT_BODY = 64 << 10, KEY_MOST = 100 };

static bool key_fits(struct said key)
{
	for (size_t i = 0; i < key.n; i++)
		if (key.s[i] < 33 || key.s[i] > 126)
			return false;
	return key.n && key.n <= KEY_MOST;
}

static void hash_request(const struct call *c, char ret_hex[HASH_HEX])
{
	const struct request *r = c->request;
	unsigned char hash[HASH_BYTES];
	struct digest d;

	digest_start(&d);
	digest_int(&d, r->method);
	digest_text(&d, r->path.s, r->path.n);
	digest_text(&d, r->query.s ? r->query.s : "", r->query.n);
	digest_text(&d, r->body.s ? r->body.s : "", r->body.n);
	digest_end(&d, hash);
	digest_hex(hash, ret_hex);
}

static const char *kept_text(struct call *c, sqlite3_stmt *st, int column)
{
	const char *v = (const char *)sqlite3_column_text(st, column);

	return v ? arena_text(c->arena, v, strlen(v)) : NULL;
}

/* The status of the answer that is kept under this key; 0: none is. */
static int again(struct call *c, const char *key, const char *request)
{
	sqlite3_stmt *st =
		sql_of(c->store,
		       "SELECT request, status, content_type, location, body FROM answered_request "
		       "WHERE actor = ?1 AND key = ?2 AND at > ?3",
		       "tti", c->viewer.actor, key, c->now - DAY);
	int status = 0;

	if (st && sqlite3_step(st) == SQLITE_ROW) {
		status = sqlite3_column_int(st, 1);
		c->answer.content_type = said_of(kept_text(c, st, 2));
		c->answer.location = said_of(kept_text(c, st, 3));
		if (sqlite3_column_bytes(st, 4)) /* a 204 has none */
			out_put(c->out, sqlite3_column_blob(st, 4), (size_t)sqlite3_column_bytes(st, 4));
		if (strcmp((const char *)sqlite3_column_text(st, 0), request) != 0)
			status = problem_said(c, 422, "act.key-of-another", "", "");
	}
	sqlite3_finalize(st);
	return status;
}

static int keep(struct call *c, const char *key, const char *request, int status)
{
	const struct said *type = &c->answer.content_type, *location = &c->answer.location;
	size_t n;
	const char *body = out_bytes(c->out, &n);
	int r;

	if (n > KEPT_BODY)
		return 0;
	r = sql_run(c->store,
		    "DELETE FROM answered_request WHERE at <= ?1 OR (SELECT count(*) FROM answered_request) "
		    ">= ?2",
		    "ii", c->now - DAY, (int64_t)KEPT_MOST);
	return r < 0 ? r
		     : sql_run(c->store,
			       "INSERT OR REPLACE INTO answered_request VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
			       "?8)",
			       "tttittbi", c->viewer.actor, key, request, (int64_t)status,
			       type->s ? arena_text(c->arena, type->s, type->n) : NULL,
			       location->s ? arena_text(c->arena, location->s, location->n) : NULL,
			       (const void *)body, n, c->now);
}

/* --- one act */

static int inside(struct call *c, const char *key)
{
	char request[HASH_HEX];
	int status = 0, r = 0;

	if (key) {
		hash_request(c, request);
		status = again(c, key, request);
	}
	if (status)
		return -status; /* nothing to commit */
	status = c->route->handler(c);
	if (status < 0)
		return status;
	if (key && status < 400 && !c->secret && !c->undo && !c->out->error)
		r = keep(c, key, request, status);
	return r < 0 ? r : status;
}

static int ended(struct call *c, int status)
{
	int r = (status >= 400 && !c->commit) || c->undo ? 1 : site_commit(c->store);

	if (r != 0)
		site_rollback(c->store);
	else if (c->after)
		c->after(c->store);
	return r < 0 ? problem_store(c, r) : status;
}

int act_run(struct call *c)
{
	struct said given = c->request->idempotency_key;
	const char *key = NULL;
	int status;

	if (given.s && !key_fits(given))
		return problem_said(c, 400, "act.bad-key", "", "");
	if (given.s)
		key = arena_text(c->arena, given.s, given.n);
	if ((status = site_begin(c->store)) < 0)
		return sqlite3_db_readonly(store_db(c->store), "main") == 1 ||
				       sqlite3_errcode(store_db(c->store)) == SQLITE_READONLY
			       ? problem_said(c, 503, "act.read-only", "", "")
			       : problem_store(c, status);
	journal_where(c->store, c->viewer.from);
	status = inside(c, key);
	if (status < 0) {
		site_rollback(c->store);
		status = status <= -200 ? -status : problem_store(c, status);
	} else {
		status = ended(c, status);
	}
	journal_where(c->store, NULL);
	return status;
}
