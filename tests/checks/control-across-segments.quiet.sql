-- The same side of the router; a protocol that gives no orders; one network as far as can be told (10.1.1 and 10.1.2 may be one); a controller with
-- an address in both.
INSERT INTO x_device(id, kind, ip, behind) VALUES (1, 'plc', '192.168.1.10', NULL), (2, 'pc', '10.1.1.9', 3), (3, 'router', '192.168.1.1', NULL), (4, 'hmi', '192.168.1.11', NULL), (5, 'plc', '10.1.1.10', 3);
INSERT INTO x_flow(id, client, client_ip, server, transport, port, protocol, answered) VALUES (1, 4, '192.168.1.11', 1, 'tcp', 502, 'modbus', 1), (2, 2, '10.1.1.9', 5, 'tcp', 502, 'modbus', 1), (3, 2, '10.1.1.9', 1, 'tcp', 80, 'http', 1);
INSERT INTO x_device(id, kind, ip, behind) VALUES (6, 'plc', '10.1.2.10', 3), (7, 'plc', '192.168.3.250', NULL);
INSERT INTO x_address(device, kind, value) VALUES (7, 'ip', '192.168.3.250'), (7, 'ip', '192.168.1.250');
INSERT INTO x_flow(id, client, client_ip, server, server_ip, transport, port, protocol, answered) VALUES (4, 2, '10.1.1.9', 6, '10.1.2.10', 'tcp', 502, 'modbus', 1), (5, 4, '192.168.1.11', 7, '192.168.3.250', 'udp', 5560, 'melsoft', 1);
-- Of two systems that people drew: control-across-systems tells it.
INSERT INTO setting VALUES ('drawn', 1, NULL);
INSERT INTO x_device(id, kind, ip) VALUES (8, 'plc', '192.168.20.10'), (9, 'pc', '192.168.30.9');
INSERT INTO drawn VALUES (8, 1, 'A'), (9, 2, 'B');
INSERT INTO x_flow(id, client, client_ip, server, server_ip, transport, port, protocol, answered, first_packet) VALUES (6, 9, '192.168.30.9', 8, '192.168.20.10', 'tcp', 102, 's7comm', 1, 7);
