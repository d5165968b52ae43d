-- Refused, and one with a name.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'server', '192.168.1.5'), (2, 'sensor', '192.168.1.31');
INSERT INTO x_login(client, server, protocol, port, method, clear, ok, failed) VALUES (2, 1, 'mqtt', 1883, 'anonymous', 1, 0, 5), (2, 1, 'mqtt', 1883, 'plain', 1, 1, 0);
