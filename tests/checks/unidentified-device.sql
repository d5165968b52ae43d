INSERT INTO x_device(id, kind, ip, packets, first_packet) VALUES (1, 'unknown', '192.168.1.60', 5, 4);
