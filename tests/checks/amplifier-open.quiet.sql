INSERT INTO x_device(id, kind, ip) VALUES (1, 'camera', '192.168.1.20'), (2, 'pc', '192.168.1.77');
INSERT INTO x_outside(id, network) VALUES (1, '203.0.113.0/24');
INSERT INTO x_flow(id, client, client_outside, server, transport, port, protocol, answered) VALUES (1, NULL, 1, 1, 'udp', 1900, 'ssdp', 0), (2, 2, NULL, 1, 'udp', 1900, 'ssdp', 1);
