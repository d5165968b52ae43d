INSERT INTO x_device(id, kind, ip) VALUES (1, 'server', '192.168.1.5'), (2, 'sensor', '192.168.1.31');
INSERT INTO x_flow(id, client, client_ip, server, transport, port, protocol, answered, encrypted, first_packet) VALUES (1, 2, '192.168.1.31', 1, 'tcp', 1883, 'mqtt', 1, 0, 3);
