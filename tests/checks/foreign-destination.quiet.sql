-- At home, unknown, and somebody abroad who got no answer.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'camera', '192.168.1.20');
INSERT INTO x_outside(id, name, network, country) VALUES (1, 'example.jp', '203.0.113.0/24', 'JP'), (2, NULL, '198.51.100.0/24', NULL), (3, NULL, '192.0.2.0/24', 'US');
INSERT INTO x_flow(id, client, server_outside, transport, port, protocol, answered) VALUES (1, 1, 1, 'tcp', 443, 'tls', 1), (2, 1, 2, 'tcp', 443, 'tls', 1), (3, 1, 3, 'tcp', 443, 'tls', 0);
