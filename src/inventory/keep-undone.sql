-- Event device-merge-undone: each has again what it had (?1: the body of the merge); what was said since stays with the one that stayed.
UPDATE device_merge SET undone = ?3, seq = ?2 WHERE id = ?1->>'$.merge';
DELETE FROM system_device WHERE device = ?1->>'$.into' AND system IN (SELECT value FROM json_each(?1, '$.gone_had.systems')) AND system NOT IN (SELECT value FROM json_each(?1, '$.into_had.systems'));
INSERT OR IGNORE INTO system_device(system, device, seq) SELECT value, ?1->>'$.gone', ?2 FROM json_each(?1, '$.gone_had.systems');
DELETE FROM incident_device WHERE device = ?1->>'$.into' AND incident IN (SELECT value->>'$.incident' FROM json_each(?1, '$.gone_had.incidents'))
  AND incident NOT IN (SELECT value FROM json_each(?1, '$.into_had.incidents'));
INSERT OR IGNORE INTO incident_device(incident, device, role, cut, back, seq) SELECT value->>'$.incident', ?1->>'$.gone', value->>'$.role', value->>'$.cut',
  value->>'$.back', ?2 FROM json_each(?1, '$.gone_had.incidents');
UPDATE record SET device = ?1->>'$.gone' WHERE device = ?1->>'$.into' AND id IN (SELECT value FROM json_each(?1, '$.gone_had.records'));
DELETE FROM device_lock WHERE device = ?1->>'$.into' AND field IN (SELECT value->>'$.field' FROM json_each(?1, '$.gone_had.locks'))
  AND field NOT IN (SELECT value FROM json_each(?1, '$.into_had.locks'));
INSERT OR REPLACE INTO device_lock SELECT ?1->>'$.gone', value->>'$.field', value->>'$.value', value->>'$.contact', value->>'$.at', value->>'$.note', ?2
  FROM json_each(?1, '$.gone_had.locks');
INSERT OR REPLACE INTO device_life SELECT ?1->>'$.gone', value->>'$.state', value->>'$.since', value->>'$.moved_by', value->>'$.reason',
  value->>'$.contact', value->>'$.despite', value->>'$.last', ?2 FROM json_each(?1, '$.gone_had.life');
DELETE FROM profile WHERE device = ?1->>'$.into' AND ?1->>'$.into_had.profile' = 0;
INSERT OR REPLACE INTO profile SELECT ?1->>'$.gone', value->>'$.version', value->>'$.at', value->>'$.contact', value->>'$.note', ?2
  FROM json_each(?1, '$.gone_had.profile');
DELETE FROM profile_entry WHERE device = ?1->>'$.into' AND (what, key) IN (SELECT value->>'$.what', value->>'$.key' FROM json_each(?1, '$.gone_had.entries'))
  AND (what, key) NOT IN (SELECT value->>'$.what', value->>'$.key' FROM json_each(?1, '$.into_had.entries'));
INSERT OR IGNORE INTO profile_entry SELECT ?1->>'$.gone', value->>'$.what', value->>'$.key' FROM json_each(?1, '$.gone_had.entries');
DELETE FROM profile_entry WHERE what = 'peer' AND key = 'd' || (?1->>'$.into') AND device IN (SELECT value FROM json_each(?1, '$.gone_had.peers')) AND device NOT IN (SELECT value FROM json_each(?1, '$.into_had.peers'));
INSERT OR IGNORE INTO profile_entry SELECT value, 'peer', 'd' || (?1->>'$.gone') FROM json_each(?1, '$.gone_had.peers') WHERE value IN (SELECT device FROM profile);
-- Who takes a merge back says that these addresses are a device of their own.
UPDATE device_claim SET device = ?1->>'$.gone', seq = ?2 WHERE device = ?1->>'$.into'
  AND (kind, value) IN (SELECT value->>'$.kind', value->>'$.value' FROM json_each(?1, '$.claims'));
INSERT OR REPLACE INTO device_claim SELECT value->>'$.kind', value->>'$.value', ?1->>'$.gone', ?2 FROM json_each(?1, '$.gone_had.claims');
