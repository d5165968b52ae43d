INSERT INTO x_device(id, kind) VALUES (1, 'plc');
INSERT INTO x_service(device, transport, port, protocol, answered, last_packet) VALUES (1, 'tcp', 502, 'modbus', 1, 7);
