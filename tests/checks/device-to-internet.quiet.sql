-- The camera stays inside and its call outside is not answered; the PC has a check of its own.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'camera', '192.168.1.20'), (2, 'pc', '192.168.1.77');
INSERT INTO x_outside(id, name, network) VALUES (1, 'example.com', '203.0.113.0/24');
INSERT INTO x_flow(id, client, server, server_outside, transport, port, protocol, answered) VALUES (1, 1, 2, NULL, 'tcp', 443, 'tls', 1), (2, 2, NULL, 1, 'tcp', 443, 'tls', 1), (3, 1, NULL, 1, 'tcp', 443, 'tls', 0);
