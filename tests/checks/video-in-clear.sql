INSERT INTO x_device(id, kind, ip) VALUES (1, 'camera', '192.168.1.20'), (2, 'pc', '192.168.1.77');
INSERT INTO x_flow(id, client, server, transport, port, protocol, answered, encrypted, first_packet) VALUES (1, 2, 1, 'tcp', 554, 'rtsp', 1, 0, 3);
