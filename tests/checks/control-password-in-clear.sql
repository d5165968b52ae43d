INSERT INTO x_device(id, kind) VALUES (1, 'building-controller'), (2, 'pc');
INSERT INTO x_login(client, server, protocol, port, method, clear, unknown, first_packet, packet) VALUES (2, 1, 'bacnet', 47808, 'password', 1, 1, 3, 3);
