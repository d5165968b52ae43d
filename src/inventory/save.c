#include "inventory/save.h"

#include "inventory/keep_parts.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

extern const char save_match_sql[], save_device_sql[], save_before_sql[], save_after_sql[],
	ledger_rematch_sql[];

/* A serial number that says something: six characters or more, four of them different ("000000" is none). */
static void tells_apart(sqlite3_context *ctx, int count, sqlite3_value **values)
{
	const unsigned char *s = sqlite3_value_text(values[0]);
	bool seen[256] = {false};
	int n = 0, different = 0;

	(void)count;
	for (; s && s[n]; n++) {
		different += !seen[s[n]];
		seen[s[n]] = true;
	}
	sqlite3_result_int(ctx, n >= 6 && different >= 4);
}

static int exec(sqlite3 *db, const char *sql)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : -EIO;
}

/* taking: where the run's files go on, and whether it is later than what the site has. */
static int begin(sqlite3 *db)
{
	static const char sql[] = "CREATE TEMP TABLE taking AS SELECT (SELECT coalesce(max(id) + 1, 0) FROM "
				  "main.source) << 32 AS shift,"
				  " coalesce((SELECT max(last) FROM run.source) >= (SELECT max(last) FROM "
				  "main.source), 1) AS newer";

	if (sqlite3_create_function(db, "tells_apart", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL,
				    tells_apart, NULL, NULL) != SQLITE_OK)
		return -EIO;
	return exec(db, sql);
}

static int sources(sqlite3 *db, const struct save_file *files, unsigned count, int64_t at)
{
	sqlite3_stmt *st = NULL;
	int r = exec(db, "INSERT INTO main.source SELECT id + (SELECT shift >> 32 FROM taking), name, "
			 "format, snaplen, "
			 "packets, bytes, first, last, truncated FROM run.source ORDER BY id");

	if (r == 0 &&
	    sqlite3_prepare_v2(db, "INSERT INTO main.taken SELECT ?1 + (shift >> 32), ?2, ?3, ?4 FROM taking",
			       -1, &st, NULL) != SQLITE_OK)
		r = -EIO;
	for (unsigned i = 0; i < count && r == 0; i++) {
		sqlite3_bind_int64(st, 1, i);
		sqlite3_bind_text(st, 2, files[i].digest, -1, SQLITE_STATIC);
		sqlite3_bind_int64(st, 3, (int64_t)files[i].size);
		sqlite3_bind_int64(st, 4, at);
		r = sqlite3_step(st) == SQLITE_DONE ? 0 : -EIO;
		sqlite3_reset(st);
	}
	sqlite3_finalize(st);
	return r;
}

static int64_t number(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *st = NULL;
	int64_t v = 0;

	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW)
		v = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return v;
}

static void count(sqlite3 *db, struct saved *to)
{
	to->fresh = number(db, "SELECT count(*) FROM leads WHERE NOT known");
	to->known = number(db, "SELECT count(*) FROM leads WHERE known");
	to->changed = number(db, "SELECT count(DISTINCT device) FROM changed");
	to->closed = number(db, "SELECT count(*) FROM changed WHERE field = 'service'");
}

/* Drops what the scripts made for themselves; also before a try again after a failure. */
static void sweep(sqlite3 *db)
{
	char name[64], sql[96];
	sqlite3_stmt *st;

	for (;;) {
		name[0] = '\0';
		st = NULL;
		if (sqlite3_prepare_v2(db, "SELECT name FROM temp.sqlite_schema WHERE type = 'table' LIMIT 1",
				       -1, &st, NULL) == SQLITE_OK &&
		    sqlite3_step(st) == SQLITE_ROW)
			snprintf(name, sizeof name, "%s", (const char *)sqlite3_column_text(st, 0));
		sqlite3_finalize(st);
		if (!*name)
			return;
		snprintf(sql, sizeof sql, "DROP TABLE temp.\"%s\"", name);
		if (exec(db, sql) < 0)
			return;
	}
}

/* The order matters: who is who, what it makes of the devices, what is no longer so, then the rows. */
static int merge(struct store *site, const struct save_file *files, unsigned n, int64_t at, const char *actor,
		 struct saved *ret)
{
	sqlite3 *db = store_db(site);
	int r = begin(db);

	if (r == 0)
		r = keep_claims(db);
	if (r == 0)
		r = exec(db, save_match_sql);
	if (r == 0)
		r = exec(db, save_device_sql);
	if (r == 0)
		r = exec(db, save_before_sql);
	if (r == 0)
		r = save_rows(db, &ret->unkept);
	if (r == 0)
		r = exec(db, save_after_sql);
	if (r == 0)
		r = sources(db, files, n, at);
	if (r == 0)
		r = ledger_rematch(site);
	count(db, ret);
	return r < 0 ? r : save_events(site, at, actor, ret);
}

int save_run(struct store *site, const struct save_file *files, unsigned n, int64_t at, const char *actor,
	     struct saved *ret_saved)
{
	sqlite3 *db = store_db(site);
	int r = site_indexes(site);

	*ret_saved = (struct saved){0};
	if (r == 0)
		r = merge(site, files, n, at, actor, ret_saved);
	sweep(db);
	return r;
}

bool save_has_size(struct store *site, uint64_t size)
{
	char sql[96];

	snprintf(sql, sizeof sql, "SELECT count(*) FROM taken WHERE size = %lld", (long long)size);
	return number(store_db(site), sql) > 0;
}

bool save_has(struct store *site, const char *digest)
{
	sqlite3_stmt *st = NULL;
	bool has = false;

	if (sqlite3_prepare_v2(store_db(site), "SELECT 1 FROM taken WHERE digest = ?1", -1, &st, NULL) ==
	    SQLITE_OK) {
		sqlite3_bind_text(st, 1, digest, -1, SQLITE_STATIC);
		has = sqlite3_step(st) == SQLITE_ROW;
	}
	sqlite3_finalize(st);
	return has;
}

int ledger_rematch(struct store *site) { return exec(store_db(site), ledger_rematch_sql); }
