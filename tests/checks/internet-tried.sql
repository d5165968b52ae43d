INSERT INTO x_device(id, kind, ip) VALUES (1, 'camera', '192.168.1.20');
INSERT INTO x_outside(id, network) VALUES (1, '203.0.113.0/24');
INSERT INTO x_flow(id, client, server_outside, transport, port, protocol, packets, answered, first_packet) VALUES (1, 1, 1, 'udp', 123, 'ntp', 60, 0, 5);
-- What is sent to it was recorded: a time server of the plant answers it.
INSERT INTO x_device(id, kind, ip) VALUES (2, 'server', '192.168.1.5');
INSERT INTO x_flow(id, client, server, transport, port, protocol, answered) VALUES (2, 1, 2, 'udp', 123, 'ntp', 1);
