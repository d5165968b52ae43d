INSERT INTO x_device(id, kind, ip) VALUES (1, 'camera', '192.168.1.20');
INSERT INTO x_outside(id, name, network, country) VALUES (1, 'example.com', '203.0.113.0/24', 'US');
INSERT INTO x_flow(id, client, server_outside, transport, port, protocol, answered, first_packet) VALUES (1, 1, 1, 'tcp', 443, 'tls', 1, 5);
