#include "assess/against.h"

#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OLD_MAX = 256 * 1024 * 1024 };

/* The old document, terminated, on the heap; NULL with e filled. */
static char *slurp(const char *path, struct err *e)
{
	FILE *f = fopen(path, "rb");
	char *text = NULL;
	long size = -1;

	if (!f) {
		err_set(e, -errno, path, "cannot-open", "%s", strerror(errno));
		return NULL;
	}
	if (fseek(f, 0, SEEK_END) == 0)
		size = ftell(f);
	if (size < 0 || size > OLD_MAX || fseek(f, 0, SEEK_SET) != 0)
		err_set(e, ERR_LIMIT, path, "not-a-report", "%s", "size");
	else if (!(text = calloc(1, (size_t)size + 1)))
		err_set(e, -ENOMEM, path, "cannot-open", "%s", strerror(ENOMEM));
	else if (fread(text, 1, (size_t)size, f) != (size_t)size) {
		err_set(e, -EIO, path, "cannot-open", "%s", strerror(errno));
		free(text);
		text = NULL;
	}
	fclose(f);
	return text;
}

/* clean(x): text_clean() for SQL, NULL stays NULL. */
static void sql_clean(sqlite3_context *c, int n, sqlite3_value **v)
{
	char out[TEXT_ROOM];
	const void *raw = sqlite3_value_text(v[0]);

	(void)n;
	if (raw)
		sqlite3_result_text(c, out,
				    (int)text_clean(text_of(raw, (size_t)sqlite3_value_bytes(v[0])), out),
				    SQLITE_TRANSIENT);
}

static const char tables[] =
	"CREATE TEMP TABLE old_device (id TEXT, name TEXT, kind TEXT, maker TEXT, model TEXT, firmware TEXT, "
	"device INTEGER);"
	"CREATE TEMP TABLE old_mac (id TEXT, mac TEXT);"
	"CREATE TEMP TABLE old_ip (id TEXT, ip TEXT);"
	"CREATE TEMP TABLE old_service (id TEXT, transport TEXT, port INTEGER, protocol TEXT);";

static const char *const fills[] = {
	"INSERT INTO old_device SELECT clean(d.value ->> 'id'), clean(d.value ->> '$.names[0]'), "
	"clean(d.value ->> 'kind'),"
	" clean(d.value ->> 'maker'), clean(d.value ->> 'model'), clean(d.value ->> 'firmware'), NULL"
	" FROM json_each(?1, '$.devices') d",
	"INSERT INTO old_mac SELECT clean(d.value ->> 'id'), clean(m.value) FROM json_each(?1, '$.devices') "
	"d,"
	" json_each(d.value, '$.macs') m",
	"INSERT INTO old_ip SELECT clean(d.value ->> 'id'), clean(m.value) FROM json_each(?1, '$.devices') d,"
	" json_each(d.value, '$.ips') m",
	"INSERT INTO old_service SELECT clean(d.value ->> 'id'), clean(s.value ->> 'transport'), s.value ->> "
	"'port',"
	" clean(s.value ->> 'protocol') FROM json_each(?1, '$.devices') d, json_each(d.value, '$.services') s"
	" WHERE s.value ->> 'answered'",
};

/* In this order: who is who, then what differs. */
static const char compare[] =
	"CREATE INDEX temp.old_mac_mac ON old_mac(mac); CREATE INDEX temp.old_ip_ip ON old_ip(ip);"
	"CREATE INDEX temp.old_device_id ON old_device(id); CREATE INDEX temp.old_service_id ON "
	"old_service(id);"
	"UPDATE old_device SET device = (SELECT min(a.device) FROM old_mac m JOIN address a ON a.kind = "
	"'mac' AND a.value = m.mac"
	"  JOIN device d ON d.id = a.device WHERE m.id = old_device.id AND d.random_mac = 0);"
	"UPDATE old_device SET device = (SELECT min(d.id) FROM device d WHERE d.name = old_device.name AND "
	"d.kind = old_device.kind"
	"  AND d.id NOT IN (SELECT device FROM old_device WHERE device IS NOT NULL))"
	"  WHERE device IS NULL AND name IS NOT NULL;"
	"UPDATE old_device SET device = (SELECT min(a.device) FROM old_ip i JOIN address a ON a.kind = 'ip' "
	"AND a.value = i.ip"
	"  JOIN device d ON d.id = a.device WHERE i.id = old_device.id AND d.mac IS NULL)"
	"  WHERE device IS NULL AND id NOT IN (SELECT id FROM old_mac);"
	"INSERT INTO change SELECT 'new', d.id, NULL, NULL, NULL, NULL FROM device d"
	"  WHERE d.id NOT IN (SELECT device FROM old_device WHERE device IS NOT NULL) ORDER BY d.id;"
	"INSERT INTO change SELECT 'gone', NULL, o.id, NULL,"
	"  coalesce(o.name, (SELECT min(mac) FROM old_mac m WHERE m.id = o.id), (SELECT min(ip) FROM old_ip "
	"i WHERE i.id = o.id)), NULL"
	"  FROM old_device o WHERE o.device IS NULL ORDER BY o.rowid;";

