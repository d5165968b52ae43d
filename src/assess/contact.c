#include "assess/contact.h"

#include "assess/sql.h"
#include "base/out.h"
#include "base/text.h"
#include "store/journal.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SALT = 16, NAME_MOST = 100 /* characters of a field */ };

static const char *const sides[] = {"it", "ot", "executive", "vendor", "csirt", "other", NULL};

bool contact_away(const struct contact *c, const char *today)
{
	return *c->away_from && strcmp(c->away_from, today) <= 0 && strcmp(today, c->away_until) <= 0;
}

/* --- reading */

#define COLUMNS "id, name, mail, phone, unit, side, away_from, away_until, public_key, erased, language"

static void column(sqlite3_stmt *st, int i, char *to, size_t room)
{
	const char *v = (const char *)sqlite3_column_text(st, i);

	snprintf(to, room, "%s", v ? v : "");
}

static void row(sqlite3_stmt *st, struct contact *ret)
{
	ret->id = sqlite3_column_int64(st, 0);
	column(st, 1, ret->name, sizeof ret->name);
	column(st, 2, ret->mail, sizeof ret->mail);
	column(st, 3, ret->phone, sizeof ret->phone);
	column(st, 4, ret->unit, sizeof ret->unit);
	column(st, 5, ret->side, sizeof ret->side);
	column(st, 6, ret->away_from, sizeof ret->away_from);
	column(st, 7, ret->away_until, sizeof ret->away_until);
	column(st, 8, ret->public_key, sizeof ret->public_key);
	ret->erased = sqlite3_column_int(st, 9);
	column(st, 10, ret->language, sizeof ret->language);
}

int contact_get(struct store *s, int64_t id, struct contact *ret)
{
	sqlite3_stmt *st = NULL;
	int r = -ENOENT;

	if (sqlite3_prepare_v2(store_db(s), "SELECT " COLUMNS " FROM contact WHERE id = ?1", -1, &st, NULL) ==
	    SQLITE_OK) {
		sqlite3_bind_int64(st, 1, id);
		if (sqlite3_step(st) == SQLITE_ROW) {
			row(st, ret);
			r = 0;
		}
	}
	sqlite3_finalize(st);
	return r;
}

int contact_each(struct store *s, int (*fn)(void *ctx, const struct contact *c), void *ctx)
{
	sqlite3_stmt *st = NULL;
	struct contact c;
	int r = 0;

	if (sqlite3_prepare_v2(store_db(s), "SELECT " COLUMNS " FROM contact ORDER BY id", -1, &st, NULL) !=
	    SQLITE_OK)
		return -EIO;
	while (r >= 0 && sqlite3_step(st) == SQLITE_ROW) {
		row(st, &c);
		r = fn(ctx, &c);
	}
	sqlite3_finalize(st);
	return r < 0 ? r : 0;
}

/* "c3", or "c3 " and a name. */
static int64_t number_of(const char *text)
{
	char *end;
	long long n;

	if (text[0] != 'c' || text[1] < '0' || text[1] > '9')
		return 0;
	n = strtoll(text + 1, &end, 10);
	return *end == '\0' || *end == ' ' ? n : 0;
}

int64_t contact_find(struct store *s, const char *text)
{
	sqlite3_stmt *st = NULL;
	int64_t id = 0;

	if (sqlite3_prepare_v2(store_db(s),
			       "SELECT id FROM contact WHERE erased = 0 AND (id = ?1 OR (?1 = 0 AND (name = "
			       "?2 OR mail = ?2)))"
			       " LIMIT 2",
			       -1, &st, NULL) == SQLITE_OK) {
		sqlite3_bind_int64(st, 1, number_of(text));
		sqlite3_bind_text(st, 2, text, -1, SQLITE_STATIC);
		if (sqlite3_step(st) == SQLITE_ROW) {
			id = sqlite3_column_int64(st, 0);
			if (sqlite3_step(st) == SQLITE_ROW)
				id = 0;
		}
	}
	sqlite3_finalize(st);
	return id;
}

