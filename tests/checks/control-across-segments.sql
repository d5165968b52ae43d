INSERT INTO x_device(id, kind, ip, behind) VALUES (1, 'plc', '192.168.1.10', NULL), (2, 'pc', '10.1.1.9', 3), (3, 'router', '192.168.1.1', NULL);
INSERT INTO x_flow(id, client, client_ip, server, transport, port, protocol, answered, first_packet) VALUES (1, 2, '10.1.1.9', 1, 'tcp', 502, 'modbus', 1, 5);
INSERT INTO x_device(id, kind, ip, behind) VALUES (4, 'plc', '192.168.20.10', NULL), (5, 'pc', '192.168.30.9', NULL);
INSERT INTO x_flow(id, client, client_ip, server, server_ip, transport, port, protocol, answered, first_packet) VALUES (2, 5, '192.168.30.9', 4, '192.168.20.10', 'tcp', 102, 's7comm', 1, 7);
-- Of two systems, and somebody approved it: what the addresses say is told as before.
INSERT INTO setting VALUES ('drawn', 1, NULL);
INSERT INTO drawn VALUES (4, 1, 'A'), (5, 2, 'B');
INSERT INTO drawn_link VALUES (4, 5), (5, 4);
DELETE FROM flow WHERE id = 1;
