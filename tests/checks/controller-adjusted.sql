INSERT INTO x_device(id, kind, ip, model) VALUES (1, 'plc', '192.168.1.10', 'FX5U'), (2, 'pc', '192.168.1.77', NULL);
INSERT INTO x_command(protocol, code, name, class, deed, client, server, client_ip, server_ip, count, answered, first_packet) VALUES
  ('fins', 1794, 'Clock Write', 'control', 'clock', 2, 1, '192.168.1.77', '192.168.1.10', 1, 1, 90412);
