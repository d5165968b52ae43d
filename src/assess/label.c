#include "assess/label.h"

#include "assess/evidence.h"
#include "assess/sql.h"

#include <errno.h>

/* Of the device itself, or of every device of that model in the record's system: as the record has it,
 * without case. The last valid day is over at midnight where the site stands (?1: minutes east). */
static const char labels[] =
	"INSERT INTO label(record, device, level, number, until, over) SELECT record, device, level, number, "
	"until, "
	"until <= ?2 FROM (SELECT r.id AS record, d.id AS device, CASE r.fields->>'level' WHEN 'one' THEN 1 "
	"WHEN 'two' "
	"THEN 2 WHEN 'three' THEN 3 ELSE 4 END AS level, coalesce(r.fields->>'number', '') AS number, "
	"(CAST(strftime('%s', r.fields->>'valid_until') AS INTEGER) + 86400 - ?1 * 60) * 1000000 AS until "
	"FROM record r "
	"JOIN device_shown d ON CASE WHEN r.device IS NOT NULL THEN d.id = r.device ELSE "
	"lower(trim(d.model)) = "
	"lower(trim(r.fields->>'model')) AND (r.system = 'site' OR d.id IN (SELECT m.device FROM "
	"system_device m WHERE 's' "
	"|| m.system = r.system)) END WHERE r.kind = 'jc-star' AND r.removed = 0 AND strftime('%s', "
	"r.fields->>'valid_until') IS NOT NULL) ORDER BY record, device";

int labels_refresh(struct store *s, int64_t now)
{
	if (!sql_number(s, 0, "SELECT 1 FROM sqlite_schema WHERE name = 'record'", ""))
		return 0;
	if (!sql_number(s, 0, "SELECT count(*) FROM label", "") &&
	    !sql_number(s, 0, "SELECT count(*) FROM record WHERE kind = 'jc-star'", ""))
		return 0;
	if (sql_run(s, "DELETE FROM label", "") < 0)
		return -EIO;
	return sql_run(s, labels, "ii", (int64_t)site_zone(s), now);
}
