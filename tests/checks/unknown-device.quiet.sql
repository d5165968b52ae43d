-- Without a ledger nobody is unknown.
INSERT INTO x_setting(key, value) VALUES ('ledger', 0);
INSERT INTO x_device(id, kind, ip, known) VALUES (2, 'pc', '192.168.1.99', 0);
