/* Rows of a run join rows of a site that mean the same: by a table of what each column is, from which the
 * statements are made. `run` is the attached run, `main` the site; the scratch tables of save-match.sql say
 * which device is which. */
#include "inventory/save_parts.h"

#include "base/out.h"
#include "fact/wifi.h"
#include "store/script.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

const struct save_table save_tables[] = {
	{"address",
	 4000000,
	 {{"device", DEVICE},
	  {"kind", KEY},
	  {"value", KEY},
	  {"first", LEAST},
	  {"last", MOST},
	  {"packet", FIRST_PACKET},
	  {"source", LEAST}, /* arp before ip, ethernet before wifi */
	  {"confidence", MOST}}},
	{"fact",
	 10000000,
	 {{"device", DEVICE},
	  {"field", KEY},
	  {"value", KEY},
	  {"source", KEY},
	  {"packet", FIRST_PACKET},
	  {"confidence", MOST},
	  {"count", SUM}}},
	{"service",
	 2000000,
	 {{"device", DEVICE},
	  {"transport", KEY},
	  {"port", KEY},
	  {"protocol", KEY},
	  {"answered", MOST},
	  {"encrypted", NEWER},
	  {"clients", MOST},
	  {"outside_clients", MOST},
	  {"scanned_only", LEAST},
	  {"first_packet", FIRST_PACKET},
	  {"last_packet", LAST_PACKET}}},
	{"outside_address", 1000000, {{"outside", OUTSIDE}, {"ip", KEY}}},
	{"outside_name",
	 1000000,
	 {{"outside", OUTSIDE}, {"name", KEY}, {"source", KEY}, {"packet", FIRST_PACKET}}},
	{"flow",
	 2000000,
	 {{"id", ID},
	  {"client", DEVICE},
	  {"server", DEVICE},
	  {"client_outside", OUTSIDE},
	  {"server_outside", OUTSIDE},
	  {"client_ip", KEY},
	  {"server_ip", KEY},
	  {"transport", KEY},
	  {"port", KEY},
	  {"protocol", KEY},
	  {"packets", SUM},
	  {"bytes", SUM},
	  {"payload", SUM},
	  {"encrypted", NEWER},
	  {"first", LEAST},
	  {"last", MOST},
	  {"first_packet", FIRST_PACKET},
	  {"last_packet", LAST_PACKET},
	  {"answered", MOST},
	  {"refused", MOST},
	  {"connections", SUM},
	  {"client_port", KEEP},
	  {"scan", LEAST},
	  {"to_group", LEAST}}},
	{"command",
	 1000000,
	 {{"protocol", KEY},
	  {"code", KEY},
	  {"sub", KEY},
	  {"name", KEY},
	  {"class", KEY},
	  {"client", DEVICE},
	  {"server", DEVICE},
	  {"client_ip", KEY},
	  {"server_ip", KEY},
	  {"count", SUM},
	  {"answered", SUM},
	  {"refused", SUM},
	  {"first_packet", FIRST_PACKET},
	  {"first", LEAST},
	  {"client_outside", OUTSIDE},
	  {"server_outside", OUTSIDE},
	  {"deed", NEWER}}},
	{"operation",
	 1000000,
	 {{"protocol", KEY},
	  {"code", KEY},
	  {"sub", KEY},
	  {"name", KEEP},
	  {"class", KEEP},
	  {"deed", KEEP},
	  {"detail", KEY},
	  {"client", DEVICE},
	  {"server", DEVICE},
	  {"client_outside", OUTSIDE},
	  {"server_outside", OUTSIDE},
	  {"client_ip", KEY},
	  {"server_ip", KEY},
	  {"at", KEY},
	  {"packet", FIRST_PACKET},
	  {"count", SUM},
	  {"answered", SUM},
	  {"refused", SUM}}},
	{"login",
	 1000000,
	 {{"client", DEVICE},
	  {"server", DEVICE},
	  {"client_outside", OUTSIDE},
	  {"server_outside", OUTSIDE},
	  {"client_ip", KEY},
	  {"server_ip", KEY},
	  {"protocol", KEY},
	  {"port", KEY},
	  {"method", KEY},
	  {"clear", MOST},
	  {"ok", SUM},
	  {"failed", SUM},
	  {"unknown", SUM},
	  {"default_pair", MOST},
	  {"first_packet", FIRST_PACKET},
	  {"packet", TELLING},
	  {"first", LEAST},
	  {"default_ok", MOST}}},
	{"certificate",
	 1000000,
	 {{"device", DEVICE},
	  {"outside", OUTSIDE},
	  {"port", KEY},
	  {"subject", KEY},
	  {"issuer", KEY},
	  {"not_before", KEY},
	  {"not_after", KEY},
	  {"self_signed", MOST},
	  {"bits", NEWER},
	  {"packet", FIRST_PACKET},
	  {"seen", MOST}}},
	{"tls",
	 1000000,
	 {{"client", DEVICE},
	  {"server", DEVICE},
	  {"server_outside", OUTSIDE},
	  {"port", KEY},
	  {"version", KEY},
	  {"cipher", KEY},
	  {"weak", MOST},
	  {"sni", KEEP},
	  {"count", SUM},
	  {"packet", FIRST_PACKET}}},
	{"point",
	 2000000,
	 {{"device", DEVICE},
	  {"name", KEY},
	  {"protocol", KEY},
	  {"count", SUM},
	  {"least", LEAST},
	  {"most", MOST},
	  {"last_value", NEWER},
	  {"first", LEAST},
	  {"last", MOST},
	  {"packet", FIRST_PACKET},
	  {"type", NEWER},
	  {"writes", SUM},
	  {"period_us", NEWER}}},
	{"time_sync",
	 1000000,
	 {{"device", DEVICE},
	  {"server", DEVICE},
	  {"server_outside", OUTSIDE},
	  {"stratum", NEWER},
	  {"offset_us", NEWER},
	  {"packet", LAST_PACKET}}},
	{"port_map",
	 100000,
	 {{"device", DEVICE},
	  {"router", DEVICE},
	  {"protocol", KEY},
	  {"outside_port", KEY},
	  {"inside_port", KEY},
	  {"purpose", NEWER},
	  {"packet", FIRST_PACKET}}},
	{"hop",
	 1000000,
	 {{"station", DEVICE}, {"ap", DEVICE}, {"medium", KEY}, {"source", KEY}, {"packet", FIRST_PACKET}}},
	{"neighbour",
	 1000000,
	 {{"device", DEVICE}, {"peer", DEVICE}, {"port", KEY}, {"source", KEY}, {"packet", FIRST_PACKET}}},
	{"access_point", 100000, {{"device", OF},      {"bssid", KEY},          {"network", NEWER},
				  {"ssid", NEWER},     {"names", MOST},         {"channel", NEWER},
				  {"hidden", NEWER},   {"security", NEWER},     {"other", TOLD},
				  {"pairwise", NEWER}, {"group_cipher", NEWER}, {"pmf", NEWER},
				  {"wpa", NEWER},      {"wps", NEWER},          {"ft", NEWER},
				  {"announced", SUM},  {"frames", SUM},         {"traffic", NEWER},
				  {"first", LEAST},    {"last", MOST},          {"packet", FIRST_PACKET}}},
	{"wifi_client",
	 1000000,
	 {{"ap", OF},
	  {"bssid", KEY},
	  {"station", OF},
	  {"mac", KEY},
	  {"frames", SUM},
	  {"traffic", NEWER},
	  {"joined", SUM},
	  {"m1", SUM},
	  {"m2", SUM},
	  {"m3", SUM},
	  {"m4", SUM},
	  {"pmkid", SUM},
	  {"reinstalled", SUM},
	  {"first", LEAST},
	  {"last", MOST},
	  {"packet", FIRST_PACKET}}},
	{"wifi_leave",
	 1000000,
	 {{"sender", OF},
	  {"ap", OF},
	  {"bssid", KEY},
	  {"source", KEY},
	  {"target", KEY},
	  {"disassociation", KEY},
	  {"reason", KEY},
	  {"protected", KEY},
	  {"count", SUM},
	  {"burst", MOST},
	  {"first", LEAST},
	  {"last", MOST},
	  {"packet", FIRST_PACKET}}},
	{"scan",
	 100000,
	 {{"device", DEVICE},
	  {"outside", OUTSIDE},
	  {"transport", KEY},
	  {"port", KEY},
	  {"targets", MOST},
	  {"ports", MOST},
	  {"packets", SUM},
	  {"first", LEAST},
	  {"last", MOST},
	  {"packet", FIRST_PACKET}}},
	{"limit_", 10000, {{"table_name", KEY}, {"kept", MOST}, {"dropped", SUM}}},
	{NULL, 0, {{NULL, END}}},
};

