/* The flows against what was approved, since then. A difference of the model (inventory/standing.h) stays
 * once it was seen; here only what was seen again, or for the first time, since the moment counts. */
#include "respond/incident_parts.h"

#include "assess/sql.h"
#include "store/site.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define MINUTE INT64_C(60000000)

/* Captured time since ?1: parts of the captures that no other covers, so that blind time counts nothing. */
static const char watched_sql[] = "SELECT sum(last - first) FROM (SELECT max(first, coalesce(before, first)) "
				  "AS first, last FROM (SELECT max(first, ?1) AS first, last, "
				  "max(last) OVER (ORDER BY first, last ROWS BETWEEN UNBOUNDED PRECEDING AND "
				  "1 PRECEDING) AS before FROM source WHERE last > ?1 AND last >= "
				  "first) WHERE before IS NULL OR last > before)";

#define ITS "(SELECT device FROM incident_device WHERE incident = ?1)"
/* Conversations of its devices since ?2 that anybody answered or that carried something: one line an end. */
#define TALKS                                                                                                \
	"(SELECT f.client AS device, f.server AS peer, f.server_outside AS outside, f.protocol, "            \
	"f.transport || '/' || f.port || '/' || f.protocol AS "                                              \
	"service, 0 AS served, f.last, f.to_group FROM flow f WHERE f.last > ?2 AND (f.answered = 1 OR "     \
	"f.payload > 0) AND f.scan = 0 AND f.client IN " ITS                                                 \
	" UNION ALL SELECT f.server, f.client, f.client_outside, f.protocol, f.transport || '/' || f.port "  \
	"|| '/' || f.protocol, f.answered, f.last, "                                                         \
	"f.to_group FROM flow f WHERE f.last > ?2 AND (f.answered = 1 OR f.payload > 0) AND f.scan = 0 AND " \
	"f.server IN " ITS ")"

/* Keys as a profile has them (inventory/observed.sql); only of devices that have one. */
static const char differences_sql[] =
	"SELECT device, what, key, max(last) FROM ("
	"SELECT device, 'peer' AS what, 'd' || peer AS key, last FROM " TALKS
	" WHERE peer IS NOT NULL AND peer <> device AND to_group = 0 "
	"UNION ALL SELECT t.device, 'outside', coalesce(o.name, o.network), t.last FROM " TALKS
	" t JOIN outside o ON o.id = t.outside "
	"UNION ALL SELECT device, 'protocol', protocol, last FROM " TALKS " WHERE protocol <> 'unknown' "
	"UNION ALL SELECT device, 'service', service, last FROM " TALKS " WHERE served = 1 "
	"UNION ALL SELECT device, what, key, since FROM difference WHERE against = 'profile' AND since > ?2 "
	"AND device IN " ITS ") x "
	"WHERE EXISTS (SELECT 1 FROM profile p WHERE p.device = x.device) AND NOT EXISTS (SELECT 1 FROM "
	"profile_entry e WHERE e.device = x.device AND "
	"e.what = x.what AND e.key = x.key) GROUP BY device, what, key ORDER BY device, what, key";

static int64_t since_of(struct store *s, int64_t id)
{
	return sql_number(
		s, 0,
		"SELECT coalesce(i.verified, (SELECT max(d.at) FROM deed d WHERE d.incident = i.id AND "
		"d.round = i.round AND d.became IN "
		"('restored', 'contained') AND d.was <> d.became), i.opened) FROM incident i WHERE i.id = ?1",
		"i", id);
}

int incident_differences(struct store *s, int64_t id, incident_difference_fn *fn, void *ctx)
{
	sqlite3_stmt *st = sql_of(s, differences_sql, "ii", id, since_of(s, id));
	int r = st ? 0 : -EIO, step = SQLITE_DONE;

	while (r >= 0 && (step = sqlite3_step(st)) == SQLITE_ROW)
		r = fn(ctx, sqlite3_column_int64(st, 0), (const char *)sqlite3_column_text(st, 1),
		       (const char *)sqlite3_column_text(st, 2), sqlite3_column_int64(st, 3));
	sqlite3_finalize(st);
	return r < 0 ? r : step == SQLITE_DONE ? 0 : -EIO;
}

