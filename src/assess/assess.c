#include "assess/ask.h"
#include "assess/control.h"
#include "assess/judged.h"
#include "assess/outcome.h"
#include "assess/run.h"
#include "assess/wifi.h"
#include "store/held.h"

#include <errno.h>
#include <stdio.h>
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

static int do_sql(sqlite3 *db, const char *sql)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : -EIO;
}

/* What an earlier run left in a site's file. */
static int forget(struct run *r)
{
	static const char *const tables[] = {"finding", "finding_about", "finding_item", "finding_packet"};
	char sql[64];
	int e = 0;

	for (size_t i = 0; i < sizeof tables / sizeof *tables && e == 0; i++) {
		struct held *h = store_held(r->store, tables[i]);

		snprintf(sql, sizeof sql, "DELETE FROM %s", tables[i]);
		if (h)
			held_empty(h);
		else
			e = do_sql(r->db, sql);
	}
	return e < 0 ? e
		     : do_sql(r->db, "DELETE FROM limit_ WHERE table_name LIKE 'check %' OR table_name LIKE "
				     "'attack %'");
}

/* The moment of judging: what the run was told, else the end of the capture. */
static int64_t moment(sqlite3 *db)
{
	return ask_number(db, "SELECT value FROM setting WHERE key = 'now'",
			  ask_number(db, "SELECT MAX(last) FROM source", 0));
}

static int judge(struct run *r)
{
	int64_t now = moment(r->db);
	int e = forget(r);

	if (e == 0)
		e = wifi_make(r);
	if (e == 0)
		e = controls_make(r);
	if (e == 0)
		e = findings_make(r);
	if (e == 0)
		e = outcomes_make(r, now);
	return e < 0 ? e : answers_write(r->store, now);
}

static int run_all(struct run *r, uint64_t steps)
{
	bool ours = sqlite3_get_autocommit(r->db) != 0; /* else the caller's transaction holds it */
	int e;

	r->devices = ask_number(r->db, "SELECT COUNT(*) FROM device", 0);
	r->last = ask_number(r->db, "SELECT MAX(id) FROM device", 0);
	r->steps = steps ? steps : ask_budget(r->devices);
	r->outcome = calloc(r->count + 1, sizeof *r->outcome);
	if (!r->outcome)
		return -ENOMEM;
	for (size_t i = 0; i < r->count; i++)
		r->outcome[i].check = &r->list[i];
	e = ours ? store_begin(r->store) : 0;
	if (e == 0)
		e = judge(r);
	if (e == 0 && ours)
		e = store_commit(r->store);
	free(r->outcome);
	return e;
}

static struct run run_of(struct store *s, const struct check *list, size_t count)
{
	return (struct run){.store = s, .db = store_db(s), .list = list, .count = count};
}

int assess_run_with(struct store *s, const struct check *list, size_t count, uint64_t steps)
{
	struct run r = run_of(s, list, count);

	return run_all(&r, steps);
}

int assess_run(struct store *s) { return assess_run_with(s, checks, check_count, 0); }

int assess_run_brief(struct store *s, enum language l, unsigned titles)
{
	struct run r = run_of(s, checks, check_count);

	r.brief = true;
	r.language = l;
	for (int i = 0; i < SEVERITY_COUNT; i++)
		r.titles[i] = titles;
	return run_all(&r, 0);
}
