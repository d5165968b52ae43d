INSERT INTO x_device(id, kind, ip, mac, random_mac) VALUES (1, 'phone', '192.168.1.60', '00:00:5e:00:53:01', 0), (2, 'pc', '192.168.1.61', NULL, 0);
