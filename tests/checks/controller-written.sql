INSERT INTO x_device(id, kind, ip, model) VALUES (1, 'plc', '192.168.1.10', 'FX5U'), (2, 'pc', '192.168.1.77', NULL);
INSERT INTO x_command(protocol, code, name, class, client, server, client_ip, server_ip, count, answered, first_packet) VALUES
  ('modbus', 6, 'Write Single Register', 'write', 2, 1, '192.168.1.77', '192.168.1.10', 12345, 12345, 9), ('modbus', 5, 'Write Single Coil', 'write', 2, 1, '192.168.1.77', '192.168.1.10', 3, 3, 12);
