INSERT INTO x_device(id, kind, ip) VALUES (1, 'wifi-ap', '192.168.1.3'), (2, 'server', '192.168.1.5');
INSERT INTO x_flow(id, client, server, transport, port, protocol, encrypted, first_packet) VALUES (1, 1, 2, 'udp', 514, 'syslog', 0, 3);
