-- Somebody mistyped.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'camera', '192.168.1.20'), (2, 'pc', '192.168.1.77');
INSERT INTO x_login(client, server, client_ip, protocol, port, method, ok, failed, first_packet, packet) VALUES (2, 1, '192.168.1.77', 'telnet', 23, 'plain', 1, 3, 3, 3);
