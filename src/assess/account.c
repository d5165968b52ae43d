#include "assess/account.h"

#include "assess/contact.h"
#include "assess/event.h"
#include "assess/password.h"
#include "assess/session.h"
#include "assess/sql.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- reading */

#define COLUMNS                                                                                              \
	"a.id, a.contact, k.login, a.state, a.client_key, a.totp, k.password IS NOT NULL, a.totp_step, "     \
	"a.failed, a.failed_at, a.made, a.signed_in FROM account a LEFT JOIN account_secret k ON k.account " \
	"= a.id"

static void row(sqlite3_stmt *st, struct account *ret)
{
	*ret = (struct account){.id = sqlite3_column_int64(st, 0),
				.contact = sqlite3_column_int64(st, 1),
				.totp = sqlite3_column_int(st, 5),
				.password = sqlite3_column_int(st, 6),
				.totp_step = sqlite3_column_int64(st, 7),
				.failed = sqlite3_column_int64(st, 8),
				.failed_at = sqlite3_column_int64(st, 9),
				.made = sqlite3_column_int64(st, 10),
				.signed_in = sqlite3_column_int64(st, 11)};
	sql_text(st, 2, ret->login, sizeof ret->login);
	sql_text(st, 3, ret->state, sizeof ret->state);
	sql_text(st, 4, ret->client_key, sizeof ret->client_key);
}

int account_get(struct store *s, int64_t id, struct account *ret)
{
	sqlite3_stmt *st = sql_of(s, "SELECT " COLUMNS " WHERE a.id = ?1", "i", id);
	int r = st && sqlite3_step(st) == SQLITE_ROW ? 0 : -ENOENT;

	if (r == 0)
		row(st, ret);
	sqlite3_finalize(st);
	return r;
}

int64_t account_named(struct store *s, const char *login)
{
	return sql_number(s, 0, "SELECT account FROM account_secret WHERE login = ?1 COLLATE NOCASE", "t",
			  login);
}

int64_t account_find(struct store *s, const char *text)
{
	char *end;
	long long n = text[0] == 'a' ? strtoll(text + 1, &end, 10) : 0;

	if (n > 0 && !*end && sql_number(s, 0, "SELECT id FROM account WHERE id = ?1", "i", (int64_t)n))
		return n;
	return account_named(s, text);
}

int64_t account_of_key(struct store *s, const char *client_key)
{
	return sql_number(s, 0, "SELECT id FROM account WHERE client_key = ?1", "t", client_key);
}

int account_each(struct store *s, int (*fn)(void *ctx, const struct account *a), void *ctx)
{
	sqlite3_stmt *st = sql_of(s, "SELECT " COLUMNS " ORDER BY a.id", "");
	struct account a;
	int r = st ? 0 : -EIO;

	while (r >= 0 && sqlite3_step(st) == SQLITE_ROW) {
		row(st, &a);
		r = fn(ctx, &a);
	}
	sqlite3_finalize(st);
	return r < 0 ? r : 0;
}

int account_grants(struct store *s, int64_t id, struct grants *ret)
{
	sqlite3_stmt *st = sql_of(
		s, "SELECT role, system FROM account_role WHERE account = ?1 ORDER BY system", "i", id);

	*ret = (struct grants){0};
	while (st && sqlite3_step(st) == SQLITE_ROW) {
		const char *system = (const char *)sqlite3_column_text(st, 1);

		grants_add(ret, *system == 's' && system[1] != 'i' ? strtoll(system + 1, NULL, 10) : 0,
			   role_named((const char *)sqlite3_column_text(st, 0)));
	}
	sqlite3_finalize(st);
	return st ? 0 : -EIO;
}

bool account_any(struct store *s)
{
	return sql_number(
		       s, 0,
		       "SELECT 1 FROM account a JOIN account_secret k ON k.account = a.id WHERE k.password "
		       "IS NOT NULL AND a.state <> 'closed'",
		       "") != 0;
}

/* --- rules */

static int known(struct store *s, int64_t id, struct account *ret, struct err *e)
{
	char me[24];

	snprintf(me, sizeof me, "a%lld", (long long)id);
	return account_get(s, id, ret) < 0 ? err_set(e, -ENOENT, me, "no-account", "%s", "") : 0;
}

