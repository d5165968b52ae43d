-- The devices of a run become those of the site. In: taking, same. Out: changed(device, field, old, new, packet): what a device now
-- shows otherwise than before. The best value of a field is the one whose fact is believed most; of two equal ones the later.

-- One row a device of the site: two of the run may be one here (interfaces that told of each other earlier). Whoever sent most leads.
INSERT INTO leads SELECT site, run, known FROM (SELECT s.site, s.run, s.how <> 'new' AS known, max(d.packets) FROM same s
  JOIN run.device d ON d.id = s.run GROUP BY s.site);
INSERT INTO sums SELECT s.site, min(d.first), max(d.last), min(d.first_packet) + (SELECT shift FROM taking), sum(d.packets), sum(d.bytes),
  sum(d.payload), sum(d.unnamed_payload), max(d.router), max(d.hidden) FROM same s JOIN run.device d ON d.id = s.run GROUP BY s.site;

-- Values of the known ones that are at least as believable as what the site has.
INSERT INTO offered SELECT l.site, 'name', d.name, s.name, NULL, d.last >= s.last FROM leads l JOIN run.device d ON d.id = l.run JOIN main.device s
  ON s.id = l.site WHERE l.known AND d.name IS NOT NULL AND d.name IS NOT s.name;
INSERT INTO offered SELECT l.site, 'maker', d.maker, s.maker, NULL, d.last >= s.last FROM leads l JOIN run.device d ON d.id = l.run JOIN main.device s
  ON s.id = l.site WHERE l.known AND d.maker IS NOT NULL AND d.maker IS NOT s.maker;
INSERT INTO offered SELECT l.site, 'model', d.model, s.model, NULL, d.last >= s.last FROM leads l JOIN run.device d ON d.id = l.run JOIN main.device s
  ON s.id = l.site WHERE l.known AND d.model IS NOT NULL AND d.model IS NOT s.model;
INSERT INTO offered SELECT l.site, 'firmware', d.firmware, s.firmware, NULL, d.last >= s.last FROM leads l JOIN run.device d ON d.id = l.run
  JOIN main.device s ON s.id = l.site WHERE l.known AND d.firmware IS NOT NULL AND d.firmware IS NOT s.firmware;
INSERT INTO offered SELECT l.site, 'serial', d.serial, s.serial, NULL, d.last >= s.last FROM leads l JOIN run.device d ON d.id = l.run
  JOIN main.device s ON s.id = l.site WHERE l.known AND d.serial IS NOT NULL AND d.serial IS NOT s.serial;
INSERT INTO offered SELECT l.site, 'os', d.os, s.os, NULL, d.last >= s.last FROM leads l JOIN run.device d ON d.id = l.run JOIN main.device s
  ON s.id = l.site WHERE l.known AND d.os IS NOT NULL AND d.os IS NOT s.os;
INSERT INTO offered SELECT l.site, 'kind', d.kind, s.kind, d.confidence > s.confidence OR (d.confidence = s.confidence AND d.last >= s.last),
  d.last >= s.last FROM leads l JOIN run.device d ON d.id = l.run JOIN main.device s ON s.id = l.site
  WHERE l.known AND d.kind <> 'unknown' AND d.kind <> s.kind;
UPDATE offered SET sure = old IS NULL OR (
    SELECT coalesce(max(f.confidence), 50) FROM run.fact f JOIN same m ON m.run = f.device WHERE m.run = (SELECT run FROM leads WHERE site = offered.device)
      AND f.field = offered.field AND f.value = offered.value) + later >
  (SELECT coalesce(max(g.confidence), 50) FROM main.fact g WHERE g.device = offered.device AND g.field = offered.field AND g.value = offered.old)
  WHERE sure IS NULL;
