INSERT INTO x_device(id, kind, ip) VALUES (1, 'hmi', '192.168.1.11'), (2, 'pc', '192.168.1.77');
INSERT INTO x_login(client, server, protocol, port, method, clear, ok, first_packet, packet) VALUES (2, 1, 'vnc', 5900, 'none', 1, 1, 12, 12);
