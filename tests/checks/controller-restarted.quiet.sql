-- A restart that was refused, and communication that is begun.
INSERT INTO x_device(id, kind, ip, model) VALUES (1, 'plc', '192.168.1.10', 'FX5U'), (2, 'pc', '192.168.1.77', NULL);
INSERT INTO x_command(protocol, code, name, class, deed, client, server, client_ip, server_ip, count, answered, refused, first_packet) VALUES ('dnp3', 13, 'Cold Restart', 'control', 'reset', 2, 1, '192.168.1.77', '192.168.1.10', 2, 0, 2, 90412);
INSERT INTO x_command(protocol, code, name, class, deed, client, server, client_ip, server_ip, count, answered, refused, first_packet) VALUES ('iec-104', 0, 'STOPDT', 'control', 'link', 2, 1, '192.168.1.77', '192.168.1.10', 3, 3, 0, 90412);
