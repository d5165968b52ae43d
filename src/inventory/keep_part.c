/* What people say of devices, in the journal. The body of a merge holds what both had of the tables that
 * events rebuild (keep.c writes it), so that taking it back needs nothing else. */
#include "store/part.h"

extern const char keep_merged_sql[], keep_undone_sql[];

static const char split[] = "INSERT OR REPLACE INTO device_claim SELECT value->>'$.kind', value->>'$.value', "
			    "?1->>'$.device', ?2 FROM json_each(?1, '$.addresses')";

static const char locked[] =
	"INSERT OR REPLACE INTO device_lock VALUES (?1->>'$.device', ?1->>'$.field', ?1->>'$.value', CASE "
	"WHEN ?4 GLOB 'c[0-9]*' THEN CAST(substr(?4, 2) AS INTEGER) END, ?3, ?1->>'$.note', ?2)";

static const char unlocked[] =
	"DELETE FROM device_lock WHERE device = ?1->>'$.device' AND field = ?1->>'$.field'";

static const struct event_kind events[] = {
	{"device-merged", keep_merged_sql},
	{"device-merge-undone", keep_undone_sql},
	{"device-split", split},
	{"device-locked", locked},
	{"device-unlocked", unlocked},
};

static const char *const tables[] = {
	"device_merge(id, gone, into_device, at, contact, note, undone, seq) BY id",
	"device_claim(kind, value, device, seq) BY kind, value",
	"device_lock(device, field, value, contact, at, note, seq) BY device, field", NULL};

const struct store_part keep_part = {"keep", events, sizeof events / sizeof *events, tables};