int64_t contact_of_actor(struct store *s, const char *actor)
{
	char *end;
	long long n = *actor == 'c' || *actor == 't' ? strtoll(actor + 1, &end, 10) : 0;

	if (n <= 0 || *end)
		return 0;
	return *actor == 'c' ? n
			     : sql_number(s, 0,
					  "SELECT a.contact FROM api_token t JOIN account a ON a.id = "
					  "t.account WHERE t.id = ?1",
					  "i", (int64_t)n);
}

/* --- fields */

static int set_side(struct contact *c, const char *value, struct err *e)
{
	for (const char *const *side = sides; *side; side++)
		if (strcmp(*side, value) == 0) {
			snprintf(c->side, sizeof c->side, "%s", value);
			return 0;
		}
	return err_set(e, -EINVAL, "side", "no-such-side", "%s", value);
}

static int set_language(struct contact *c, const char *value, struct err *e)
{
	if (*value && strcmp(value, "ja") != 0 && strcmp(value, "en") != 0)
		return err_set(e, -EINVAL, "language", "no-such-language", "%s", value);
	snprintf(c->language, sizeof c->language, "%s", value);
	return 0;
}

/* A line of text that can be shown as it is. */
static bool is_plain_line(const char *value, size_t most)
{
	size_t n = 0;

	for (const char *p = value; *p; p++)
		n += ((unsigned char)*p & 0xc0) != 0x80;
	return n <= most && text_shows(text_z(value)) && *value != ' ' &&
	       (!n || value[strlen(value) - 1] != ' ');
}

int contact_set(struct contact *c, const char *field, const char *value, struct err *e)
{
	struct {
		const char *name;
		char *to;
	} fields[] = {{"name", c->name}, {"mail", c->mail}, {"phone", c->phone}, {"unit", c->unit}};

	if (strcmp(field, "side") == 0)
		return set_side(c, value, e);
	if (strcmp(field, "language") == 0)
		return set_language(c, value, e);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		if (strcmp(fields[i].name, field) != 0)
			continue;
		if (!is_plain_line(value, NAME_MOST))
			return err_set(e, -EINVAL, field, "no-line", "%d", NAME_MOST);
		snprintf(fields[i].to, CONTACT_TEXT, "%s", value);
		return 0;
	}
	return err_set(e, -EINVAL, field, "no-such-field", "%s", "name mail phone unit side language");
}

static int check(const struct contact *c, struct err *e)
{
	if (!*c->name)
		return err_set(e, -EINVAL, "name", "wants", "%s", "");
	if (!*c->side)
		return err_set(e, -EINVAL, "side", "wants", "%s", "");
	return 0;
}

/* --- writing */

/* What stands in events for the personal fields; nobody can try names against it without the salt. */
static void commitment(const unsigned char salt[SALT], const struct contact *c, char ret_hex[HASH_HEX])
{
	contact_commitment(salt, SALT, *c->name ? c->name : NULL, *c->mail ? c->mail : NULL,
			   *c->phone ? c->phone : NULL, ret_hex);
}

static void bind(sqlite3_stmt *st, int i, const char *v)
{
	if (*v)
		sqlite3_bind_text(st, i, v, -1, SQLITE_STATIC);
}

static int write_person(struct store *s, const struct contact *c, const unsigned char salt[SALT])
{
	sqlite3_stmt *st = NULL;
	int r = -EIO;

	if (sqlite3_prepare_v2(store_db(s),
			       "UPDATE contact SET name = ?2, mail = ?3, phone = ?4, salt = ?5 WHERE id = ?1",
			       -1, &st, NULL) == SQLITE_OK) {
		sqlite3_bind_int64(st, 1, c->id);
		bind(st, 2, c->name);
		bind(st, 3, c->mail);
		bind(st, 4, c->phone);
		sqlite3_bind_blob(st, 5, salt, SALT, SQLITE_STATIC);
		r = sqlite3_step(st) == SQLITE_DONE ? 0 : -EIO;
	}
	sqlite3_finalize(st);
	return r;
}

