INSERT INTO x_device(id, kind, ip) VALUES (1, 'server', '192.168.1.5'), (2, 'hmi', '192.168.1.31');
INSERT INTO x_flow(id, client, server, transport, port, protocol, answered, first_packet) VALUES (1, 2, 1, 'udp', 69, 'tftp', 1, 3);
