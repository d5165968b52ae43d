/* One-time codes of accounts: enrolment, recovery, use. */
#include "assess/account.h"
#include "assess/event.h"
#include "assess/secret.h"
#include "assess/sql.h"
#include "assess/totp.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

static bool read_secret(struct store *s, int64_t id, const char *sql, unsigned char ret[TOTP_SECRET])
{
	sqlite3_stmt *st = sql_of(s, sql, "i", id);
	bool there = st && sqlite3_step(st) == SQLITE_ROW && sqlite3_column_bytes(st, 0) == TOTP_SECRET;

	if (there)
		memcpy(ret, sqlite3_column_blob(st, 0), TOTP_SECRET);
	sqlite3_finalize(st);
	return there;
}

static int told(struct store *s, int64_t id, const char *what, int totp, const struct writing *w,
		struct err *e)
{
	struct event_body b;
	int r;

	event_begin(&b);
	json_int(&b.o, "account", id);
	json_int(&b.o, "totp", totp);
	r = event_told(&b, s, "account-changed", w, e);
	if (r < 0)
		return r;
	event_begin(&b);
	json_int(&b.o, "account", id);
	json_str(&b.o, "what", what);
	return event_told(&b, s, "secret-changed", w, e);
}

int account_totp_begin(struct store *s, int64_t id, unsigned char *ret_secret, struct err *e)
{
	if (totp_secret(ret_secret) < 0 ||
	    sql_run(s,
		    "INSERT INTO account_secret(account, totp_new) VALUES (?1, ?2) ON CONFLICT (account) DO "
		    "UPDATE"
		    " SET totp_new = excluded.totp_new",
		    "ib", id, (const void *)ret_secret, (size_t)TOTP_SECRET) < 0)
		return event_failed(s, -EIO, e);
	return 0;
}

/* Ten codes, and their hashes as they are kept. */
static int recovery_codes(char codes[RECOVERY_TEXT], char hashes[RECOVERY_CODES * HASH_HEX])
{
	char code[CODE_ROOM], hex[HASH_HEX];
	size_t at = 0, kept = 0;

	for (int i = 0; i < RECOVERY_CODES; i++) {
		if (secret_code(code) < 0)
			return -EIO;
		code[14] = '\0'; /* three fours: 60 bits, tried at the pace of sign-ins */
		secret_code_hash(code, hex);
		at += (size_t)snprintf(codes + at, RECOVERY_TEXT - at, "%s%s", i ? " " : "", code);
		kept += (size_t)snprintf(hashes + kept, (size_t)RECOVERY_CODES * HASH_HEX - kept, "%s%s",
					 i ? " " : "", hex);
	}
	return 0;
}

int account_totp_confirm(struct store *s, int64_t id, const char *code, char ret_codes[RECOVERY_TEXT],
			 const struct writing *w, struct err *e)
{
	char hashes[RECOVERY_CODES * HASH_HEX];
	unsigned char secret[TOTP_SECRET];
	bool fits;

	if (!read_secret(s, id, "SELECT totp_new FROM account_secret WHERE account = ?1", secret))
		return err_set(e, -ENOENT, "code", "totp-not-begun", "%s", "");
	fits = totp_check(secret, code, w->at, 0) != 0;
	sodium_memzero(secret, sizeof secret);
	if (!fits)
		return err_set(e, -EINVAL, "code", "bad-code", "%s", "");
	if (recovery_codes(ret_codes, hashes) < 0 || sql_run(s,
							     "UPDATE account_secret SET totp = totp_new, "
							     "totp_new = NULL, recovery = ?2 WHERE account = "
							     "?1",
							     "it", id, hashes) < 0)
		return event_failed(s, -EIO, e);
	return told(s, id, "totp", 1, w, e);
}

int account_totp_remove(struct store *s, int64_t id, const struct writing *w, struct err *e)
{
	if (sql_run(s,
		    "UPDATE account_secret SET totp = NULL, totp_new = NULL, recovery = NULL WHERE account = "
		    "?1",
		    "i", id) < 0)
		return event_failed(s, -EIO, e);
	return told(s, id, "totp", 0, w, e);
}

int64_t account_totp_check(struct store *s, const struct account *a, const char *code, int64_t now)
{
	unsigned char secret[TOTP_SECRET];
	int64_t step;

	if (!read_secret(s, a->id, "SELECT totp FROM account_secret WHERE account = ?1", secret))
		return 0;
	step = totp_check(secret, code, now, a->totp_step);
	sodium_memzero(secret, sizeof secret);
	return step;
}

bool account_recovery_use(struct store *s, int64_t id, const char *code, const struct writing *w)
{
	char hex[HASH_HEX];
	struct event_body b;
	struct err e;

	secret_code_hash(code, hex);
	if (!sql_number(s, 0, "SELECT instr(recovery, ?2) FROM account_secret WHERE account = ?1", "it", id,
			hex))
		return false;
	event_begin(&b);
	json_int(&b.o, "account", id);
	return sql_run(s,
		       "UPDATE account_secret SET recovery = trim(replace(replace(recovery, ?2, ''), '  ', ' "
		       "'))"
		       " WHERE account = ?1",
		       "it", id, hex) == 0 &&
	       event_told(&b, s, "recovery-code-used", w, &e) == 0;
}
