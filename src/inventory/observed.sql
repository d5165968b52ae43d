-- What was observed of devices, in the words of a profile (assess/profile.h). In: among(device). Out: observed, no line twice. Attempts that nobody
-- answered and that carried nothing are none; neither are shares of a scan.
CREATE TEMP TABLE observed(device INTEGER, what TEXT, key TEXT, peer INTEGER, outside INTEGER, packet INTEGER);
INSERT INTO observed SELECT device, 'service', transport || '/' || port || '/' || protocol, NULL, NULL, min(first_packet) FROM main.service
  WHERE answered = 1 AND device IN (SELECT device FROM among) GROUP BY device, transport, port, protocol;
INSERT INTO observed SELECT device, 'peer', 'd' || peer, peer, NULL, min(packet) FROM (
  SELECT client AS device, server AS peer, first_packet AS packet FROM main.flow WHERE (answered = 1 OR payload > 0) AND to_group = 0 AND scan = 0
    AND server IS NOT NULL AND server <> client AND client IN (SELECT device FROM among)
  UNION ALL SELECT server, client, first_packet FROM main.flow WHERE (answered = 1 OR payload > 0) AND to_group = 0 AND scan = 0
    AND client IS NOT NULL AND server <> client AND server IN (SELECT device FROM among)) GROUP BY device, peer;
INSERT INTO observed SELECT device, 'protocol', protocol, NULL, NULL, min(packet) FROM (
  SELECT client AS device, protocol, first_packet AS packet FROM main.flow WHERE (answered = 1 OR payload > 0) AND scan = 0 AND protocol <> 'unknown'
    AND client IN (SELECT device FROM among)
  UNION ALL SELECT server, protocol, first_packet FROM main.flow WHERE (answered = 1 OR payload > 0) AND scan = 0 AND protocol <> 'unknown'
    AND server IN (SELECT device FROM among)) GROUP BY device, protocol;
INSERT INTO observed SELECT f.device, 'outside', coalesce(o.name, o.network), NULL, min(o.id), min(f.packet) FROM (
  SELECT client AS device, server_outside AS outside, first_packet AS packet FROM main.flow WHERE server_outside IS NOT NULL
    AND (answered = 1 OR payload > 0) AND client IN (SELECT device FROM among)
  UNION ALL SELECT server, client_outside, first_packet FROM main.flow WHERE client_outside IS NOT NULL AND answered = 1
    AND server IN (SELECT device FROM among)) f JOIN main.outside o ON o.id = f.outside GROUP BY f.device, coalesce(o.name, o.network);
INSERT INTO observed SELECT server, 'command-class', 'in ' || protocol || ' ' || class, max(client), max(client_outside), min(first_packet)
  FROM main.command WHERE server IN (SELECT device FROM among) GROUP BY server, protocol, class;
INSERT INTO observed SELECT client, 'command-class', 'out ' || protocol || ' ' || class, max(server), max(server_outside), min(first_packet)
  FROM main.command WHERE client IN (SELECT device FROM among) GROUP BY client, protocol, class;
-- Addresses that DHCP gives, and those of IPv6 that change by the day (RFC 8981), say nothing when they change.
INSERT INTO observed SELECT device, 'address', kind || ' ' || value, NULL, NULL, min(packet) FROM main.address
  WHERE device IN (SELECT device FROM among) AND (kind = 'mac' OR (value LIKE '%.%' AND device NOT IN (SELECT device FROM main.fact
  WHERE source = 'dhcp'))) GROUP BY device, kind, value;
INSERT INTO observed SELECT d.id, 'firmware', d.firmware, NULL, NULL, coalesce((SELECT min(packet) FROM main.fact f WHERE f.device = d.id
  AND f.field = 'firmware' AND f.value = d.firmware), d.first_packet) FROM main.device d WHERE d.firmware IS NOT NULL
  AND d.id IN (SELECT device FROM among);
