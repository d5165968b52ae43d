INSERT INTO x_device(id, kind) VALUES (1, 'plc');
INSERT INTO x_fact(device, field, value, source, packet) VALUES (1, 'unit-id', '1', 'modbus', 5);
