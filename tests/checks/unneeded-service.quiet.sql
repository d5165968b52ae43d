-- Modbus is used and scanned; Telnet was scanned and did not answer.
INSERT INTO x_device(id, kind, layer, ip) VALUES (1, 'plc', 'device', '192.168.1.20');
INSERT INTO x_service(device, transport, port, protocol, answered, clients, scanned_only, first_packet) VALUES (1, 'tcp', 502, 'modbus', 1, 2, 0, 7), (1, 'tcp', 23, 'unknown', 0, 1, 1, 7);
