#include "assess/profile.h"

#include "assess/ask.h"
#include "base/out.h"
#include "base/text.h"
#include "inventory/keep.h"
#include "inventory/standing.h"
#include "store/journal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { TOLD_AT_ONCE = 200, BODY_FULL = 512 << 10, NOTE_MAX = 256 };

static int run(sqlite3 *db, const char *sql)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : -EIO;
}

static void sweep(sqlite3 *db)
{
	run(db, "DROP TABLE IF EXISTS temp.chosen_devices; DROP TABLE IF EXISTS temp.observed; DROP TABLE IF "
		"EXISTS "
		"temp.among");
}

/* --- which */

static int named(struct store *s, const struct profile_group *g, struct err *e)
{
	sqlite3_stmt *st = NULL;
	char text[24];
	int r = 0;

	if (sqlite3_prepare_v2(store_db(s), "INSERT OR IGNORE INTO chosen_devices VALUES (?1)", -1, &st,
			       NULL) != SQLITE_OK)
		return -EIO;
	for (size_t i = 0; i < g->count && r == 0; i++) {
		snprintf(text, sizeof text, "d%lld", (long long)g->devices[i]);
		if (keep_device(s, g->devices[i]) != g->devices[i])
			r = err_set(e, -ENOENT, text, "no-device", "%s", "");
		sqlite3_bind_int64(st, 1, g->devices[i]);
		if (r == 0 && sqlite3_step(st) != SQLITE_DONE)
			r = -EIO;
		sqlite3_reset(st);
	}
	sqlite3_finalize(st);
	return r;
}

