INSERT INTO x_device(id, kind, ip) VALUES (1, 'server', '192.168.1.5'), (2, 'sensor', '192.168.1.31');
INSERT INTO x_flow(id, client, client_ip, server, transport, port, protocol, answered, encrypted, first_packet) VALUES (1, 2, '192.168.1.31', 1, 'tcp', 8883, 'mqtt', 1, 1, 3), (2, 2, '192.168.1.31', 1, 'tcp', 8883, 'tls', 1, 1, 3);
