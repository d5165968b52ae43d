INSERT INTO x_device(id, kind, ip, mac) VALUES (1, 'plc', '192.168.1.20', '00:00:5e:00:53:01'), (2, 'pc', '192.168.1.20', '00:00:5e:00:53:02');
INSERT INTO x_address(device, kind, value, first, last, packet, source) VALUES (1, 'ip', '192.168.1.20', 0, 900, 1, 'arp'), (2, 'ip', '192.168.1.20', 500, 1200, 50, 'arp');
