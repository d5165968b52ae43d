INSERT INTO x_device(id, kind, ip, mac, known, ledger, first_packet) VALUES (1, 'plc', '192.168.1.10', '00:00:5e:00:53:02', 1, 1, 4);
INSERT INTO x_address(device, kind, value) VALUES (1, 'mac', '00:00:5e:00:53:02');
INSERT INTO x_ledger(id, line_no, number, name, mac, ip, device) VALUES (1, 2, 'P-101', 'プレス機', '00:00:5e:00:53:01', '192.168.1.10', 1);
