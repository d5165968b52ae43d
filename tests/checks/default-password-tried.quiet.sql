-- Accepted is the other check's; refused is good.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'camera', '192.168.1.20'), (2, 'pc', '192.168.1.77');
INSERT INTO x_login(client, server, protocol, port, method, clear, ok, default_pair, default_ok, packet) VALUES (2, 1, 'http', 80, 'basic', 1, 3, 1, 1, 18);
INSERT INTO x_login(client, server, protocol, port, method, clear, failed, packet) VALUES (2, 1, 'ftp', 21, 'plain', 1, 3, 18);
