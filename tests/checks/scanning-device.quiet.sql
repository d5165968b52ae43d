-- A browser whose answers were not recorded; and somebody outside, who has a check of their own.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'pc', '192.168.1.77');
INSERT INTO x_outside(id, network) VALUES (1, '203.0.113.0/24');
INSERT INTO x_flow(id, client, server_outside, transport, port, protocol, scan) VALUES (1, 1, 1, 'tcp', 443, 'unknown', 1);
INSERT INTO x_scan(device, transport, port, targets, ports, packets, packet) VALUES (1, 'tcp', 443, 32, 1, 254, 6), (1, 'tcp', NULL, 32, 2, 254, 6);
INSERT INTO x_scan(outside, transport, port, targets, ports, packets, packet) VALUES (1, 'tcp', 23, 254, 1, 254, 6);
-- A PLC that answers to many ports of one PC over UDP.
INSERT INTO x_device(id, kind, ip) VALUES (2, 'plc', '192.168.1.10');
INSERT INTO x_scan(device, transport, port, targets, ports, packets, packet) VALUES (2, 'udp', NULL, 1, 40, 40, 6);
