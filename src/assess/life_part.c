/* States of devices in the journal: one event for all devices that moved alike. */
#include "store/part.h"

#define CONTACT "CASE WHEN ?4 GLOB 'c[0-9]*' THEN CAST(substr(?4, 2) AS INTEGER) END"

static const struct event_kind events[] = {
	{"device-state", "INSERT OR REPLACE INTO device_life SELECT value, ?1->>'$.state', ?3, "
			 "?1->>'$.moved_by', ?1->>'$.reason', " CONTACT ", ?1->>'$.despite', "
			 "?1->>'$.last', ?2 FROM json_each(?1, '$.devices')"},
	{"device-relearn", NULL}, /* detectors read it: relearn.h */
};

static const char *const tables[] = {
	"device_life(device, state, since, moved_by, reason, contact, despite, last, seq) BY device", NULL};

const struct store_part life_part = {"life", events, sizeof events / sizeof *events, tables};
