#include "inventory/save.h"

#include "inventory/keep_parts.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

extern const char save_air_sql[], save_match_sql[], save_device_sql[], save_before_sql[], save_after_sql[],
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

/* taking: where the run's files go on, whether it is later than what the site has, and, of a period of
 * watching, when it ended: its packets are the site's already, and it is the newest there is. */
static int begin(sqlite3 *db, const struct save_period *period)
{
	static const char run[] = "CREATE TEMP TABLE taking AS SELECT (SELECT coalesce(max(id) + 1, 0) FROM "
				  "main.source) << 32 AS shift,"
				  " coalesce((SELECT max(last) FROM run.source) >= (SELECT max(last) FROM "
				  "main.source), 1) AS newer, NULL AS watched";
	char watched[96];
	const char *sql = period ? watched : run;

	if (period)
		snprintf(watched, sizeof watched,
			 "CREATE TEMP TABLE taking AS SELECT 0 AS shift, 1 AS newer, %lld AS watched",
			 (long long)period->to);

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

/* Whoever is nobody of the plant's: no row of the run speaks of it but those of radio networks, by MAC. */
static int strays_go(sqlite3 *db, struct saved *ret)
{
	char sql[200];
	int r = exec(db, save_air_sql);

	ret->strays = number(db, "SELECT count(*) FROM stray");
	for (const struct save_table *t = save_tables; r == 0 && ret->strays && t->table; t++)
		for (const struct save_column *c = t->columns; r == 0 && c->how; c++) {
			if (c->how != DEVICE)
				continue;
			snprintf(sql, sizeof sql, "DELETE FROM run.%s WHERE %s IN (SELECT device FROM stray)",
				 t->table, c->name);
			r = exec(db, sql);
		}
	if (r == 0 && ret->strays)
		r = exec(db, "DELETE FROM run.secret WHERE device IN (SELECT device FROM stray); DELETE FROM "
			     "run.device WHERE id IN (SELECT device FROM stray)");
	return r < 0 ? r : exec(db, "DROP TABLE temp.stray");
}

/* The order matters: who is who, what it makes of the devices, what is no longer so, then the rows. */
static int merge(struct store *site, const struct save_period *period, struct saved *ret)
{
	sqlite3 *db = store_db(site);
	int r = begin(db, period);

	if (r == 0)
		r = keep_claims(db);
	if (r == 0)
		r = strays_go(db, ret);
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
	count(db, ret);
	return r;
}

int save_run(struct store *site, const struct save_file *files, unsigned n, int64_t at, const char *actor,
	     struct saved *ret_saved)
{
	sqlite3 *db = store_db(site);
	int r = site_indexes(site);

	*ret_saved = (struct saved){0};
	if (r == 0)
		r = merge(site, NULL, ret_saved);
	if (r == 0)
		r = sources(db, files, n, at);
	if (r == 0)
		r = ledger_rematch(site);
	if (r == 0)
		r = save_events(site, at, actor, ret_saved, true);
	sweep(db);
	return r;
}

/* --- watching */

/* Rows of `setting` that a few seconds cannot know: since when, until when, and what was seen to be so once.
 */
static int settle(sqlite3 *db, const struct save_period *p)
{
	char sql[640];

	snprintf(sql, sizeof sql,
		 "UPDATE run.setting SET value = %lld WHERE key = 'capture_first';"
		 "UPDATE run.setting SET value = %lld WHERE key IN ('capture_end', 'capture_last');"
		 "UPDATE run.setting SET value = %d WHERE key = 'mirror_incomplete';"
		 "UPDATE run.setting SET value = max(value, coalesce((SELECT value FROM main.setting WHERE "
		 "key = "
		 "'addresses_shared'), 0)) WHERE key = 'addresses_shared';"
		 "INSERT OR REPLACE INTO run.setting(key, value) VALUES ('replay', %d), ('now', %lld);",
		 (long long)p->from, (long long)p->to, p->mirror_incomplete, p->replay, (long long)p->to);
	return exec(db, sql);
}

/* Who is in the plant's list can only have changed with who is there, and by which addresses and names. */
static bool list_concerned(sqlite3 *db, const struct saved *s)
{
	return s->fresh || s->addresses ||
	       number(db, "SELECT count(*) FROM changed WHERE field IN ('mac', 'ip', 'name')") > 0;
}

static void find_twins(sqlite3 *db, struct saved *to)
{
	static const char sql[] =
		"SELECT DISTINCT h.device, m.site, (SELECT value FROM run.fact f WHERE f.device = m.run AND "
		"f.field = 'merged') FROM same m JOIN run.address a ON a.device = m.run AND a.kind = 'mac' "
		"JOIN held "
		"h ON h.kind = 'mac' AND h.value = a.value WHERE h.device <> m.site AND m.how NOT IN ('new', "
		"'by-hand') AND h.device NOT IN (SELECT site FROM same) AND substr(a.value, 2, 1) IN ('0', "
		"'4', '8', "
		"'c')";
	sqlite3_stmt *st = NULL;

	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK)
		while (to->twins < sizeof to->twin / sizeof *to->twin && sqlite3_step(st) == SQLITE_ROW) {
			struct saved_twin *t = &to->twin[to->twins++];
			const char *why = (const char *)sqlite3_column_text(st, 2);

			t->gone = sqlite3_column_int64(st, 0);
			t->into = sqlite3_column_int64(st, 1);
			snprintf(t->why, sizeof t->why, "%s", why ? why : "");
		}
	sqlite3_finalize(st);
}

