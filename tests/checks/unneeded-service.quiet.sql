-- Modbus is used and scanned; telnet was scanned and did not answer; the web page has a local user, too.
INSERT INTO x_device(id, kind, layer, ip) VALUES (1, 'plc', 'device', '192.168.1.20'), (2, 'router', 'wan', '192.168.1.1'), (3, 'hmi', 'device', '192.168.1.21');
INSERT INTO x_service(device, transport, port, protocol, answered, clients, scanned_only, first_packet) VALUES (1, 'tcp', 502, 'modbus', 1, 2, 0, 7), (1, 'tcp', 23, 'unknown', 0, 1, 1, 7);
INSERT INTO x_flow(id, client, server, transport, port, protocol, answered, first_packet) VALUES (1, 2, 1, 'tcp', 80, 'http', 1, 9), (2, 3, 1, 'tcp', 80, 'http', 1, 9);
