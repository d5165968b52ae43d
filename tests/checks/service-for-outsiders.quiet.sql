-- A local user, too; a server is there for others; UDP between peers says nothing about who serves.
INSERT INTO x_device(id, kind, layer, ip) VALUES (1, 'plc', 'device', '192.168.1.20'), (2, 'router', 'wan', '192.168.1.1'), (3, 'hmi', 'device', '192.168.1.21'), (4, 'server', 'server', '192.168.1.5');
INSERT INTO x_outside(id, network) VALUES (1, '203.0.113.0/24');
INSERT INTO x_flow(id, client, client_outside, server, transport, port, protocol, answered, first_packet) VALUES (1, 2, NULL, 1, 'tcp', 80, 'http', 1, 9), (2, 3, NULL, 1, 'tcp', 80, 'http', 1, 9),
  (3, NULL, 1, 4, 'tcp', 443, 'tls', 1, 9), (4, NULL, 1, 1, 'udp', 25508, 'unknown', 1, 9);
