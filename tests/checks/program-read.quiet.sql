-- A program was loaded, which is another matter, and a reading that was refused.
INSERT INTO x_device(id, kind, ip, model) VALUES (1, 'plc', '192.168.1.10', 'FX5U'), (2, 'pc', '192.168.1.77', NULL);
INSERT INTO x_command(protocol, code, name, class, deed, client, server, client_ip, server_ip, count, answered, refused, first_packet) VALUES ('s7comm', 27, 'Download Block', 'program', 'program-download', 2, 1, '192.168.1.77', '192.168.1.10', 1, 1, 0, 90412);
INSERT INTO x_command(protocol, code, name, class, deed, client, server, client_ip, server_ip, count, answered, refused, first_packet) VALUES ('s7comm', 29, 'Start Upload', 'program', 'program-upload', 2, 1, '192.168.1.77', '192.168.1.10', 1, 0, 1, 90412);
