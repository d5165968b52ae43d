INSERT INTO setting VALUES ('mirror_incomplete', 0, NULL);
INSERT INTO x_device(id, kind, ip) VALUES (1, 'server', '192.168.1.5'), (2, 'switch', '192.168.1.2');
INSERT INTO x_flow(id, client, server, transport, port, protocol, packets, payload, answered, first_packet) VALUES (1, 1, 2, 'udp', 161, 'snmp', 30, 30, 0, 4), (2, 2, 1, 'udp', 514, 'syslog', 3, 3, 0, 9);
