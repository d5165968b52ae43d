INSERT INTO x_device(id, kind, ip, packets, first, last, first_packet) VALUES (1, 'camera', '192.168.1.20', 9000, 0, 3600000000, 2), (2, 'plc', '192.168.1.10', 500, 0, 2200000000, 3);
