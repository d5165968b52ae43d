/* Incidents in the journal. A deed says what it changes: the state it leads to, and under `set` what else is
 * known from then on (named with null: known no more), so that the same statements make any deed again. */
#include "store/part.h"

static const char opened[] =
	"INSERT INTO incident(id, title, state, since, opened, opened_by, person, began, noticed,"
	" severity, report_due, exception, round, seq) VALUES (?1->>'$.incident', ?1->>'$.title',"
	" 'suspected', ?3, ?3, ?4, ?1->>'$.person', ?1->>'$.began', ?1->>'$.noticed', "
	"?1->>'$.severity', ?1->>'$.report_due', 0, 1, ?2);"
	"INSERT INTO deed(incident, n, deed, at, actor, contact, side, was, became, words, "
	"fields, proven, round, seq) VALUES (?1->>'$.incident', 1, 'open', ?3, ?4, "
	"coalesce(?1->>'$.person', CASE WHEN ?4 GLOB 'c[0-9]*' THEN CAST(substr(?4, 2) AS "
	"INTEGER) END), NULL, 'suspected', 'suspected', ?1->>'$.words', '{}', 0, 1, ?2);"
	"INSERT OR IGNORE INTO incident_device(incident, device, role, seq) SELECT "
	"?1->>'$.incident', value->>'$.device', value->>'$.role', ?2 FROM json_each(?1, "
	"'$.devices');"
	"INSERT OR IGNORE INTO incident_alarm(incident, alarm, seq) SELECT ?1->>'$.incident', "
	"value, ?2 FROM json_each(?1, '$.alarms')";

static const char done[] =
	"INSERT INTO deed(incident, n, deed, at, actor, contact, side, was, became, words, "
	"fields, proven, round, seq) VALUES (?1->>'$.incident', ?1->>'$.n', ?1->>'$.deed', ?3, "
	"?4, CASE WHEN ?4 GLOB 'c[0-9]*' THEN CAST(substr(?4, 2) AS INTEGER) END, ?1->>'$.side', "
	"?1->>'$.was', ?1->>'$.became', ?1->>'$.words', ?1->'$.fields', ?1->>'$.proven', "
	"?1->>'$.round', ?2);"
	"UPDATE incident SET since = CASE WHEN state = ?1->>'$.became' THEN since ELSE ?3 END, "
	"state = ?1->>'$.became', class = coalesce(?1->>'$.set.class', class), severity = "
	"coalesce(?1->>'$.set.severity', severity), impact = coalesce(?1->>'$.set.impact', "
	"impact), personal = coalesce(?1->>'$.set.personal', personal), cause = "
	"coalesce(?1->>'$.set.cause', cause), sure = coalesce(?1->>'$.set.sure', sure), led_by = "
	"coalesce(?1->>'$.set.led_by', led_by), exception = coalesce(?1->>'$.set.exception', "
	"exception), round = coalesce(?1->>'$.set.round', round), verified = CASE WHEN "
	"json_type(?1, '$.set.verified') IS NULL THEN verified ELSE ?1->>'$.set.verified' END, "
	"closed = CASE WHEN json_type(?1, '$.set.closed') IS NULL THEN closed ELSE "
	"?1->>'$.set.closed' END, merged_into = CASE WHEN json_type(?1, '$.set.merged_into') IS "
	"NULL THEN merged_into ELSE ?1->>'$.set.merged_into' END, seq = ?2 WHERE id = "
	"?1->>'$.incident';"
	"UPDATE incident_device SET back = ?3, seq = ?2 WHERE incident = ?1->>'$.incident' AND "
	"cut IS NOT NULL AND ?1->>'$.back' = 1;"
	"INSERT OR REPLACE INTO incident_device(incident, device, role, cut, back, seq) SELECT "
	"coalesce(?1->>'$.into', ?1->>'$.incident'), value->>'$.device', value->>'$.role', "
	"value->>'$.cut', value->>'$.back', ?2 FROM json_each(?1, '$.add_devices');"
	"DELETE FROM incident_device WHERE incident = ?1->>'$.incident' AND device IN (SELECT "
	"value FROM json_each(?1, '$.remove_devices'));"
	"INSERT OR IGNORE INTO incident_alarm(incident, alarm, seq) SELECT "
	"coalesce(?1->>'$.into', ?1->>'$.incident'), value, ?2 FROM json_each(?1, "
	"'$.add_alarms');"
	"DELETE FROM incident_alarm WHERE incident = ?1->>'$.incident' AND alarm IN (SELECT value"
	" FROM json_each(?1, '$.remove_alarms'));"
	"INSERT INTO incident_report(incident, n, audience, number, at, final, seq) SELECT "
	"?1->>'$.incident', ?1->>'$.n', ?1->>'$.report.to', ?1->>'$.report.number', ?3, "
	"?1->>'$.report.final', ?2 WHERE ?1->'$.report' IS NOT NULL;"
	"DELETE FROM emergency WHERE ?1->>'$.emergency_over' = 1";

