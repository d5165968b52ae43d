-- The same line, however it is written; one of no line; one that is not in the list; another line, and not a control protocol.
INSERT INTO setting VALUES ('ledger', 1, NULL);
INSERT INTO x_ledger(id, line_no, line, device) VALUES (1, 1, 'Line A', 1), (2, 2, ' line a', 2), (3, 3, NULL, 3), (4, 4, 'Line B', 4);
INSERT INTO x_device(id, kind, ip, ledger, known) VALUES (1, 'plc', '10.1.1.10', 1, 1), (2, 'hmi', '10.1.1.9', 2, 1), (3, 'pc', '10.1.1.8', 3, 1), (4, 'pc', '10.1.1.7', 4, 1), (5, 'pc', '10.1.1.6', NULL, 0);
INSERT INTO x_flow(id, client, client_ip, server, server_ip, transport, port, protocol, answered, first_packet) VALUES
  (1, 2, '10.1.1.9', 1, '10.1.1.10', 'tcp', 502, 'modbus', 1, 7), (2, 3, '10.1.1.8', 1, '10.1.1.10', 'tcp', 502, 'modbus', 1, 7), (3, 5, '10.1.1.6', 1, '10.1.1.10', 'tcp', 502, 'modbus', 1, 7), (4, 4, '10.1.1.7', 1, '10.1.1.10', 'tcp', 80, 'http', 1, 7);
-- Of two systems that people drew: control-across-systems tells it.
INSERT INTO setting VALUES ('drawn', 1, NULL);
INSERT INTO x_ledger(id, line_no, line, device) VALUES (6, 6, 'Line C', 6), (7, 7, 'Line D', 7);
INSERT INTO x_device(id, kind, ip, ledger, known) VALUES (6, 'plc', '10.1.1.20', 6, 1), (7, 'hmi', '10.1.1.19', 7, 1);
INSERT INTO drawn VALUES (6, 1, 'A'), (7, 2, 'B');
INSERT INTO x_flow(id, client, client_ip, server, server_ip, transport, port, protocol, answered, first_packet) VALUES (5, 7, '10.1.1.19', 6, '10.1.1.20', 'tcp', 502, 'modbus', 1, 7);
