INSERT INTO x_device(id, kind, ip) VALUES (1, 'camera', '192.168.1.20'), (2, 'pc', '192.168.1.77');
INSERT INTO x_login(client, server, protocol, port, method, clear, ok, first_packet, packet) VALUES (2, 1, 'ftp', 21, 'plain', 1, 1, 12, 12);
