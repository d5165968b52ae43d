INSERT INTO x_device(id, kind, ip, model) VALUES (1, 'plc', '192.168.1.10', 'FX5U'), (2, 'pc', '192.168.1.77', NULL);
INSERT INTO x_engineering(client, server, client_ip, server_ip, began, ended, operations, what, packet) VALUES (2, 1, '192.168.1.77', '192.168.1.10', 1795910400000000, 1795912200000000, 12, 'program', 90);
