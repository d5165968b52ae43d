-- Not answered; the middle of a conversation of which nobody knows who began; QUIC answers seen first.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'camera', '192.168.1.20');
INSERT INTO x_outside(id, network) VALUES (1, '203.0.113.0/24');
INSERT INTO x_flow(id, client_outside, server, transport, port, protocol, answered) VALUES (1, 1, 1, 'tcp', 80, 'unknown', 0), (2, 1, 1, 'tcp', 50001, 'unknown', 1), (3, 1, 1, 'udp', 443, 'quic', 1);
