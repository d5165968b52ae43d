#include "assess/session.h"

#include "assess/event.h"
#include "assess/sql.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define COLUMNS "SELECT id, account, at, until, origin, agent, factor FROM session "

static void row(sqlite3_stmt *st, struct session *ret)
{
	*ret = (struct session){.id = sqlite3_column_int64(st, 0),
				.account = sqlite3_column_int64(st, 1),
				.at = sqlite3_column_int64(st, 2),
				.until = sqlite3_column_int64(st, 3)};
	sql_text(st, 4, ret->origin, sizeof ret->origin);
	sql_text(st, 5, ret->agent, sizeof ret->agent);
	sql_text(st, 6, ret->factor, sizeof ret->factor);
}

static int one(sqlite3_stmt *st, struct session *ret)
{
	int r = st && sqlite3_step(st) == SQLITE_ROW ? 0 : -ENOENT;

	if (r == 0)
		row(st, ret);
	sqlite3_finalize(st);
	return r;
}

int session_get(struct store *s, int64_t id, struct session *ret)
{
	return one(sql_of(s, COLUMNS "WHERE id = ?1", "i", id), ret);
}

int session_find(struct store *s, const char *cookie, size_t n, int64_t now, struct session *ret)
{
	char hex[HASH_HEX];
	int r;

	if (n != SECRET_TEXT)
		return -ENOENT;
	secret_hash(cookie, n, hex);
	r = one(sql_of(s, COLUMNS "WHERE hash = ?1", "t", hex), ret);
	return r == 0 && !secret_in_time(now, ret->at, ret->until) ? -ETIME : r;
}

int session_each(struct store *s, int64_t account, int (*fn)(void *ctx, const struct session *one), void *ctx)
{
	sqlite3_stmt *st = sql_of(s, COLUMNS "WHERE ?1 = 0 OR account = ?1 ORDER BY id", "i", account);
	struct session it;
	int r = st ? 0 : -EIO;

	while (r >= 0 && sqlite3_step(st) == SQLITE_ROW) {
		row(st, &it);
		r = fn(ctx, &it);
	}
	sqlite3_finalize(st);
	return r < 0 ? r : 0;
}

int session_end(struct store *s, int64_t id, const char *why, const struct writing *w, struct err *e)
{
	struct event_body b;

	event_begin(&b);
	json_int(&b.o, "session", id);
	json_str(&b.o, "why", why);
	return event_told(&b, s, "signed-out", w, e);
}

int session_end_all(struct store *s, int64_t account, int64_t except, const char *why,
		    const struct writing *w, struct err *e)
{
	int64_t id;
	int r = 0;

	while (r == 0 && (id = sql_number(s, 0, "SELECT min(id) FROM session WHERE account = ?1 AND id <> ?2",
					  "ii", account, except)))
		r = session_end(s, id, why, w, e);
	return r;
}

static int make_room(struct store *s, int64_t account, const struct writing *w, struct err *e)
{
	int r = 0;

	while (r == 0 && sql_number(s, 0, "SELECT count(*) FROM session WHERE account = ?1", "i", account) >=
				 SESSIONS_EACH)
		r = session_end(
			s, sql_number(s, 0, "SELECT min(id) FROM session WHERE account = ?1", "i", account),
			"too-many", w, e);
	return r;
}

int session_begin(struct store *s, const struct session_start *b, const struct writing *w,
		  char ret_cookie[SECRET_ROOM], int64_t *ret_id, struct err *e)
{
	char hex[HASH_HEX];
	struct event_body body;
	int r = make_room(s, b->account, w, e);

	if (r < 0)
		return r;
	if (secret_make(ret_cookie) < 0)
		return event_failed(s, -EIO, e);
	secret_hash(ret_cookie, SECRET_TEXT, hex);
	event_begin(&body);
	json_int(&body.o, "account", b->account);
	json_str(&body.o, "hash", hex);
	json_int(&body.o, "until", w->at + b->longest);
	json_str(&body.o, "factor", b->factor);
	json_str(&body.o, "agent", b->agent);
	if (b->step)
		json_int(&body.o, "step", b->step);
	r = event_told(&body, s, "signed-in", w, e);
	*ret_id = sql_number(s, 0, "SELECT max(id) FROM session", "");
	return r;
}

void session_csrf(const char *cookie, size_t n, char ret[CSRF_TEXT])
{
	unsigned char hash[crypto_generichash_BYTES];
	static const unsigned char what[] = "mimamori csrf, version 1";

	if (sodium_init() < 0 ||
	    crypto_generichash(hash, sizeof hash, (const unsigned char *)cookie, n, what, sizeof what) != 0)
		memset(hash, 0, sizeof hash);
	sodium_bin2hex(ret, CSRF_TEXT, hash, (CSRF_TEXT - 1) / 2);
}
