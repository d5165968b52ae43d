-- Reading may be refused for many reasons; writes that were taken are for another check.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'plc', '192.168.1.10'), (2, 'pc', '192.168.1.77');
INSERT INTO x_command(protocol, code, name, class, client, server, client_ip, server_ip, count, answered, refused) VALUES ('modbus', 3, 'Read Holding Registers', 'read', 2, 1, '192.168.1.77', '192.168.1.10', 40, 0, 40), ('modbus', 6, 'Write Single Register', 'write', 2, 1, '192.168.1.77', '192.168.1.10', 4, 4, 0);
