INSERT INTO x_device(id, kind, ip) VALUES (1, 'server', '192.168.1.20'), (2, 'sensor', '192.168.1.77');
INSERT INTO x_outside(id, name, network) VALUES (1, 'example.com', '203.0.113.0/24');
INSERT INTO x_login(client, server, protocol, port, method, clear, ok, packet) VALUES (2, 1, 'mqtt', 1883, 'plain', 1, 1, 18);
INSERT INTO x_login(client, server_outside, protocol, port, method, clear, ok, packet) VALUES (2, 1, 'http', 80, 'digest', 0, 1, 19);
