#include "assess/drawn.h"

#include "assess/evidence.h"
#include "assess/sql.h"

#include <errno.h>

/* One statement each: rows that are as they were stay untouched. */
#define OF_SYSTEMS                                                                                           \
	"SELECT m.device, min(m.system), min(t.name) FROM system_device m JOIN system t ON t.id = m.system " \
	"WHERE t.status <> 'ended' GROUP BY m.device HAVING count(*) = 1"

/* Both ways: a peer that the approved profile of either end has (observed.sql: 'd' and its number), and the
 * links of records that stand today. ?1: now, ?2: minutes east. */
#define LINKS                                                                                                \
	"SELECT k.client, k.server FROM (WITH said(one, other) AS (SELECT device, CAST(substr(key, 2) AS "   \
	"INTEGER) FROM profile_entry WHERE what = 'peer' AND key LIKE 'd%' UNION SELECT "                    \
	"CAST(substr(fields->>'from', 2) AS INTEGER), CAST(substr(fields->>'to', 2) AS INTEGER) FROM "       \
	"record "                                                                                            \
	"WHERE kind = 'manual-link' AND removed = 0 AND says <> 'no' AND (expires_on IS NULL OR expires_on " \
	">= date(?1 / 1000000 + ?2 * 60, 'unixepoch')) AND fields->>'from' LIKE 'd%' AND fields->>'to' "     \
	"LIKE "                                                                                              \
	"'d%') SELECT one AS client, other AS server FROM said UNION SELECT other, one FROM said) k JOIN "   \
	"drawn a ON a.device = k.client JOIN drawn b ON b.device = k.server WHERE a.system <> b.system"

static const char *const steps[] = {
	"DELETE FROM drawn WHERE (device, system, name) NOT IN (" OF_SYSTEMS ") AND ?1 = ?1 AND ?2 = ?2",
	"INSERT OR IGNORE INTO drawn(device, system, name) SELECT * FROM (" OF_SYSTEMS
	") WHERE ?1 = ?1 AND ?2 = ?2",
	"DELETE FROM drawn_link WHERE (client, server) NOT IN (" LINKS ")",
	"INSERT OR IGNORE INTO drawn_link(client, server) " LINKS,
	/* 0: there are not two systems to be apart. */
	"INSERT INTO setting(key, value) SELECT 'drawn', count(DISTINCT system) > 1 FROM drawn WHERE ?1 = ?1 "
	"AND ?2 = ?2 ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value IS NOT "
	"excluded.value",
};

int drawn_refresh(struct store *s, int64_t now)
{
	int r = 0;

	if (!sql_number(s, 0, "SELECT 1 FROM sqlite_schema WHERE name = 'record'", ""))
		return 0;
	for (size_t i = 0; i < sizeof steps / sizeof *steps && r == 0; i++)
		r = sql_run(s, steps[i], "ii", now, (int64_t)site_zone(s));
	return r;
}

bool drawn_divides(struct store *s)
{
	return sql_number(s, 0, "SELECT value FROM setting WHERE key = 'drawn'", "") == 1;
}
