INSERT INTO x_device(id, kind, ip, mac, random_mac, first_packet) VALUES (1, 'phone', '192.168.1.60', 'da:a1:19:00:00:01', 1, 4);
