INSERT INTO x_device(id, kind, mac) VALUES (1, 'wifi-ap', '00:00:5e:00:53:01');
INSERT INTO x_wifi_leave(sender, ap, bssid, source, target, protected, count, burst, packet) VALUES (1, 1, '00:00:5e:00:53:01', '00:00:5e:00:53:01', 'ff:ff:ff:ff:ff:ff', 0, 40, 16, 3);
INSERT INTO x_access_point(device, bssid, network, security, last, packet) VALUES (1, '00:00:5e:00:53:01', 'ap', 'wpa2-psk', 604800000000, 2);
