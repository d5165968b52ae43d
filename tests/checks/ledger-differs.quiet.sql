-- The listed MAC is its second one; the next is listed without a MAC.
INSERT INTO x_device(id, kind, ip, mac, known, ledger) VALUES (1, 'plc', '192.168.1.10', '00:00:5e:00:53:02', 1, 1), (2, 'hmi', '192.168.1.11', '00:00:5e:00:53:04', 1, 2);
INSERT INTO x_address(device, kind, value) VALUES (1, 'mac', '00:00:5e:00:53:02'), (1, 'mac', '00:00:5e:00:53:01');
INSERT INTO x_ledger(id, line_no, name, mac, ip, device) VALUES (1, 2, 'プレス機', '00:00:5E:00:53:01', '192.168.1.10', 1), (2, 3, '表示器', NULL, '192.168.1.11', 2), (3, 4, '予備', '00:00:5e:00:53:09', NULL, NULL);
