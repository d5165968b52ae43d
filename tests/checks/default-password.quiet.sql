-- A default was tried and refused; another sign-in worked.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'camera', '192.168.1.20');
INSERT INTO x_login(client, server, protocol, port, method, clear, failed, default_pair, packet) VALUES (2, 1, 'http', 80, 'basic', 1, 3, 1, 18);
INSERT INTO x_login(client, server, protocol, port, method, clear, ok, default_pair, packet) VALUES (2, 1, 'http', 80, 'basic', 1, 3, 0, 20);
