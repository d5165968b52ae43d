INSERT INTO x_device(id, kind, ip, model) VALUES (1, 'camera', '192.168.1.20', 'TS-100'), (2, 'pc', '192.168.1.77', NULL);
INSERT INTO label(record, device, level, number, until, over) VALUES (1, 1, 1, 'JCSTAR-0001', 1796400000000000, 0);
INSERT INTO x_service(device, transport, port, protocol, answered, clients, scanned_only, first_packet) VALUES (1, 'tcp', 23, 'unknown', 1, 1, 1, 7);
