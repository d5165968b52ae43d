INSERT INTO x_device(id, kind, ip) VALUES (1, 'pc', '192.168.1.77'), (2, 'hmi', '192.168.1.11');
INSERT INTO x_outside(id, network) VALUES (1, '203.0.113.0/24');
INSERT INTO x_flow(id, client, client_outside, server, transport, port, protocol, answered) VALUES (1, 1, NULL, 2, 'tcp', 5900, 'vnc', 1), (2, NULL, 1, 2, 'udp', 51820, 'wireguard', 1);
