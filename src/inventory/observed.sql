-- What was observed of devices, in the words of a profile (assess/profile.h). In: among(device). Out: observed. Attempts that nobody answered
-- and that carried nothing are none; neither are shares of a scan.
CREATE TEMP TABLE observed(device INTEGER, what TEXT, key TEXT, peer INTEGER, outside INTEGER, packet INTEGER, PRIMARY KEY (device, what, key)) WITHOUT ROWID;
INSERT OR IGNORE INTO observed SELECT device, 'service', transport || '/' || port || '/' || protocol, NULL, NULL, min(first_packet) FROM main.service
  WHERE answered = 1 AND device IN (SELECT device FROM among) GROUP BY device, transport, port, protocol;
INSERT OR IGNORE INTO observed SELECT client, 'peer', 'd' || server, server, NULL, min(first_packet) FROM main.flow WHERE (answered = 1 OR payload > 0)
  AND to_group = 0 AND scan = 0 AND server IS NOT NULL AND server <> client AND client IN (SELECT device FROM among) GROUP BY client, server;
INSERT OR IGNORE INTO observed SELECT server, 'peer', 'd' || client, client, NULL, min(first_packet) FROM main.flow WHERE (answered = 1 OR payload > 0)
  AND to_group = 0 AND scan = 0 AND client IS NOT NULL AND server <> client AND server IN (SELECT device FROM among) GROUP BY server, client;
INSERT OR IGNORE INTO observed SELECT client, 'protocol', protocol, NULL, NULL, min(first_packet) FROM main.flow WHERE (answered = 1 OR payload > 0)
  AND scan = 0 AND protocol <> 'unknown' AND client IN (SELECT device FROM among) GROUP BY client, protocol;
INSERT OR IGNORE INTO observed SELECT server, 'protocol', protocol, NULL, NULL, min(first_packet) FROM main.flow WHERE (answered = 1 OR payload > 0)
  AND scan = 0 AND protocol <> 'unknown' AND server IN (SELECT device FROM among) GROUP BY server, protocol;
INSERT OR IGNORE INTO observed SELECT f.client, 'outside', coalesce(o.name, o.network), NULL, o.id, min(f.first_packet) FROM main.flow f
  JOIN main.outside o ON o.id = f.server_outside WHERE (f.answered = 1 OR f.payload > 0) AND f.client IN (SELECT device FROM among)
  GROUP BY f.client, o.id;
INSERT OR IGNORE INTO observed SELECT f.server, 'outside', coalesce(o.name, o.network), NULL, o.id, min(f.first_packet) FROM main.flow f
  JOIN main.outside o ON o.id = f.client_outside WHERE f.answered = 1 AND f.server IN (SELECT device FROM among) GROUP BY f.server, o.id;
INSERT OR IGNORE INTO observed SELECT server, 'command-class', 'in ' || protocol || ' ' || class, max(client), max(client_outside), min(first_packet)
  FROM main.command WHERE server IN (SELECT device FROM among) GROUP BY server, protocol, class;
INSERT OR IGNORE INTO observed SELECT client, 'command-class', 'out ' || protocol || ' ' || class, max(server), max(server_outside), min(first_packet)
  FROM main.command WHERE client IN (SELECT device FROM among) GROUP BY client, protocol, class;
-- Addresses that DHCP gives, and those of IPv6 that change by the day (RFC 8981), say nothing when they change.
INSERT OR IGNORE INTO observed SELECT device, 'address', kind || ' ' || value, NULL, NULL, min(packet) FROM main.address
  WHERE device IN (SELECT device FROM among) AND (kind = 'mac' OR (value LIKE '%.%' AND device NOT IN (SELECT device FROM main.fact
  WHERE source = 'dhcp'))) GROUP BY device, kind, value;
INSERT OR IGNORE INTO observed SELECT d.id, 'firmware', d.firmware, NULL, NULL, coalesce((SELECT min(packet) FROM main.fact f WHERE f.device = d.id
  AND f.field = 'firmware' AND f.value = d.firmware), d.first_packet) FROM main.device d WHERE d.firmware IS NOT NULL
  AND d.id IN (SELECT device FROM among);
