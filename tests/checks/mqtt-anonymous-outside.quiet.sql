-- With a name; refused; and inside.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'server', '192.168.1.5'), (2, 'sensor', '192.168.1.31');
INSERT INTO x_outside(id, name, network) VALUES (1, 'example.com', '203.0.113.0/24');
INSERT INTO x_login(client, server_outside, protocol, port, method, clear, ok, failed) VALUES (2, 1, 'mqtt', 1883, 'plain', 1, 1, 0), (2, 1, 'mqtt', 1884, 'anonymous', 1, 0, 1);
INSERT INTO x_login(client, server, protocol, port, method, clear, ok) VALUES (2, 1, 'mqtt', 1883, 'anonymous', 1, 1);
