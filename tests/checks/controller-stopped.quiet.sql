-- Started, its clock set, and a stop that was refused.
INSERT INTO x_device(id, kind, ip, model) VALUES (1, 'plc', '192.168.1.10', 'FX5U'), (2, 'pc', '192.168.1.77', NULL);
INSERT INTO x_command(protocol, code, name, class, deed, client, server, client_ip, server_ip, count, answered, refused, first_packet) VALUES ('slmp', 4097, 'Remote Run', 'control', 'run', 2, 1, '192.168.1.77', '192.168.1.10', 1, 1, 0, 90412);
INSERT INTO x_command(protocol, code, name, class, deed, client, server, client_ip, server_ip, count, answered, refused, first_packet) VALUES ('slmp', 4098, 'Remote Stop', 'control', 'stop', 2, 1, '192.168.1.77', '192.168.1.10', 2, 0, 2, 90412);
INSERT INTO x_command(protocol, code, name, class, deed, client, server, client_ip, server_ip, count, answered, refused, first_packet) VALUES ('s7comm', 2, 'Set Clock', 'control', 'clock', 2, 1, '192.168.1.77', '192.168.1.10', 1, 1, 0, 90412);
INSERT INTO x_command(protocol, code, name, class, deed, client, server, client_ip, server_ip, count, answered, refused, first_packet) VALUES ('slmp', 4102, 'Remote RESET', 'control', 'reset', 2, 1, '192.168.1.77', '192.168.1.10', 1, 1, 0, 90412);
