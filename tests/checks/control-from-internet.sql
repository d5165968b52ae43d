INSERT INTO x_device(id, kind, ip) VALUES (1, 'plc', '192.168.1.10');
INSERT INTO x_outside(id, network) VALUES (1, '203.0.113.0/24');
INSERT INTO x_flow(id, client_outside, server, transport, port, protocol, answered, first_packet) VALUES (1, 1, 1, 'tcp', 502, 'modbus', 1, 5);