/* What can pass is a row of its own, with its own times: keys installed again, a flood (WIFI_FLOOD). */
const char *save_apart(const struct save_table *t)
{
	if (strcmp(t->table, "wifi_client") == 0)
		return "%s.reinstalled > 0";
	return strcmp(t->table, "wifi_leave") == 0 ? "%s.burst >= " WIFI_FLOOD_IN_SQL : NULL;
}

/* How a column of several equal rows of the run becomes one, as SQL with the column's name for %s. */
static const char *const gathered[] = {
	[KEY] = "t.%s",
	[DEVICE] = "(SELECT site FROM same WHERE run = t.%s)",
	[OF] = "max((SELECT site FROM same WHERE run = t.%s))",
	[OUTSIDE] = "(SELECT site FROM same_outside WHERE run = t.%s)",
	[ID] = "min(t.%s)",
	[SUM] = "sum(t.%s)",
	[LEAST] = "min(t.%s)",
	[MOST] = "max(t.%s)",
	[FIRST_PACKET] = "min(t.%s) + (SELECT shift FROM taking)",
	[LAST_PACKET] = "max(t.%s) + (SELECT shift FROM taking)",
	[NEWER] = "max(t.%s)",
	[TOLD] = "max(t.%s)",
	[KEEP] = "min(t.%s)",
	[TELLING] = "min(t.%s) + (SELECT shift FROM taking)",
};

