#include "inventory/save.h"

#include "inventory/keep_parts.h"
#include "store/script.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

extern const char save_scratch_sql[], save_watched_sql[], save_sweep_sql[], save_air_sql[], save_match_sql[],
	save_device_sql[], save_before_sql[], save_after_sql[], ledger_rematch_sql[];

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

static int script(struct store *site, const char *sql) { return store_script(site, sql) < 0 ? -EIO : 0; }

/* tells_apart(), once a connection: a function that comes has every statement compiled anew. */
static int functions(struct store *site)
{
	bool known =
		store_kept(site, "SELECT tells_apart('')") ||
		sqlite3_create_function(store_db(site), "tells_apart", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
					NULL, tells_apart, NULL, NULL) == SQLITE_OK;

	return known ? 0 : -EIO;
}

/* The row of `taking` (save-scratch.sql). A period's packets are the site's already, and it is the newest there
 * is. */
static int begin(struct store *site, const struct save_period *period)
{
	sqlite3_stmt *st = NULL;
	int r = functions(site);

	if (r == 0)
		r = script(site, save_scratch_sql);
	if (r == 0 && !period)
		return script(
			site,
			"INSERT INTO taking SELECT (SELECT coalesce(max(id) + 1, 0) FROM main.source) << 32,"
			" coalesce((SELECT max(last) FROM run.source) >= (SELECT max(last) FROM "
			"main.source), 1), NULL, NULL, NULL, NULL");
	if (r == 0)
		st = store_kept(site, "INSERT INTO taking VALUES (0, 1, ?1, ?2, ?3, ?4)");
	if (!st)
		return -EIO;
	sqlite3_bind_int64(st, 1, period->to);
	sqlite3_bind_int64(st, 2, period->from);
	sqlite3_bind_int(st, 3, period->mirror_incomplete);
	sqlite3_bind_int(st, 4, period->replay);
	r = sqlite3_step(st) == SQLITE_DONE ? 0 : -EIO;
	store_give_back(st);
	return r;
}