/* A field that is known in both and differs; a field that was lost is no change: it may just not have been
 * said this time. */
static const char *const fields[] = {"name", "kind", "maker", "model", "firmware"};

static const char differ_services[] =
	"INSERT INTO change SELECT DISTINCT 'changed', s.device, o.id, 'service', NULL, s.protocol || ' ' || "
	"s.transport || '/' || s.port"
	"  FROM old_device o JOIN service s ON s.device = o.device WHERE s.answered = 1 AND NOT EXISTS"
	"  (SELECT 1 FROM old_service t WHERE t.id = o.id AND t.transport = s.transport AND t.port = s.port) "
	"ORDER BY 2, 6;"
	"INSERT INTO change SELECT DISTINCT 'changed', o.device, o.id, 'address', NULL, a.value"
	"  FROM old_device o JOIN address a ON a.device = o.device WHERE NOT EXISTS"
	"  (SELECT 1 FROM old_ip i WHERE i.id = o.id AND i.ip = a.value UNION ALL"
	"   SELECT 1 FROM old_mac m WHERE m.id = o.id AND m.mac = a.value) ORDER BY 2, 6;";

static int run(sqlite3 *db, const char *sql)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : -EIO;
}

static int fill(sqlite3 *db, const char *sql, const char *old)
{
	sqlite3_stmt *q = NULL;
	int r = sqlite3_prepare_v2(db, sql, -1, &q, NULL);

	if (r == SQLITE_OK)
		r = sqlite3_bind_text(q, 1, old, -1, SQLITE_STATIC);
	if (r == SQLITE_OK)
		r = sqlite3_step(q);
	sqlite3_finalize(q);
	return r == SQLITE_DONE ? 0 : -EIO;
}

static bool is_report(sqlite3 *db, const char *old)
{
	sqlite3_stmt *q = NULL;
	bool is = false;

	if (sqlite3_prepare_v2(
		    db, "SELECT CASE WHEN json_valid(?1) THEN ?1 ->> 'schema' = 'mimamori-inspect/1' END", -1,
		    &q, NULL) == SQLITE_OK &&
	    sqlite3_bind_text(q, 1, old, -1, SQLITE_STATIC) == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW)
		is = sqlite3_column_int(q, 0) == 1;
	sqlite3_finalize(q);
	return is;
}

static int compare_fields(sqlite3 *db)
{
	int r = 0;

	for (size_t i = 0; r == 0 && i < sizeof fields / sizeof *fields; i++) {
		char *sql = sqlite3_mprintf(
			"INSERT INTO change SELECT 'changed', d.id, o.id, %Q, o.%s, d.%s FROM old_device o"
			" JOIN device d ON d.id = o.device WHERE o.%s <> d.%s ORDER BY d.id",
			fields[i], fields[i], fields[i], fields[i], fields[i]);

		r = sql ? run(db, sql) : -ENOMEM;
		sqlite3_free(sql);
	}
	return r;
}

static int compare_with(sqlite3 *db, const char *old)
{
	int r = run(db, tables);

	for (size_t i = 0; r == 0 && i < sizeof fills / sizeof *fills; i++)
		r = fill(db, fills[i], old);
	if (r == 0)
		r = run(db, compare);
	if (r == 0)
		r = compare_fields(db);
	return r ? r : run(db, differ_services);
}

int against_compare(struct store *s, const char *path, struct err *e)
{
	sqlite3 *db = store_db(s);
	char *old = slurp(path, e);
	int r;

	if (!old)
		return e->code;
	sqlite3_create_function(db, "clean", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, sql_clean, NULL,
				NULL);
	if (!is_report(db, old))
		r = err_set(e, ERR_DAMAGED, path, "not-a-report", "%s", "schema");
	else if (compare_with(db, old) < 0)
		r = err_set(e, -EIO, path, "not-a-report", "%s", store_error(s));
	else
		r = run(db, "INSERT INTO setting VALUES ('against', 1, NULL)");
	free(old);
	return r;
}