static const char asked[] =
	"INSERT INTO evidence(id, incident, asked, asked_by, why, begins, ends, seq) VALUES "
	"(?1->>'$.evidence', ?1->>'$.incident', ?3, ?4, ?1->>'$.why', ?1->>'$.begins', "
	"?1->>'$.ends', ?2)";

static const char frozen[] =
	"UPDATE evidence SET done = ?3, complete = ?1->>'$.complete', missing = ?1->'$.missing', "
	"files = json_array_length(?1, '$.files'), bytes = ?1->>'$.bytes', packets = "
	"?1->>'$.packets', digest = ?1->>'$.digest', seq = ?2 WHERE id = ?1->>'$.evidence';"
	"INSERT OR REPLACE INTO evidence_file(evidence, name, bytes, hash) SELECT "
	"?1->>'$.evidence', value->>'$.name', value->>'$.bytes', value->>'$.hash' FROM "
	"json_each(?1, '$.files')";

static const char checked[] =
	"UPDATE evidence SET checked = ?3, damaged = ?1->>'$.damaged', seq = ?2 WHERE id = "
	"?1->>'$.evidence'";

static const char emergency[] =
	"INSERT OR REPLACE INTO emergency(id, since, incident, contact, reason, seq) VALUES (1, "
	"?3, ?1->>'$.incident', CASE WHEN ?4 GLOB 'c[0-9]*' THEN CAST(substr(?4, 2) AS INTEGER) "
	"END, ?1->>'$.reason', ?2)";

static const struct event_kind events[] = {
	{"incident-opened", opened},   {"incident-deed", done},
	{"evidence-asked", asked},     {"evidence-frozen", frozen},
	{"evidence-checked", checked}, {"evidence-handed-over", NULL}, /* who took a copy, when, from where */
	{"emergency-on", emergency},   {"emergency-off", "DELETE FROM emergency"},
};

static const char *const tables[] = {
	"incident(id, title, state, since, opened, opened_by, person, began, noticed, class, "
	"severity, impact, personal, cause, sure, led_by, report_due, verified, exception, "
	"merged_into, closed, round, seq) BY id",
	"incident_device(incident, device, role, cut, back, seq) BY incident, device",
	"incident_alarm(incident, alarm, seq) BY incident, alarm",
	"deed(incident, n, deed, at, actor, contact, side, was, became, words, fields, proven, "
	"round, seq) BY incident, n",
	"incident_report(incident, n, audience, number, at, final, seq) BY incident, n",
	"evidence(id, incident, asked, asked_by, why, begins, ends, done, complete, missing, "
	"files, bytes, packets, digest, checked, damaged, seq) BY id",
	"evidence_file(evidence, name, bytes, hash) BY evidence, name",
	"emergency(id, since, incident, contact, reason, seq) BY id",
	NULL};

const struct store_part incident_part = {"incident", events, sizeof events / sizeof *events, tables};
