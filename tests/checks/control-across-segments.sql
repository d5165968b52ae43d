INSERT INTO x_device(id, kind, ip, behind) VALUES (1, 'plc', '192.168.1.10', NULL), (2, 'pc', '10.1.1.9', 3), (3, 'router', '192.168.1.1', NULL);
INSERT INTO x_flow(id, client, client_ip, server, transport, port, protocol, answered, first_packet) VALUES (1, 2, '10.1.1.9', 1, 'tcp', 502, 'modbus', 1, 5);
