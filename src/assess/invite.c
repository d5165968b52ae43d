#include "assess/invite.h"

#include "assess/account.h"
#include "assess/event.h"
#include "assess/sql.h"

#include <errno.h>
#include <string.h>

#define COLUMNS                                                                                              \
	"SELECT id, purpose, coalesce(account, 0), made, coalesce(until, 0), coalesce(used, 0) FROM invite "

static int one(sqlite3_stmt *st, struct invite *ret)
{
	int r = st && sqlite3_step(st) == SQLITE_ROW ? 0 : -ENOENT;

	if (r == 0) {
		*ret = (struct invite){.id = sqlite3_column_int64(st, 0),
				       .account = sqlite3_column_int64(st, 2),
				       .made = sqlite3_column_int64(st, 3),
				       .until = sqlite3_column_int64(st, 4),
				       .used = sqlite3_column_int64(st, 5)};
		sql_text(st, 1, ret->purpose, sizeof ret->purpose);
	}
	sqlite3_finalize(st);
	return r;
}

/* A newer one for the same took its place: then it was taken back in the moment in which that was made. */
static bool replaced(struct store *s, const struct invite *i)
{
	return sql_number(s, 0,
			  "SELECT 1 FROM invite WHERE purpose = ?1 AND coalesce(account, 0) = ?2 AND id > ?3 "
			  "AND made = ?4",
			  "tiii", i->purpose, i->account, i->id, i->used) == 1;
}

int invite_find(struct store *s, const char *link, size_t n, int64_t now, struct invite *ret, struct err *e)
{
	char hex[HASH_HEX];

	secret_hash(link, n, hex);
	if (n != SECRET_TEXT ||
	    one(sql_of(s, COLUMNS "WHERE hash = ?1 AND purpose <> 'sealed'", "t", hex), ret) < 0)
		return err_set(e, -ENOENT, "link", "link-unknown", "%s", "");
	if (ret->used)
		return err_set(e, -EALREADY, "link", replaced(s, ret) ? "link-replaced" : "link-used", "%s",
			       "");
	if (!secret_in_time(now, ret->made, ret->until))
		return err_set(e, -ETIME, "link", "link-over", "%s", "");
	return 0;
}

int invite_use(struct store *s, int64_t id, const struct writing *w, struct err *e)
{
	struct event_body b;

	event_begin(&b);
	json_int(&b.o, "invite", id);
	return event_told(&b, s, "invite-used", w, e);
}

static int take_back(struct store *s, const char *purpose, int64_t account, const struct writing *w,
		     struct err *e)
{
	int64_t id;
	int r = 0;

	while (r == 0 &&
	       (id = sql_number(s, 0,
				"SELECT min(id) FROM invite WHERE purpose = ?1 AND coalesce(account, "
				"0) = ?2 AND used IS NULL",
				"ti", purpose, account)))
		r = invite_use(s, id, w, e);
	return r;
}

static int made(struct store *s, const char *purpose, const char *hex, int64_t account, int64_t until,
		const struct writing *w, struct err *e)
{
	struct event_body b;

	event_begin(&b);
	json_int(&b.o, "invite", sql_number(s, 0, "SELECT max(id) FROM invite", "") + 1);
	json_str(&b.o, "purpose", purpose);
	json_str(&b.o, "hash", hex);
	if (account)
		json_int(&b.o, "account", account);
	if (until)
		json_int(&b.o, "until", until);
	return event_told(&b, s, "invite-made", w, e);
}

int invite_make(struct store *s, const char *purpose, int64_t account, const struct writing *w,
		char ret_link[SECRET_ROOM], struct err *e)
{
	char hex[HASH_HEX];
	int r;

	if (strcmp(purpose, "setup") == 0 && account_any(s))
		return err_set(e, -EEXIST, "", "set-up-already", "%s", "");
	if ((r = take_back(s, purpose, account, w, e)) < 0)
		return r;
	if (secret_make(ret_link) < 0)
		return event_failed(s, -EIO, e);
	secret_hash(ret_link, SECRET_TEXT, hex);
	return made(s, purpose, hex, account, w->at + INVITE_LONGEST, w, e);
}

/* --- the envelope */

static int emergency_account(struct store *s, const struct writing *w, int64_t *ret_id, struct err *e)
{
	int r;

	*ret_id = sql_number(s, 0, "SELECT id FROM account WHERE contact IS NULL", "");
	if (*ret_id)
		return 0;
	r = account_add(s, 0, NULL, w, ret_id, e);
	return r < 0 ? r : account_grant(s, *ret_id, ROLE_ADMIN, 0, w, e);
}

int sealed_make(struct store *s, const struct writing *w, char ret_code[CODE_ROOM], struct err *e)
{
	char hex[HASH_HEX];
	int64_t account;
	int r = emergency_account(s, w, &account, e);

	if (r == 0)
		r = take_back(s, "sealed", account, w, e);
	if (r < 0)
		return r;
	if (secret_code(ret_code) < 0)
		return event_failed(s, -EIO, e);
	secret_code_hash(ret_code, hex);
	return made(s, "sealed", hex, account, 0, w, e);
}

int sealed_use(struct store *s, const char *code, const struct writing *w, int64_t *ret_account,
	       struct err *e)
{
	char hex[HASH_HEX];
	struct event_body b;
	struct invite i;

	secret_code_hash(code, hex);
	if (one(sql_of(s, COLUMNS "WHERE hash = ?1 AND purpose = 'sealed' AND used IS NULL", "t", hex), &i) <
	    0)
		return err_set(e, -ENOENT, "code", "bad-code", "%s", "");
	*ret_account = i.account;
	event_begin(&b);
	json_int(&b.o, "invite", i.id);
	json_int(&b.o, "account", i.account);
	return event_told(&b, s, "break-glass-used", w, e);
}
