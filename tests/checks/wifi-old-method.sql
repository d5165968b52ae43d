INSERT INTO x_device(id, kind, mac) VALUES (1, 'wifi-ap', '00:00:5e:00:53:01');
INSERT INTO x_fact(device, field, value, source, packet) VALUES (1, 'crypto', 'wps', 'wifi', 2);
