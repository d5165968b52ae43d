/* Two devices become one: the rows of `gone` join those of `into` that mean the same, by the table of columns
 * of saving (save_parts.h); what they were before is kept as JSON for the way back. */
#include "inventory/keep_parts.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

const struct save_table keep_more_tables[] = {
	{"secret", 0, {{"grp", KEY}, {"device", DEVICE}, {"protocol", KEY}, {"packet", FIRST_PACKET}}},
	{NULL, 0, {{NULL, END}}},
};

static bool has_device(const struct save_table *t)
{
	for (const struct save_column *c = t->columns; c->how; c++)
		if (save_is_device(c->how))
			return true;
	return false;
}

const struct save_table *keep_table(size_t i)
{
	for (const struct save_table *t = save_tables; t->table; t++)
		if (has_device(t) && i-- == 0)
			return t;
	for (const struct save_table *t = keep_more_tables; t->table; t++)
		if (i-- == 0)
			return t;
	return NULL;
}

bool keep_is_key(enum save_how how) { return how == KEY || how == DEVICE || how == OUTSIDE; }

int keep_exec(sqlite3 *db, const char *format, ...)
{
	char sql[4096];
	va_list list;
	int n;

	va_start(list, format);
	n = vsnprintf(sql, sizeof sql, format, list);
	va_end(list);
	return n < (int)sizeof sql && sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : -EIO;
}

