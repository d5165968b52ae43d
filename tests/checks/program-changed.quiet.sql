INSERT INTO x_device(id, kind, ip) VALUES (1, 'plc', '192.168.1.10'), (2, 'pc', '192.168.1.77');
INSERT INTO x_command(protocol, code, sub, name, class, client, server, client_ip, count, answered, refused, first_packet) VALUES
  ('umas', 90, 2, 'Read PLC Identification', 'read', 2, 1, '192.168.1.77', 5, 5, 0, 5), ('umas', 90, 49, 'Download Block', 'program', 2, 1, '192.168.1.77', 2, 0, 2, 90);
