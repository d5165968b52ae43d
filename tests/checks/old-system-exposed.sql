INSERT INTO x_device(id, kind, ip, router, behind) VALUES (1, 'hmi', '192.168.1.11', 0, NULL), (2, 'pc', '10.0.5.7', 0, 3), (3, 'router', '192.168.1.1', 1, NULL);
INSERT INTO x_outside(id, name, network) VALUES (1, 'www.example.com', '203.0.113.0/24');
INSERT INTO x_fact(device, field, value, source, packet, confidence) VALUES (1, 'os', 'Windows 5.1 build 2600', 'smb', 4, 75);
INSERT INTO x_flow(id, client, server, server_outside, transport, port, protocol, answered, first_packet) VALUES (1, 1, NULL, 1, 'tcp', 80, 'http', 1, 4), (2, 2, 1, NULL, 'tcp', 445, 'smb', 1, 9);
