#include "assess/wallboard.h"

#include "assess/event.h"
#include "assess/sql.h"
#include "base/text.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const wallboard_states[] = {"waiting", "paired", "over", "revoked"};

enum { DIGITS = WALLBOARD_CODE - 1, TRIES = 20 };

/* --- reading */

#define COLUMNS                                                                                              \
	"SELECT b.id, b.name, b.system, b.line, b.actor, b.origin, b.made, b.code_until, b.paired, "         \
	"b.revoked FROM wallboard b "

static void row(sqlite3_stmt *st, struct wallboard *ret)
{
	const char *system = (const char *)sqlite3_column_text(st, 2);

	*ret = (struct wallboard){.id = sqlite3_column_int64(st, 0),
				  .system = system ? strtoll(system + 1, NULL, 10) : 0,
				  .made = sqlite3_column_int64(st, 6),
				  .code_until = sqlite3_column_int64(st, 7),
				  .paired = sqlite3_column_int64(st, 8),
				  .revoked = sqlite3_column_int64(st, 9)};
	sql_text(st, 1, ret->name, sizeof ret->name);
	sql_text(st, 3, ret->line, sizeof ret->line);
	sql_text(st, 4, ret->actor, sizeof ret->actor);
	sql_text(st, 5, ret->origin, sizeof ret->origin);
}

static int one(sqlite3_stmt *st, struct wallboard *ret)
{
	int r = st && sqlite3_step(st) == SQLITE_ROW ? 0 : -ENOENT;

	if (r == 0)
		row(st, ret);
	sqlite3_finalize(st);
	return r;
}

int wallboard_get(struct store *s, int64_t id, struct wallboard *ret)
{
	return one(sql_of(s, COLUMNS "WHERE b.id = ?1", "i", id), ret);
}

int wallboard_each(struct store *s, int (*fn)(void *ctx, const struct wallboard *b), void *ctx)
{
	sqlite3_stmt *st = sql_of(s, COLUMNS "ORDER BY b.id", "");
	struct wallboard b;
	int r = st ? 0 : -EIO;

	while (r >= 0 && sqlite3_step(st) == SQLITE_ROW) {
		row(st, &b);
		r = fn(ctx, &b);
	}
	sqlite3_finalize(st);
	return r < 0 ? r : 0;
}

enum wallboard_state wallboard_state(const struct wallboard *b, int64_t now)
{
	return b->revoked                                    ? WALLBOARD_REVOKED
	       : b->paired                                   ? WALLBOARD_PAIRED
	       : secret_in_time(now, b->made, b->code_until) ? WALLBOARD_WAITING
							     : WALLBOARD_OVER;
}

int wallboard_find(struct store *s, const char *cookie, size_t n, struct wallboard *ret)
{
	char hex[HASH_HEX];

	if (n != WALLBOARD_COOKIE - 1 || cookie[0] != 'w')
		return -ENOENT;
	secret_hash(cookie, n, hex);
	return one(sql_of(s,
			  COLUMNS "JOIN wallboard_secret k ON k.wallboard = b.id WHERE k.screen = ?1 AND "
				  "b.revoked IS NULL",
			  "t", hex),
		   ret);
}

/* --- making */

static int allowed(struct store *s, const struct wallboard *b, struct err *e)
{
	size_t characters = 0;

	for (const char *p = b->name; *p; p++)
		characters += ((unsigned char)*p & 0xc0) != 0x80;
	if (!characters || characters > WALLBOARD_NAME || !text_shows(text_z(b->name)))
		return err_set(e, -EINVAL, "name", "bad-name", "%d", WALLBOARD_NAME);
	if (!text_shows(text_z(b->line)))
		return err_set(e, -EINVAL, "line", "bad-line", "%s", "");
	if (b->system && !sql_number(s, 0, "SELECT 1 FROM system WHERE id = ?1", "i", b->system))
		return err_set(e, -ENOENT, "system", "no-system", "s%lld", (long long)b->system);
	if (sql_number(s, 0, "SELECT count(*) FROM wallboard WHERE revoked IS NULL", "") >= WALLBOARDS_MAX)
		return err_set(e, -ENOSPC, "", "too-many", "%d", WALLBOARDS_MAX);
	return 0;
}

/* Eight digits that no board has now. */
static int make_code(struct store *s, char ret[WALLBOARD_CODE], char hex[HASH_HEX])
{
	if (sodium_init() < 0)
		return -EIO;
	for (int tries = 0; tries < TRIES; tries++) {
		for (int i = 0; i < DIGITS; i++)
			ret[i] = (char)('0' + randombytes_uniform(10));
		ret[DIGITS] = '\0';
		secret_hash(ret, DIGITS, hex);
		if (!sql_number(s, 0, "SELECT 1 FROM wallboard_secret WHERE code = ?1", "t", hex))
			return 0;
	}
	return -EIO;
}

