-- Which device of the site each device of a run is. `run` is the run's model, `main` the site. In: table taking. Out: same(run, site, how),
-- same_outside(run, site). The surest evidence first; a row of `same` is never changed by a later rule. A device of the site that a rule of
-- weaker evidence (an address that anybody can get) would take twice is taken once: by whoever sent most.

-- Who shows which address: the device that showed it last.
INSERT INTO held SELECT r.kind, r.value, a.device, max(a.last) FROM (SELECT kind, value FROM run.address
  UNION SELECT 'mac', mac FROM run.device WHERE mac IS NOT NULL UNION SELECT 'ip', ip FROM run.device WHERE ip IS NOT NULL) r
  CROSS JOIN main.address a WHERE a.value = r.value AND a.kind = r.kind GROUP BY r.kind, r.value;

-- 0. What people said: an address that they gave to a device by merging or splitting (keep.h). An IP address only where one of the two
-- shows no MAC address.
INSERT INTO same SELECT a.device, min(c.device), 'by-hand' FROM main.device_claim c JOIN run.address a ON a.kind = c.kind AND a.value = c.value
  JOIN run.device d ON d.id = a.device JOIN main.device s ON s.id = c.device WHERE a.kind = 'mac' OR d.mac IS NULL OR s.mac IS NULL GROUP BY a.device;

-- 1. A universally administered MAC address (IEEE 802, the second hexadecimal digit is 0, 4, 8 or c) is one interface for ever: the main
-- one, then those of other interfaces.
INSERT OR IGNORE INTO same SELECT d.id, h.device, 'mac' FROM run.device d JOIN held h ON h.kind = 'mac' AND h.value = d.mac
  WHERE substr(d.mac, 2, 1) IN ('0', '4', '8', 'c');
INSERT OR IGNORE INTO same SELECT a.device, h.device, 'mac' FROM run.address a JOIN held h ON h.kind = 'mac' AND h.value = a.value
  WHERE a.kind = 'mac' AND substr(a.value, 2, 1) IN ('0', '4', '8', 'c') AND a.device NOT IN (SELECT run FROM same) ORDER BY a.packet;

-- 2. A number that only this unit has: its serial number, by the same protocol; a DUID (RFC 8415 11; option 61 that begins with 01 is a MAC
-- address and names only that). It must be of one device on both sides.
INSERT INTO own SELECT g.field, g.source, g.value, min(g.device), count(DISTINCT g.device) FROM (SELECT DISTINCT field, value FROM run.fact
  WHERE field IN ('serial', 'dhcp-client-id')) r CROSS JOIN main.fact g WHERE g.value = r.value AND g.field = r.field
  AND g.field IN ('serial', 'dhcp-client-id') AND ((g.field = 'serial' AND g.confidence >= 80 AND tells_apart(g.value))
  OR (g.field = 'dhcp-client-id' AND length(g.value) >= 20 AND substr(g.value, 1, 2) <> '01')) GROUP BY g.field, g.source, g.value;
INSERT OR IGNORE INTO same SELECT min(f.device), o.device, f.field FROM run.fact f JOIN own o ON o.field = f.field AND o.source = f.source
  AND o.value = f.value AND o.devices = 1 WHERE f.field IN ('serial', 'dhcp-client-id') GROUP BY f.field, f.source, f.value
  HAVING count(DISTINCT f.device) = 1 AND min(f.device) NOT IN (SELECT run FROM same);

-- 3. A locally administered MAC address may be chosen anew for every network: the address alone says nothing, with the name, the DHCP
-- client id or the IP address that went with it before it does. Without the address: name and DHCP client id together.
INSERT OR IGNORE INTO same SELECT d.id, h.device, 'local-mac' FROM run.device d JOIN held h ON h.kind = 'mac' AND h.value = d.mac
  WHERE d.random_mac = 1 AND d.id NOT IN (SELECT run FROM same) AND (
    EXISTS (SELECT 1 FROM main.device s WHERE s.id = h.device AND (s.name = d.name OR s.ip = d.ip))
    OR EXISTS (SELECT 1 FROM run.address a JOIN main.address b ON b.device = h.device AND b.kind = 'ip' AND b.value = a.value
      WHERE a.device = d.id AND a.kind = 'ip')
    OR EXISTS (SELECT 1 FROM run.fact f JOIN main.fact g ON g.device = h.device AND g.field = 'dhcp-client-id' AND g.value = f.value
      WHERE f.device = d.id AND f.field = 'dhcp-client-id')
    OR (d.name IS NULL AND d.ip IS NULL AND NOT EXISTS (SELECT 1 FROM main.device s WHERE s.id = h.device AND (s.name IS NOT NULL OR s.ip IS NOT NULL))));
INSERT OR IGNORE INTO same SELECT d.id, min(g.device), 'name-and-dhcp-id' FROM run.device d
  JOIN run.fact f ON f.device = d.id AND f.field = 'dhcp-client-id'
  JOIN main.fact g ON g.field = 'dhcp-client-id' AND g.value = f.value
  JOIN main.device s ON s.id = g.device AND s.name = d.name
  WHERE d.random_mac = 1 AND d.id NOT IN (SELECT run FROM same) GROUP BY d.id HAVING count(DISTINCT g.device) = 1;

-- 4. By IP address, where one of the two was seen without a MAC address (behind a router, or a capture that shows none). Never between two
-- that show different ones: that address went to another device.
INSERT OR IGNORE INTO same SELECT run, device, 'ip' FROM (SELECT d.id AS run, h.device AS device, max(d.packets) FROM run.device d
  JOIN held h ON h.kind = 'ip' AND h.value = d.ip JOIN main.device s ON s.id = h.device
  WHERE (d.mac IS NULL OR s.mac IS NULL) AND d.id NOT IN (SELECT run FROM same)
  AND h.device NOT IN (SELECT site FROM same WHERE how <> 'by-hand') GROUP BY h.device);

-- 5. All others are new; ids go on where the site's end, those of merged devices among them: no number is given twice.
INSERT INTO same SELECT id, (SELECT max(coalesce((SELECT max(id) FROM main.device), 0), coalesce((SELECT max(gone) FROM main.device_merge), 0)))
  + row_number() OVER (ORDER BY id), 'new' FROM run.device
  WHERE id NOT IN (SELECT run FROM same);

-- What lies outside: by name; without one by network, else by one of its addresses.
INSERT INTO same_outside SELECT o.id, min(s.id), 'name' FROM run.outside o JOIN main.outside s ON s.name = o.name GROUP BY o.id;
INSERT OR IGNORE INTO same_outside SELECT o.id, min(s.id), 'network' FROM run.outside o JOIN main.outside s ON s.network = o.network
  AND s.name IS NULL WHERE o.name IS NULL GROUP BY o.id;
INSERT OR IGNORE INTO same_outside SELECT o.id, min(b.outside), 'ip' FROM run.outside o JOIN run.outside_address a ON a.outside = o.id
  JOIN main.outside_address b ON b.ip = a.ip WHERE o.name IS NULL AND o.id NOT IN (SELECT run FROM same_outside) GROUP BY o.id;
INSERT INTO same_outside SELECT id, (SELECT coalesce(max(id), 0) FROM main.outside) + row_number() OVER (ORDER BY id), 'new'
  FROM run.outside WHERE id NOT IN (SELECT run FROM same_outside);
