INSERT INTO x_device(id, kind, mac) VALUES (1, 'wifi-ap', '00:00:5e:00:53:01'), (2, 'sensor', '00:00:5e:00:53:07');
INSERT INTO x_wifi_client(ap, bssid, station, mac, m3, reinstalled, packet) VALUES (1, '00:00:5e:00:53:01', 2, '00:00:5e:00:53:07', 2, 0, 3);
INSERT INTO x_access_point(device, bssid, network, security, last, packet) VALUES (1, '00:00:5e:00:53:01', 'ap', 'wpa2-psk', 604800000021, 2);
INSERT INTO x_wifi_client(ap, bssid, station, mac, reinstalled, last, packet) VALUES (1, '00:00:5e:00:53:01', 2, '00:00:5e:00:53:07', 1, 20, 5);
