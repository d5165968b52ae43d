-- What the run contradicts, before its rows join the site's. One value before and one other value now, told by the same protocol, at the same
-- place: the earlier one is no longer so. It goes from the model and stays in the journal's event device-changed. Where there were several
-- values, nothing can be said: not seeing one of them again proves nothing.
INSERT INTO over SELECT was.row FROM
  (SELECT device, field, source, min(rowid) AS row, min(value) AS value FROM main.fact WHERE field IN ('firmware', 'os', 'wifi-security')
    AND device IN (SELECT site FROM leads WHERE known) GROUP BY device, field, source HAVING count(DISTINCT value) = 1) was
  JOIN (SELECT m.site, f.field, f.source, min(f.value) AS value, min(f.packet) AS packet FROM run.fact f JOIN same m ON m.run = f.device
    WHERE f.field IN ('firmware', 'os', 'wifi-security') GROUP BY m.site, f.field, f.source HAVING count(DISTINCT f.value) = 1) now
  ON now.site = was.device AND now.field = was.field AND now.source = was.source AND now.value <> was.value
  WHERE (SELECT newer FROM taking);
INSERT INTO changed SELECT f.device, f.field, f.value, (SELECT min(n.value) FROM run.fact n JOIN same m ON m.run = n.device WHERE m.site = f.device
  AND n.field = f.field AND n.source = f.source), f.packet FROM over o JOIN main.fact f ON f.rowid = o.row
  WHERE NOT EXISTS (SELECT 1 FROM changed c WHERE c.device = f.device AND c.field = f.field);
DELETE FROM main.fact WHERE rowid IN (SELECT row FROM over);
DELETE FROM over;

-- A certificate that was replaced.
INSERT INTO over SELECT was.row FROM
  (SELECT device, port, min(rowid) AS row FROM main.certificate WHERE device IS NOT NULL GROUP BY device, port HAVING count(*) = 1) was
  JOIN main.certificate c ON c.rowid = was.row
  JOIN (SELECT m.site, r.port, min(r.subject) AS subject, min(r.issuer) AS issuer, min(r.not_before) AS not_before, min(r.not_after) AS not_after
    FROM run.certificate r JOIN same m ON m.run = r.device GROUP BY m.site, r.port HAVING count(*) = 1) now
  ON now.site = was.device AND now.port = was.port
  WHERE (now.subject <> c.subject OR now.issuer <> c.issuer OR now.not_before <> c.not_before OR now.not_after <> c.not_after)
  AND (SELECT newer FROM taking);
INSERT INTO changed SELECT c.device, 'certificate', c.subject, (SELECT min(r.subject) FROM run.certificate r JOIN same m ON m.run = r.device
  WHERE m.site = c.device AND r.port = c.port), c.packet FROM over o JOIN main.certificate c ON c.rowid = o.row;
DELETE FROM main.certificate WHERE rowid IN (SELECT row FROM over);

-- A service that answered once and refuses now: closed since then. One that is merely silent stays as it was, with when it was last seen.
INSERT INTO refused SELECT m.site, f.transport, f.port, min(f.first), min(f.last_packet) + (SELECT shift FROM taking) FROM run.flow f
  JOIN same m ON m.run = f.server WHERE f.refused = 1 AND f.port IS NOT NULL AND m.how <> 'new' GROUP BY m.site, f.transport, f.port
  HAVING NOT EXISTS (SELECT 1 FROM run.flow g JOIN same n ON n.run = g.server WHERE n.site = m.site AND g.transport = f.transport AND g.port = f.port
    AND g.answered = 1);
DELETE FROM refused WHERE since <= (SELECT max(g.last) FROM main.flow g WHERE g.server = refused.device AND g.transport = refused.transport
  AND g.port = refused.port AND g.answered = 1) OR NOT EXISTS (SELECT 1 FROM main.service s WHERE s.device = refused.device
  AND s.transport = refused.transport AND s.port = refused.port AND s.answered = 1);
INSERT INTO changed SELECT s.device, 'service', s.transport || '/' || s.port || '/' || s.protocol, NULL, s.last_packet FROM main.service s
  JOIN refused r ON r.device = s.device AND r.transport = s.transport AND r.port = s.port WHERE s.answered = 1;
