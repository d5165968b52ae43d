INSERT INTO setting VALUES ('ledger', 1, NULL);
INSERT INTO x_device(id, kind, ip, known) VALUES (1, 'plc', '192.168.1.10', 1), (2, 'pc', '192.168.1.77', 0), (3, 'hmi', '192.168.1.11', 1);
INSERT INTO x_flow(id, client, server, transport, port, protocol, answered, bytes, first_packet) VALUES (1, 3, 1, 'tcp', 502, 'modbus', 1, 9000, 1), (2, 2, 1, 'tcp', 502, 'modbus', 1, 300, 7);
