INSERT INTO x_device(id, kind, ip) VALUES (1, 'camera', '192.168.1.20');
INSERT INTO x_outside(id, name, network) VALUES (1, 'example.com', '203.0.113.0/24'), (2, NULL, '198.51.100.0/24');
INSERT INTO x_flow(id, client, server_outside, transport, port, protocol, answered, first_packet) VALUES (1, 1, 1, 'tcp', 443, 'tls', 1, 5), (2, 1, 2, 'udp', 123, 'ntp', 1, 8);
