/* Whose a network is. What people said comes first; then evidence: it, one of its clients, or a number beside its own is
 * in the plant's list, approved, or seen on a wire, too. What has the same name, or is announced by the same access
 * point, goes with it: an imitation is judged like what it imitates. As soon as one network is the plant's own, those
 * for which nothing speaks are others' (listed, not judged); before, nobody can tell, and all are judged. */
#include "assess/wifi.h"

#include "assess/sql.h"

#include <errno.h>

/* Access points number their networks one after the other, and change the first byte: 00:1b:.. 5a:70 to 5a:7f. */
#define UNIT(mac) "substr(" mac ", 4, 13)"
#define UNSAID    "a.bssid NOT IN (SELECT r.bssid FROM access_point_reason r WHERE r.reason = 'others-said')"
#define OURS      "SELECT r.bssid FROM access_point_reason r WHERE r.grade = 5"
#define PUT(reason, grade)                                                                                   \
	"INSERT INTO access_point_reason(device, bssid, reason, grade, packet) SELECT a.device, a.bssid, "   \
	"'" reason "', " grade ", a.packet FROM access_point a WHERE "
/* MACs of devices that a wire showed. With an address of IP: what was saved by earlier versions does not tell the
 * two apart, and what the air carries is not read unless asked for. */
#define WIRED                                                                                                \
	"SELECT m.value FROM address m WHERE m.kind = 'mac' AND m.source <> 'wifi' AND m.device IN (SELECT " \
	"i.device FROM address i WHERE i.kind = 'ip')"

/* A number counts before a name, the later word before the earlier. */
static const char said[] =
	"INSERT INTO access_point_reason(device, bssid, reason, grade, packet) SELECT device, bssid, CASE "
	"WHEN whose "
	"<> 'ours' THEN 'others-said' WHEN by_number THEN 'ours-said' ELSE 'ours-name-said' END, CASE whose "
	"WHEN "
	"'ours' THEN 5 ELSE 6 END, packet FROM (SELECT a.device, a.bssid, a.packet, w.whose, w.bssid = "
	"a.bssid AS "
	"by_number, row_number() OVER (PARTITION BY a.bssid ORDER BY w.bssid = a.bssid DESC, w.seq DESC) AS "
	"n FROM "
	"access_point a JOIN (SELECT lower(replace(trim(r.fields->>'network'), '-', ':')) AS bssid, "
	"trim(r.fields->>'network') AS ssid, r.fields->>'whose' AS whose, r.seq FROM record r WHERE r.kind = "
	"'wifi-network' AND r.removed = 0) w ON w.bssid = a.bssid OR w.ssid = a.ssid) WHERE n = 1";

/* Each once a network. %s: the devices that are listed or approved. */
static const char *const by_evidence[] = {
	PUT("ours-listed", "5") UNSAID " AND (a.device IN (SELECT id FROM mine) OR " UNIT(
		"a.bssid") " IN (SELECT " UNIT("lower(l.mac)") " FROM ledger l WHERE l.mac IS NOT NULL))",
	PUT("ours-wired", "5") UNSAID " AND (" UNIT("a.bssid") " IN (SELECT " UNIT(
		"w.mac") " FROM wired w) OR a.bssid IN (SELECT c.bssid FROM wifi_client c WHERE c.frames + "
			 "c.joined > 0 AND c.mac IN (SELECT "
			 "mac FROM wired)))",
	PUT("ours-client", "5") UNSAID
	" AND a.bssid IN (SELECT c.bssid FROM wifi_client c WHERE c.frames + c.joined > 0 "
	"AND c.station IN (SELECT id FROM mine))",
	PUT("ours-unit", "5") UNSAID " AND a.bssid NOT IN (" OURS ") AND " UNIT(
		"a.bssid") " IN (SELECT " UNIT("r.bssid") " FROM access_point_reason r WHERE r.grade = 5)",
	PUT("ours-name", "5") UNSAID " AND a.bssid NOT IN (" OURS
				     ") AND a.ssid IN (SELECT b.ssid FROM access_point b "
				     "WHERE b.bssid IN (" OURS "))",
	PUT("others-nothing", "6") UNSAID " AND a.bssid NOT IN (" OURS ") AND EXISTS (" OURS ")",
};

static int exec(sqlite3 *db, const char *sql)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : -EIO;
}

int wifi_whose(struct store *s)
{
	sqlite3 *db = store_db(s);
	bool site = sql_number(s, 0, "SELECT 1 FROM sqlite_schema WHERE name = 'record'", "") != 0;
	int r = site ? exec(db, said) : 0;

	if (r == 0)
		r = exec(db, "CREATE TEMP TABLE mine(id INTEGER PRIMARY KEY); CREATE TEMP TABLE wired(mac "
			     "TEXT PRIMARY KEY) "
			     "WITHOUT ROWID; INSERT INTO mine SELECT id FROM device WHERE known = 1; INSERT "
			     "OR IGNORE INTO "
			     "wired " WIRED);
	if (r == 0 && site)
		r = exec(db, "INSERT OR IGNORE INTO mine SELECT device FROM profile");
	for (size_t i = 0; r == 0 && i < sizeof by_evidence / sizeof *by_evidence; i++)
		r = exec(db, by_evidence[i]);
	if (exec(db, "DROP TABLE IF EXISTS temp.mine; DROP TABLE IF EXISTS temp.wired") < 0 && r == 0)
		r = -EIO;
	return r;
}
