INSERT INTO setting VALUES ('drawn', 1, NULL);
INSERT INTO x_device(id, kind, ip) VALUES (1, 'plc', '10.1.1.10'), (2, 'hmi', '10.1.1.9');
INSERT INTO drawn VALUES (1, 1, '組立1'), (2, 2, '塗装');
INSERT INTO x_flow(id, client, client_ip, server, server_ip, transport, port, protocol, answered, first_packet) VALUES (1, 2, '10.1.1.9', 1, '10.1.1.10', 'tcp', 502, 'modbus', 1, 7);
