/* A merge is taken back: rows that only one of the two had go back whole, with what came since; of rows that
 * both had, each gets what it had, and what came since is `into`'s; rows that bear an address follow it.
 * Other devices may have been merged meanwhile: numbers in kept rows are read as what they are now. */
#include "inventory/keep_parts.h"

#include <errno.h>
#include <stdio.h>

/* now_is, then_is: what a number stands for, with this merge and without it. */
static int resolve(const struct merging *m)
{
	static const char form[] =
		"CREATE TEMP TABLE %s(id INTEGER PRIMARY KEY, now INTEGER NOT NULL);"
		"WITH RECURSIVE w(id, now) AS (SELECT gone, into_device FROM main.device_merge WHERE undone "
		"IS "
		"NULL AND id <> %lld UNION SELECT w.id, d.into_device FROM w JOIN main.device_merge d ON "
		"d.gone "
		"= w.now AND d.undone IS NULL AND d.id <> %lld) INSERT OR REPLACE INTO %s SELECT id, now "
		"FROM w "
		"WHERE now NOT IN (SELECT gone FROM main.device_merge WHERE undone IS NULL AND id <> %lld)";
	int r = keep_exec(m->db, form, "now_is", 0LL, 0LL, "now_is", 0LL);

	return r < 0 ? r
		     : keep_exec(m->db, form, "then_is", (long long)m->merge, (long long)m->merge, "then_is",
				 (long long)m->merge);
}

/* was: the kept rows of `gone`, columns named, its devices as they are to be; k_NAME: as they are now. */
static void was_sql(struct out *o, const struct save_table *t, const struct merging *m)
{
	int i = 0;

	out_str(o, "CREATE TEMP TABLE was AS SELECT k.rowid AS n, k.bundle AS bundle, k.bundle IN (SELECT "
		   "x.bundle FROM "
		   "main.device_merge_row x WHERE ");
	out_fmt(o, "x.merge = %lld AND x.table_name = '%s' AND x.whose = 'into') AS both_had",
		(long long)m->merge, t->table);
	for (const struct save_column *c = t->columns; c->how; c++, i++)
		if (save_is_device(c->how))
			out_fmt(o,
				", coalesce((SELECT now FROM then_is WHERE id = row->>'$[%d]'), "
				"row->>'$[%d]') AS "
				"%s, coalesce((SELECT now FROM now_is WHERE id = row->>'$[%d]'), "
				"row->>'$[%d]') "
				"AS k_%s",
				i, i, c->name, i, i, c->name);
		else
			out_fmt(o, ", row->>'$[%d]' AS %s", i, c->name);
	out_fmt(o,
		" FROM main.device_merge_row k WHERE k.merge = %lld AND k.table_name = '%s' AND k.whose = "
		"'gone' ORDER BY k.rowid;\n",
		(long long)m->merge, t->table);
	out_str(o,
		"CREATE TEMP TABLE lead AS SELECT bundle, min(n) AS n, count(*) AS rows_ FROM was GROUP BY "
		"bundle;\n"
		"CREATE INDEX temp.lead_grp ON lead(bundle);\nCREATE INDEX temp.was_grp ON was(bundle, "
		"n);\n");
}

/* cur: the row that each group is now. */
static void cur_sql(struct out *o, const struct save_table *t)
{
	out_fmt(o,
		"CREATE TEMP TABLE cur AS SELECT w.bundle AS bundle, w.n AS n, w.both_had AS both_had, "
		"t.rowid AS "
		"t "
		"FROM lead l JOIN was w ON w.bundle = l.bundle AND w.n = l.n CROSS JOIN main.%s t WHERE 1",
		t->table);
	for (const struct save_column *c = t->columns; c->how; c++)
		if (keep_is_key(c->how))
			out_fmt(o, " AND t.%s IS w.%s%s", c->name, c->how == DEVICE ? "k_" : "", c->name);
	keep_apart(o, t, "t", "w");
	out_str(o, ";\nCREATE INDEX temp.cur_grp ON cur(bundle);\n");
}

/* The row of both: less what `gone` had; what is still as it was right after the merge is as before it. */
static void into_sql(struct out *o, const struct save_table *t, const struct merging *m)
{
	const char *comma = "";
	int i = 0;

	out_fmt(o, "UPDATE main.%s AS t SET ", t->table);
	for (const struct save_column *c = t->columns; c->how; c++, i++) {
		if (keep_is_key(c->how) || c->how == ID || c->how == KEEP)
			continue;
		if (c->how == SUM)
			out_fmt(o,
				"%s%s = max(0, t.%s - (SELECT sum(w.%s) FROM was w WHERE w.bundle = "
				"c.bundle))",
				comma, c->name, c->name, c->name);
		else
			out_fmt(o,
				"%s%s = CASE WHEN t.%s IS (a.row->>'$[%d]') THEN b.row->>'$[%d]' ELSE t.%s "
				"END",
				comma, c->name, c->name, i, i, c->name);
		comma = ", ";
	}
	if (!*comma)
		out_str(o, "rowid = t.rowid");
	out_fmt(o,
		" FROM cur c JOIN main.device_merge_row a ON a.merge = %lld AND a.table_name = '%s' AND "
		"a.whose = 'after' AND a.bundle = c.bundle JOIN main.device_merge_row b ON b.merge = a.merge "
		"AND "
		"b.table_name = a.table_name AND b.whose = 'into' AND b.bundle = c.bundle WHERE t.rowid = "
		"c.t;\n",
		(long long)m->merge, t->table);
}

