/* Systems: what is introduced, at which usage level, from when to when, and of which devices. */
#include "store/part.h"

static const struct event_kind events[] = {
	{"system-added",
	 "INSERT INTO system(id, name, level, planned_start, planned_end, status, note, seq) VALUES "
	 "(?1->>'id', ?1->>'name', ?1->>'level', ?1->>'start', ?1->>'end', ?1->>'status', "
	 "?1->>'note', ?2)"},
	/* Every field is in the body, changed or not. */
	{"system-changed",
	 "UPDATE system SET name = ?1->>'name', level = ?1->>'level', planned_start = ?1->>'start', "
	 "planned_end = ?1->>'end', status = ?1->>'status', note = ?1->>'note', seq = ?2"
	 " WHERE id = ?1->>'id'"},
	{"system-assigned",
	 "INSERT OR IGNORE INTO system_device(system, device, seq) SELECT ?1->>'id', e.value, ?2"
	 " FROM json_each(?1, '$.devices') e"},
	{"system-unassigned", "DELETE FROM system_device WHERE system = ?1->>'id' AND device IN"
			      " (SELECT e.value FROM json_each(?1, '$.devices') e)"},
};

static const char *const tables[] = {
	"system(id, name, level, planned_start, planned_end, status, note, seq) BY id",
	"system_device(system, device, seq) BY system, device", NULL};

const struct store_part system_part = {"system", events, sizeof events / sizeof *events, tables};
