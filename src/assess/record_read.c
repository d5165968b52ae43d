/* Records out of the table. */
#include "assess/record.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS                                                                                              \
	"id, version, kind, topic, system, device, item, said, says, because, plan_on, owner, deputy, "      \
	"no_deputy, "                                                                                        \
	"made_on, expires_on, attachment, attachment_hash, hash, signed, removed"

static const char *text(sqlite3_stmt *st, int i)
{
	const char *v = (const char *)sqlite3_column_text(st, i);

	return v ? v : "";
}

static char *owned(sqlite3_stmt *st, int i)
{
	const char *v = (const char *)sqlite3_column_text(st, i);

	return v ? strdup(v) : NULL;
}

static void into(sqlite3_stmt *st, int i, char *to, size_t room) { snprintf(to, room, "%s", text(st, i)); }

static enum record_says says_of(const char *name)
{
	return strcmp(name, "no") == 0 ? SAYS_NO : strcmp(name, "partly") == 0 ? SAYS_PARTLY : SAYS_YES;
}

static void row(sqlite3_stmt *st, struct record *r)
{
	r->id = sqlite3_column_int64(st, 0);
	r->version = (unsigned)sqlite3_column_int(st, 1);
	into(st, 2, r->kind_name, sizeof r->kind_name);
	r->kind = record_kind(r->kind_name);
	r->topic = r->kind && *text(st, 3) ? record_topic(r->kind, text(st, 3)) : -1;
	into(st, 4, r->system, sizeof r->system);
	r->device = sqlite3_column_int64(st, 5);
	into(st, 6, r->item, sizeof r->item);
	r->said = says_of(text(st, 7));
	r->says = says_of(text(st, 8));
	r->because = owned(st, 9);
	into(st, 10, r->plan_on, sizeof r->plan_on);
	r->owner = sqlite3_column_int64(st, 11);
	r->deputy = sqlite3_column_int64(st, 12);
	r->no_deputy = owned(st, 13);
	into(st, 14, r->made_on, sizeof r->made_on);
	into(st, 15, r->expires_on, sizeof r->expires_on);
	r->attachment = owned(st, 16);
	into(st, 17, r->attachment_hash, sizeof r->attachment_hash);
	into(st, 18, r->hash, sizeof r->hash);
	r->is_signed = sqlite3_column_int(st, 19);
	r->removed = sqlite3_column_int(st, 20);
}

/* One member of fields; what this version of the kind does not ask is passed over. */
static void value(struct record *r, const char *name, const char *v)
{
	char plain[64];
	size_t n = strlen(name);
	bool none = n > 5 && n < sizeof plain && strcmp(name + n - 5, "-none") == 0;

	snprintf(plain, sizeof plain, "%.*s", (int)(none ? n - 5 : n), name);
	for (unsigned i = 0; i < r->kind->field_count; i++)
		if (strcmp(r->kind->fields[i].name, plain) == 0 && !r->values[i].text)
			r->values[i] = (struct record_value){strdup(v), none};
}

static int values(struct store *s, struct record *r)
{
	sqlite3_stmt *st = NULL;
	int code = -EIO;

	if (!r->kind)
		return 0;
	if (sqlite3_prepare_v2(
		    store_db(s),
		    "SELECT f.key, CASE f.type WHEN 'array' THEN (SELECT group_concat(value, '; ') FROM "
		    "json_each(f.value)) ELSE f.atom END FROM record r, json_each(r.fields) f WHERE r.id = "
		    "?1",
		    -1, &st, NULL) == SQLITE_OK) {
		sqlite3_bind_int64(st, 1, r->id);
		while ((code = sqlite3_step(st)) == SQLITE_ROW)
			value(r, text(st, 0), text(st, 1));
		code = code == SQLITE_DONE ? 0 : -EIO;
	}
	sqlite3_finalize(st);
	return code;
}

int record_get(struct store *s, int64_t id, struct record *ret)
{
	sqlite3_stmt *st = NULL;
	int code = -EIO;

	*ret = (struct record){.topic = -1};
	if (sqlite3_prepare_v2(store_db(s), "SELECT " COLUMNS " FROM record WHERE id = ?1", -1, &st, NULL) ==
	    SQLITE_OK) {
		sqlite3_bind_int64(st, 1, id);
		code = sqlite3_step(st) == SQLITE_ROW ? 0 : -ENOENT;
	}
	if (code == 0) {
		row(st, ret);
		code = values(s, ret);
	}
	sqlite3_finalize(st);
	return code;
}

static void bind(sqlite3_stmt *st, int i, const char *v)
{
	if (v)
		sqlite3_bind_text(st, i, v, -1, SQLITE_STATIC);
}

int64_t record_same_subject(struct store *s, const struct record *r)
{
	sqlite3_stmt *st = NULL;
	int64_t id = 0;

	if (sqlite3_prepare_v2(store_db(s),
			       "SELECT id FROM record WHERE kind = ?1 AND topic IS ?2 AND system = ?3 AND "
			       "device IS ?4 AND item "
			       "IS ?5 AND removed = 0 ORDER BY id",
			       -1, &st, NULL) == SQLITE_OK) {
		bind(st, 1, r->kind->name);
		bind(st, 2, r->topic < 0 ? NULL : r->kind->topics[r->topic].name);
		bind(st, 3, r->system);
		if (r->device)
			sqlite3_bind_int64(st, 4, r->device);
		bind(st, 5, *r->item ? r->item : NULL);
		if (sqlite3_step(st) == SQLITE_ROW)
			id = sqlite3_column_int64(st, 0);
	}
	sqlite3_finalize(st);
	return id;
}

int record_each(struct store *s, const struct record_filter *f, int (*fn)(void *ctx, const struct record *r),
		void *ctx)
{
	sqlite3_stmt *st = NULL;
	int code = -EIO, step;

	if (sqlite3_prepare_v2(
		    store_db(s),
		    "SELECT " COLUMNS
		    " FROM record WHERE (?1 IS NULL OR kind = ?1) AND (?2 IS NULL OR topic = ?2) AND "
		    "(?3 IS NULL OR system = ?3) AND (?4 IS NULL OR device = ?4) AND (?5 IS NULL OR "
		    "expires_on < ?5) AND "
		    "(removed = 0 OR ?6) ORDER BY id",
		    -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	bind(st, 1, f->kind);
	bind(st, 2, f->topic);
	bind(st, 3, f->system);
	if (f->device)
		sqlite3_bind_int64(st, 4, f->device);
	bind(st, 5, f->expired_before);
	sqlite3_bind_int(st, 6, f->removed);
	for (code = 0; code >= 0 && (step = sqlite3_step(st)) == SQLITE_ROW;) {
		struct record r = {.topic = -1};

		row(st, &r);
		code = values(s, &r);
		if (code == 0)
			code = fn(ctx, &r);
		record_clear(&r);
	}
	sqlite3_finalize(st);
	return code < 0 ? code : 0;
}
