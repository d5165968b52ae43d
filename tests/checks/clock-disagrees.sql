INSERT INTO x_device(id, kind, ip) VALUES (1, 'camera', '192.168.1.20'), (2, 'server', '192.168.1.5'), (3, 'plc', '192.168.1.10');
INSERT INTO x_time_sync(device, server, offset_us, packet) VALUES (1, 2, 32400000000, 5), (2, NULL, -300000, 6), (3, 2, 900000, 7);
