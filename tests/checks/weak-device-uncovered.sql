-- Telnet on a device that others reach, too: its approval says who may, and somebody else does.
INSERT INTO setting VALUES ('profile', 1, NULL), ('watched', 1, NULL);
INSERT INTO x_device(id, kind, ip) VALUES (1, 'plc', '192.168.1.10'), (2, 'pc', '192.168.1.7');
INSERT INTO x_service(device, transport, port, protocol, answered, first_packet) VALUES (1, 'tcp', 23, 'telnet', 1, 4);
INSERT INTO x_flow(id, client, server, transport, port, protocol, answered, payload, first_packet) VALUES (1, 2, 1, 'tcp', 23, 'telnet', 1, 5, 4);
INSERT INTO x_weakness(device, check_name, severity, findings, packet) VALUES (1, 'telnet-in-use', 1, 1, 4);
