INSERT INTO x_device(id, kind, ip) VALUES (1, 'sensor', '192.168.1.20');
INSERT INTO x_outside(id, name, network) VALUES (1, 'example.com', '203.0.113.0/24');
INSERT INTO x_flow(id, client, server_outside, transport, port, protocol, answered, encrypted, payload, first_packet) VALUES (1, 1, 1, 'tcp', 1883, 'mqtt', 1, 0, 20, 5);
