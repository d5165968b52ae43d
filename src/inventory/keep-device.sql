-- The rows of table device become one, and tables that only name a device follow. ?1 the merge, ?2 gone, ?3 into.
INSERT INTO main.device_merge_row SELECT ?1, 'device', 'gone', 0, json_object('name', name, 'maker', maker, 'kind', kind, 'layer', layer, 'model', model, 'firmware', firmware, 'serial', serial, 'os', os,
  'confidence', confidence, 'first', first, 'last', last, 'first_packet', first_packet, 'packets', packets, 'bytes', bytes, 'mac', mac, 'ip', ip,
  'random_mac', random_mac, 'router', router, 'behind', behind, 'hidden', hidden, 'payload', payload, 'unnamed_payload', unnamed_payload)
  FROM main.device WHERE id = ?2;
INSERT INTO main.device_merge_row SELECT ?1, 'device', 'into', 0, json_object('name', name, 'maker', maker, 'kind', kind, 'layer', layer, 'model', model, 'firmware', firmware, 'serial', serial, 'os', os,
  'confidence', confidence, 'first', first, 'last', last, 'first_packet', first_packet, 'packets', packets, 'bytes', bytes, 'mac', mac, 'ip', ip,
  'random_mac', random_mac, 'router', router, 'behind', behind, 'hidden', hidden, 'payload', payload, 'unnamed_payload', unnamed_payload)
  FROM main.device WHERE id = ?3;

-- What `into` does not know it takes from `gone`; counts are added.
UPDATE main.device AS t SET name = coalesce(t.name, g.name), maker = coalesce(t.maker, g.maker), model = coalesce(t.model, g.model),
  firmware = coalesce(t.firmware, g.firmware), serial = coalesce(t.serial, g.serial), os = coalesce(t.os, g.os), mac = coalesce(t.mac, g.mac),
  ip = coalesce(t.ip, g.ip), layer = CASE WHEN t.kind = 'unknown' THEN g.layer ELSE t.layer END,
  confidence = CASE WHEN t.kind = 'unknown' THEN g.confidence ELSE t.confidence END, kind = CASE WHEN t.kind = 'unknown' THEN g.kind ELSE t.kind END,
  random_mac = min(t.random_mac, g.random_mac), router = max(t.router, g.router), hidden = max(t.hidden, g.hidden),
  first_packet = CASE WHEN g.first < t.first THEN g.first_packet ELSE t.first_packet END, first = min(t.first, g.first), last = max(t.last, g.last),
  packets = t.packets + g.packets, bytes = t.bytes + g.bytes, payload = t.payload + g.payload, unnamed_payload = t.unnamed_payload + g.unnamed_payload
  FROM main.device g WHERE t.id = ?3 AND g.id = ?2;
INSERT INTO main.device_merge_row SELECT ?1, 'device', 'after', 0, json_object('name', name, 'maker', maker, 'kind', kind, 'layer', layer, 'model', model, 'firmware', firmware, 'serial', serial, 'os', os,
  'confidence', confidence, 'first', first, 'last', last, 'first_packet', first_packet, 'packets', packets, 'bytes', bytes, 'mac', mac, 'ip', ip,
  'random_mac', random_mac, 'router', router, 'behind', behind, 'hidden', hidden, 'payload', payload, 'unnamed_payload', unnamed_payload)
  FROM main.device WHERE id = ?3;
DELETE FROM main.device WHERE id = ?2;

INSERT INTO main.device_merge_row SELECT ?1, 'device.behind', 'gone', 0, json_array(id) FROM main.device WHERE behind = ?2;
UPDATE main.device SET behind = nullif(?3, id) WHERE behind = ?2;
INSERT INTO main.device_merge_row SELECT ?1, 'finding_life', 'gone', 0, json_array(id) FROM main.finding_life WHERE subject = 'd' || ?2;
UPDATE OR IGNORE main.finding_life SET subject = 'd' || ?3 WHERE subject = 'd' || ?2;
UPDATE main.finding_life SET closed = coalesce(closed, last_seen), subject = subject || ' (m' || ?1 || ')' WHERE subject = 'd' || ?2;
INSERT INTO main.device_merge_row SELECT ?1, 'alarm', 'gone', 0, json_array(id) FROM main.alarm WHERE device = ?2;
UPDATE main.alarm SET device = ?3 WHERE device = ?2;
INSERT INTO main.device_merge_row SELECT ?1, 'alarm_device', 'gone', 0, json_array(alarm, part, lamp, since) FROM main.alarm_device WHERE device = ?2;
UPDATE main.alarm_device SET device = ?3 WHERE device = ?2;
INSERT INTO main.device_merge_row SELECT ?1, 'signal.by', 'gone', 0, json_array(id) FROM main.signal WHERE by_device = ?2;
UPDATE main.signal SET by_device = ?3 WHERE by_device = ?2;
INSERT INTO main.device_merge_row SELECT ?1, 'signal.on', 'gone', 0, json_array(id) FROM main.signal WHERE on_device = ?2;
UPDATE main.signal SET on_device = ?3 WHERE on_device = ?2;
INSERT INTO main.device_merge_row SELECT ?1, 'service_closed', CASE device WHEN ?2 THEN 'gone' ELSE 'into' END, 0,
  json_array(device, transport, port, since, packet) FROM main.service_closed WHERE device IN (?2, ?3);
UPDATE OR IGNORE main.service_closed SET device = ?3 WHERE device = ?2;
DELETE FROM main.service_closed WHERE device = ?2;
UPDATE OR IGNORE main.device_rhythm SET device = ?3 WHERE device = ?2;
DELETE FROM main.device_rhythm WHERE device = ?2;
-- Until the site is judged anew.
UPDATE main.finding SET device = ?3 WHERE device = ?2;
UPDATE main.finding_about SET device = ?3 WHERE device = ?2;
UPDATE main.difference SET device = ?3 WHERE device = ?2;
UPDATE main.difference SET peer = ?3 WHERE peer = ?2;
UPDATE main.assumption SET device = ?3 WHERE device = ?2;
UPDATE main.assumption SET peer = ?3 WHERE peer = ?2;
UPDATE main.measure SET device = ?3 WHERE device = ?2;
UPDATE main.control_held SET device = ?3 WHERE device = ?2;
UPDATE main.weakness SET device = ?3 WHERE device = ?2;
UPDATE main.access_point_reason SET device = ?3 WHERE device = ?2;
UPDATE main.label SET device = ?3 WHERE device = ?2;
UPDATE main.engineering SET client = ?3 WHERE client = ?2;
UPDATE main.engineering SET server = ?3 WHERE server = ?2;
DELETE FROM main.drawn WHERE device = ?2;
DELETE FROM main.drawn_link WHERE client = ?2 OR server = ?2;
UPDATE main.change SET device = ?3 WHERE device = ?2;
UPDATE main.ledger SET device = NULL WHERE device = ?2;
