-- The default was refused, or the device bears no label.
INSERT INTO x_device(id, kind, ip, model) VALUES (1, 'camera', '192.168.1.20', 'TS-100'), (2, 'pc', '192.168.1.77', NULL);
INSERT INTO label(record, device, level, number, until, over) VALUES (1, 1, 1, 'JCSTAR-0001', 1796400000000000, 0);
INSERT INTO x_login(client, server, protocol, port, method, clear, ok, default_pair, default_ok, packet) VALUES (2, 1, 'http', 80, 'basic', 0, 0, 1, 0, 77), (1, 2, 'http', 80, 'basic', 1, 3, 1, 1, 78);
