#include "inventory/standing.h"

#include "base/out.h"
#include "inventory/keep_parts.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const char standing_sql[], observed_sql[], missing_sql[];

/* Each statement of a script, with @at bound where it stands. */
static int script(sqlite3 *db, const char *sql, int64_t at)
{
	while (*sql) {
		sqlite3_stmt *st = NULL;
		int r;

		if (sqlite3_prepare_v2(db, sql, -1, &st, &sql) != SQLITE_OK)
			return -EIO;
		if (!st)
			continue;
		sqlite3_bind_int64(st, sqlite3_bind_parameter_index(st, "@at"), at);
		r = sqlite3_step(st);
		sqlite3_finalize(st);
		if (r != SQLITE_DONE)
			return -EIO;
	}
	return 0;
}

int standing_observed(struct store *s, const char *among)
{
	sqlite3 *db = store_db(s);
	int r = keep_exec(db, "CREATE TEMP TABLE among(device INTEGER PRIMARY KEY)");
	struct out o;

	if (r == 0)
		r = out_init(&o, -1);
	if (r < 0)
		return r;
	out_str(&o, "INSERT INTO among ");
	out_str(&o, among ? among : "SELECT id FROM main.device");
	r = keep_run(db, &o);
	if (r == 0)
		r = script(db, observed_sql, 0);
	return r < 0 ? r : keep_exec(db, "DROP TABLE among");
}

static void sweep(sqlite3 *db)
{
	keep_exec(
		db,
		"DROP TABLE IF EXISTS temp.differs; DROP TABLE IF EXISTS temp.observed; DROP TABLE IF EXISTS "
		"temp.among; DROP TABLE IF EXISTS temp.of_devices");
}

static int refresh(struct store *s, int64_t device, int64_t at)
{
	sqlite3 *db = store_db(s);
	int r = site_indexes(s);

	sweep(db);
	if (r == 0)
		r = keep_exec(db,
			      "CREATE TEMP TABLE of_devices(device INTEGER PRIMARY KEY); INSERT INTO "
			      "of_devices SELECT id "
			      "FROM main.device WHERE %lld = 0 OR id = %lld",
			      (long long)device, (long long)device);
	if (r == 0)
		r = standing_observed(s,
				      "SELECT device FROM main.profile WHERE device IN (SELECT device FROM "
				      "of_devices)");
	if (r == 0)
		r = script(db, standing_sql, at);
	sweep(db);
	return r;
}

int standing_refresh(struct store *s, int64_t at) { return refresh(s, 0, at); }
int standing_refresh_of(struct store *s, int64_t device, int64_t at) { return refresh(s, device, at); }

/* What a device is allowed to be silent, in hours of captured time, at least. */
static int64_t least_patience(struct store *s)
{
	long hours = strtol(site_setting(s, "missing-hours", "24"), NULL, 10);

	return (hours > 0 && hours < 100000 ? hours : 24) * INT64_C(3600000000);
}

int standing_missing(struct store *s)
{
	keep_exec(store_db(s),
		  "DROP TABLE IF EXISTS temp.missing; DROP TABLE IF EXISTS temp.silence; DROP TABLE IF "
		  "EXISTS temp.covered");
	return script(store_db(s), missing_sql, least_patience(s));
}

/* --- one device */

/* Without a scratch table, so that it may be asked of a site that is only read. ?2: the least patience. */
static const char standing_one[] =
	"WITH d AS (SELECT * FROM main.device WHERE id = ?1), parts AS (SELECT max(first, coalesce(before, "
	"first)) AS "
	"first, last FROM (SELECT first, last, max(last) OVER (ORDER BY first, last ROWS BETWEEN UNBOUNDED "
	"PRECEDING "
	"AND 1 PRECEDING) AS before FROM main.source WHERE last >= first) WHERE before IS NULL OR last > "
	"before) "
	"SELECT d.first, d.last, (SELECT coalesce(sum(c.last - max(c.first, d.last)), 0) FROM parts c WHERE "
	"c.last > "
	"d.last), max(?2, 3 * coalesce((SELECT silence FROM main.device_rhythm r WHERE r.device = d.id), "
	"0)), (SELECT "
	"value FROM main.setting WHERE key = 'ledger'), d.known, p.version, p.at, p.contact, (SELECT "
	"count(*) FROM "
	"main.difference x WHERE x.device = d.id AND x.against = 'ledger'), (SELECT count(*) FROM "
	"main.difference x "
	"WHERE x.device = d.id AND x.against = 'lock'), (SELECT count(*) FROM main.difference x WHERE "
	"x.device = d.id "
	"AND x.against = 'profile'), l.since, l.moved_by = 'person', coalesce(l.state, 'introduced'), "
	"coalesce(l.reason, 'new'), p.device IS NOT NULL FROM d LEFT JOIN main.profile p ON p.device = d.id "
	"LEFT JOIN "
	"main.device_life l ON l.device = d.id";

static void take(struct standing *ret, sqlite3_stmt *st)
{
	ret->first = sqlite3_column_int64(st, 0);
	ret->last = sqlite3_column_int64(st, 1);
	ret->silent = sqlite3_column_int64(st, 2);
	ret->patience = sqlite3_column_int64(st, 3);
	ret->missing = ret->silent > ret->patience;
	ret->ledger_exists = sqlite3_column_int64(st, 4) == 1;
	ret->listed = sqlite3_column_int64(st, 5) == 1;
	ret->profile_version = sqlite3_column_int64(st, 6);
	ret->approved_at = sqlite3_column_int64(st, 7);
	ret->approved_by = sqlite3_column_int64(st, 8);
	for (int i = 0; i < 3; i++)
		ret->differences[i] = sqlite3_column_int64(st, 9 + i);
	ret->since = sqlite3_column_int64(st, 12);
	ret->by_person = sqlite3_column_int64(st, 13) == 1;
	snprintf(ret->state, sizeof ret->state, "%s", (const char *)sqlite3_column_text(st, 14));
	snprintf(ret->reason, sizeof ret->reason, "%s", (const char *)sqlite3_column_text(st, 15));
	ret->approved = sqlite3_column_int64(st, 16) == 1;
}

int standing_of(struct store *s, int64_t device, struct standing *ret)
{
	sqlite3_stmt *st = NULL;
	int step = SQLITE_ERROR;

	*ret = (struct standing){.device = device};
	if (sqlite3_prepare_v2(store_db(s), standing_one, -1, &st, NULL) == SQLITE_OK) {
		sqlite3_bind_int64(st, 1, device);
		sqlite3_bind_int64(st, 2, least_patience(s));
		if ((step = sqlite3_step(st)) == SQLITE_ROW)
			take(ret, st);
	}
	sqlite3_finalize(st);
	return step == SQLITE_ROW ? 0 : step == SQLITE_DONE ? -ENOENT : -EIO;
}
