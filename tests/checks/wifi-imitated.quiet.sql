INSERT INTO x_device(id, kind, mac) VALUES (1, 'wifi-ap', '00:00:5e:00:53:01'), (2, 'wifi-ap', '00:00:5e:00:53:02');
INSERT INTO x_access_point(device, bssid, network, ssid, security, packet) VALUES (1, '00:00:5e:00:53:01', 'ap', 'line', 'wpa2-psk', 2), (2, '00:00:5e:00:53:02', 'ap', 'line guest', 'open', 9);
