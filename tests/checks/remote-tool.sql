INSERT INTO x_device(id, kind, ip) VALUES (1, 'pc', '192.168.1.77'), (2, 'hmi', '192.168.1.11');
INSERT INTO x_fact(device, field, value, source, packet) VALUES (1, 'remote-tool', 'teamviewer', 'tls', 2);
INSERT INTO x_flow(id, client, server, transport, port, protocol, answered, first_packet) VALUES (1, 1, 2, 'tcp', 5900, 'vnc', 1, 9);
