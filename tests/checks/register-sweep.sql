-- A PLC that reads another one after the other.
INSERT INTO x_device(id, kind) VALUES (1, 'plc');
INSERT INTO x_fact(device, field, value, source, packet) VALUES (1, 'sweep', '192.168.1.104 259:0', 'modbus', 5);
