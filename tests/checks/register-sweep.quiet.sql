-- Plain reading; a poller that came round three times, and was once seen from the middle; and the engineering station within a visit that somebody wrote down.
INSERT INTO x_device(id, kind) VALUES (1, 'plc');
INSERT INTO x_fact(device, field, value, source, packet) VALUES (1, 'unit-id', '1', 'modbus', 5);
INSERT INTO x_device(id, kind, ip) VALUES (2, 'engineering-station', '192.168.1.77'), (3, 'plc', '192.168.1.10');
INSERT INTO x_fact(device, field, value, source, packet) VALUES (2, 'sweep', '192.168.1.10 259:0+', 'modbus', 6);
INSERT INTO x_engineering(client, server, client_ip, server_ip, began, ended, operations, what, packet, record, kind) VALUES (2, 3, '192.168.1.77', '192.168.1.10', 1795910400000000, 1795912200000000, 12, 'program', 90, 4, 'maintenance-visit');
INSERT INTO x_device(id, kind) VALUES (4, 'hmi');
INSERT INTO x_fact(device, field, value, source, packet, count) VALUES (4, 'sweep', '192.168.1.10 259:0', 'modbus', 7, 3), (4, 'sweep', '192.168.1.10 259:400', 'modbus', 6, 1), (4, 'sweep', '192.168.1.10 n:77', 'enip', 8, 40);
