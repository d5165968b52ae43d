-- Its program was changed and its files read; settings were refused.
INSERT INTO x_device(id, kind, ip, model) VALUES (1, 'plc', '192.168.1.10', 'FX5U'), (2, 'pc', '192.168.1.77', NULL);
INSERT INTO x_command(protocol, code, name, class, deed, client, server, client_ip, server_ip, count, answered, refused, first_packet) VALUES ('fins', 775, 'Program Area Write', 'program', 'program-download', 2, 1, '192.168.1.77', '192.168.1.10', 4, 4, 0, 90412);
INSERT INTO x_command(protocol, code, name, class, deed, client, server, client_ip, server_ip, count, answered, refused, first_packet) VALUES ('fins', 8706, 'Single File Read', 'program', 'file-read', 2, 1, '192.168.1.77', '192.168.1.10', 4, 4, 0, 90412);
INSERT INTO x_command(protocol, code, name, class, deed, client, server, client_ip, server_ip, count, answered, refused, first_packet) VALUES ('fins', 514, 'Parameter Area Write', 'program', 'config', 2, 1, '192.168.1.77', '192.168.1.10', 2, 0, 2, 90412);
