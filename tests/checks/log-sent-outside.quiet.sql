INSERT INTO x_device(id, kind, ip) VALUES (1, 'router', '192.168.1.1'), (2, 'server', '192.168.1.5');
INSERT INTO x_outside(id, name, network) VALUES (1, 'www.example.com', '203.0.113.0/24');
INSERT INTO x_flow(id, client, server, server_outside, transport, port, protocol, packets) VALUES (1, 1, 2, NULL, 'udp', 514, 'syslog', 12), (2, 1, NULL, 1, 'tcp', 443, 'tls', 12);
