INSERT INTO x_device(id, kind, ip) VALUES (1, 'plc', '192.168.1.10'), (2, 'pc', '192.168.1.20');
INSERT INTO x_command(protocol, code, name, class, deed, client, server, client_ip, server_ip, count, answered, first_packet) VALUES ('slmp', 5658, 'Clear Event History', 'control', 'log-clear', 2, 1, '192.168.1.20', '192.168.1.10', 1, 1, 5);
