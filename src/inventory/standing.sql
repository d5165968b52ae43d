-- What is otherwise than people said (standing.h). In: of_devices, observed (of those with a profile). Out: table difference, rows that are as they
-- were untouched.
CREATE TEMP TABLE differs(device INTEGER, against TEXT, what TEXT, kind TEXT, key TEXT, approved TEXT, observed TEXT, peer INTEGER, outside INTEGER,
  packet INTEGER, PRIMARY KEY (device, against, what, kind, key)) WITHOUT ROWID;

-- The profile: what nobody approved, what is closed now.
INSERT OR IGNORE INTO differs SELECT o.device, 'profile', o.what, CASE WHEN o.what = 'firmware' AND f.key IS NOT NULL THEN 'differs' ELSE 'new' END,
  o.key, f.key, o.key, o.peer, o.outside, o.packet FROM observed o
  LEFT JOIN main.profile_entry e ON e.device = o.device AND e.what = o.what AND e.key = o.key
  LEFT JOIN main.profile_entry f ON f.device = o.device AND f.what = 'firmware' AND o.what = 'firmware' WHERE e.key IS NULL;
INSERT OR IGNORE INTO differs SELECT e.device, 'profile', 'service', 'gone', e.key, e.key, NULL, NULL, NULL, c.packet FROM main.service_closed c
  JOIN main.profile_entry e ON e.device = c.device AND e.what = 'service' AND e.key LIKE c.transport || '/' || c.port || '/%'
  WHERE c.device IN (SELECT device FROM of_devices)
  AND NOT EXISTS (SELECT 1 FROM main.service s WHERE s.device = e.device AND s.port = c.port AND s.answered = 1
    AND s.transport || '/' || s.port || '/' || s.protocol = e.key);

-- Locked values. A maker or model written shorter or longer is none; what is not observed contradicts nothing. Names and places are people's own.
INSERT OR IGNORE INTO differs SELECT k.device, 'lock', k.field, 'differs', k.field, k.value, v.value, NULL, NULL, v.packet FROM main.device_lock k
  JOIN (SELECT d.id, 'kind' AS field, nullif(d.kind, 'unknown') AS value, d.first_packet AS packet FROM main.device d
    UNION ALL SELECT id, 'maker', maker, first_packet FROM main.device UNION ALL SELECT id, 'model', model, first_packet FROM main.device
    UNION ALL SELECT id, 'firmware', firmware, first_packet FROM main.device UNION ALL SELECT id, 'serial', serial, first_packet FROM main.device) v
    ON v.id = k.device AND v.field = k.field
  WHERE k.device IN (SELECT device FROM of_devices) AND v.value IS NOT NULL AND v.value <> k.value AND (k.field NOT IN ('maker', 'model')
    OR (instr(lower(v.value), lower(k.value)) = 0 AND instr(lower(k.value), lower(v.value)) = 0));
UPDATE differs AS t SET packet = coalesce((SELECT min(f.packet) FROM main.fact f WHERE f.device = t.device AND f.field = t.what AND f.value = t.observed),
  t.packet) WHERE against = 'lock';

-- The plant's list: it names another MAC address, and the device does not show that one.
INSERT OR IGNORE INTO differs SELECT d.id, 'ledger', 'mac', 'differs', 'mac', lower(l.mac), d.mac, NULL, NULL, d.first_packet FROM main.ledger l
  JOIN main.device d ON d.id = l.device WHERE d.id IN (SELECT device FROM of_devices) AND l.mac <> '' AND d.mac IS NOT NULL AND lower(l.mac) <> lower(d.mac)
  AND NOT EXISTS (SELECT 1 FROM main.address a WHERE a.device = d.id AND a.kind = 'mac' AND lower(a.value) = lower(l.mac));

DELETE FROM main.difference WHERE rowid IN (SELECT t.rowid FROM main.difference t LEFT JOIN differs n ON n.device = t.device AND n.against = t.against
  AND n.what = t.what AND n.kind = t.kind AND n.key = t.key AND n.approved IS t.approved AND n.observed IS t.observed WHERE n.device IS NULL
  AND (t.device IN (SELECT device FROM of_devices) OR t.device NOT IN (SELECT id FROM main.device)));
INSERT INTO main.difference SELECT n.device, n.against, n.what, n.kind, n.key, n.approved, n.observed, n.peer, n.outside, n.packet, @at FROM differs n
  LEFT JOIN main.difference t ON t.device = n.device AND t.against = n.against AND t.what = n.what AND t.kind = n.kind AND t.key = n.key
  WHERE t.device IS NULL ORDER BY n.device, n.against, n.what, n.kind, n.key;
DROP TABLE differs;
INSERT INTO main.setting(key, value) SELECT 'profile', EXISTS (SELECT 1 FROM main.profile) WHERE 1 ON CONFLICT (key) DO UPDATE SET value = excluded.value
  WHERE value IS NOT excluded.value;
