INSERT INTO x_device(id, kind, mac) VALUES (1, 'wifi-ap', '00:00:5e:00:53:01');
INSERT INTO x_fact(device, field, value, source, packet) VALUES (1, 'crypto', '3des-cbc', 'ssh', 2), (1, 'wifi-security', 'wpa2-psk', 'wifi', 2);
INSERT INTO x_device(id, kind, mac, known) VALUES (5, 'wifi-ap', '00:00:5e:00:54:05', 1), (6, 'wifi-ap', '00:00:5e:00:55:06', 0);
INSERT INTO x_access_point(device, bssid, network, security, packet) VALUES (5, '00:00:5e:00:54:05', 'ap', 'wpa2-psk', 2), (6, '00:00:5e:00:55:06', 'ap', 'wpa2-psk', 3);
INSERT INTO x_fact(device, field, value, source, packet) VALUES (6, 'crypto', 'tkip', 'wifi', 3);
