#include "assess/token.h"

#include "assess/event.h"
#include "assess/sql.h"
#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char prefix[] = "mm_";

enum { PREFIX = sizeof prefix - 1 };

/* --- reading */

#define COLUMNS "SELECT id, account, name, roles, system, made, until, revoked FROM api_token "

/* A JSON list of names. */
static uint32_t roles_of(const char *json)
{
	uint32_t roles = 0;
	char quoted[32];

	for (unsigned i = 0; json && i < ROLES; i++) {
		snprintf(quoted, sizeof quoted, "\"%s\"", person_roles[i]);
		if (strstr(json, quoted))
			roles |= 1u << i;
	}
	return roles;
}

static void row(sqlite3_stmt *st, struct token *ret)
{
	const char *system = (const char *)sqlite3_column_text(st, 4);

	*ret = (struct token){.id = sqlite3_column_int64(st, 0),
			      .account = sqlite3_column_int64(st, 1),
			      .roles = roles_of((const char *)sqlite3_column_text(st, 3)),
			      .system = system ? strtoll(system + 1, NULL, 10) : 0,
			      .made = sqlite3_column_int64(st, 5),
			      .until = sqlite3_column_int64(st, 6),
			      .revoked = sqlite3_column_int64(st, 7)};
	sql_text(st, 2, ret->name, sizeof ret->name);
}

static int one(sqlite3_stmt *st, struct token *ret)
{
	int r = st && sqlite3_step(st) == SQLITE_ROW ? 0 : -ENOENT;

	if (r == 0)
		row(st, ret);
	sqlite3_finalize(st);
	return r;
}

int token_get(struct store *s, int64_t id, struct token *ret)
{
	return one(sql_of(s, COLUMNS "WHERE id = ?1", "i", id), ret);
}

int token_find(struct store *s, const char *token, size_t n, int64_t now, struct token *ret)
{
	char hex[HASH_HEX];
	int r;

	if (n != PREFIX + SECRET_TEXT || memcmp(token, prefix, PREFIX) != 0)
		return -ENOENT;
	secret_hash(token, n, hex);
	r = one(sql_of(s, COLUMNS "WHERE hash = ?1", "t", hex), ret);
	if (r == 0 && ret->revoked)
		return -ENOENT;
	return r == 0 && !secret_in_time(now, ret->made, ret->until) ? -ETIME : r;
}

int token_each(struct store *s, int64_t account, int (*fn)(void *ctx, const struct token *t), void *ctx)
{
	sqlite3_stmt *st = sql_of(s, COLUMNS "WHERE ?1 = 0 OR account = ?1 ORDER BY id", "i", account);
	struct token t;
	int r = st ? 0 : -EIO;

	while (r >= 0 && sqlite3_step(st) == SQLITE_ROW) {
		row(st, &t);
		r = fn(ctx, &t);
	}
	sqlite3_finalize(st);
	return r < 0 ? r : 0;
}

/* --- writing */

static int allowed(struct store *s, const struct token *t, const struct writing *w, struct err *e)
{
	size_t n = strlen(t->name);

	if (!n || n > sizeof t->name - 1 || !text_shows(text_z(t->name)))
		return err_set(e, -EINVAL, "name", "token-name", "%d", TOKEN_NAME);
	if (!t->roles || t->roles & ~(uint32_t)ROLES_ALL)
		return err_set(e, -EINVAL, "roles", "token-roles", "%s", "");
	if (t->until <= w->at || t->until > w->at + TOKEN_LONGEST)
		return err_set(e, -EINVAL, "until", "token-until", "%s", "");
	if (t->system && !sql_number(s, 0, "SELECT 1 FROM system WHERE id = ?1", "i", t->system))
		return err_set(e, -ENOENT, "system", "no-system", "s%lld", (long long)t->system);
	if (sql_number(s, 0, "SELECT count(*) FROM api_token WHERE revoked IS NULL AND until > ?1", "i",
		       w->at) >= TOKENS_MAX)
		return err_set(e, -ENOSPC, "", "too-many-tokens", "%d", TOKENS_MAX);
	return 0;
}

int token_make(struct store *s, struct token *t, const struct writing *w, char ret_token[TOKEN_ROOM],
	       struct err *e)
{
	char hex[HASH_HEX], system[24];
	struct event_body b;
	int r = allowed(s, t, w, e);

	if (r < 0)
		return r;
	memcpy(ret_token, prefix, PREFIX);
	if (secret_make(ret_token + PREFIX) < 0)
		return event_failed(s, -EIO, e);
	secret_hash(ret_token, PREFIX + SECRET_TEXT, hex);
	t->id = sql_number(s, 0, "SELECT max(id) FROM api_token", "") + 1;
	snprintf(system, sizeof system, "s%lld", (long long)t->system);
	event_begin(&b);
	json_int(&b.o, "token", t->id);
	json_int(&b.o, "account", t->account);
	json_str(&b.o, "name", t->name);
	json_str(&b.o, "hash", hex);
	json_array(&b.o, "roles");
	for (unsigned i = 0; i < ROLES; i++)
		if (t->roles >> i & 1)
			json_str(&b.o, NULL, person_roles[i]);
	json_end_array(&b.o);
	json_str(&b.o, "system", t->system ? system : NULL);
	json_int(&b.o, "until", t->until);
	return event_told(&b, s, "token-made", w, e);
}

int token_revoke(struct store *s, int64_t id, const struct writing *w, struct err *e)
{
	struct event_body b;
	struct token t;
	char me[24];

	snprintf(me, sizeof me, "t%lld", (long long)id);
	if (token_get(s, id, &t) < 0 || t.revoked)
		return err_set(e, -ENOENT, me, "no-token", "%s", "");
	event_begin(&b);
	json_int(&b.o, "token", id);
	return event_told(&b, s, "token-revoked", w, e);
}

/* --- what it may */

static uint32_t part(const struct token *t, uint32_t roles)
{
	uint32_t some = t->roles & roles;

	if (t->roles & ROLE_VIEWER && roles & ~(uint32_t)ROLE_VENDOR)
		some |= ROLE_VIEWER;
	return some;
}

void token_grants(const struct token *t, const struct grants *maker, struct grants *ret)
{
	*ret = (struct grants){0};
	if (t->system) {
		grants_add(ret, t->system, part(t, grants_for(maker, t->system)));
		return;
	}
	ret->site = part(t, maker->site);
	for (unsigned i = 0; i < maker->systems; i++)
		grants_add(ret, maker->system[i].system, part(t, maker->system[i].roles));
}
