-- An error is reset and counters are set to 0, as every day; clearing the history is refused.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'plc', '192.168.1.10'), (2, 'pc', '192.168.1.20');
INSERT INTO x_command(protocol, code, name, class, deed, client, server, client_ip, server_ip, count, answered, first_packet) VALUES ('slmp', 5655, 'Clear Error', 'control', 'error-clear', 2, 1, '192.168.1.20', '192.168.1.10', 3, 3, 5);
INSERT INTO x_command(protocol, code, name, class, deed, client, server, client_ip, server_ip, count, answered, refused, first_packet) VALUES ('slmp', 5658, 'Clear Event History', 'control', 'log-clear', 2, 1, '192.168.1.20', '192.168.1.10', 1, 0, 1, 6);
