#include "assess/life.h"

#include "assess/ask.h"
#include "assess/assess.h"
#include "base/out.h"

#include <errno.h>
#include <stdio.h>

static const char settle[] =
	"CREATE TEMP TABLE now_open(finding INTEGER PRIMARY KEY, check_name TEXT, subject TEXT, key TEXT, "
	"life INTEGER, fresh INTEGER);"
	"INSERT INTO now_open SELECT id, check_name, CASE WHEN device IS NOT NULL THEN 'd' || device WHEN "
	"outside IS NOT NULL THEN 'o' || outside"
	" WHEN flow IS NOT NULL THEN 'n' || flow ELSE 'site' END, coalesce(key, ''), NULL, 0 FROM "
	"main.finding;"
	"UPDATE now_open AS o SET fresh = NOT EXISTS (SELECT 1 FROM main.finding_life l WHERE l.check_name = "
	"o.check_name AND l.subject = o.subject"
	" AND l.key = o.key AND l.closed IS NULL);"
	"INSERT INTO main.finding_life(check_name, subject, key, first_seen, last_seen) SELECT check_name, "
	"subject, key, @at, @at FROM now_open WHERE 1"
	" ORDER BY finding ON CONFLICT (check_name, subject, key) DO UPDATE SET last_seen = "
	"excluded.last_seen, closed = NULL;"
	"UPDATE now_open AS o SET life = (SELECT id FROM main.finding_life l WHERE l.check_name = "
	"o.check_name AND l.subject = o.subject AND l.key = o.key);"
	"CREATE TEMP TABLE now_closed AS SELECT id, check_name, subject, key FROM main.finding_life WHERE "
	"closed IS NULL"
	" AND id NOT IN (SELECT life FROM now_open) AND NOT EXISTS (SELECT 1 FROM main.limit_ m WHERE "
	"m.table_name = 'check ' || check_name"
	" OR m.table_name = 'check ' || check_name || ' (stopped)') ORDER BY id;"
	"UPDATE main.finding_life SET closed = @at WHERE id IN (SELECT id FROM now_closed);"
	/* two steps: a number may still be another finding's */
	"UPDATE main.finding SET id = -(SELECT life FROM now_open WHERE finding = id);"
	"UPDATE main.finding SET id = -id;"
	"UPDATE main.finding_about SET finding = (SELECT life FROM now_open o WHERE o.finding = "
	"finding_about.finding);"
	"UPDATE main.finding_item SET finding = (SELECT life FROM now_open o WHERE o.finding = "
	"finding_item.finding);"
	"UPDATE main.finding_packet SET finding = (SELECT life FROM now_open o WHERE o.finding = "
	"finding_packet.finding);";

static const char opened[] =
	"SELECT o.life, o.check_name, o.subject, o.key FROM now_open o WHERE o.fresh ORDER BY o.life";
static const char closed[] = "SELECT id, check_name, subject, key FROM now_closed ORDER BY id";

/* Each statement of a script, with @at bound where it stands. */
static int run(sqlite3 *db, const char *sql, int64_t at)
{
	while (*sql) {
		sqlite3_stmt *st = NULL;
		int r;

		if (sqlite3_prepare_v2(db, sql, -1, &st, &sql) != SQLITE_OK)
			return -EIO;
		if (!st)
			continue;
		if (sqlite3_bind_parameter_count(st))
			sqlite3_bind_int64(st, 1, at);
		r = sqlite3_step(st);
		sqlite3_finalize(st);
		if (r != SQLITE_DONE)
			return -EIO;
	}
	return 0;
}

static int tell_one(struct store *site, sqlite3_stmt *st, const char *kind, int64_t at, const char *actor)
{
	static const char *const names[] = {"check", "subject", "key"};
	char id[24];
	struct out o;
	size_t n;
	int r = out_init(&o, -1);

	if (r < 0)
		return r;
	snprintf(id, sizeof id, "f%lld", (long long)sqlite3_column_int64(st, 0));
	json_object(&o, NULL);
	json_str(&o, "finding", id);
	for (int i = 0; i < 3; i++)
		json_str(&o, names[i], (const char *)sqlite3_column_text(st, i + 1));
	json_end_object(&o);
	r = o.error ? -ENOMEM : journal_append(site, at, kind, actor, out_bytes(&o, &n), NULL);
	out_clear(&o);
	return r;
}

static int tell(struct store *site, const char *sql, const char *kind, int64_t at, const char *actor,
		int64_t *ret_count)
{
	sqlite3_stmt *st = NULL;
	int r = 0, step = SQLITE_ERROR;

	*ret_count = 0;
	if (sqlite3_prepare_v2(store_db(site), sql, -1, &st, NULL) == SQLITE_OK)
		while (r == 0 && (step = sqlite3_step(st)) == SQLITE_ROW) {
			r = tell_one(site, st, kind, at, actor);
			++*ret_count;
		}
	sqlite3_finalize(st);
	return r < 0 ? r : step == SQLITE_DONE ? 0 : -EIO;
}

int life_settle(struct store *site, int64_t at, const char *actor, struct life *ret_life)
{
	sqlite3 *db = store_db(site);
	int r = run(db, settle, at);

	*ret_life = (struct life){0};
	if (r == 0)
		r = tell(site, opened, "finding-opened", at, actor, &ret_life->opened);
	if (r == 0)
		r = tell(site, closed, "finding-closed", at, actor, &ret_life->closed);
	ret_life->open = ask_number(db, "SELECT count(*) FROM finding", 0);
	sqlite3_exec(db, "DROP TABLE IF EXISTS temp.now_open; DROP TABLE IF EXISTS temp.now_closed", NULL,
		     NULL, NULL);
	return r;
}

int assess_site(struct store *site, int64_t at, const char *actor, struct life *ret_life)
{
	int r = assess_run(site);

	return r < 0 ? r : life_settle(site, at, actor, ret_life);
}
