INSERT INTO x_device(id, kind, ip, model) VALUES (1, 'plc', '192.168.1.10', 'M340'), (2, 'engineering-station', '192.168.1.77', NULL);
INSERT INTO x_command(protocol, code, sub, name, class, client, server, client_ip, server_ip, count, answered, first_packet) VALUES
  ('umas', 90, 49, 'Download Block', 'program', 2, 1, '192.168.1.77', '192.168.1.10', 44, 44, 12);
