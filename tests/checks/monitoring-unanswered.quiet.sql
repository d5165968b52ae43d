-- Answered; a few tries; an address that never spoke; asked of all.
INSERT INTO setting VALUES ('mirror_incomplete', 0, NULL);
INSERT INTO x_device(id, kind, ip) VALUES (1, 'server', '192.168.1.5'), (2, 'switch', '192.168.1.2'), (3, 'printer', '192.168.1.9'), (4, 'unknown', '192.168.1.99');
INSERT INTO x_service(device, transport, port, protocol, answered) VALUES (2, 'udp', 161, 'snmp', 1);
INSERT INTO x_flow(id, client, server, transport, port, protocol, packets, payload, answered, to_group) VALUES (1, 1, 2, 'udp', 161, 'snmp', 30, 30, 0, 0), (2, 1, 3, 'udp', 161, 'snmp', 2, 2, 0, 0), (3, 1, 4, 'udp', 161, 'snmp', 30, 30, 0, 0), (4, 1, NULL, 'udp', 161, 'snmp', 30, 30, 0, 1),
  (5, 2, 1, 'udp', 514, 'syslog', 3, 3, 0, 0), (6, 3, 1, 'tcp', 80, 'http', 3, 3, 1, 0);
