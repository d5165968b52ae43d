INSERT INTO x_device(id, kind, ip) VALUES (1, 'wifi-ap', '192.168.1.3');
INSERT INTO x_fact(device, field, value, source, packet) VALUES (1, 'wifi-security', 'wep', 'wifi', 2);
