INSERT INTO setting VALUES ('ledger', 1, NULL);
INSERT INTO x_ledger(id, line_no, line, device) VALUES (1, 1, '組立1', 1), (2, 2, '塗装', 2);
INSERT INTO x_device(id, kind, ip, ledger, known) VALUES (1, 'plc', '10.1.1.10', 1, 1), (2, 'hmi', '10.1.1.9', 2, 1);
INSERT INTO x_flow(id, client, client_ip, server, server_ip, transport, port, protocol, answered, first_packet) VALUES (1, 2, '10.1.1.9', 1, '10.1.1.10', 'tcp', 502, 'modbus', 1, 7);
