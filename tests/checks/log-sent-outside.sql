INSERT INTO x_device(id, kind, ip) VALUES (1, 'router', '192.168.1.1');
INSERT INTO x_outside(id, name, network) VALUES (1, 'log.example.com', '203.0.113.0/24');
INSERT INTO x_flow(id, client, server_outside, transport, port, protocol, packets, first_packet) VALUES (1, 1, 1, 'udp', 514, 'syslog', 12, 5);
