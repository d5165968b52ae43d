INSERT INTO x_device(id, kind, ip) VALUES (1, 'pc', '192.168.1.20');
INSERT INTO x_fact(device, field, value, source, packet) VALUES (1, 'attack', 'arp-conflict', 'arp', 8);
