INSERT INTO x_device(id, kind, ip) VALUES (1, 'server', '192.168.1.5'), (2, 'sensor', '192.168.1.31');
INSERT INTO x_login(client, server, protocol, port, method, clear, ok, first_packet, packet) VALUES (2, 1, 'mqtt', 1883, 'anonymous', 1, 1, 3, 3);
