-- Refused; a PROFINET controller that starts its own device; what is worse and told by others.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'plc', '192.168.1.10'), (2, 'pc', '192.168.1.77');
INSERT INTO x_command(protocol, code, name, class, deed, client, server, client_ip, count, answered, refused, first_packet) VALUES
  ('fins', 1794, 'Clock Write', 'control', 'clock', 2, 1, '192.168.1.77', 2, 0, 2, 90),
  ('profinet-io', 0, 'Connect', 'control', 'session', 2, 1, '192.168.1.77', 1, 1, 0, 91),
  ('slmp', 4098, 'Remote Stop', 'control', 'stop', 2, 1, '192.168.1.77', 1, 1, 0, 92);