/* The row that only `gone` had: it is its own again, with all that came since; less what goes back as rows of
 * their own (rows that became equal by the merge). */
static void own_sql(struct out *o, const struct save_table *t)
{
	const char *comma = "";

	out_fmt(o, "UPDATE main.%s AS t SET ", t->table);
	for (const struct save_column *c = t->columns; c->how; c++) {
		if (save_is_device(c->how))
			out_fmt(o, "%s%s = w.%s", comma, c->name, c->name);
		else if (c->how == SUM)
			out_fmt(o,
				"%s%s = max(0, t.%s - (SELECT coalesce(sum(x.%s), 0) FROM was x WHERE "
				"x.bundle "
				"= "
				"c.bundle AND x.n <> c.n))",
				comma, c->name, c->name, c->name);
		else
			continue;
		comma = ", ";
	}
	out_str(o, " FROM cur c JOIN was w ON w.bundle = c.bundle AND w.n = c.n WHERE t.rowid = c.t AND "
		   "c.both_had = "
		   "0;\n");
}

/* Rows of `gone` that have none of their own now. Where the row is not there any more, a row about one device
 * comes back as it was; one about two went to somebody else with a later act. */
static void again_sql(struct out *o, const struct save_table *t)
{
	const char *comma = "";
	int devices = 0;

	for (const struct save_column *c = t->columns; c->how; c++)
		devices += save_is_device(c->how);
	out_fmt(o, "INSERT INTO main.%s SELECT ", t->table);
	for (const struct save_column *c = t->columns; c->how; c++, comma = ", ")
		if (c->how == ID)
			out_fmt(o,
				"%sCASE WHEN w.%s IN (SELECT %s FROM main.%s) THEN (SELECT max(%s) FROM "
				"main.%s) "
				"+ row_number() OVER (ORDER BY w.n) ELSE w.%s END",
				comma, c->name, c->name, t->table, c->name, t->table, c->name);
		else
			out_fmt(o, "%sw.%s", comma, c->name);
	out_fmt(o,
		" FROM was w LEFT JOIN cur c ON c.bundle = w.bundle WHERE CASE WHEN c.bundle IS NULL THEN %d "
		"WHEN "
		"c.both_had THEN 1 ELSE w.n <> c.n END ORDER BY w.n;\n"
		"DROP TABLE was;\nDROP TABLE lead;\nDROP TABLE cur;\n",
		devices == 1);
}

static int undo(const struct merging *m, const struct save_table *t)
{
	struct out o;
	int r = out_init(&o, -1);

	if (r < 0)
		return r;
	was_sql(&o, t, m);
	cur_sql(&o, t);
	into_sql(&o, t, m);
	own_sql(&o, t);
	again_sql(&o, t);
	return keep_run(m->db, &o);
}

/* Rows that came since and bear an address that only `gone` had. */
static int by_address(const struct merging *m)
{
	static const char *const tables[] = {"flow", "command", "operation", "login"};
	int r = keep_exec(
		m->db,
		"CREATE TEMP TABLE own_ip(ip TEXT PRIMARY KEY) WITHOUT ROWID; INSERT INTO own_ip SELECT "
		"DISTINCT row->>'$[2]' FROM main.device_merge_row WHERE merge = %lld AND table_name = "
		"'address' AND whose = 'gone' AND row->>'$[1]' = 'ip' AND row->>'$[2]' NOT IN (SELECT "
		"value FROM main.address WHERE device = %lld AND kind = 'ip')",
		(long long)m->merge, (long long)m->into);

	for (size_t i = 0; r == 0 && i < sizeof tables / sizeof *tables; i++)
		for (int end = 0; r == 0 && end < 2; end++) {
			const char *who = end ? "server" : "client";

			r = keep_exec(
				m->db,
				"UPDATE main.%s SET %s = %lld WHERE %s = %lld AND %s_ip IN (SELECT ip FROM "
				"own_ip)",
				tables[i], who, (long long)m->gone, who, (long long)m->into, who);
		}
	return r < 0 ? r : keep_exec(m->db, "DROP TABLE own_ip");
}

int keep_undo_rows(const struct merging *m)
{
	const struct save_table *t;
	int r = resolve(m);

	for (size_t i = 0; r == 0 && (t = keep_table(i)); i++)
		r = undo(m, t);
	if (r == 0)
		r = by_address(m);
	if (r == 0)
		r = keep_undo_device(m);
	return r < 0 ? r : keep_exec(m->db, "DROP TABLE now_is; DROP TABLE then_is");
}
