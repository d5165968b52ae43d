#include "store/migrate.h"

#include "store/backup.h"
#include "store/private.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

int schema_hash(struct store *s, char ret_hex[HASH_HEX])
{
	sqlite3_stmt *st = store_prepare(
		s, "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '') FROM "
		   "sqlite_schema WHERE name NOT LIKE 'sqlite@_%' ESCAPE '@' ORDER BY type, name");
	unsigned char hash[HASH_BYTES];
	struct digest d;
	int r = SQLITE_ERROR;

	digest_start(&d);
	while (st && (r = sqlite3_step(st)) == SQLITE_ROW)
		digest_text(&d, sqlite3_column_blob(st, 0), (size_t)sqlite3_column_bytes(st, 0));
	sqlite3_finalize(st);
	digest_end(&d, hash);
	digest_hex(hash, ret_hex);
	return store_code(r);
}

/* The event, and the seals of everything: a column more is another content. */
static int tell(struct store *s, int from, int to, int64_t at)
{
	char body[200], hex[HASH_HEX];
	int r = seal_open(s);

	seal_forget(s, true);
	if (r == 0)
		r = schema_hash(s, hex);
	if (r < 0)
		return r;
	snprintf(body, sizeof body, "{\"from\":%d,\"to\":%d,\"schema_hash\":\"%s\"}", from, to, hex);
	return journal_append(s, at, "site-migrated", "mimamori", body, NULL);
}

static int step(struct store *s, const struct migration *m, int from, int64_t at, struct err *e)
{
	char version[64];
	int r = site_begin(s);

	snprintf(version, sizeof version, "PRAGMA user_version = %d", m->to);
	store_forget(s); /* what was prepared knows the old columns */
	if (r == 0)
		r = store_run(s, m->sql);
	if (r == 0)
		r = store_run(s, version);
	if (r == 0 && m->to == SITE_SCHEMA) /* its indexes are part of what the event records */
		r = site_indexes(s);
	if (r == 0)
		r = tell(s, from, m->to, at);
	if (r == 0)
		r = site_commit(s);
	if (r == 0)
		return 0;
	err_set(e, r, site_path(s),
		r == -EBUSY    ? "site-busy"
		: r == -ENOSPC ? "site-no-room"
			       : "migration-failed",
		"%s", store_error(s));
	site_rollback(s);
	store_forget(s);
	seal_open(s);
	return r;
}

static int keep_copy(struct store *s, int version, struct err *e)
{
	char to[600];

	snprintf(to, sizeof to, "%s.before-version-%d", site_path(s), version);
	return site_copy(s, to, e);
}

int site_migrate(struct store *s, const struct migration *list, int to, int64_t at, struct err *e)
{
	int version = (int)store_number(s, "PRAGMA user_version", -1), r = 0;

	for (; r == 0 && list->to && list->to <= to; list++) {
		if (list->to <= version)
			continue;
		if (list->to != version + 1)
			break;
		r = keep_copy(s, list->to, e);
		if (r == 0)
			r = step(s, list, version, at, e);
		version = list->to;
	}
	if (r == 0 && version != to)
		r = err_set(e, -EINVAL, site_path(s), "migration-failed", "%d -> %d", version, to);
	return r;
}
