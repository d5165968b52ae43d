-- The same system; one that stands in none; a link that somebody approved; nobody answered; another system, and not a control protocol.
INSERT INTO setting VALUES ('drawn', 1, NULL);
INSERT INTO x_device(id, kind, ip) VALUES (1, 'plc', '10.1.1.10'), (2, 'hmi', '10.1.1.9'), (3, 'pc', '10.1.1.8'), (4, 'server', '10.1.1.7'), (5, 'pc', '10.1.1.6');
INSERT INTO drawn VALUES (1, 1, 'A'), (2, 1, 'A'), (4, 2, 'B'), (5, 2, 'B');
INSERT INTO drawn_link VALUES (4, 1), (1, 4);
INSERT INTO x_flow(id, client, client_ip, server, server_ip, transport, port, protocol, answered, first_packet) VALUES
  (1, 2, '10.1.1.9', 1, '10.1.1.10', 'tcp', 502, 'modbus', 1, 7), (2, 3, '10.1.1.8', 1, '10.1.1.10', 'tcp', 502, 'modbus', 1, 7), (3, 4, '10.1.1.7', 1, '10.1.1.10', 'tcp', 502, 'modbus', 1, 7),
  (4, 5, '10.1.1.6', 1, '10.1.1.10', 'tcp', 502, 'modbus', 0, 7), (5, 5, '10.1.1.6', 1, '10.1.1.10', 'tcp', 80, 'http', 1, 7);
