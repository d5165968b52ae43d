INSERT INTO x_device(id, kind, ip) VALUES (1, 'switch', '192.168.1.2'), (2, 'server', '192.168.1.5');
INSERT INTO x_login(client, server, protocol, port, method, clear, ok, first_packet, packet) VALUES (2, 1, 'snmp', 161, 'usm', 0, 40, 3, 3);
