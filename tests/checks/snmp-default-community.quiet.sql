-- Another community; and a driver that asks everybody, unanswered.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'switch', '192.168.1.2'), (2, 'server', '192.168.1.5'), (3, 'pc', '192.168.1.7');
INSERT INTO x_login(client, server, protocol, port, method, clear, ok, first_packet, packet) VALUES (2, 1, 'snmp', 161, 'community', 1, 40, 3, 3);
INSERT INTO x_login(client, server, protocol, port, method, clear, unknown, default_pair, first_packet, packet) VALUES (2, 3, 'snmp', 161, 'community', 1, 9, 1, 3, 3);