static int sources(struct store *site, const struct save_file *files, unsigned count, int64_t at)
{
	sqlite3 *db = store_db(site);
	sqlite3_stmt *st = NULL;
	int r = script(site, "INSERT INTO main.source SELECT id + (SELECT shift >> 32 FROM taking), name, "
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

static int64_t number(struct store *site, const char *sql) { return store_kept_number(site, sql, 0); }

static void count(struct store *site, struct saved *to)
{
	to->fresh = number(site, "SELECT count(*) FROM leads WHERE NOT known");
	to->known = number(site, "SELECT count(*) FROM leads WHERE known");
	to->changed = number(site, "SELECT count(DISTINCT device) FROM changed");
	to->closed = number(site, "SELECT count(*) FROM changed WHERE field = 'service'");
}

/* Also before a try again after a failure. */
static void sweep(struct store *site) { script(site, save_sweep_sql); }

/* Whoever is nobody of the plant's: no row of the run speaks of it but those of radio networks, by MAC. */
static int strays_go(struct store *site, struct saved *ret)
{
	char sql[200];
	int r = script(site, save_air_sql);

	ret->strays = number(site, "SELECT count(*) FROM stray");
	for (const struct save_table *t = save_tables; r == 0 && ret->strays && t->table; t++)
		for (const struct save_column *c = t->columns; r == 0 && c->how; c++) {
			if (c->how != DEVICE)
				continue;
			snprintf(sql, sizeof sql, "DELETE FROM run.%s WHERE %s IN (SELECT device FROM stray)",
				 t->table, c->name);
			r = script(site, sql);
		}
	if (r == 0 && ret->strays)
		r = script(site, "DELETE FROM run.secret WHERE device IN (SELECT device FROM stray); DELETE "
				 "FROM run.device WHERE id IN (SELECT device FROM stray)");
	return r;
}

/* The order matters: who is who, what it makes of the devices, what is no longer so, then the rows. */
static int merge(struct store *site, struct saved *ret)
{
	int r = keep_claims(store_db(site));

	if (r == 0)
		r = strays_go(site, ret);
	if (r == 0)
		r = script(site, save_match_sql);
	if (r == 0)
		r = script(site, save_device_sql);
	if (r == 0)
		r = script(site, save_before_sql);
	if (r == 0)
		r = save_rows(site, &ret->unkept);
	if (r == 0)
		r = script(site, save_after_sql);
	count(site, ret);
	return r;
}

int save_run(struct store *site, const struct save_file *files, unsigned n, int64_t at, const char *actor,
	     struct saved *ret_saved)
{
	int r = site_indexes(site);

	*ret_saved = (struct saved){0};
	if (r == 0)
		r = begin(site, NULL);
	if (r == 0)
		r = merge(site, ret_saved);
	if (r == 0)
		r = sources(site, files, n, at);
	if (r == 0)
		r = ledger_rematch(site);
	if (r == 0)
		r = save_events(site, at, actor, ret_saved, true);
	sweep(site);
	return r;
}

/* --- watching */

/* Who is in the plant's list can only have changed with who is there, and by which addresses and names. */
static bool list_concerned(struct store *site, const struct saved *s)
{
	return s->fresh || s->addresses ||
	       number(site, "SELECT count(*) FROM changed WHERE field IN ('mac', 'ip', 'name')") > 0;
}

static void find_twins(struct store *site, struct saved *to)
{
	static const char sql[] =
		"SELECT DISTINCT h.device, m.site, (SELECT value FROM run.fact f WHERE f.device = m.run AND "
		"f.field = 'merged') FROM same m JOIN run.address a ON a.device = m.run AND a.kind = 'mac' "
		"JOIN held "
		"h ON h.kind = 'mac' AND h.value = a.value WHERE h.device <> m.site AND m.how NOT IN ('new', "
		"'by-hand') AND h.device NOT IN (SELECT site FROM same) AND substr(a.value, 2, 1) IN ('0', "
		"'4', '8', "
		"'c')";
	sqlite3_stmt *st = store_kept(site, sql);

	if (st)
		while (to->twins < sizeof to->twin / sizeof *to->twin && sqlite3_step(st) == SQLITE_ROW) {
			struct saved_twin *t = &to->twin[to->twins++];
			const char *why = (const char *)sqlite3_column_text(st, 2);

			t->gone = sqlite3_column_int64(st, 0);
			t->into = sqlite3_column_int64(st, 1);
			snprintf(t->why, sizeof t->why, "%s", why ? why : "");
		}
	store_give_back(st);
}

int save_period(struct store *site, const struct save_period *p, int64_t at, const char *actor,
		struct saved *ret_saved)
{
	static const char last[] = "SELECT max(rowid) FROM main.address";
	int64_t addresses = number(site, last);
	int r = begin(site, p);

	*ret_saved = (struct saved){0};
	if (r == 0)
		r = script(site, save_watched_sql);
	if (r == 0)
		r = merge(site, ret_saved);
	ret_saved->addresses = number(site, last) - addresses;
	if (r == 0 && list_concerned(site, ret_saved))
		r = ledger_rematch(site);
	if (r == 0)
		r = save_events(site, at, actor, ret_saved, false);
	if (r == 0)
		find_twins(site, ret_saved);
	sweep(site);
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
	sqlite3_stmt *st = store_kept(site, sql);
	int r = -EIO;

	if (s->id < 0)
		s->id = number(site, "SELECT coalesce(max(id) + 1, 0) FROM source");
	if (st) {
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
	store_give_back(st);
	return r;
}

int save_packet_file(struct store *site, const struct save_packet_file *f)
{
	static const char sql[] =
		"INSERT INTO packet_file VALUES (?1, ?2, ?3, ?4, 0) ON CONFLICT (source) DO "
		"UPDATE SET bytes = excluded.bytes, dropped = dropped + excluded.dropped";
	sqlite3_stmt *st = store_kept(site, sql);
	int r = -EIO;

	if (st) {
		sqlite3_bind_int64(st, 1, f->source);
		sqlite3_bind_text(st, 2, f->file, -1, SQLITE_STATIC);
		sqlite3_bind_int64(st, 3, (int64_t)f->bytes);
		sqlite3_bind_int64(st, 4, (int64_t)f->dropped);
		r = sqlite3_step(st) == SQLITE_DONE ? 0 : -EIO;
	}
	store_give_back(st);
	return r;
}

bool save_has_size(struct store *site, uint64_t size)
{
	sqlite3_stmt *st = store_kept(site, "SELECT 1 FROM taken WHERE size = ?1");
	bool has = false;

	if (st) {
		sqlite3_bind_int64(st, 1, (int64_t)size);
		has = sqlite3_step(st) == SQLITE_ROW;
	}
	store_give_back(st);
	return has;
}

bool save_has(struct store *site, const char *digest)
{
	sqlite3_stmt *st = store_kept(site, "SELECT 1 FROM taken WHERE digest = ?1");
	bool has = false;

	if (st) {
		sqlite3_bind_text(st, 1, digest, -1, SQLITE_STATIC);
		has = sqlite3_step(st) == SQLITE_ROW;
	}
	store_give_back(st);
	return has;
}

int ledger_rematch(struct store *site) { return script(site, ledger_rematch_sql); }
