INSERT INTO x_device(id, kind, ip) VALUES (1, 'nas', '192.168.1.5'), (2, 'hmi', '192.168.1.31'), (3, 'server', '192.168.1.6');
INSERT INTO x_login(client, server, protocol, port, method, clear, ok, first_packet) VALUES (2, 1, 'ftp', 21, 'anonymous', 1, 1, 3);
INSERT INTO x_flow(id, client, server, transport, port, protocol, answered, first_packet) VALUES (1, 2, 3, 'udp', 69, 'tftp', 1, 8);