/* How it joins the site's row t from the gathered row i; NULL: the site's stays. */
static const char *const joining[] = {
	[SUM] = "t.%1$s + i.%1$s",
	[LEAST] = "min(coalesce(t.%1$s, i.%1$s), coalesce(i.%1$s, t.%1$s))",
	[MOST] = "max(coalesce(t.%1$s, i.%1$s), coalesce(i.%1$s, t.%1$s))",
	[FIRST_PACKET] = "min(t.%1$s, i.%1$s)",
	[LAST_PACKET] = "max(t.%1$s, i.%1$s)",
	[NEWER] = "CASE WHEN (SELECT newer FROM taking) THEN coalesce(i.%1$s, t.%1$s) ELSE coalesce(t.%1$s, "
		  "i.%1$s) END",
	[OF] = "coalesce(i.%1$s, t.%1$s)",
	[TOLD] = "CASE WHEN i.announced > 0 AND (SELECT newer FROM taking) THEN i.%1$s ELSE t.%1$s END",
	[TELLING] = "CASE WHEN i.default_pair > t.default_pair THEN i.%1$s ELSE t.%1$s END",
};

static bool is_key(enum save_how how) { return how == KEY || how == DEVICE || how == OUTSIDE; }

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static void put(struct out *o, const char *form, const char *name)
{
	char buf[256];

	snprintf(buf, sizeof buf, form, name);
	out_str(o, buf);
}
#pragma GCC diagnostic pop

/* in_TABLE: the run's rows, one for each of the site's that it will be; hit_TABLE: which of them the site has. Empty
 * between two saves, as save-scratch.sql says. */
static void scratch_sql(struct out *o, const struct save_table *t)
{
	const char *comma = "";

	out_fmt(o, "CREATE TEMP TABLE IF NOT EXISTS in_%s(", t->table);
	for (const struct save_column *c = t->columns; c->how; c++, comma = ", ")
		out_fmt(o, "%s%s", comma, c->name);
	out_fmt(o,
		");\nCREATE TEMP TABLE IF NOT EXISTS hit_%1$s(i INTEGER, t INTEGER);\n"
		"CREATE INDEX IF NOT EXISTS temp.hit_%1$s_i ON hit_%1$s(i);\n",
		t->table);
}

static void gather_sql(struct out *o, const struct save_table *t)
{
	const char *comma = "";

	out_fmt(o, "INSERT INTO in_%s SELECT ", t->table);
	for (const struct save_column *c = t->columns; c->how; c++, comma = ", ") {
		out_str(o, comma);
		put(o, gathered[c->how], c->name);
		out_fmt(o, " AS %s", c->name);
	}
	out_fmt(o, " FROM run.%s t GROUP BY ", t->table);
	if (save_apart(t))
		put(o, save_apart(t), "t");
	comma = save_apart(t) ? ", " : "";
	for (const struct save_column *c = t->columns; c->how; c++)
		if (is_key(c->how)) {
			out_fmt(o, "%s%d", comma, (int)(c - t->columns) + 1);
			comma = ", ";
		}
	out_str(o, " ORDER BY min(t.rowid);\n");
}

