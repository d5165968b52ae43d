-- The row of table device comes back, and what only names it. ?1 the merge, ?2 gone, ?3 into; then_is: what numbers stand for without this merge.
UPDATE main.device AS t SET name = CASE WHEN t.name IS (a.row->>'name') THEN i.row->>'name' ELSE t.name END,
  maker = CASE WHEN t.maker IS (a.row->>'maker') THEN i.row->>'maker' ELSE t.maker END,
  model = CASE WHEN t.model IS (a.row->>'model') THEN i.row->>'model' ELSE t.model END,
  firmware = CASE WHEN t.firmware IS (a.row->>'firmware') THEN i.row->>'firmware' ELSE t.firmware END,
  serial = CASE WHEN t.serial IS (a.row->>'serial') THEN i.row->>'serial' ELSE t.serial END,
  os = CASE WHEN t.os IS (a.row->>'os') THEN i.row->>'os' ELSE t.os END,
  mac = CASE WHEN t.mac IS (a.row->>'mac') THEN i.row->>'mac' ELSE t.mac END,
  ip = CASE WHEN t.ip IS (a.row->>'ip') THEN i.row->>'ip' ELSE t.ip END,
  kind = CASE WHEN t.kind IS (a.row->>'kind') THEN i.row->>'kind' ELSE t.kind END,
  layer = CASE WHEN t.layer IS (a.row->>'layer') THEN i.row->>'layer' ELSE t.layer END,
  confidence = CASE WHEN t.confidence IS (a.row->>'confidence') THEN i.row->>'confidence' ELSE t.confidence END,
  random_mac = CASE WHEN t.random_mac IS (a.row->>'random_mac') THEN i.row->>'random_mac' ELSE t.random_mac END,
  router = CASE WHEN t.router IS (a.row->>'router') THEN i.row->>'router' ELSE t.router END,
  hidden = CASE WHEN t.hidden IS (a.row->>'hidden') THEN i.row->>'hidden' ELSE t.hidden END,
  first = CASE WHEN t.first IS (a.row->>'first') THEN i.row->>'first' ELSE t.first END,
  last = CASE WHEN t.last IS (a.row->>'last') THEN i.row->>'last' ELSE t.last END,
  first_packet = CASE WHEN t.first_packet IS (a.row->>'first_packet') THEN i.row->>'first_packet' ELSE t.first_packet END,
  packets = max(0, t.packets - (g.row->>'packets')), bytes = max(0, t.bytes - (g.row->>'bytes')), payload = max(0, t.payload - (g.row->>'payload')), unnamed_payload = max(0, t.unnamed_payload - (g.row->>'unnamed_payload'))
  FROM main.device_merge_row a JOIN main.device_merge_row i ON i.merge = a.merge AND i.table_name = 'device' AND i.whose = 'into'
  JOIN main.device_merge_row g ON g.merge = a.merge AND g.table_name = 'device' AND g.whose = 'gone'
  WHERE a.merge = ?1 AND a.table_name = 'device' AND a.whose = 'after' AND t.id = ?3;
INSERT INTO main.device SELECT ?2, row->>'name', row->>'maker', row->>'kind', row->>'layer', row->>'model', row->>'firmware', row->>'serial', row->>'os',
  row->>'confidence', row->>'first', max(row->>'last', coalesce((SELECT max(last) FROM main.address WHERE device = ?2), 0)), row->>'first_packet',
  row->>'packets', row->>'bytes', row->>'mac', row->>'ip', row->>'random_mac', row->>'router',
  coalesce((SELECT now FROM then_is WHERE id = row->>'behind'), row->>'behind'), row->>'hidden', NULL, 0, row->>'payload', row->>'unnamed_payload'
  FROM main.device_merge_row WHERE merge = ?1 AND table_name = 'device' AND whose = 'gone';
UPDATE main.device SET behind = ?2 WHERE behind = ?3 AND id IN (SELECT row->>'$[0]' FROM main.device_merge_row WHERE merge = ?1
  AND table_name = 'device.behind');
UPDATE OR IGNORE main.finding_life SET subject = 'd' || ?2 WHERE id IN (SELECT row->>'$[0]' FROM main.device_merge_row WHERE merge = ?1
  AND table_name = 'finding_life');
UPDATE main.alarm SET device = ?2 WHERE device = ?3 AND id IN (SELECT row->>'$[0]' FROM main.device_merge_row WHERE merge = ?1 AND table_name = 'alarm');
UPDATE main.alarm_device SET device = ?2 WHERE device = ?3 AND (alarm, part, lamp, since) IN (SELECT row->>'$[0]', row->>'$[1]', row->>'$[2]', row->>'$[3]'
  FROM main.device_merge_row WHERE merge = ?1 AND table_name = 'alarm_device');
UPDATE main.signal SET by_device = ?2 WHERE by_device = ?3 AND id IN (SELECT row->>'$[0]' FROM main.device_merge_row WHERE merge = ?1 AND table_name = 'signal.by');
UPDATE main.signal SET on_device = ?2 WHERE on_device = ?3 AND id IN (SELECT row->>'$[0]' FROM main.device_merge_row WHERE merge = ?1 AND table_name = 'signal.on');
-- A closed service that `into` did not have before was the other's.
DELETE FROM main.service_closed WHERE device = ?3 AND (transport, port) IN (SELECT row->>'$[1]', row->>'$[2]' FROM main.device_merge_row
  WHERE merge = ?1 AND table_name = 'service_closed' AND whose = 'gone') AND (transport, port) NOT IN (SELECT row->>'$[1]', row->>'$[2]'
  FROM main.device_merge_row WHERE merge = ?1 AND table_name = 'service_closed' AND whose = 'into');
INSERT OR IGNORE INTO main.service_closed SELECT row->>'$[0]', row->>'$[1]', row->>'$[2]', row->>'$[3]', row->>'$[4]' FROM main.device_merge_row
  WHERE merge = ?1 AND table_name = 'service_closed' AND whose = 'gone';
UPDATE main.ledger SET device = NULL WHERE device = ?3;
DELETE FROM main.device_merge_row WHERE merge = ?1;