int keep_run(sqlite3 *db, struct out *o)
{
	size_t n;
	const char *sql = out_bytes(o, &n);
	int r = o->error || !sql ? -ENOMEM : sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : -EIO;

	out_clear(o);
	return r;
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
void keep_name(struct out *o, const char *form, const char *name)
{
	char buf[256];

	snprintf(buf, sizeof buf, form, name);
	out_str(o, buf);
}
#pragma GCC diagnostic pop

/* " AND (...)": rows that are two though their keys are equal. */
void keep_apart(struct out *o, const struct save_table *t, const char *one, const char *other)
{
	if (!save_apart(t))
		return;
	out_str(o, " AND (");
	keep_name(o, save_apart(t), one);
	out_str(o, ") = (");
	keep_name(o, save_apart(t), other);
	out_str(o, ")");
}

/* Numbers with a fraction as text of 17 digits, which is exact; a STRICT table makes them numbers again. */
void keep_row(struct out *o, const struct save_table *t, const char *alias)
{
	const char *comma = "json_array(";

	for (const struct save_column *c = t->columns; c->how; c++, comma = ", ")
		out_fmt(o, "%sCASE typeof(%s.%s) WHEN 'real' THEN printf('%%!.17g', %s.%s) ELSE %s.%s END",
			comma, alias, c->name, alias, c->name, alias, c->name);
	out_str(o, ")");
}

/* How several rows become one, and how that one joins the row t that is there. */
static const char *const gathered[] = {
	[KEY] = "min(%1$s)",   [DEVICE] = "min(%1$s)",       [OUTSIDE] = "min(%1$s)",
	[ID] = "min(%1$s)",    [SUM] = "sum(%1$s)",          [LEAST] = "min(%1$s)",
	[MOST] = "max(%1$s)",  [FIRST_PACKET] = "min(%1$s)", [LAST_PACKET] = "max(%1$s)",
	[NEWER] = "max(%1$s)", [KEEP] = "min(%1$s)",         [TELLING] = "min(%1$s)",
	[OF] = "max(%1$s)",    [TOLD] = "max(%1$s)",
};
static const char *const joining[] = {
	[SUM] = "t.%1$s + i.%1$s",
	[LEAST] = "min(coalesce(t.%1$s, i.%1$s), coalesce(i.%1$s, t.%1$s))",
	[MOST] = "max(coalesce(t.%1$s, i.%1$s), coalesce(i.%1$s, t.%1$s))",
	[FIRST_PACKET] = "min(t.%1$s, i.%1$s)",
	[LAST_PACKET] = "max(t.%1$s, i.%1$s)",
	[NEWER] = "coalesce(t.%1$s, i.%1$s)",
	[OF] = "coalesce(t.%1$s, i.%1$s)",
	[TOLD] = "coalesce(t.%1$s, i.%1$s)",
	[TELLING] = "CASE WHEN i.default_pair > t.default_pair THEN i.%1$s ELSE t.%1$s END",
};

/* mine: the rows of `gone`, with their key as it will be; bundle: those that will be one row. */
static void mine_sql(struct out *o, const struct save_table *t, const struct merging *m)
{
	const char * or = "";

	out_str(o, "CREATE TEMP TABLE mine AS SELECT rowid AS r, 0 AS bundle");
	for (const struct save_column *c = t->columns; c->how; c++)
		if (save_is_device(c->how))
			out_fmt(o, ", CASE WHEN %s = %lld THEN %lld ELSE %s END AS %s", c->name,
				(long long)m->gone, (long long)m->into, c->name, c->name);
		else
			out_fmt(o, ", %s", c->name);
	out_fmt(o, " FROM main.%s WHERE ", t->table);
	for (const struct save_column *c = t->columns; c->how; c++)
		if (save_is_device(c->how)) {
			out_fmt(o, "%s%s = %lld", or, c->name, (long long)m->gone);
			or = " OR ";
		}
	out_str(o, ";\nCREATE TEMP TABLE grps AS SELECT r, min(r) OVER (PARTITION BY ");
	or = "";
	for (const struct save_column *c = t->columns; c->how; c++)
		if (keep_is_key(c->how)) {
			out_fmt(o, "%s%s", or, c->name);
			or = ", ";
		}
	if (save_apart(t)) {
		out_str(o, or);
		keep_name(o, save_apart(t), "mine");
	}
	out_str(o,
		") AS g FROM mine;\nCREATE INDEX temp.grps_r ON grps(r);\n"
		"UPDATE mine SET bundle = (SELECT g FROM grps WHERE grps.r = mine.r);\nDROP TABLE grps;\n");
}

/* target: the row of `into` that each group joins. */
static void target_sql(struct out *o, const struct save_table *t)
{
	const char *and = "";

	out_fmt(o,
		"CREATE TEMP TABLE target AS SELECT i.bundle AS bundle, t.rowid AS t FROM mine i CROSS JOIN "
		"main.%s t WHERE i.r = i.bundle AND ",
		t->table);
	for (const struct save_column *c = t->columns; c->how; c++)
		if (keep_is_key(c->how)) {
			out_fmt(o, "%st.%s IS i.%s", and, c->name, c->name);
			and = " AND ";
		}
	keep_apart(o, t, "t", "i");
	out_str(o, ";\nDELETE FROM target WHERE t IN (SELECT r FROM mine);\n"
		   "CREATE INDEX temp.target_grp ON target(bundle);\n"
		   "CREATE TEMP TABLE incoming AS SELECT bundle, count(*) AS rows_");
	for (const struct save_column *c = t->columns; c->how; c++) {
		out_str(o, ", ");
		keep_name(o, gathered[c->how], c->name);
		out_fmt(o, " AS %s", c->name);
	}
	out_str(o, " FROM mine GROUP BY bundle;\nCREATE INDEX temp.incoming_grp ON incoming(bundle);\n");
}

static void keep_rows_sql(struct out *o, const struct save_table *t, const struct merging *m,
			  const char *whose)
{
	out_fmt(o, "INSERT INTO main.device_merge_row SELECT %lld, '%s', '%s', g.bundle, ",
		(long long)m->merge, t->table, whose);
	keep_row(o, t, "t");
	if (*whose == 'g')
		out_fmt(o, " FROM mine g JOIN main.%s t ON t.rowid = g.r ORDER BY g.bundle, g.r;\n",
			t->table);
	else
		out_fmt(o, " FROM target g JOIN main.%s t ON t.rowid = g.t ORDER BY g.bundle;\n", t->table);
}

static void update_sql(struct out *o, const struct save_table *t)
{
	const char *comma = "";

	for (const struct save_column *c = t->columns; c->how; c++) {
		if (!joining[c->how])
			continue;
		if (!*comma)
			out_fmt(o, "UPDATE main.%s AS t SET ", t->table);
		out_fmt(o, "%s%s = ", comma, c->name);
		keep_name(o, joining[c->how], c->name);
		comma = ", ";
	}
	if (*comma)
		out_str(o, " FROM target g JOIN incoming i ON i.bundle = g.bundle WHERE t.rowid = g.t;\n");
}

/* What joined goes; what did not is the other device's now. */
static void settle_sql(struct out *o, const struct save_table *t)
{
	const char *comma = "";

	out_fmt(o,
		"DELETE FROM main.%s WHERE rowid IN (SELECT r FROM mine WHERE r <> bundle OR bundle IN "
		"(SELECT bundle "
		"FROM target));\n",
		t->table);
	out_fmt(o, "UPDATE main.%s AS t SET ", t->table);
	for (const struct save_column *c = t->columns; c->how; c++)
		if (c->how != KEY && c->how != OUTSIDE && c->how != ID) {
			out_fmt(o, "%s%s = i.%s", comma, c->name, c->name);
			comma = ", ";
		}
	out_str(o,
		" FROM incoming i WHERE t.rowid = i.bundle AND i.bundle NOT IN (SELECT bundle FROM target);\n"
		"DROP TABLE mine;\nDROP TABLE target;\nDROP TABLE incoming;\n");
}

static int join(const struct merging *m, const struct save_table *t)
{
	struct out o;
	int r = out_init(&o, -1);

	if (r < 0)
		return r;
	mine_sql(&o, t, m);
	target_sql(&o, t);
	keep_rows_sql(&o, t, m, "gone");
	keep_rows_sql(&o, t, m, "into");
	update_sql(&o, t);
	keep_rows_sql(&o, t, m, "after"); /* tells later what came since */
	settle_sql(&o, t);
	return keep_run(m->db, &o);
}

int keep_join_rows(const struct merging *m)
{
	const struct save_table *t;
	int r = 0;

	for (size_t i = 0; r == 0 && (t = keep_table(i)); i++)
		r = join(m, t);
	return r;
}