static int append(struct store *s, const struct contact *c, const char *kind, const char *hex,
		  const struct writing *w)
{
	struct out o;
	int r;

	if (out_init(&o, -1) < 0)
		return -ENOMEM;
	json_object(&o, NULL);
	json_int(&o, "contact", c->id);
	json_str(&o, "side", c->side);
	json_str(&o, "unit", *c->unit ? c->unit : NULL);
	if (*c->language)
		json_str(&o, "language", c->language);
	json_str(&o, "commitment", hex);
	json_end_object(&o);
	r = journal_append(s, w->at, kind, w->actor, out_bytes(&o, NULL), NULL);
	out_clear(&o);
	return r;
}

static int failed(struct store *s, int r, struct err *e)
{
	return r < 0 ? err_set(e, r, "", "store", "%s", store_error(s)) : 0;
}

static int write(struct store *s, const struct contact *c, const char *kind, const struct writing *w,
		 struct err *e)
{
	unsigned char salt[SALT];
	char hex[HASH_HEX];
	int r;

	if (sodium_init() < 0)
		return failed(s, -EIO, e);
	randombytes_buf(salt, sizeof salt);
	commitment(salt, c, hex);
	r = append(s, c, kind, hex, w);
	if (r == 0)
		r = write_person(s, c, salt);
	return failed(s, r, e);
}

int contact_add(struct store *s, struct contact *c, const struct writing *w, struct err *e)
{
	sqlite3_stmt *st = NULL;
	int r = check(c, e);

	if (r < 0)
		return r;
	if (sqlite3_prepare_v2(store_db(s), "SELECT coalesce(max(id), 0) + 1 FROM contact", -1, &st, NULL) ==
		    SQLITE_OK &&
	    sqlite3_step(st) == SQLITE_ROW)
		c->id = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return c->id ? write(s, c, "contact-added", w, e) : failed(s, -EIO, e);
}

static int known(struct store *s, int64_t id, struct contact *ret, struct err *e)
{
	char me[24];

	snprintf(me, sizeof me, "c%lld", (long long)id);
	return contact_get(s, id, ret) < 0 || ret->erased
		       ? err_set(e, -ENOENT, me, "no-such-contact", "%s", "")
		       : 0;
}

int contact_edit(struct store *s, const struct contact *c, const struct writing *w, struct err *e)
{
	struct contact old;
	int r = check(c, e);

	if (r == 0)
		r = known(s, c->id, &old, e);
	return r < 0 ? r : write(s, c, "contact-edited", w, e);
}

int contact_be_away(struct store *s, int64_t id, const char *from, const char *until, const struct writing *w,
		    struct err *e)
{
	struct contact c;
	char body[160];
	int r = known(s, id, &c, e);

	if (r < 0)
		return r;
	if (from && strcmp(from, until) > 0)
		return err_set(e, -EINVAL, from, "away-backwards", "%s", until);
	if (from)
		snprintf(body, sizeof body, "{\"contact\":%lld,\"from\":\"%s\",\"until\":\"%s\"}",
			 (long long)id, from, until);
	else
		snprintf(body, sizeof body, "{\"contact\":%lld,\"from\":null,\"until\":null}", (long long)id);
	return failed(s, journal_append(s, w->at, "contact-away", w->actor, body, NULL), e);
}

int contact_erase(struct store *s, int64_t id, const struct writing *w, struct err *e)
{
	struct contact c;
	char body[64];
	int r = known(s, id, &c, e);

	if (r < 0)
		return r;
	/* What is taken away is overwritten, not only unlinked. */
	sqlite3_exec(store_db(s), "PRAGMA secure_delete = ON", NULL, NULL, NULL);
	snprintf(body, sizeof body, "{\"contact\":%lld}", (long long)id);
	return failed(s, journal_append(s, w->at, "contact-erased", w->actor, body, NULL), e);
}

/* Older pages of the write-ahead log still hold the name. */
int contact_wipe(struct store *s)
{
	return sqlite3_exec(store_db(s), "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL) == SQLITE_OK
		       ? 0
		       : -EIO;
}