UPDATE main.service AS s SET answered = 0 FROM refused r WHERE r.device = s.device AND r.transport = s.transport AND r.port = s.port;
INSERT OR REPLACE INTO main.service_closed SELECT device, transport, port, since, packet FROM refused;

-- Answered again after that: open again. A capture from before that is saved later opens nothing.
INSERT INTO again SELECT m.site, f.transport, f.port, max(f.last) FROM run.flow f JOIN same m ON m.run = f.server WHERE f.answered = 1
  AND f.port IS NOT NULL GROUP BY m.site, f.transport, f.port;
DELETE FROM main.service_closed AS c WHERE EXISTS (SELECT 1 FROM again a WHERE a.device = c.device AND a.transport = c.transport
  AND a.port = c.port AND a.last > c.since);

-- Earlier versions kept two rows of a network, station or order: one from before its device was known. They become one.
INSERT INTO twice SELECT a.rowid, b.row FROM (SELECT bssid, min(rowid) AS row FROM main.access_point WHERE bssid IN
  (SELECT bssid FROM run.access_point) GROUP BY bssid HAVING count(*) > 1) b
  JOIN main.access_point a ON a.bssid = b.bssid;
UPDATE main.access_point AS a SET device = (SELECT max(x.device) FROM twice t JOIN main.access_point x ON x.rowid = t.row WHERE t.first = a.rowid),
  announced = (SELECT sum(x.announced) FROM twice t JOIN main.access_point x ON x.rowid = t.row WHERE t.first = a.rowid),
  frames = (SELECT sum(x.frames) FROM twice t JOIN main.access_point x ON x.rowid = t.row WHERE t.first = a.rowid),
  ssid = coalesce(ssid, (SELECT max(x.ssid) FROM twice t JOIN main.access_point x ON x.rowid = t.row WHERE t.first = a.rowid)),
  last = (SELECT max(x.last) FROM twice t JOIN main.access_point x ON x.rowid = t.row WHERE t.first = a.rowid)
  WHERE a.rowid IN (SELECT first FROM twice);
DELETE FROM main.access_point WHERE rowid IN (SELECT row FROM twice WHERE row <> first);
DELETE FROM twice;
INSERT INTO twice SELECT a.rowid, b.row FROM (SELECT bssid, mac, reinstalled > 0 AS again, min(rowid) AS row FROM main.wifi_client
  WHERE bssid IN (SELECT bssid FROM run.access_point) GROUP BY bssid, mac, again HAVING count(*) > 1) b JOIN main.wifi_client a ON a.bssid = b.bssid AND a.mac = b.mac AND (a.reinstalled > 0) = b.again;
UPDATE main.wifi_client AS a SET (ap, station, frames, joined, m1, m2, m3, m4, pmkid, reinstalled, last) = (SELECT max(x.ap), max(x.station), sum(x.frames),
  sum(x.joined), sum(x.m1), sum(x.m2), sum(x.m3), sum(x.m4), sum(x.pmkid), sum(x.reinstalled), max(x.last) FROM twice t JOIN main.wifi_client x
  ON x.rowid = t.row WHERE t.first = a.rowid) WHERE a.rowid IN (SELECT first FROM twice);
DELETE FROM main.wifi_client WHERE rowid IN (SELECT row FROM twice WHERE row <> first);
DELETE FROM twice;
INSERT INTO twice SELECT a.rowid, b.row FROM (SELECT bssid, source, target, disassociation, reason, protected, burst >= 16 AS flood, min(rowid) AS row
  FROM main.wifi_leave WHERE bssid IN (SELECT bssid FROM run.access_point) GROUP BY bssid, source, target, disassociation, reason, protected, flood HAVING count(*) > 1) b JOIN main.wifi_leave a
  ON a.bssid = b.bssid AND a.source = b.source AND a.target = b.target AND a.disassociation = b.disassociation AND a.reason IS b.reason
  AND a.protected = b.protected AND (a.burst >= 16) = b.flood;
UPDATE main.wifi_leave AS a SET (sender, ap, count, burst, last) = (SELECT max(x.sender), max(x.ap), sum(x.count), max(x.burst), max(x.last) FROM twice t
  JOIN main.wifi_leave x ON x.rowid = t.row WHERE t.first = a.rowid) WHERE a.rowid IN (SELECT first FROM twice);
DELETE FROM main.wifi_leave WHERE rowid IN (SELECT row FROM twice WHERE row <> first);
DELETE FROM twice;
