INSERT INTO x_setting(key, value) VALUES ('ledger', 1);
INSERT INTO x_device(id, kind, ip, known, first_packet) VALUES (1, 'plc', '192.168.1.10', 1, 1), (2, 'pc', '192.168.1.99', 0, 6);
