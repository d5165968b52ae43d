INSERT INTO x_device(id, kind, ip) VALUES (1, 'sensor', '192.168.1.20');
INSERT INTO x_outside(id, name, network) VALUES (1, 'example.com', '203.0.113.0/24'), (2, 'notamazonaws.com', '203.0.113.0/24');
INSERT INTO x_flow(id, client, server_outside, transport, port, protocol, answered) VALUES (1, 1, 1, 'tcp', 8883, 'mqtt', 1), (2, 1, 2, 'tcp', 443, 'tls', 1);
