-- A PLC that reads another one after the other.
INSERT INTO x_device(id, kind) VALUES (1, 'plc');
INSERT INTO x_fact(device, field, value, source, packet) VALUES (1, 'sweep', '192.168.1.104 259:0', 'modbus', 5);
-- Whose values: the finding is about it, too, so that who may not see it is not told.
INSERT INTO x_device(id, kind, ip) VALUES (2, 'plc', '192.168.1.104');
INSERT INTO x_address(device, kind, value) VALUES (2, 'ip', '192.168.1.104');
