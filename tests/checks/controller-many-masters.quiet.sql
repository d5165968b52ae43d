-- One writes in two ways; another only reads, and its write was refused.
INSERT INTO x_device(id, kind, ip, model) VALUES (1, 'plc', '192.168.1.10', 'FX5U'), (2, 'pc', '192.168.1.77', NULL);
INSERT INTO x_device(id, kind, ip) VALUES (3, 'hmi', '192.168.1.20');
INSERT INTO x_command(protocol, code, name, class, deed, client, server, client_ip, server_ip, count, answered, refused, first_packet) VALUES ('modbus', 6, 'Write Single Register', 'write', 'write', 2, 1, '192.168.1.77', '192.168.1.10', 50, 50, 0, 12);
INSERT INTO x_command(protocol, code, name, class, deed, client, server, client_ip, server_ip, count, answered, refused, first_packet) VALUES ('modbus', 16, 'Write Multiple Registers', 'write', 'write', 2, 1, '192.168.1.77', '192.168.1.10', 5, 5, 0, 14);
INSERT INTO x_command(protocol, code, name, class, deed, client, server, client_ip, server_ip, count, answered, refused, first_packet) VALUES ('modbus', 3, 'Read Holding Registers', 'read', NULL, 3, 1, '192.168.1.20', '192.168.1.10', 500, 500, 0, 2);
INSERT INTO x_command(protocol, code, name, class, deed, client, server, client_ip, server_ip, count, answered, refused, first_packet) VALUES ('modbus', 5, 'Write Single Coil', 'write', 'write', 3, 1, '192.168.1.20', '192.168.1.10', 2, 0, 2, 70);