DELETE FROM offered WHERE sure = 0;
-- Watched for a few seconds, a device shows one of its names or kinds, then another: of two that are equally believable the first stays, unless
-- the new one was never seen before.
DELETE FROM offered WHERE (SELECT watched FROM taking) IS NOT NULL AND old IS NOT NULL AND CASE field
  WHEN 'kind' THEN (SELECT d.confidence FROM leads l JOIN run.device d ON d.id = l.run WHERE l.site = offered.device)
    <= (SELECT s.confidence FROM main.device s WHERE s.id = offered.device)
  ELSE EXISTS (SELECT 1 FROM main.fact g WHERE g.device = offered.device AND g.field = offered.field AND g.value = offered.value)
    AND (SELECT max(f.confidence) FROM run.fact f WHERE f.device = (SELECT run FROM leads WHERE site = offered.device) AND f.field = offered.field
      AND f.value = offered.value) <= (SELECT max(g.confidence) FROM main.fact g WHERE g.device = offered.device AND g.field = offered.field
      AND g.value = offered.old) END;

-- Addresses: the site's main one stays as long as the device still shows it; when it is watched, until it was not shown for ten minutes.
INSERT INTO offered SELECT l.site, 'mac', d.mac, s.mac, 1, 1 FROM leads l JOIN run.device d ON d.id = l.run JOIN main.device s ON s.id = l.site
  WHERE l.known AND d.mac IS NOT NULL AND d.mac IS NOT s.mac AND (s.mac IS NULL OR (d.last >= s.last AND ((SELECT watched FROM taking) IS NOT NULL OR NOT EXISTS
  (SELECT 1 FROM same m JOIN run.address a ON a.device = m.run AND a.kind = 'mac' AND a.value = s.mac WHERE m.site = l.site))
  AND ((SELECT watched FROM taking) IS NULL OR NOT EXISTS (SELECT 1 FROM main.address a WHERE a.device = s.id AND a.kind = 'mac' AND a.value = s.mac
    AND a.last > (SELECT watched FROM taking) - 600000000))));
INSERT INTO offered SELECT l.site, 'ip', d.ip, s.ip, 1, 1 FROM leads l JOIN run.device d ON d.id = l.run JOIN main.device s ON s.id = l.site
  WHERE l.known AND d.ip IS NOT NULL AND d.ip IS NOT s.ip AND (s.ip IS NULL OR (d.last >= s.last AND ((SELECT watched FROM taking) IS NOT NULL OR NOT EXISTS
  (SELECT 1 FROM same m JOIN run.address a ON a.device = m.run AND a.kind = 'ip' AND a.value = s.ip WHERE m.site = l.site))
  AND ((SELECT watched FROM taking) IS NULL OR (NOT EXISTS (SELECT 1 FROM main.address a WHERE a.device = s.id AND a.kind = 'ip' AND a.value = s.ip
    AND a.last > (SELECT watched FROM taking) - 600000000) AND (d.ip NOT LIKE 'fe80:%' OR s.ip LIKE 'fe80:%')))));
INSERT INTO changed SELECT o.device, o.field, o.old, o.value, d.first_packet + (SELECT shift FROM taking) FROM offered o
  JOIN leads l ON l.site = o.device JOIN run.device d ON d.id = l.run WHERE o.old IS NOT NULL ORDER BY o.device, o.field;

-- The longest silence of each, in captured time: between two captures nobody listened. Less than a minute says nothing.
INSERT INTO main.device_rhythm(device, silence) SELECT site, silence FROM (SELECT l.site AS site, (SELECT sum(min(c.last, u.first) - max(c.first, s.last))
  FROM (SELECT first, last FROM main.source UNION ALL SELECT first, last FROM run.source) c WHERE c.last > s.last AND c.first < u.first) AS silence
  FROM leads l JOIN sums u ON u.site = l.site JOIN main.device s ON s.id = l.site WHERE l.known AND u.first > s.last + 60000000)
  WHERE silence > 60000000 ON CONFLICT (device) DO UPDATE SET silence = max(silence, excluded.silence);

