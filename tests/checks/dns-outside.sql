INSERT INTO x_device(id, kind, ip) VALUES (1, 'camera', '192.168.1.20');
INSERT INTO x_outside(id, network) VALUES (1, '8.8.8.0/24');
INSERT INTO x_flow(id, client, server_outside, transport, port, protocol, packets, answered, first_packet) VALUES (1, 1, 1, 'udp', 53, 'dns', 12, 1, 5);
