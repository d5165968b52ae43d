-- Event device-merged: what people said of both stands for the one that stays; where both said something of the same, the one that stays keeps its
-- own. The body holds what both had (keep.c), for keep-undone.sql.
INSERT INTO device_merge(id, gone, into_device, at, contact, note, undone, seq) VALUES (?1->>'$.merge', ?1->>'$.gone', ?1->>'$.into', ?3,
  CASE WHEN ?4 GLOB 'c[0-9]*' THEN CAST(substr(?4, 2) AS INTEGER) END, ?1->>'$.note', NULL, ?2);
INSERT OR IGNORE INTO system_device(system, device, seq) SELECT system, ?1->>'$.into', ?2 FROM system_device WHERE device = ?1->>'$.gone';
DELETE FROM system_device WHERE device = ?1->>'$.gone';
INSERT OR IGNORE INTO incident_device(incident, device, role, cut, back, seq) SELECT incident, ?1->>'$.into', role, cut, back, ?2 FROM incident_device
  WHERE device = ?1->>'$.gone';
DELETE FROM incident_device WHERE device = ?1->>'$.gone';
UPDATE record SET device = ?1->>'$.into' WHERE device = ?1->>'$.gone';
INSERT OR IGNORE INTO device_lock SELECT ?1->>'$.into', field, value, contact, at, note, ?2 FROM device_lock WHERE device = ?1->>'$.gone';
DELETE FROM device_lock WHERE device = ?1->>'$.gone';
DELETE FROM device_life WHERE device = ?1->>'$.gone';
INSERT OR IGNORE INTO profile SELECT ?1->>'$.into', version, at, contact, note, ?2 FROM profile WHERE device = ?1->>'$.gone';
DELETE FROM profile WHERE device = ?1->>'$.gone';
INSERT OR IGNORE INTO profile_entry SELECT ?1->>'$.into', what, key FROM profile_entry WHERE device = ?1->>'$.gone';
DELETE FROM profile_entry WHERE device = ?1->>'$.gone';
INSERT OR IGNORE INTO profile_entry SELECT device, what, 'd' || (?1->>'$.into') FROM profile_entry WHERE what = 'peer' AND key = 'd' || (?1->>'$.gone');
DELETE FROM profile_entry WHERE what = 'peer' AND key = 'd' || (?1->>'$.gone');
UPDATE device_claim SET device = ?1->>'$.into' WHERE device = ?1->>'$.gone';
INSERT OR REPLACE INTO device_claim SELECT value->>'$.kind', value->>'$.value', ?1->>'$.into', ?2 FROM json_each(?1, '$.claims');