UPDATE main.device AS s SET
  name = coalesce((SELECT value FROM offered WHERE device = s.id AND field = 'name'), s.name),
  maker = coalesce((SELECT value FROM offered WHERE device = s.id AND field = 'maker'), s.maker),
  model = coalesce((SELECT value FROM offered WHERE device = s.id AND field = 'model'), s.model),
  firmware = coalesce((SELECT value FROM offered WHERE device = s.id AND field = 'firmware'), s.firmware),
  serial = coalesce((SELECT value FROM offered WHERE device = s.id AND field = 'serial'), s.serial),
  os = coalesce((SELECT value FROM offered WHERE device = s.id AND field = 'os'), s.os),
  mac = coalesce((SELECT value FROM offered WHERE device = s.id AND field = 'mac'), s.mac),
  ip = coalesce((SELECT value FROM offered WHERE device = s.id AND field = 'ip'), s.ip),
  layer = CASE WHEN EXISTS (SELECT 1 FROM offered WHERE device = s.id AND field = 'kind') THEN d.layer ELSE s.layer END,
  confidence = CASE WHEN d.kind = s.kind THEN max(s.confidence, d.confidence)
    WHEN EXISTS (SELECT 1 FROM offered WHERE device = s.id AND field = 'kind') THEN d.confidence ELSE s.confidence END,
  kind = coalesce((SELECT value FROM offered WHERE device = s.id AND field = 'kind'), s.kind),
  random_mac = CASE WHEN d.mac IS NULL THEN s.random_mac WHEN s.mac IS NULL THEN d.random_mac ELSE min(s.random_mac, d.random_mac) END,
  router = max(s.router, u.router), hidden = max(s.hidden, u.hidden),
  behind = CASE WHEN d.behind IS NOT NULL AND s.mac IS NULL THEN (SELECT site FROM same WHERE run = d.behind)
    WHEN d.mac IS NOT NULL AND d.behind IS NULL THEN NULL ELSE s.behind END,
  first_packet = CASE WHEN u.first < s.first THEN u.first_packet ELSE s.first_packet END,
  first = min(s.first, u.first), last = max(s.last, u.last), packets = s.packets + u.packets, bytes = s.bytes + u.bytes,
  payload = s.payload + u.payload, unnamed_payload = s.unnamed_payload + u.unnamed
  FROM leads l JOIN run.device d ON d.id = l.run JOIN sums u ON u.site = l.site WHERE l.site = s.id AND l.known;

INSERT INTO main.device SELECT l.site, d.name, d.maker, d.kind, d.layer, d.model, d.firmware, d.serial, d.os, d.confidence, u.first, u.last,
  u.first_packet, u.packets, u.bytes, d.mac, d.ip, d.random_mac, u.router, (SELECT site FROM same WHERE run = d.behind), u.hidden, NULL, 0,
  u.payload, u.unnamed FROM leads l JOIN run.device d ON d.id = l.run JOIN sums u ON u.site = l.site WHERE NOT l.known ORDER BY l.site;

-- Why a device that shows another address is the same one: kept beside its facts, as inventory keeps why it merged.
INSERT INTO main.fact SELECT s.site, 'merged', s.how || ': ' || coalesce(d.mac, d.ip, ''), 'inventory',
  d.first_packet + (SELECT shift FROM taking), 80, 1 FROM same s JOIN run.device d ON d.id = s.run WHERE s.how NOT IN ('new', 'mac', 'local-mac')
  AND NOT EXISTS (SELECT 1 FROM main.fact f WHERE f.device = s.site AND f.field = 'merged' AND f.value = s.how || ': ' || coalesce(d.mac, d.ip, ''));

-- What lies outside.
UPDATE main.outside AS s SET name = coalesce(s.name, o.name), country = coalesce(o.country, s.country), packets = s.packets + o.packets,
  bytes = s.bytes + o.bytes, first_packet = CASE WHEN o.first < s.first THEN o.first_packet + (SELECT shift FROM taking) ELSE s.first_packet END,
  first = min(s.first, o.first), last = max(s.last, o.last)
  FROM (SELECT m.site, max(r.name) AS name, max(r.country) AS country, sum(r.packets) AS packets, sum(r.bytes) AS bytes, min(r.first) AS first,
    max(r.last) AS last, min(r.first_packet) AS first_packet FROM same_outside m JOIN run.outside r ON r.id = m.run WHERE m.how <> 'new'
    GROUP BY m.site) o WHERE o.site = s.id;
INSERT INTO main.outside SELECT m.site, o.name, o.network, o.country, o.packets, o.bytes, o.first, o.last,
  o.first_packet + (SELECT shift FROM taking) FROM same_outside m JOIN run.outside o ON o.id = m.run WHERE m.how = 'new' ORDER BY m.site;