static int matching(struct store *s, const struct profile_group *g)
{
	static const char sql[] = "INSERT OR IGNORE INTO chosen_devices SELECT d.id FROM device_shown d LEFT "
				  "JOIN device_life l ON "
				  "l.device = d.id WHERE (?1 IS NULL OR d.kind = ?1) AND (?2 IS NULL OR "
				  "d.maker = ?2) AND (?3 IS NULL OR "
				  "d.line = ?3) AND (?4 IS NULL OR d.place = ?4) AND (?5 IS NULL OR l.state "
				  "= ?5) AND (?6 = 0 OR d.id IN "
				  "(SELECT device FROM system_device WHERE system = ?6))";
	const char *const texts[] = {g->kind, g->maker, g->line, g->place, g->state};
	sqlite3_stmt *st = NULL;
	int r;

	if (!g->kind && !g->maker && !g->line && !g->place && !g->state && !g->system)
		return 0;
	if (sqlite3_prepare_v2(store_db(s), sql, -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	for (int i = 0; i < 5; i++)
		sqlite3_bind_text(st, i + 1, texts[i], -1, SQLITE_STATIC);
	sqlite3_bind_int64(st, 6, g->system);
	r = sqlite3_step(st) == SQLITE_DONE ? 0 : -EIO;
	sqlite3_finalize(st);
	return r;
}

/* chosen_devices and observed: what the group is and shows at this moment. */
static int choose(struct store *s, const struct profile_group *g, int64_t *ret_devices, struct err *e)
{
	sqlite3 *db = store_db(s);
	int r;

	sweep(db);
	r = run(db, "CREATE TEMP TABLE chosen_devices(device INTEGER PRIMARY KEY)");
	if (r == 0)
		r = named(s, g, e);
	if (r == 0)
		r = matching(s, g);
	if (r < 0)
		return r;
	*ret_devices = ask_number(db, "SELECT count(*) FROM chosen_devices", 0);
	if (*ret_devices == 0)
		return err_set(e, -ENOENT, "", "no-devices", "%s", "");
	if (*ret_devices > PROFILE_DEVICES_MAX)
		return err_set(e, -ENOSPC, "", "too-many", "%d", PROFILE_DEVICES_MAX);
	r = standing_observed(s, "SELECT device FROM chosen_devices");
	if (r == 0)
		r = run(db, "CREATE INDEX temp.observed_device ON observed(device, what, key)");
	if (r == 0 && ask_number(db, "SELECT count(*) FROM observed", 0) > PROFILE_ENTRIES_MAX)
		r = err_set(e, -ENOSPC, "", "too-many", "%d", PROFILE_ENTRIES_MAX);
	return r;
}

/* --- preview */

static int each(struct store *s, const char *sql, int64_t device, profile_fn *fn, void *ctx)
{
	sqlite3_stmt *st = NULL;
	int r = 0, step = SQLITE_ERROR;

	if (sqlite3_prepare_v2(store_db(s), sql, -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_int64(st, 1, device);
	while (r >= 0 && (step = sqlite3_step(st)) == SQLITE_ROW) {
		struct profile_line line = {.device = sqlite3_column_int64(st, 0),
					    .what = (const char *)sqlite3_column_text(st, 1),
					    .key = (const char *)sqlite3_column_text(st, 2),
					    .fresh = sqlite3_column_int(st, 3),
					    .gone = sqlite3_column_int(st, 4),
					    .peer = sqlite3_column_int64(st, 5),
					    .outside = sqlite3_column_int64(st, 6),
					    .packet = sqlite3_column_int64(st, 7)};

		r = fn(ctx, &line);
	}
	sqlite3_finalize(st);
	return r < 0 ? r : step == SQLITE_DONE ? 0 : -EIO;
}

static const char preview[] = "SELECT o.device, o.what, o.key, e.key IS NULL, 0, o.peer, o.outside, o.packet "
			      "FROM observed o LEFT JOIN "
			      "profile_entry e ON e.device = o.device AND e.what = o.what AND e.key = o.key "
			      "UNION ALL SELECT e.device, "
			      "e.what, e.key, 0, 1, NULL, NULL, NULL FROM profile_entry e LEFT JOIN observed "
			      "o ON o.device = e.device AND "
			      "o.what = e.what AND o.key = e.key WHERE e.device IN (SELECT device FROM "
			      "chosen_devices) AND o.device IS NULL "
			      "ORDER BY 1, 2, 3";

/* Also of a site that is only read: scratch tables are no part of it. */
int profile_preview(struct store *s, const struct profile_group *g, profile_fn *fn, void *ctx,
		    int64_t *ret_devices, struct err *e)
{
	sqlite3 *db = store_db(s);
	bool only_reads = ask_number(db, "PRAGMA query_only", 0) == 1;
	int r;

	if (only_reads)
		run(db, "PRAGMA query_only=OFF; PRAGMA temp_store=MEMORY");
	r = choose(s, g, ret_devices, e);
	if (r == 0)
		r = each(s, preview, 0, fn, ctx);
	sweep(db);
	if (only_reads)
		run(db, "PRAGMA query_only=ON");
	return r;
}

int profile_read(struct store *s, int64_t device, profile_fn *fn, void *ctx)
{
	char sql[96];

	snprintf(sql, sizeof sql, "SELECT 1 FROM profile WHERE device = %lld", (long long)device);
	if (ask_number(store_db(s), sql, 0) != 1)
		return -ENOENT;
	return each(s,
		    "SELECT device, what, key, 0, 0, CASE WHEN what = 'peer' THEN CAST(substr(key, 2) AS "
		    "INTEGER) END, "
		    "NULL, NULL FROM profile_entry WHERE device = ?1 ORDER BY what, key",
		    device, fn, ctx);
}

/* --- approving */

struct approving {
	struct store *store;
	const struct writing *writing;
	const char *note;
	struct out body;
	int devices;
};

static void begin(struct approving *a)
{
	a->body.used = 0;
	a->body.first = true;
	a->body.depth = 0;
	a->devices = 0;
	json_object(&a->body, NULL);
	json_str(&a->body, "note", a->note && *a->note ? a->note : NULL);
	json_array(&a->body, "profiles");
}

static int end(struct approving *a)
{
	size_t n;

	if (!a->devices)
		return 0;
	json_end_array(&a->body);
	json_end_object(&a->body);
	return a->body.error ? -ENOMEM
			     : journal_append(a->store, a->writing->at, "profile-approved", a->writing->actor,
					      out_bytes(&a->body, &n), NULL);
}

static int one(struct approving *a, sqlite3_stmt *st)
{
	const char *entries = (const char *)sqlite3_column_text(st, 2);
	int r = 0;

	json_object(&a->body, NULL);
	json_int(&a->body, "device", sqlite3_column_int64(st, 0));
	json_int(&a->body, "version", sqlite3_column_int64(st, 1));
	json_raw(&a->body, "entries", entries, strlen(entries));
	json_end_object(&a->body);
	if (++a->devices == TOLD_AT_ONCE || a->body.used > BODY_FULL) {
		r = end(a);
		begin(a);
	}
	return r;
}

static int approve(struct approving *a)
{
	static const char sql[] =
		"SELECT c.device, coalesce(p.version, 0) + 1, (SELECT json_group_array(json_array(what, "
		"key)) FROM "
		"(SELECT what, key FROM observed o WHERE o.device = c.device ORDER BY what, key)) FROM "
		"chosen_devices c LEFT JOIN profile p ON p.device = c.device ORDER BY c.device";
	sqlite3_stmt *st = NULL;
	int r = out_init(&a->body, -1), step = SQLITE_ERROR;

	if (r < 0)
		return r;
	begin(a);
	if (sqlite3_prepare_v2(store_db(a->store), sql, -1, &st, NULL) == SQLITE_OK)
		while (r == 0 && (step = sqlite3_step(st)) == SQLITE_ROW)
			r = one(a, st);
	sqlite3_finalize(st);
	if (r == 0)
		r = step == SQLITE_DONE ? end(a) : -EIO;
	out_clear(&a->body);
	return r;
}

int profile_approve(struct store *s, const struct profile_group *g, const char *note, const struct writing *w,
		    int64_t *ret_devices, struct err *e)
{
	struct approving a = {.store = s, .writing = w, .note = note};
	int r;

	if (note && (strlen(note) > NOTE_MAX || !text_shows(text_z(note))))
		return err_set(e, -EINVAL, "note", "bad-value", "%d", NOTE_MAX);
	r = choose(s, g, ret_devices, e);
	if (r == 0)
		r = approve(&a);
	sweep(store_db(s));
	return r;
}

int profile_withdraw(struct store *s, int64_t device, const struct writing *w, struct err *e)
{
	char body[48], text[96];

	snprintf(text, sizeof text, "SELECT 1 FROM profile WHERE device = %lld", (long long)device);
	if (ask_number(store_db(s), text, 0) != 1) {
		snprintf(text, sizeof text, "d%lld", (long long)device);
		return err_set(e, -ENOENT, text, "no-profile", "%s", "");
	}
	snprintf(body, sizeof body, "{\"device\":%lld}", (long long)device);
	return journal_append(s, w->at, "profile-withdrawn", w->actor, body, NULL);
}
