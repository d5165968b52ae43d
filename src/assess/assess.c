#include "assess/ask.h"
#include "assess/run.h"

#include <errno.h>
#include <stdlib.h>

static const char *const tokens[SEVERITY_COUNT] = {"critical", "high", "medium", "low", "info"};

const char *severity_token(enum severity v) { return (unsigned)v < SEVERITY_COUNT ? tokens[v] : "info"; }

int run_limit(struct run *r, const struct outcome *o, int64_t dropped)
{
	sqlite3_stmt *st = NULL;
	int e = 0;

	if (sqlite3_prepare_v2(r->db,
			       "INSERT INTO limit_ VALUES ('check ' || ?1 || CASE WHEN ?4 THEN ' (stopped)' "
			       "ELSE '' END, ?2, ?3)",
			       -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_text(st, 1, o->check->name, -1, SQLITE_STATIC);
	sqlite3_bind_int64(st, 2, o->findings);
	sqlite3_bind_int64(st, 3, dropped);
	sqlite3_bind_int(st, 4, o->unfinished);
	if (sqlite3_step(st) != SQLITE_DONE)
		e = -EIO;
	sqlite3_finalize(st);
	return e;
}

/* What was judged before; a site is judged again and again. */
static int forget(struct store *s)
{
	static const char sql[] =
		"DELETE FROM finding; DELETE FROM finding_about; DELETE FROM finding_item; DELETE FROM "
		"finding_packet; DELETE FROM answer; DELETE FROM limit_ WHERE table_name LIKE 'check %'";

	return sqlite3_exec(store_db(s), sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : -EIO;
}

int assess_run_with(struct store *s, const struct check *list, size_t count, uint64_t steps)
{
	struct run r = {.store = s, .db = store_db(s), .list = list, .count = count};
	bool own;
	int e;

	r.devices = ask_number(r.db, "SELECT COUNT(*) FROM device", 0);
	r.steps = steps ? steps : ask_budget(r.devices);
	r.outcome = calloc(count + 1, sizeof *r.outcome);
	if (!r.outcome)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++)
		r.outcome[i].check = &list[i];
	own = sqlite3_get_autocommit(r.db) != 0;
	e = own ? store_begin(s) : 0;
	if (e == 0)
		e = forget(s);
	if (e == 0)
		e = findings_make(&r);
	if (e == 0)
		e = answers_make(&r);
	if (e == 0 && own)
		e = store_commit(s);
	free(r.outcome);
	return e;
}

int assess_run(struct store *s) { return assess_run_with(s, checks, check_count, 0); }
