-- A label that is over; a try that was refused, a sign-in with a password: none contradicts.
INSERT INTO x_device(id, kind, ip, model) VALUES (1, 'camera', '192.168.1.20', 'TS-100'), (2, 'pc', '192.168.1.77', NULL);
INSERT INTO label(record, device, level, number, until, over) VALUES (1, 1, 1, 'JCSTAR-0001', 1796400000000000, 1);
INSERT INTO label(record, device, level, number, until, over) VALUES (1, 2, 1, 'JCSTAR-0001', 1796400000000000, 0);
INSERT INTO x_login(client, server, protocol, port, method, clear, ok, default_pair, default_ok, packet) VALUES (2, 1, 'mqtt', 1883, 'anonymous', 0, 3, 0, 0, 77), (1, 2, 'vnc', 5900, 'none', 0, 0, 0, 0, 78), (1, 2, 'ssh', 22, 'password', 0, 3, 0, 0, 79);
