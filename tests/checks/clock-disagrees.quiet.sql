-- They agree with one another: it is the recorder's clock that is an hour off.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'camera', '192.168.1.20'), (2, 'server', '192.168.1.5');
INSERT INTO x_time_sync(device, server, offset_us, packet) VALUES (1, 2, 3600100000, 5), (2, NULL, 3600000000, 6);
