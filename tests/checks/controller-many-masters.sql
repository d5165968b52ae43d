INSERT INTO x_device(id, kind, ip, model) VALUES (1, 'plc', '192.168.1.10', 'FX5U'), (2, 'pc', '192.168.1.77', NULL);
INSERT INTO x_device(id, kind, ip) VALUES (3, 'hmi', '192.168.1.20');
INSERT INTO x_command(protocol, code, name, class, deed, client, server, client_ip, server_ip, count, answered, refused, first_packet) VALUES ('modbus', 6, 'Write Single Register', 'write', 'write', 2, 1, '192.168.1.77', '192.168.1.10', 50, 50, 0, 12);
INSERT INTO x_command(protocol, code, name, class, deed, client, server, client_ip, server_ip, count, answered, refused, first_packet) VALUES ('modbus', 6, 'Write Single Register', 'write', 'write', 3, 1, '192.168.1.20', '192.168.1.10', 3, 3, 0, 900);