static int login_allowed(struct store *s, int64_t id, const char *login, struct err *e)
{
	size_t n = strlen(login);
	int64_t other;

	if (n < LOGIN_LEAST || n > LOGIN_MOST ||
	    strspn(login, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-@+") != n)
		return err_set(e, -EINVAL, "login", "bad-login", "%d", LOGIN_MOST);
	/* "a3" is the number of an account */
	if (login[0] == 'a' && n > 1 && strspn(login + 1, "0123456789") == n - 1)
		return err_set(e, -EINVAL, "login", "bad-login", "%d", LOGIN_MOST);
	other = account_named(s, login);
	return other && other != id ? err_set(e, -EEXIST, "login", "login-taken", "%s", login) : 0;
}

/* Somebody has to be left who can give rights. */
static int not_the_last(struct store *s, int64_t id, struct err *e)
{
	bool is =
		sql_number(
			s, 0,
			"SELECT 1 FROM account_role r JOIN account a ON a.id = r.account WHERE r.account = ?1"
			" AND r.role = 'admin' AND r.system = 'site' AND a.state = 'open' AND a.contact IS "
			"NOT NULL",
			"i", id) != 0;
	int64_t others = sql_number(
		s, 0,
		"SELECT count(*) FROM account_role r JOIN account a ON a.id = r.account WHERE r.account <> ?1"
		" AND r.role = 'admin' AND r.system = 'site' AND a.state = 'open' AND a.contact IS NOT NULL",
		"i", id);

	return is && !others ? err_set(e, -EACCES, "", "last-admin", "%s", "") : 0;
}

/* --- writing */

static int set_secret(struct store *s, int64_t id, const char *column, const char *value)
{
	char sql[160];

	snprintf(sql, sizeof sql,
		 "INSERT INTO account_secret(account, %s) VALUES (?1, ?2) ON CONFLICT (account) DO UPDATE "
		 "SET %s"
		 " = excluded.%s",
		 column, column, column);
	return sql_run(s, sql, "it", id, value);
}

static int changed(struct store *s, int64_t id, const char *what, const struct writing *w, struct err *e)
{
	struct event_body b;

	event_begin(&b);
	json_int(&b.o, "account", id);
	json_str(&b.o, "what", what);
	return event_told(&b, s, "secret-changed", w, e);
}

int account_add(struct store *s, int64_t contact, const char *login, const struct writing *w, int64_t *ret_id,
		struct err *e)
{
	struct event_body b;
	struct contact c;
	int64_t id = sql_number(s, 0, "SELECT max(id) FROM account", "") + 1;
	int r = login ? login_allowed(s, 0, login, e) : 0;

	if (r < 0)
		return r;
	if (id > ACCOUNTS_MAX)
		return err_set(e, -ENOSPC, "", "too-many-accounts", "%d", ACCOUNTS_MAX);
	if (contact && (contact_get(s, contact, &c) < 0 || c.erased))
		return err_set(e, -ENOENT, "contact", "no-contact", "%lld", (long long)contact);
	if (contact &&
	    sql_number(s, 0, "SELECT 1 FROM account WHERE contact = ?1 AND state <> 'closed'", "i", contact))
		return err_set(e, -EEXIST, "contact", "has-account", "%lld", (long long)contact);
	event_begin(&b);
	json_int(&b.o, "account", id);
	if (contact)
		json_int(&b.o, "contact", contact);
	r = event_told(&b, s, "account-made", w, e);
	if (r == 0 && login && set_secret(s, id, "login", login) < 0)
		r = event_failed(s, -EIO, e);
	*ret_id = id;
	return r;
}

int account_set_login(struct store *s, int64_t id, const char *login, const struct writing *w, struct err *e)
{
	struct account a;
	int r = known(s, id, &a, e);

	if (r == 0)
		r = login_allowed(s, id, login, e);
	if (r < 0 || strcmp(a.login, login) == 0)
		return r;
	if (set_secret(s, id, "login", login) < 0)
		return event_failed(s, -EIO, e);
	return changed(s, id, "login", w, e);
}

int account_set_password(struct store *s, int64_t id, const char *password, int64_t except,
			 const struct writing *w, struct err *e)
{
	char hash[PASSWORD_HASH];
	struct account a;
	int r = known(s, id, &a, e);

	if (r == 0)
		r = password_allowed(password, a.login, e);
	if (r < 0)
		return r;
	if ((r = password_hash(password, hash)) < 0 || (r = set_secret(s, id, "password", hash)) < 0)
		return event_failed(s, r, e);
	r = changed(s, id, "password", w, e);
	return r < 0 ? r : session_end_all(s, id, except, "password", w, e);
}

static int granted(struct store *s, const char *kind, int64_t id, uint32_t role, int64_t system,
		   const struct writing *w, struct err *e)
{
	struct event_body b;
	char where[24] = "site";
	unsigned n = 0;

	while (n < ROLES && role != 1u << n)
		n++;
	if (n == ROLES)
		return err_set(e, -EINVAL, "role", "no-role", "%s", "");
	if (system)
		snprintf(where, sizeof where, "s%lld", (long long)system);
	event_begin(&b);
	json_int(&b.o, "account", id);
	json_str(&b.o, "role", person_roles[n]);
	json_str(&b.o, "system", where);
	return event_told(&b, s, kind, w, e);
}

int account_grant(struct store *s, int64_t id, uint32_t role, int64_t system, const struct writing *w,
		  struct err *e)
{
	struct account a;
	int r = known(s, id, &a, e);

	if (r < 0)
		return r;
	if (system && !sql_number(s, 0, "SELECT 1 FROM system WHERE id = ?1", "i", system))
		return err_set(e, -ENOENT, "system", "no-system", "s%lld", (long long)system);
	if (role == ROLE_VENDOR && !system)
		return err_set(e, -EINVAL, "system", "vendor-of-what", "%s", "");
	if (role == ROLE_ADMIN && system)
		return err_set(e, -EINVAL, "system", "admin-of-site", "%s", "");
	return granted(s, "role-granted", id, role, system, w, e);
}

int account_revoke(struct store *s, int64_t id, uint32_t role, int64_t system, const struct writing *w,
		   struct err *e)
{
	struct account a;
	int r = known(s, id, &a, e);

	if (r == 0 && role == ROLE_ADMIN)
		r = not_the_last(s, id, e);
	return r < 0 ? r : granted(s, "role-revoked", id, role, system, w, e);
}

int account_set_state(struct store *s, int64_t id, const char *state, const struct writing *w, struct err *e)
{
	bool open = strcmp(state, "open") == 0, locked = strcmp(state, "locked") == 0;
	struct event_body b;
	struct account a;
	int r = known(s, id, &a, e);

	if (r == 0 && !open)
		r = not_the_last(s, id, e);
	if (r < 0)
		return r;
	if (strcmp(a.state, "closed") == 0)
		return err_set(e, -EACCES, a.login, "is-closed", "%s", "");
	event_begin(&b);
	json_int(&b.o, "account", id);
	json_str(&b.o, open || locked ? "why" : "state", open || locked ? "person" : "closed");
	r = event_told(&b, s,
		       open     ? "account-unlocked"
		       : locked ? "account-locked"
				: "account-changed",
		       w, e);
	return r < 0 || open ? r : session_end_all(s, id, 0, state, w, e);
}

int account_set_client_key(struct store *s, int64_t id, const char *hex, const struct writing *w,
			   struct err *e)
{
	struct event_body b;
	struct account a;
	int64_t other;
	int r = known(s, id, &a, e);

	if (r < 0)
		return r;
	if (hex && (strlen(hex) != CLIENT_KEY - 1 || strspn(hex, "0123456789abcdef") != CLIENT_KEY - 1))
		return err_set(e, -EINVAL, "client_key", "bad-client-key", "%s", "");
	if (hex && (other = account_of_key(s, hex)) && other != id)
		return err_set(e, -EEXIST, "client_key", "client-key-taken", "a%lld", (long long)other);
	event_begin(&b);
	json_int(&b.o, "account", id);
	json_str(&b.o, "client_key", hex);
	return event_told(&b, s, "account-changed", w, e);
}

int account_password_hash(struct store *s, int64_t id, char *ret)
{
	sqlite3_stmt *st = sql_of(s, "SELECT password FROM account_secret WHERE account = ?1", "i", id);

	*ret = '\0';
	if (st && sqlite3_step(st) == SQLITE_ROW)
		sql_text(st, 0, ret, PASSWORD_HASH);
	sqlite3_finalize(st);
	return st ? 0 : -EIO;
}
