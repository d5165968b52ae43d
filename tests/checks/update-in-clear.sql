INSERT INTO x_device(id, kind, ip) VALUES (1, 'camera', '192.168.1.50');
INSERT INTO x_outside(id, name, network) VALUES (1, 'firmware.example.com', '203.0.113.0/24');
INSERT INTO outside_name VALUES (1, 'firmware.example.com', 'dns', 2);
INSERT INTO x_flow(id, client, server_outside, transport, port, protocol, encrypted, answered, payload, first_packet) VALUES (1, 1, 1, 'tcp', 80, 'http', 0, 1, 20, 5);
