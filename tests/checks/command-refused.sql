INSERT INTO x_device(id, kind, ip) VALUES (1, 'plc', '192.168.1.10'), (2, 'pc', '192.168.1.77');
INSERT INTO x_command(protocol, code, name, class, client, server, client_ip, server_ip, count, answered, refused, first_packet) VALUES ('modbus', 6, 'Write Single Register', 'write', 2, 1, '192.168.1.77', '192.168.1.10', 4, 1, 3, 12);
