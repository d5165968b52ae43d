/* Addresses that are a device of their own: at once, and in every later capture (keep_claims()). */
#include "inventory/keep_parts.h"
#include "inventory/save.h"
#include "store/journal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* %1$s the database schema. TEMP TABLE chosen(device, fresh, kind, value). Counts begin anew: nobody can tell
 * whose frame was whose in what was counted together. */
static const char rows[] =
	"INSERT INTO %1$s.device SELECT c.fresh, NULL, NULL, 'unknown', d.layer, NULL, NULL, NULL, NULL, 0, "
	"min(a.first), max(a.last), min(a.packet), 0, 0, min(CASE WHEN a.kind = 'mac' THEN a.value END), "
	"min(CASE WHEN a.kind = 'ip' THEN a.value END), CASE WHEN max(a.kind = 'mac') THEN min(CASE WHEN "
	"a.kind "
	"= 'mac' THEN substr(a.value, 2, 1) NOT IN ('0', '4', '8', 'c') END) ELSE 0 END, 0, NULL, 0, NULL, "
	"0, 0, "
	"0 FROM chosen c JOIN %1$s.address a ON a.device = c.device AND a.kind = c.kind AND a.value = "
	"c.value "
	"JOIN %1$s.device d ON d.id = c.device GROUP BY c.fresh;"
	"UPDATE %1$s.address AS a SET device = c.fresh FROM chosen c WHERE a.device = c.device AND a.kind = "
	"c.kind AND a.value = c.value;"
	"UPDATE %1$s.device AS d SET mac = CASE WHEN mac IN (SELECT value FROM chosen WHERE device = d.id) "
	"THEN "
	"(SELECT value FROM %1$s.address a WHERE a.device = d.id AND a.kind = 'mac' ORDER BY a.packet LIMIT "
	"1) "
	"ELSE mac END, ip = CASE WHEN ip IN (SELECT value FROM chosen WHERE device = d.id) THEN (SELECT "
	"value "
	"FROM %1$s.address a WHERE a.device = d.id AND a.kind = 'ip' ORDER BY a.last DESC LIMIT 1) ELSE ip "
	"END "
	"WHERE id IN (SELECT device FROM chosen);";

static const char by_ip[] =
	"UPDATE %1$s.%2$s AS t SET %3$s = c.fresh FROM chosen c WHERE t.%3$s = c.device AND "
	"c.kind = 'ip' AND c.value = t.%3$s_ip;";

/* Services that flows show: of the new device those to its addresses; the other keeps what others ask of it.
 */
static const char services[] =
	"CREATE TEMP TABLE moved_service AS SELECT DISTINCT c.device, c.fresh, f.transport, f.port, "
	"f.protocol "
	"FROM (SELECT DISTINCT device, fresh FROM chosen) c JOIN %1$s.flow f ON f.server = c.fresh AND "
	"f.answered = 1;"
	"INSERT INTO %1$s.service SELECT m.fresh, s.transport, s.port, s.protocol, s.answered, s.encrypted, "
	"s.clients, s.outside_clients, s.scanned_only, s.first_packet, s.last_packet FROM %1$s.service s "
	"JOIN "
	"moved_service m ON m.device = s.device AND m.transport = s.transport AND m.port = s.port AND "
	"m.protocol "
	"= s.protocol;"
	"DELETE FROM %1$s.service WHERE rowid IN (SELECT s.rowid FROM %1$s.service s JOIN moved_service m ON "
	"m.device = s.device AND m.transport = s.transport AND m.port = s.port AND m.protocol = s.protocol "
	"LEFT "
	"JOIN %1$s.flow f ON f.server = s.device AND f.transport = s.transport AND f.port = s.port AND "
	"f.protocol = s.protocol WHERE f.id IS NULL);"
	"DROP TABLE moved_service;";

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
int keep_split_rows(sqlite3 *db, const char *schema)
{
	static const char *const bearing[][2] = {{"flow", "client"},      {"flow", "server"},
						 {"command", "client"},   {"command", "server"},
						 {"operation", "client"}, {"operation", "server"},
						 {"login", "client"},     {"login", "server"}};
	int r = keep_exec(db, rows, schema);

	for (size_t i = 0; r == 0 && i < sizeof bearing / sizeof *bearing; i++)
		r = keep_exec(db, by_ip, schema, bearing[i][0], bearing[i][1]);
	return r < 0 ? r : keep_exec(db, services, schema);
}
#pragma GCC diagnostic pop

/* --- in a later capture */

/* A device of the run that shows an address claimed for one device of the site, and a MAC address of another.
 */
static const char choose_run[] =
	"CREATE TEMP TABLE claimed AS SELECT DISTINCT a.device AS run, c.device AS site, a.kind AS kind, "
	"a.value "
	"AS value FROM run.address a JOIN main.device_claim c ON c.kind = a.kind AND c.value = a.value;"
	"CREATE TEMP TABLE chosen AS WITH two AS (SELECT c.run, c.site FROM claimed c JOIN run.address b ON "
	"b.device = c.run AND b.kind = 'mac' JOIN main.address h ON h.kind = 'mac' AND h.value = b.value AND "
	"h.device <> c.site LEFT JOIN main.device_claim o ON o.kind = b.kind AND o.value = b.value AND "
	"o.device = "
	"c.site WHERE o.device IS NULL GROUP BY c.run, c.site) SELECT c.run AS device, (SELECT max(id) FROM "
	"run.device) + dense_rank() OVER (ORDER BY c.run, c.site) AS fresh, c.kind AS kind, c.value AS value "
	"FROM "
	"claimed c JOIN two t ON t.run = c.run AND t.site = c.site;"
	"DROP TABLE claimed";