static int tell_made(struct store *s, const struct wallboard *b, const struct writing *w, struct err *e)
{
	char system[24];
	struct event_body body;

	snprintf(system, sizeof system, "s%lld", (long long)b->system);
	event_begin(&body);
	json_int(&body.o, "wallboard", b->id);
	json_str(&body.o, "name", b->name);
	json_str(&body.o, "system", b->system ? system : NULL);
	json_str(&body.o, "line", *b->line ? b->line : NULL);
	json_int(&body.o, "code_until", w->at + WALLBOARD_CODE_LASTS);
	return event_told(&body, s, "wallboard-made", w, e);
}

int wallboard_make(struct store *s, struct wallboard *b, const struct writing *w,
		   char ret_code[WALLBOARD_CODE], struct err *e)
{
	char hex[HASH_HEX];
	int r = allowed(s, b, e);

	if (r < 0)
		return r;
	/* codes whose time is over are nobody's: the digits may come again */
	r = sql_run(s,
		    "UPDATE wallboard_secret SET code = NULL WHERE wallboard IN (SELECT id FROM wallboard "
		    "WHERE code_until <= ?1 OR revoked IS NOT NULL)",
		    "i", w->at);
	if (r == 0)
		r = make_code(s, ret_code, hex);
	if (r < 0)
		return event_failed(s, r, e);
	b->id = sql_number(s, 0, "SELECT max(id) FROM wallboard", "") + 1;
	b->made = w->at;
	b->code_until = w->at + WALLBOARD_CODE_LASTS;
	if ((r = tell_made(s, b, w, e)) < 0)
		return r;
	return sql_run(s, "INSERT INTO wallboard_secret(wallboard, code) VALUES (?1, ?2)", "it", b->id, hex) <
			       0
		       ? event_failed(s, -EIO, e)
		       : 0;
}

/* --- pairing */

/* Eight digits, with or without blanks and dashes between. */
static bool digits_of(const char *code, char ret[WALLBOARD_CODE])
{
	size_t n = 0;

	for (; *code; code++) {
		if (*code == ' ' || *code == '-')
			continue;
		if (*code < '0' || *code > '9' || n == DIGITS)
			return false;
		ret[n++] = *code;
	}
	ret[n] = '\0';
	return n == DIGITS;
}

static int waiting(struct store *s, const char *code, int64_t now, struct wallboard *ret)
{
	char plain[WALLBOARD_CODE], hex[HASH_HEX];
	int r;

	if (!digits_of(code, plain))
		return -ENOENT;
	secret_hash(plain, DIGITS, hex);
	r = one(sql_of(s, COLUMNS "JOIN wallboard_secret k ON k.wallboard = b.id WHERE k.code = ?1", "t",
		       hex),
		ret);
	return r == 0 && wallboard_state(ret, now) != WALLBOARD_WAITING ? -ENOENT : r;
}

int wallboard_pair(struct store *s, const char *code, const char *origin, int64_t now,
		   char ret_cookie[WALLBOARD_COOKIE], struct wallboard *ret, struct err *e)
{
	char actor[24], hex[HASH_HEX];
	const struct writing w = {.at = now, .actor = actor};
	struct event_body body;
	int r = waiting(s, code, now, ret);

	if (r < 0)
		return err_set(e, r, "code", "no-code", "%s", "");
	ret_cookie[0] = 'w';
	if (secret_make(ret_cookie + 1) < 0)
		return event_failed(s, -EIO, e);
	secret_hash(ret_cookie, WALLBOARD_COOKIE - 1, hex);
	snprintf(actor, sizeof actor, "w%lld", (long long)ret->id);
	event_begin(&body);
	json_int(&body.o, "wallboard", ret->id);
	json_str(&body.o, "origin", origin);
	if ((r = event_told(&body, s, "wallboard-paired", &w, e)) < 0)
		return r;
	return sql_run(s, "UPDATE wallboard_secret SET code = NULL, screen = ?2 WHERE wallboard = ?1", "it",
		       ret->id, hex) < 0
		       ? event_failed(s, -EIO, e)
		       : 0;
}

int wallboard_revoke(struct store *s, int64_t id, const struct writing *w, struct err *e)
{
	struct event_body body;
	struct wallboard b;
	char me[24];
	int r;

	snprintf(me, sizeof me, "w%lld", (long long)id);
	if (wallboard_get(s, id, &b) < 0 || b.revoked)
		return err_set(e, -ENOENT, me, "no-wallboard", "%s", "");
	event_begin(&body);
	json_int(&body.o, "wallboard", id);
	if ((r = event_told(&body, s, "wallboard-revoked", w, e)) < 0)
		return r;
	return sql_run(s, "DELETE FROM wallboard_secret WHERE wallboard = ?1", "i", id) < 0
		       ? event_failed(s, -EIO, e)
		       : 0;
}
