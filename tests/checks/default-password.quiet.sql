-- A default was tried and refused; another password worked; a default was sent and nobody saw what came of it.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'camera', '192.168.1.20'), (2, 'pc', '192.168.1.77');
INSERT INTO x_login(client, server, protocol, port, method, clear, failed, packet) VALUES (2, 1, 'http', 80, 'basic', 1, 3, 18);
INSERT INTO x_login(client, server, protocol, port, method, clear, ok, packet) VALUES (2, 1, 'http', 80, 'basic', 1, 3, 20);
INSERT INTO x_login(client, server, protocol, port, method, clear, ok, unknown, default_pair, packet) VALUES (2, 1, 'telnet', 23, 'plain', 1, 1, 1, 1, 22);