static int count(void *ctx, int64_t device, const char *what, const char *key, int64_t last)
{
	(void)device;
	(void)what;
	(void)key;
	(void)last;
	++*(int64_t *)ctx;
	return 0;
}

/* Those that were put back, or never cut off; who caused it and stays cut off need not be as approved. */
#define LIVING ITS " AND d.id NOT IN (SELECT device FROM incident_device WHERE incident = ?1 AND role = 'by')"

static int64_t unapproved(struct store *s, int64_t id)
{
	return sql_number(s, 0,
			  "SELECT count(*) FROM device d WHERE d.id IN " LIVING
			  " AND d.id NOT IN (SELECT device FROM profile)",
			  "i", id);
}

static int64_t unseen(struct store *s, int64_t id, int64_t since)
{
	return sql_number(s, 0, "SELECT count(*) FROM device d WHERE d.last <= ?2 AND d.id IN " LIVING, "ii",
			  id, since);
}

#define CAUSES                                                                                               \
	"(SELECT a.cause FROM alarm a JOIN incident_alarm x ON x.alarm = a.id WHERE x.incident = ?1 AND "    \
	"a.grouped = 'by' AND a.cause <> '' AND a.cause NOT GLOB 'd[0-9]*')"

/* What those that caused it did since then that nobody approved; who is no device is known by his address. */
static int64_t attacker(struct store *s, int64_t id, int64_t since)
{
	int64_t n = sql_number(s, 0,
			       "SELECT count(*) FROM flow f WHERE f.last > ?2 AND f.to_group = 0 AND "
			       "f.client IN (SELECT device FROM "
			       "incident_device WHERE incident = ?1 AND role = 'by') AND NOT EXISTS (SELECT "
			       "1 FROM profile_entry e "
			       "WHERE e.device = f.client AND e.what = 'peer' AND e.key = 'd' || f.server)",
			       "ii", id, since);

	if (sql_number(s, 0, "SELECT count(*) FROM " CAUSES, "i", id)) /* reads all flows */
		n += sql_number(s, 0,
				"SELECT count(*) FROM flow f WHERE f.last > ?2 AND f.client_ip IN " CAUSES,
				"ii", id, since);
	return n;
}

/* Its own and those that they joined, and any that keeps a lamp of one of its devices red. */
static int64_t alarms(struct store *s, int64_t id)
{
	return sql_number(s, 0,
			  "WITH own AS (SELECT alarm FROM incident_alarm WHERE incident = ?1) SELECT "
			  "count(*) FROM alarm a WHERE "
			  "a.ended IS NULL AND a.dismissed IS NULL AND (a.id IN own OR a.id IN (SELECT "
			  "joined FROM alarm WHERE id IN "
			  "own) OR (a.severity <= 1 AND a.id IN (SELECT d.alarm FROM alarm_device d WHERE "
			  "d.until IS NULL AND d.lamp "
			  "<> 'none' AND d.device IN (SELECT device FROM incident_device WHERE incident = ?1 "
			  "AND role = 'on'))))",
			  "i", id);
}

int incident_measure(struct store *s, int64_t id, int64_t now, struct incident_measure *ret)
{
	int r;

	(void)now;
	*ret = (struct incident_measure){
		.needed = strtoll(site_setting(s, "incident-watch-minutes", "60"), NULL, 10) * MINUTE,
		.since = since_of(s, id)};
	ret->watched = sql_number(s, 0, watched_sql, "i", ret->since);
	ret->unapproved = unapproved(s, id);
	ret->unseen = unseen(s, id, ret->since);
	ret->attacker = attacker(s, id, ret->since);
	ret->alarms = alarms(s, id);
	r = incident_differences(s, id, count, &ret->differences);
	if (r < 0)
		return r;
	if (ret->differences || ret->attacker || ret->alarms)
		ret->state = MEASURED_DIFFERS;
	else
		ret->state =
			ret->watched <= 0 || ret->unapproved || ret->unseen ? MEASURED_NOT : MEASURED_EQUAL;
	return 0;
}