int save_period(struct store *site, const struct save_period *p, int64_t at, const char *actor,
		struct saved *ret_saved)
{
	sqlite3 *db = store_db(site);
	int64_t addresses = number(db, "SELECT max(rowid) FROM main.address");
	int r = settle(db, p);

	*ret_saved = (struct saved){0};
	if (r == 0)
		r = merge(site, p, ret_saved);
	ret_saved->addresses = number(db, "SELECT max(rowid) FROM main.address") - addresses;
	if (r == 0 && list_concerned(db, ret_saved))
		r = ledger_rematch(site);
	if (r == 0)
		r = save_events(site, at, actor, ret_saved, false);
	if (r == 0)
		find_twins(db, ret_saved);
	sweep(db);
	return r;
}

static void bind_time(sqlite3_stmt *st, int at, int64_t when)
{
	if (when)
		sqlite3_bind_int64(st, at, when);
}

int save_source(struct store *site, struct save_source *s)
{
	static const char sql[] =
		"INSERT INTO source VALUES (?1, ?2, ?3, nullif(?4, 0), ?5, ?6, ?7, ?8, ?9) ON CONFLICT (id) "
		"DO "
		"UPDATE SET packets = excluded.packets, bytes = excluded.bytes, first = coalesce(first, "
		"excluded.first), last = coalesce(excluded.last, last), truncated = excluded.truncated, "
		"snaplen = excluded.snaplen";
	sqlite3 *db = store_db(site);
	sqlite3_stmt *st = NULL;
	int r = -EIO;

	if (s->id < 0)
		s->id = number(db, "SELECT coalesce(max(id) + 1, 0) FROM source");
	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK) {
		sqlite3_bind_int64(st, 1, s->id);
		sqlite3_bind_text(st, 2, s->name, -1, SQLITE_STATIC);
		sqlite3_bind_text(st, 3, s->format, -1, SQLITE_STATIC);
		sqlite3_bind_int64(st, 4, s->snaplen);
		sqlite3_bind_int64(st, 5, (int64_t)s->packets);
		sqlite3_bind_int64(st, 6, (int64_t)s->bytes);
		bind_time(st, 7, s->first);
		bind_time(st, 8, s->last);
		sqlite3_bind_int(st, 9, s->truncated);
		r = sqlite3_step(st) == SQLITE_DONE ? 0 : -EIO;
	}
	sqlite3_finalize(st);
	return r;
}

int save_packet_file(struct store *site, const struct save_packet_file *f)
{
	static const char sql[] =
		"INSERT INTO packet_file VALUES (?1, ?2, ?3, ?4, 0) ON CONFLICT (source) DO "
		"UPDATE SET bytes = excluded.bytes, dropped = dropped + excluded.dropped";
	sqlite3_stmt *st = NULL;
	int r = -EIO;

	if (sqlite3_prepare_v2(store_db(site), sql, -1, &st, NULL) == SQLITE_OK) {
		sqlite3_bind_int64(st, 1, f->source);
		sqlite3_bind_text(st, 2, f->file, -1, SQLITE_STATIC);
		sqlite3_bind_int64(st, 3, (int64_t)f->bytes);
		sqlite3_bind_int64(st, 4, (int64_t)f->dropped);
		r = sqlite3_step(st) == SQLITE_DONE ? 0 : -EIO;
	}
	sqlite3_finalize(st);
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