int keep_claims(sqlite3 *db)
{
	sqlite3_stmt *st = NULL;
	bool any = sqlite3_prepare_v2(db, "SELECT 1 FROM main.device_claim LIMIT 1", -1, &st, NULL) ==
			   SQLITE_OK &&
		   sqlite3_step(st) == SQLITE_ROW;
	int r = 0;

	sqlite3_finalize(st);
	if (any)
		r = keep_exec(db, "%s", choose_run);
	if (any && r == 0)
		r = keep_split_rows(db, "run");
	return r < 0 ? r : keep_exec(db, "DROP TABLE IF EXISTS temp.chosen");
}

/* --- by people */

static int choose(sqlite3 *db, int64_t device, int64_t fresh, const struct keep_address *list, size_t count,
		  struct err *e)
{
	sqlite3_stmt *st = NULL;
	int r = keep_exec(db,
			  "CREATE TEMP TABLE chosen(device INTEGER, fresh INTEGER, kind TEXT, value TEXT, "
			  "PRIMARY KEY (kind, value)) WITHOUT ROWID");

	if (r == 0 &&
	    sqlite3_prepare_v2(db,
			       "INSERT OR IGNORE INTO chosen SELECT DISTINCT device, ?2, kind, value FROM "
			       "main.address WHERE device = ?1 AND kind = ?3 AND value = ?4",
			       -1, &st, NULL) != SQLITE_OK)
		r = -EIO;
	for (size_t i = 0; r == 0 && i < count; i++) {
		sqlite3_bind_int64(st, 1, device);
		sqlite3_bind_int64(st, 2, fresh);
		sqlite3_bind_text(st, 3, list[i].kind, -1, SQLITE_STATIC);
		sqlite3_bind_text(st, 4, list[i].value, -1, SQLITE_STATIC);
		if (sqlite3_step(st) != SQLITE_DONE)
			r = -EIO;
		else if (sqlite3_changes(db) == 0)
			r = err_set(e, -ENOENT, list[i].value, "no-address", "%s", "");
		sqlite3_reset(st);
	}
	sqlite3_finalize(st);
	return r;
}

static int64_t number(sqlite3 *db, const char *sql, int64_t a)
{
	sqlite3_stmt *st = NULL;
	int64_t v = 0;

	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK) {
		sqlite3_bind_int64(st, 1, a);
		if (sqlite3_step(st) == SQLITE_ROW)
			v = sqlite3_column_int64(st, 0);
	}
	sqlite3_finalize(st);
	return v;
}

static int tell(struct store *s, int64_t device, int64_t fresh, const struct keep_address *list, size_t count,
		int64_t at, const char *actor)
{
	struct out o;
	size_t n;
	int r = out_init(&o, -1);

	if (r < 0)
		return r;
	json_object(&o, NULL);
	json_int(&o, "device", fresh);
	json_int(&o, "from", device);
	json_array(&o, "addresses");
	for (size_t i = 0; i < count; i++) {
		json_object(&o, NULL);
		json_str(&o, "kind", list[i].kind);
		json_str(&o, "value", list[i].value);
		json_end_object(&o);
	}
	json_end_array(&o);
	json_end_object(&o);
	r = o.error ? -ENOMEM : journal_append(s, at, "device-split", actor, out_bytes(&o, &n), NULL);
	out_clear(&o);
	return r;
}

/* A number that no device has or had. */
static int64_t next_device(sqlite3 *db)
{
	return 1 +
	       number(db,
		      "SELECT max(coalesce((SELECT max(id) FROM main.device), 0), coalesce((SELECT max(gone) "
		      "FROM main.device_merge), 0)) WHERE ?1 = 0",
		      0);
}

int keep_split(struct store *s, int64_t device, const struct keep_address *list, size_t count, int64_t at,
	       const char *actor, int64_t *ret_device, struct err *e)
{
	sqlite3 *db = store_db(s);
	int64_t fresh = next_device(db);
	char text[24];
	int r = site_indexes(s);

	snprintf(text, sizeof text, "d%lld", (long long)device);
	if (keep_device(s, device) != device)
		return err_set(e, -ENOENT, text, "no-device", "%s", "");
	if (count == 0 || count > KEEP_ADDRESSES_MAX)
		return err_set(e, -EINVAL, text, "no-addresses", "%d", KEEP_ADDRESSES_MAX);
	if (r == 0)
		r = choose(db, device, fresh, list, count, e);
	if (r == 0 && number(db,
			     "SELECT count(*) FROM main.address WHERE device = ?1 AND (kind, value) NOT IN "
			     "(SELECT kind, value FROM chosen)",
			     device) == 0)
		r = err_set(e, -EINVAL, text, "all-addresses", "%s", "");
	if (r == 0)
		r = keep_split_rows(db, "main");
	if (r == 0)
		r = tell(s, device, fresh, list, count, at, actor);
	if (r == 0)
		r = ledger_rematch(s);
	keep_exec(db, "DROP TABLE IF EXISTS temp.chosen");
	*ret_device = fresh;
	return r;
}
