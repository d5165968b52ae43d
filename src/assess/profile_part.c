/* Profiles in the journal: an approval says all that it approves, for some hundred devices at a time. */
#include "store/part.h"

#define CONTACT "CASE WHEN ?4 GLOB 'c[0-9]*' THEN CAST(substr(?4, 2) AS INTEGER) END"
#define DEVICES "(SELECT value->>'$.device' FROM json_each(?1, '$.profiles'))"

static const char approved[] =
	"DELETE FROM profile_entry WHERE device IN " DEVICES ";"
	"INSERT OR REPLACE INTO profile SELECT value->>'$.device', value->>'$.version', ?3, " CONTACT
	", ?1->>'$.note', ?2 FROM json_each(?1, '$.profiles');"
	"INSERT OR IGNORE INTO profile_entry SELECT p.value->>'$.device', e.value->>'$[0]', "
	"e.value->>'$[1]' FROM json_each(?1, '$.profiles') p, json_each(p.value, '$.entries') e";

static const struct event_kind events[] = {
	{"profile-approved", approved},
	{"profile-withdrawn", "DELETE FROM profile_entry WHERE device = ?1->>'$.device';"
			      "DELETE FROM profile WHERE device = ?1->>'$.device'"},
};

static const char *const tables[] = {"profile(device, version, at, contact, note, seq) BY device",
				     "profile_entry(device, what, key) BY device, what, key", NULL};

const struct store_part profile_part = {"profile", events, sizeof events / sizeof *events, tables};
