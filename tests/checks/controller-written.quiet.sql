-- Reading, and writes that were all refused.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'plc', '192.168.1.10'), (2, 'pc', '192.168.1.77');
INSERT INTO x_command(protocol, code, name, class, client, server, client_ip, count, answered, refused, first_packet) VALUES
  ('modbus', 3, 'Read Holding Registers', 'read', 2, 1, '192.168.1.77', 500, 500, 0, 5), ('modbus', 6, 'Write Single Register', 'write', 2, 1, '192.168.1.77', 2, 0, 2, 90);
