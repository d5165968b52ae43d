INSERT INTO x_device(id, kind, ip) VALUES (1, 'pc', '192.168.1.77');
INSERT INTO x_outside(id, network) VALUES (1, '203.0.113.0/24');
INSERT INTO x_scan(outside, transport, port, targets, ports, packets, packet) VALUES (1, 'tcp', 23, 254, 1, 254, 6);
