-- Encrypted; a PC, whose systems sign their updates; a name that has nothing to do with updates.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'camera', '192.168.1.50'), (2, 'pc', '192.168.1.7');
INSERT INTO x_outside(id, name, network) VALUES (1, 'firmware.example.com', '203.0.113.0/24'), (2, 'www.example.com', '198.51.100.0/24'), (3, 'update.example.com', '192.0.2.0/24');
INSERT INTO outside_name VALUES (1, 'firmware.example.com', 'dns', 2), (2, 'www.example.com', 'dns', 3), (3, 'update.example.com', 'dns', 3);
INSERT INTO x_flow(id, client, server_outside, transport, port, protocol, encrypted, answered, payload) VALUES (1, 1, 1, 'tcp', 443, 'tls', 1, 1, 20), (2, 1, 2, 'tcp', 80, 'http', 0, 1, 20), (3, 2, 3, 'tcp', 80, 'http', 0, 1, 20);