static void find_sql(struct out *o, const struct save_table *t)
{
	const char *and = "";

	out_fmt(o,
		"INSERT INTO hit_%1$s SELECT i.rowid AS i, t.rowid AS t FROM in_%1$s i CROSS JOIN main.%1$s "
		"t WHERE ",
		t->table);
	for (const struct save_column *c = t->columns; c->how; c++)
		if (is_key(c->how)) {
			out_fmt(o, "%st.%s IS i.%s", and, c->name, c->name);
			and = " AND ";
		}
	if (save_apart(t)) {
		out_fmt(o, "%s(", and);
		put(o, save_apart(t), "t");
		out_str(o, ") = (");
		put(o, save_apart(t), "i");
		out_str(o, ")");
	}
	out_str(o, ";\n");
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
		put(o, joining[c->how], c->name);
		comma = ", ";
	}
	if (*comma)
		out_fmt(o, " FROM hit_%1$s h JOIN in_%1$s i ON i.rowid = h.i WHERE t.rowid = h.t;\n",
			t->table);
}

static void insert_sql(struct out *o, const struct save_table *t)
{
	const char *comma = "";

	out_fmt(o, "INSERT INTO main.%s SELECT ", t->table);
	for (const struct save_column *c = t->columns; c->how; c++, comma = ", ")
		if (c->how == ID)
			out_fmt(o,
				"%s(SELECT coalesce(max(id), 0) FROM main.%s) + row_number() OVER (ORDER BY "
				"i.rowid)",
				comma, t->table);
		else
			out_fmt(o, "%si.%s", comma, c->name);
	out_fmt(o,
		" FROM in_%1$s i WHERE i.rowid NOT IN (SELECT i FROM hit_%1$s) ORDER BY i.rowid LIMIT max(0, "
		"%2$lld - "
		"(SELECT count(*) FROM main.%1$s));\n",
		t->table, (long long)t->max);
}

/* What a bound left no room for is said in limit_, as inventory does. Right after the rows were inserted. */
static int count_unkept(struct store *site, const struct save_table *t, int64_t *unkept)
{
	int64_t came = sqlite3_changes64(store_db(site)), fresh, dropped;
	char sql[256];

	snprintf(sql, sizeof sql, "SELECT (SELECT count(*) FROM in_%1$s) - (SELECT count(*) FROM hit_%1$s)",
		 t->table);
	fresh = store_kept_number(site, sql, 0);
	dropped = fresh - came;
	if (fresh == 0 || dropped <= 0)
		return 0;
	*unkept += dropped;
	snprintf(sql, sizeof sql, "INSERT INTO main.limit_ VALUES ('site %s', %lld, %lld)", t->table,
		 (long long)t->max, (long long)dropped);
	return sqlite3_exec(store_db(site), sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : -EIO;
}

/* What was put together in o, which is empty again. */
static int run_sql(struct store *site, struct out *o)
{
	size_t n;
	const char *sql = out_bytes(o, &n);
	int r = o->error || !sql || store_script(site, sql) < 0 ? -EIO : 0;

	o->used = 0;
	return r;
}

static int join(struct store *site, const struct save_table *t, struct out *o, int64_t *unkept)
{
	int r;

	scratch_sql(o, t);
	gather_sql(o, t);
	find_sql(o, t);
	update_sql(o, t);
	insert_sql(o, t);
	r = run_sql(site, o);
	if (r == 0)
		r = count_unkept(site, t, unkept);
	out_fmt(o, "DELETE FROM temp.in_%1$s; DELETE FROM temp.hit_%1$s", t->table);
	return r < 0 ? r : run_sql(site, o);
}

/* Which of the run's tables have rows, a bit each: of what a few seconds saw most have none. */
static int find_filled(struct store *site, struct out *o, uint64_t *ret_filled)
{
	const char *before = "SELECT ", *sql;
	size_t n;
	int64_t filled;

	for (const struct save_table *t = save_tables; t->table; t++, before = " | ")
		out_fmt(o, "%s(EXISTS (SELECT 1 FROM run.%s) << %d)", before, t->table,
			(int)(t - save_tables));
	sql = out_bytes(o, &n);
	filled = o->error || !sql ? -1 : store_kept_number(site, sql, -1);
	o->used = 0;
	*ret_filled = (uint64_t)filled;
	return filled < 0 ? -EIO : 0;
}

int save_rows(struct store *site, int64_t *ret_unkept)
{
	_Static_assert(sizeof save_tables / sizeof *save_tables <= 63, "find_filled() has a bit for each");
	uint64_t filled = 0;
	struct out o;
	int r = out_init(&o, -1);

	*ret_unkept = 0;
	if (r < 0)
		return r;
	r = find_filled(site, &o, &filled);
	for (const struct save_table *t = save_tables; t->table && r == 0; t++)
		if (filled >> (t - save_tables) & 1)
			r = join(site, t, &o, ret_unkept);
	out_clear(&o);
	return r;
}
